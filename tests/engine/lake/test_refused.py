"""Refused rows: kept beside the batch, written out to be mended and sent again."""

import csv
from pathlib import Path

import pytest
from openpyxl import load_workbook

from qinglian.engine.lake import Lake
from qinglian.engine.lake.batch import Terms, keep
from qinglian.engine.lake.refused import export
from qinglian.model.errors import BadUsage
from tests.engine.lake.making import BY, dataset, refusal


def kept(root: Path) -> Path:
    made = dataset({"bid": [{"bid_id": "A"}]}, refused=1)
    whole = {"编号": "B-2", "日期": "=1+1", "电话": "+86 990 000 0000"}
    made.sources[0].refused = [refusal(7, "=1+1", record=whole)]
    manifest, _ = keep(Lake(root, make=True), made, Terms(by=BY))
    return root / "batches" / manifest.id


def test_refused_rows_go_back_as_excel_with_the_whole_row(tmp_path: Path) -> None:
    folder = kept(tmp_path / "lake")
    assert export([folder], tmp_path / "退回.xlsx") == 1
    sheet = load_workbook(tmp_path / "退回.xlsx").active
    assert sheet is not None
    head, row = list(sheet.iter_rows())
    cells = {title.value: cell for title, cell in zip(head, row, strict=True)}
    assert cells["日期"].value == "=1+1"
    assert cells["日期"].data_type == "s"
    assert cells["行号 row"].value == 7
    assert cells["退回原因"].value == "没有这一天"


def test_no_cell_of_a_csv_is_a_formula(tmp_path: Path) -> None:
    folder = kept(tmp_path / "lake")
    export([folder], tmp_path / "退回.csv")
    with (tmp_path / "退回.csv").open(encoding="utf-8-sig", newline="") as stream:
        (row,) = list(csv.DictReader(stream))
    assert (row["编号"], row["日期"], row["电话"]) == ("B-2", "'=1+1", "'+86 990 000 0000")


def test_other_forms_are_not_written(tmp_path: Path) -> None:
    with pytest.raises(BadUsage, match="xlsx"):
        export([kept(tmp_path / "lake")], tmp_path / "退回.pdf")


def test_only_the_owner_reads_refused_rows(tmp_path: Path) -> None:
    file = kept(tmp_path / "lake") / "refused.parquet"
    assert file.stat().st_mode & 0o077 == 0
