"""Templates made from the dictionary are read back as what they ask for."""

from pathlib import Path

import openpyxl
import pytest

from qinglian.model.table import tables
from qinglian.model.template import EXAMPLE, asked, heading, write_template
from qinglian.sources.intake import File
from qinglian.sources.workbook import adapter
from tests.sources.ledgers import read, rows


@pytest.mark.parametrize("name", sorted(tables()))
def test_the_filled_example_of_each_template_is_read_as_its_table(
    name: str, tmp_path: Path
) -> None:
    spec = tables()[name]
    path = tmp_path / "模板.xlsx"
    write_template(spec, path)
    book = openpyxl.load_workbook(path)
    example = [cell.value for cell in book[EXAMPLE][2]]
    book.worksheets[0].append(example)
    book.save(path)
    assert adapter.recognise(File(path)) == 90
    intake = read(path)
    assert intake.tables == {name: 1}
    assert not intake.left_over
    (row,) = rows(intake, name)
    given = {
        column.name for column, value in zip(asked(spec), example, strict=True) if value is not None
    }
    assert given <= {column for column, value in row.items() if value is not None} | {
        "person_name",
        "party_name",
    }


def test_an_empty_template_is_a_ledger_without_rows(tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    write_template(tables()["permit"], path)
    intake = read(path)
    assert (intake.rows_read, intake.tables) == (0, {})


def test_codes_and_booleans_have_drop_downs_and_examples_are_fictional(tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    write_template(tables()["penalty"], path)
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    headings = [cell.value for cell in sheet[1]]
    assert headings == [heading(column) for column in asked(tables()["penalty"])]
    covered = {
        str(area) for rule in sheet.data_validations.dataValidation for area in rule.sqref.ranges
    }
    letter = sheet.cell(1, headings.index("适用程序") + 1).column_letter
    assert any(area.startswith(f"{letter}2:") for area in covered)
    assert sheet.cell(1, 1).comment is not None
    assert "示例县" in " ".join(str(cell.value) for cell in book[EXAMPLE][2])


def test_identities_in_templates_are_text(tmp_path: Path) -> None:
    path = tmp_path / "模板.xlsx"
    write_template(tables()["payment"], path)
    sheet = openpyxl.load_workbook(path).worksheets[0]
    number = [cell.value for cell in sheet[1]].index("收款账号") + 1
    assert sheet.column_dimensions[sheet.cell(1, number).column_letter].number_format == "@"
