"""What is untidy but right is read correctly, and told (design.md section 9, first row)."""

import gzip
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import zstandard

from tests.sources.ledgers import PERMIT, as_book, as_csv, column, permit, read, refused, rows, told

FINE = ["案件编号", "处罚机关", "处罚决定日期", "罚款金额（万元）"]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_encodings(tmp_path: Path, encoding: str) -> None:
    intake = read(as_csv(tmp_path / "许可.csv", [PERMIT, permit()], encoding))
    assert column(intake, "permit", "unit_name") == ["示例县市场监督管理局"]


@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_delimiters(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "许可.csv"
    path.write_text(
        "\n".join(delimiter.join(map(str, line)) for line in (PERMIT, permit())), "utf-8"
    )
    assert column(read(path), "permit", "permit_id") == ["XK1"]


def test_packed_text_and_packed_workbook(tmp_path: Path) -> None:
    plain = as_csv(tmp_path / "许可.csv", [PERMIT, permit()])
    book = as_book(tmp_path / "许可.xlsx", 办件=[PERMIT, permit()])
    packed = tmp_path / "许可.csv.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    frame = tmp_path / "许可.xlsx.zst"
    frame.write_bytes(zstandard.compress(book.read_bytes()))
    assert (
        column(read(packed), "permit", "permit_id")
        == column(read(frame), "permit", "permit_id")
        == ["XK1"]
    )


def test_columns_in_any_order_and_unknown_ones_left_over(tmp_path: Path) -> None:
    lines = [[*reversed(PERMIT), "天气"], [*reversed(permit()), "晴"]]
    intake = read(as_csv(tmp_path / "许可.csv", lines))
    assert column(intake, "permit", "permit_id") == ["XK1"]
    assert intake.left_over == ["天气"]
    assert "没有用到的列：天气" in told(intake)


def test_title_rows_repeated_headings_totals_and_notes(tmp_path: Path) -> None:
    lines = [
        ["示例县行政处罚台账"],
        ["填报单位：示例县水利局", "", "", "统计时间：2024年"],
        FINE,
        ["CF1", "示例县水利局", "2024-03-01", "0.5"],
        ["小计", "", "", "0.5"],
        FINE,
        ["CF2", "示例县水利局", "2024-03-02", "1"],
        ["合  计：", "", "", "1.5"],
        ["填表人：张某某", "", "", ""],
    ]
    intake = read(as_csv(tmp_path / "处罚.csv", lines))
    assert column(intake, "penalty", "amount_yuan") == [Decimal("5000.00"), Decimal("10000.00")]
    assert "重复的表头 1 行（第 6 行）" in told(intake)
    assert "合计、小计行 2 行（第 5、8 行）" in told(intake)
    assert "合计行 15,000.00 元，与逐行相加相符" in told(intake)


def test_a_total_that_does_not_tie_is_told(tmp_path: Path) -> None:
    lines = [FINE, ["CF1", "示例县水利局", "2024-03-01", "0.5"], ["合计", "", "", "0.7"]]
    assert "不相符" in told(read(as_csv(tmp_path / "处罚.csv", lines)))


def test_merged_cells_across_and_down(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["许可机关", "办件", None, "办理过程", None])
    sheet.append([None, "办件编号", "事项名称", "收件时间", "决定时间"])
    sheet.append(["示例县水利局", "A", "取水许可", "2024-03-01", "2024-03-05"])
    sheet.append([None, "B", "取水许可", "2024-03-02", "2024-03-06"])
    for block in ("A1:A2", "B1:C1", "D1:E1", "A3:A4"):
        sheet.merge_cells(block)
    book.save(tmp_path / "许可.xlsx")
    intake = read(tmp_path / "许可.xlsx")
    assert column(intake, "permit", "unit_name") == ["示例县水利局"] * 2
    assert column(intake, "permit", "permit_id") == ["A", "B"]


def test_two_rows_of_headings_in_a_text_file(tmp_path: Path) -> None:
    lines = [
        ["办件编号", "受理", "", "决定", ""],
        ["", "日期", "人员", "日期", "人员"],
        ["A", "2024-03-01", "张某某", "2024-03-05", "李某某"],
    ]
    (row,) = rows(read(as_csv(tmp_path / "许可.csv", lines)), "permit")
    assert (row["accepted_by"], row["decided_by"]) == ("张某某", "李某某")
    assert row["decided_at"] == datetime(2024, 3, 4, 16)


def test_full_width_thousands_and_units_in_cells(tmp_path: Path) -> None:
    fines = ["０．５", "1,234.56", "8000元", "２万元", "￥0.3"]
    lines = [
        FINE,
        *([f"CF{n}", "示例县水利局", "2024-03-01", fine] for n, fine in enumerate(fines)),
    ]
    intake = read(as_csv(tmp_path / "处罚.csv", lines))
    assert column(intake, "penalty", "amount_yuan") == [
        Decimal(yuan) for yuan in ("5000", "12345600", "8000", "20000", "3000")
    ]
    assert "金额自带单位（如 8000元），以格内单位为准" in told(intake)


def test_a_unit_of_money_in_the_title(tmp_path: Path) -> None:
    lines = [
        ["单位：万元"],
        ["合同编号", "合同名称", "甲方", "乙方", "合同金额"],
        ["HT1", "养护合同", "示例县交通局", "示例县丙公司", 12.5],
    ]
    intake = read(as_book(tmp_path / "合同.xlsx", 合同=lines))
    (row,) = rows(intake, "contract")
    assert (row["amount_yuan"], row["currency"], row["unit_id"]) == (
        Decimal("125000.00"),
        "CNY",
        "示例县交通局",
    )


def test_excel_serial_numbers_and_dates_as_text(tmp_path: Path) -> None:
    lines = [PERMIT, permit(收件时间=45352, 受理时间="45352.5", 决定时间="２０２４年３月２日")]
    (row,) = rows(read(as_book(tmp_path / "许可.xlsx", 办件=lines)), "permit")
    assert row["received_at"] == datetime(2024, 2, 29, 16)
    assert row["accepted_at"] == datetime(2024, 3, 1, 4)
    assert row["decided_at"] == datetime(2024, 3, 1, 16)


def test_instants_are_utc_in_the_zone_of_the_source(tmp_path: Path) -> None:
    lines = [PERMIT, permit(收件时间=datetime(2024, 3, 1, 9, 30), 受理时间="2024-03-01 17:00:05")]
    (row,) = rows(read(as_book(tmp_path / "许可.xlsx", 办件=lines)), "permit")
    assert row["received_at"] == datetime(2024, 3, 1, 1, 30)
    assert row["accepted_at"] == datetime(2024, 3, 1, 9, 0, 5)


def test_words_of_codes_booleans_and_nothing(tmp_path: Path) -> None:
    head = [*PERMIT, "办理结果", "是否联合办理", "许可类别", "法定时限（工作日）"]
    lines = [
        head,
        [*permit(1), "准予许可", "√", "其他-临时许可", "20个工作日"],
        [*permit(2), "/", "否", "——", "无"],
    ]
    first, second = rows(read(as_csv(tmp_path / "许可.csv", lines)), "permit")
    assert (first["outcome"], first["joint_flag"], first["permit_type"], first["legal_days"]) == (
        "granted",
        True,
        "other",
        20,
    )
    assert (
        second["outcome"],
        second["joint_flag"],
        second["permit_type"],
        second["legal_days"],
    ) == (None, False, None, None)


def test_old_citizen_numbers_are_kept_for_the_loader(tmp_path: Path) -> None:
    head = [*PERMIT, "证件号码"]
    lines = [
        head,
        [*permit(1, 申请人="张某某"), "990001800101001"],
        [*permit(2), "91990001MA00001XX0"],
    ]
    first, second = rows(read(as_csv(tmp_path / "许可.csv", lines)), "permit")
    assert (first["person_id_no"], first["person_name"], first["party_name"]) == (
        "990001800101001",
        "张某某",
        None,
    )
    assert (second["person_id_no"], second["party_id"]) == (None, "91990001MA00001XX0")


def test_a_number_that_lost_its_end_is_taken_as_empty_and_told(tmp_path: Path) -> None:
    head = [*PERMIT, "证件号码"]
    intake = read(
        as_book(tmp_path / "许可.xlsx", 办件=[head, [*permit(申请人="张某某"), 990001199001010015]])
    )
    assert "person_id_no" not in rows(intake, "permit")[0] or column(
        intake, "permit", "person_id_no"
    ) == [None]
    assert "第 15 位以后已丢失" in told(intake)


def test_cells_that_look_like_formulas_are_text(tmp_path: Path) -> None:
    lines = [PERMIT, permit(事项名称='=cmd|" /C calc"!A0', 申请人="@SUM(1)有限公司")]
    (row,) = rows(read(as_csv(tmp_path / "许可.csv", lines)), "permit")
    assert row["matter_name"] == '=cmd|" /C calc"!A0'


def test_several_sheets_and_one_that_is_no_ledger(tmp_path: Path) -> None:
    path = as_book(
        tmp_path / "台账.xlsx",
        许可=[PERMIT, permit()],
        处罚=[FINE, ["CF1", "示例县水利局", "2024-3-1", 1]],
        通讯录=[["姓", "名"]],
    )
    intake = read(path)
    assert intake.tables == {"permit": 1, "penalty": 1}
    assert "工作表“通讯录”不是认识的台账" in told(intake)


def test_closing_stands_for_deciding_where_nothing_else_does(tmp_path: Path) -> None:
    head = ["办件编号", "事项名称", "受理时间", "办结时间"]
    intake = read(
        as_csv(tmp_path / "办件.csv", [head, ["A", "取水许可", "2024-03-01", "2024-03-05"]])
    )
    assert intake.recorded["permit"] == {"accepted", "decided"}
    assert "“办结时间”按作出许可决定的时间理解" in told(intake)


def test_prefilled_numbers_of_empty_rows_are_no_rows(tmp_path: Path) -> None:
    lines = [["序号", *PERMIT], [1, *permit()], *([number] for number in range(2, 50))]
    intake = read(as_book(tmp_path / "许可.xlsx", 办件=lines))
    assert intake.rows_read == intake.rows_kept == 1
    assert refused(intake) == []


def test_a_mapping_names_columns_codes_and_the_table(tmp_path: Path) -> None:
    lines = [["编码", "收", "定", "果"], ["A", "2024-03-01", "2024-03-05", "Y1"]]
    said = {
        "table": "permit",
        "columns": {"编码": "permit_id", "收": "received_at", "定": "decided_at", "果": "outcome"},
        "codes": {"outcome": {"Y1": "granted"}},
    }
    (row,) = rows(read(as_csv(tmp_path / "x.csv", lines), said), "permit")
    assert (row["permit_id"], row["outcome"]) == ("A", "granted")
