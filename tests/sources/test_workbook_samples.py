"""The sample ledgers are read as an office would read them."""

import subprocess
import sys
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from qinglian.sources.intake import File
from qinglian.sources.workbook import adapter
from tests.sources.ledgers import SAMPLES, column, read, rows, told

KNOWN = {
    "行政许可办件.xlsx": {"permit": 120},
    "行政许可办件环节.csv": {"event": 313},
    "行政处罚双公示.csv": {"penalty": 140},
    "行政处罚双公示-gbk.csv": {"penalty": 140},
    "合同台账.xlsx": {"contract": 54},
    "财政支付明细.csv": {"payment": 188},
    "公共资源交易.xlsx": {"tender": 36, "bid": 154, "award": 36},
    "规范性文件与重大决策台账.xlsx": {"policy": 24},
}


@pytest.mark.parametrize("name", KNOWN)
def test_each_ledger_is_recognised_and_read_whole(name: str) -> None:
    assert adapter.recognise(File(SAMPLES / name)) == 90
    intake = read(SAMPLES / name)
    assert intake.tables == KNOWN[name]
    assert not intake.refused
    assert not intake.left_over


def test_the_gbk_twin_equals_the_utf8_twin_row_for_row() -> None:
    first, second = (read(SAMPLES / f"行政处罚双公示{twin}.csv") for twin in ("", "-gbk"))
    assert rows(first, "penalty") == rows(second, "penalty")
    assert "UTF-8" in told(first)
    assert "GBK" in told(second)


def test_titles_two_rows_of_headings_totals_and_notes_at_the_end_are_no_data() -> None:
    intake = read(SAMPLES / "行政许可办件.xlsx")
    said = told(intake)
    assert "表头在第 3–4 行" in said
    assert "合计、小计行 1 行（第 125 行）不作为数据" in said
    assert "第 126 行“填表人：张某某”" in said
    assert "合计行 1,680.00 元，与逐行相加相符" in said


def test_a_wide_ledger_states_which_steps_it_can_carry() -> None:
    intake = read(SAMPLES / "行政许可办件.xlsx")
    assert intake.recorded["permit"] >= {
        "received",
        "accepted",
        "decided",
        "delivered",
        "published",
    }
    assert "rejected" not in intake.recorded["permit"]


def test_two_officers_in_one_cell_are_parted_and_counted() -> None:
    row = rows(read(SAMPLES / "行政许可办件.xlsx"), "permit")
    assert (row[0]["inspected_by"], row[0]["inspected_with"], row[0]["officers"]) == (
        "褚某某",
        "何某某",
        2,
    )
    assert (row[12]["inspected_with"], row[12]["officers"]) == (None, 1)


def test_steps_get_the_names_of_the_process() -> None:
    intake = read(SAMPLES / "行政许可办件环节.csv")
    first = rows(intake, "event")[0]
    assert set(column(intake, "event", "activity")) == {
        "received", "accepted", "inspected", "reviewed", "decided", "delivered", "published",
    }  # fmt: skip
    assert set(column(intake, "event", "process")) == {"permit"}
    assert first["occurred_at"] == datetime(2024, 1, 8, 1, 20)
    assert first["date_only"] is False
    assert first["promised_days"] == 15
    assert intake.recorded == {"permit": set(column(intake, "event", "activity"))}


def test_persons_and_bodies_are_parted() -> None:
    found = rows(read(SAMPLES / "行政处罚双公示.csv"), "penalty")
    persons = [row for row in found if row["party_type"] == "person"]
    assert persons
    assert all(row["person_name"] and not row["party_name"] for row in persons)
    assert all(row["party_name"] and not row["person_name"] for row in found if row not in persons)


def test_ten_thousands_become_yuan_also_in_full_width_digits() -> None:
    intake = read(SAMPLES / "行政处罚双公示.csv")
    fines = column(intake, "penalty", "amount_yuan")
    assert sum(fines) == Decimal("1044200.00")
    assert "“罚款金额（万元）”以万元计，已换算成元" in told(intake)
    assert "与逐行相加相符" in told(intake)


def test_cells_merged_downwards_are_filled_but_not_amounts() -> None:
    intake = read(SAMPLES / "合同台账.xlsx")
    assert None not in column(intake, "contract", "buyer_name")
    assert "向下填补 51 格" in told(intake)


def test_trading_sheets_become_tenders_bids_and_awards() -> None:
    intake = read(SAMPLES / "公共资源交易.xlsx")
    tender = rows(intake, "tender")[0]
    assert tender["bids_recorded"]
    assert tender["awards_recorded"]
    assert tender["method"] == "open"
    assert tender["method_details"] == "公开招标"
    assert column(intake, "award", "currency")[0] == "CNY"


def test_the_samples_are_what_their_script_makes(tmp_path: Path) -> None:
    made = {path.name: path.read_bytes() for path in SAMPLES.iterdir()}
    script = SAMPLES.parent / "make_ledgers.py"
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == made
    assert sum(map(len, made.values())) < 400_000
