"""JSON Lines, CSV and Excel: every signal, nothing lost, nothing that runs."""

import csv as csv_module
import io
import json
from pathlib import Path

import openpyxl
import pyarrow as pa
import pytest

from qinglian.engine.signals import SCHEMA
from qinglian.model.errors import BadUsage
from qinglian.model.signal import FIELDS
from qinglian.model.spreadsheet import escaped, unescaped
from qinglian.report import csv, jsonl, write, xlsx
from tests.report.sample_outcome import sample, silent


def lines(signals: pa.Table) -> list[dict]:
    stream = io.BytesIO()
    jsonl.write(signals, stream)
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_json_lines_carry_exactly_the_fields_in_their_order():
    for line in lines(sample(20, 20).signals):
        assert tuple(line) == FIELDS


def test_json_lines_hold_every_signal_and_every_value():
    signals = sample(1500, 1200).signals
    read = lines(signals)
    assert len(read) == signals.num_rows
    for got, sent in zip(read, signals.to_pylist(), strict=True):
        assert got["signal_id"] == sent["signal_id"]
        assert got["value"] == sent["value"]
        assert got["due_on"] == (sent["due_on"] and sent["due_on"].isoformat())
        assert got["seen_at"] == "2026-04-01T01:26:08Z"
        assert got["parties"] == sent["parties"]
        assert got["exceptions"] == sent["exceptions"]
        cited = [{**item, "columns": json.loads(item["columns"])} for item in sent["evidence"]]
        assert got["evidence"] == cited


def test_a_slice_of_signals_keeps_its_own_evidence():
    signals = sample(10, 10).signals
    assert lines(signals.slice(7, 5)) == lines(signals)[7:12]


def test_signals_without_evidence_or_with_null_lists():
    row = dict.fromkeys(FIELDS) | {
        "signal_id": "0" * 32,
        "rule_id": "X",
        "value": float("nan"),
    }
    (line,) = lines(pa.Table.from_pylist([row], schema=SCHEMA))
    assert line["evidence"] == []
    assert line["value"] is None


def test_no_signals_is_an_empty_file(tmp_path: Path):
    write(silent(), "jsonl", tmp_path / "s.jsonl")
    assert (tmp_path / "s.jsonl").read_bytes() == b""


def test_csv_reads_back_and_runs_nothing(tmp_path: Path):
    outcome = sample(3, 3)
    csv.write(outcome.signals, tmp_path / "s.csv")
    with (tmp_path / "s.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv_module.DictReader(stream))
    assert tuple(rows[0]) == FIELDS
    assert len(rows) == outcome.signals.num_rows
    assert not [
        cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "@", "\t"))
    ]
    odd = next(row for row in rows if row["rule_id"] == "ENF-011")
    assert odd["subject_id"] == "'=cmd()"
    assert unescaped(odd["subject_id"]) == "=cmd()"
    assert json.loads(odd["evidence"])[0]["columns"]["fine_yuan"] == 1000.5


@pytest.mark.parametrize(
    "text", ["=1+1", "+8613900990099", "-1", "@sum", "\t=1", "plain", "2024-01-01", ""]
)
def test_escaping_is_undone(text: str):
    assert unescaped(escaped(text)) == text


@pytest.fixture(scope="module", params=["zh", "en"])
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    path = tmp_path_factory.mktemp("xlsx") / "s.xlsx"
    xlsx.write(sample(12, 3), path, language=request.param)
    return request.param, openpyxl.load_workbook(path)


def test_workbook_has_its_sheets_in_one_language(book):
    language, sheets = book
    assert sheets.sheetnames == [getattr(title, language) for title in xlsx.SHEETS.values()]
    first = sheets.worksheets[0]
    assert first.max_row == 1 + 12 + 2 + 3
    assert first["A1"].value == ("级别" if language == "zh" else "Level")


def test_nothing_in_the_workbook_is_a_formula(book):
    _, sheets = book
    cells = [
        cell
        for sheet in sheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
    assert not [cell for cell in cells if cell.data_type == "f"]
    signs = [cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith("=")]
    assert signs, "the sample has values that begin with ="
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in signs)


def test_a_sheet_says_which_columns_carry_values(book):
    language, sheets = book
    rows = list(sheets.worksheets[2].iter_rows(min_row=2, values_only=True))
    heading = "是否持有效执法证" if language == "zh" else "all officers hold valid certificates"
    assert [row[2:6] for row in rows][:2] == [
        ("penalty.penalty_id", 8211, 8211, 1),
        ("penalty.filed_at", 8211, 8210, 8210 / 8211),
    ]
    assert rows[2][1:] == (heading, "penalty.officers_certified", 8211, 0, 0, "ENF-001 ENF-008")


def test_refused_rows_say_where_and_why_and_show_no_identity(book):
    language, sheets = book
    rows = list(sheets.worksheets[4].iter_rows(min_row=2, values_only=True))
    assert [row[2] for row in rows] == [17, 231, 405]
    assert rows[0][5] == ("没有这一天" if language == "zh" else "there is no such day")
    assert "990001199001010011" not in str(rows)


def test_control_characters_and_long_evidence_fit_a_cell(tmp_path: Path):
    outcome = sample(1, 0)
    row = outcome.signals.to_pylist()[0]
    row["text_zh"] = "甲\x00乙"
    row["evidence"] = row["evidence"] * 3000
    outcome.signals = pa.Table.from_pylist([row], schema=SCHEMA)
    xlsx.write(outcome, tmp_path / "s.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "s.xlsx").worksheets[0]
    cells = dict(zip(xlsx.ORDER, [cell.value for cell in sheet[2]], strict=False))
    assert cells["text_zh"] == "甲\N{REPLACEMENT CHARACTER}乙"
    assert 100 < len(json.loads(cells["evidence"])) < 6000


def test_unknown_format_names_the_nearest():
    with pytest.raises(BadUsage, match="jsonl"):
        write(silent(), "jsonlines")


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path):
    with pytest.raises(BadUsage, match="Cannot write"):
        write(silent(), "csv", tmp_path / "none" / "s.csv")
