"""The docs' workbook, reckoned by its own formulas, and the program, fen by fen. 算例：表里公式与程序逐分相等。"""

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from qinglian.roadworks.adjustment import Factor, Material, by_difference, by_formula
from qinglian.roadworks.certificate import Done, certificates
from qinglian.roadworks.terms import Retention, RetentionMode, Terms
from tests.roadworks import worked_example as example

RESULTS = [name for name in example.LABELS if "to_date" not in name]
TO_DATE = {
    "done_to_date": "done", "advance_to_date": "advance", "recovered": "recovery",
    "materials_back": "materials_recovery", "retained": "retention",
}  # fmt: skip


def number(value: object) -> Decimal:
    return Decimal(str(value or 0)).quantize(Decimal("0.0000001"))


def fen(value: object) -> int:
    """To the fen: the sheet's binary numbers carry noise beyond it."""
    exact = number(value) * 100
    assert abs(exact - round(exact)) < Decimal("0.001")
    return round(exact)


def rows(sheet: Worksheet, column: str) -> dict[str, object]:
    return {
        str(sheet[f"B{n}"].value): sheet[f"{column}{n}"].value
        for n in range(4, sheet.max_row + 1)
        if sheet[f"B{n}"].value
    }


def terms(sheet: Worksheet) -> Terms:
    said = {
        name: number(sheet[f"B{n}"].value) for n, (name, *_rest) in enumerate(example.TERM_ROWS, 2)
    }
    return Terms(
        int(said["contract_price"] * 100),
        pay_ratio=said["pay_ratio"],
        recovery_from=said["recovery_from"],
        recovery_to=said["recovery_to"],
        material_periods=int(said["material_periods"]),
        retention=Retention(RetentionMode.PERIODIC, said["retention_rate"], said["retention_cap"]),
        minimum=int(said["minimum"] * 100),
        wage_ratio=said["wage_ratio"],
    )


def index_adjustment(sheet: Worksheet, column: str) -> int:
    factors = [
        Factor(str(k), *(number(sheet[at].value) for at in (f"{column}{3 + k}", f"B{7 + k}", f"{column}{7 + k}")))
        for k in range(3)
    ]  # fmt: skip
    return by_formula(fen(sheet[f"{column}6"].value), number(sheet[f"{column}2"].value), factors)


def agree(path: Path) -> None:
    """The program, fed with the yellow cells, comes to what the formulas came to."""
    book = load_workbook(path, data_only=True)
    sheet, indices = book[example.SHEET], book[example.INDEX]
    filled = (*example.FILLED, *example.FILLED_BELOW)
    work = []
    for n, column in enumerate(example.PERIODS, 1):
        values = {name: fen(rows(sheet, column)[name]) for name in filled}
        assert values["adjustment"] == index_adjustment(indices, column)
        last = sheet[f"{column}3"].value == 1
        work.append(
            Done(n, date.fromisoformat(str(sheet[f"{column}2"].value)[:10]), **values, last=last)
        )
    for column, one in zip(
        example.PERIODS, certificates([terms(book[example.TERMS])], work), strict=True
    ):
        told = rows(sheet, column)
        for name in RESULTS:
            if name in TO_DATE:
                assert one.to_date[TO_DATE[name]] == fen(told[name]), (column, name)
            else:
                assert one[name] == fen(told[name]), (column, name)


def test_the_program_and_the_workbook_agree_fen_by_fen() -> None:
    agree(example.FILE)


def test_the_other_way_of_adjusting_agrees_too() -> None:
    sheet = load_workbook(example.FILE, data_only=True)[example.PRICES]
    found = [
        Material(str(sheet[f"A{n}"].value), *(number(sheet[f"{c}{n}"].value) for c in "BCDE"))
        for n in (3, 4, 5)
    ]
    assert [by_difference([one]) for one in found] == [fen(sheet[f"G{n}"].value) for n in (3, 4, 5)]
    assert by_difference(found) == fen(sheet["G6"].value) != 0


def test_its_figures_are_formulas_and_the_example_has_what_is_hard() -> None:
    book, values = load_workbook(example.FILE), load_workbook(example.FILE, data_only=True)
    for column in example.PERIODS:
        formulas = rows(book[example.SHEET], column)
        assert all(str(formulas[name]).startswith("=") for name in (*example.LABELS, "adjustment"))
    told = [rows(values[example.SHEET], column) for column in example.PERIODS]
    assert any(fen(one["done"]) < 0 and fen(one["recovery"]) < 0 for one in told)
    assert any(fen(one["carried_out"]) > 0 for one in told)
    assert fen(told[-1]["carried_out"]) == 0


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_evaluated_anew_it_says_the_same(tmp_path: Path) -> None:
    example.evaluated(load_workbook(example.FILE), tmp_path)
    agree(tmp_path / "certificate.xlsx")
