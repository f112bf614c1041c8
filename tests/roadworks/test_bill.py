"""A bill is taken whole or refused with the place and the difference. 清单要么全收，要么说清差在哪里。"""

import io
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from qinglian.roadworks.bill import read
from qinglian.roadworks.cells import rows_of
from qinglian.roadworks.errors import Refused, SheetRefused
from qinglian.roadworks.lines import KINDS, Bill, Kind, chapter_of
from qinglian.roadworks.rounding import Rounding
from tests.roadworks.bills import BILL, bill, rows

NUMBERS = [
    (row, place)
    for row, cells in enumerate(BILL)
    for place, cell in enumerate(cells)
    if place >= 2 and isinstance(cell, (int, float)) and cell and cells[0] != "工程量清单"
]


def the_bill() -> Bill:
    return read(rows(bill()))


def why(cells: list[list[object]]) -> str:
    with pytest.raises(SheetRefused) as refused:
        read(rows(cells))
    assert refused.value.text.en
    return refused.value.text.zh


def test_codes_kinds_and_amounts() -> None:
    found = {(one.kind, one.code): one for one in the_bill().lines}
    assert found[Kind.UNIT, "204-1-a-1"].amount == 11568000
    assert found[Kind.UNIT, "403-1-b"].quantity == 210430
    assert found[Kind.UNIT, "403-1"].parent
    assert found[Kind.LUMP, "103-1"].price == 80000
    assert found[Kind.LUMP, "102-3"].quantity == 1
    assert found[Kind.DAYWORK, "101"].amount == 350000
    assert found[Kind.PROVISIONAL_PRICE, "1"].amount == 7200000
    assert found[Kind.UNIT, "204-1-a-2"].amount == 0
    assert set(KINDS) == set(Kind)


def test_sums() -> None:
    found = the_bill()
    assert found.chapters == {"100": 65000000, "200": 244574700, "400": 107740200}
    assert (found.total, found.provisional, found.daywork) == (417314900, 7200000, 1625000)
    assert found.tender == found.total + found.daywork + found.provisional_sum == 438939900
    assert len(found.leaves) == 9
    assert found.lines[0].row == 5


@given(st.sampled_from(NUMBERS), st.integers(0, 7), st.integers(1, 9))
def test_one_digit_changed_and_the_bill_is_refused(
    where: tuple[int, int], digit: int, by: int
) -> None:
    cells = bill()
    row, place = where
    text = f"{Decimal(str(cells[row][place])):f}"
    at = [n for n, sign in enumerate(text) if sign.isdigit()]
    at = at[: min(len(at), 8)]
    n = at[digit % len(at)]
    changed = text[:n] + str((int(text[n]) + by) % 10) + text[n + 1 :]
    cells[row][place] = changed
    rounding = Rounding()
    line = cells[row]
    if place in (3, 4) and len(line) == 6 and line[4] not in ("", None):
        quantity, price = (Decimal(str(line[at]).replace(",", "")) for at in (3, 4))
        if rounding.amount(quantity, price) == Decimal(str(line[5]).replace(",", "")) * 100:
            return  # what costs the same to the yuan is no mistake that sums could show
    with pytest.raises(SheetRefused):
        read(rows(cells))


def test_a_line_says_where_and_by_how_much() -> None:
    cells = bill()
    cells[12][5] = 1881505
    said = why(cells)
    assert "清单 第 13 行" in said
    assert "203-1-a 数量×单价应为 1,881,405 元，表列 1881505 元，差 -100 元" in said


def test_a_chapter_total_says_by_how_much() -> None:
    cells = bill()
    cells[21][5] = 2445757
    assert "第 200 章合计表列 2,445,757 元，各行相加 2,445,747 元，多 10 元" in why(cells)


def test_the_tender_is_a_and_c_and_d() -> None:
    cells = bill()
    cells[-1][3] = 4373149
    assert "投标报价（A+C+D）" in why(cells)
    assert "少 16,250 元" in why(cells)


def test_a_lost_line_or_a_lost_total_is_seen() -> None:
    cells = bill()
    del cells[20]
    assert "第 200 章合计" in why(cells)
    cells = [row for row in bill() if "200章合计" not in str(row[0]) and row[:2] != [2, 200]]
    assert "第 200 章路基没有合计行" in why(cells)


def test_a_line_in_the_wrong_chapter_a_repeated_code_and_a_measured_parent() -> None:
    cells = bill()
    cells[20][0] = "307-1"
    assert "307-1 不属于第 200 章" in why(cells)
    cells = bill()
    cells[13][0] = "-a"
    assert "203-1-a 与第 13 行重复" in why(cells)
    cells = bill()
    cells[24][2:] = ["kg", 10, 5, 50]
    assert "403-1 下有细目，自身不应有数量" in why(cells)


@pytest.mark.parametrize(
    ("place", "value", "says"),
    [
        (0, "", "没有子目号"),
        (3, "约8120", "不是数字"),
        (3, -8120, "为负"),
        (4, None, "没有单价"),
        (4, 38.604, "超过 2 位小数"),
    ],
)
def test_cells_that_cannot_be(place: int, value: object, says: str) -> None:
    cells = bill()
    cells[13][place] = value
    assert says in why(cells)


def test_rounding_is_a_setting() -> None:
    cells = bill()
    with pytest.raises(SheetRefused):
        read(rows(cells), Rounding(amount_step=1))
    cells[20][3] = 433.3334
    noted = read(rows(cells))
    assert "207-1 数量 433.3334 按 m³ 取 3 位小数为 433.333" in noted.notes[0].zh
    with pytest.raises(SheetRefused):
        read(rows(cells), Rounding(decimals={"m³": 0}))


def test_a_sheet_that_is_no_bill_is_refused() -> None:
    assert "没有认出任何清单子目" in why([["姓名", "电话"], ["甲", "1"]])


def test_from_a_workbook_and_from_text(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in bill():
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    assert read(rows_of(out.getvalue())).tender == the_bill().tender
    text = "\n".join(
        ",".join(f'"{cell}"' if cell is not None else "" for cell in row) for row in bill()
    )
    assert read(rows_of(text.encode("gb18030"))).tender == the_bill().tender
    with pytest.raises(Refused):
        rows_of(b"PK\x03\x04broken", "坏.xlsx")
    with pytest.raises(Refused):
        rows_of(b"\xff\xfe\xfd\x80\x81\xff")


def test_chapters() -> None:
    assert [chapter_of(one) for one in ("101-1", "203-1-a", "799-1", "E1001-1", "x")] == [
        "100", "200", "700", None, None,
    ]  # fmt: skip
