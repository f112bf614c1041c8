"""
工作簿：县里现有的台账，和由数据字典生成的导入模板。

Workbooks: the ledgers counties have, and our own import templates.

读 .xlsx .xls .csv .tsv（可再压缩为 .gz .zst）。每张工作表按表头认作一种台账；看懂了什么都写进说明，不能对的行退回。
Reads .xlsx, .xls, .csv and .tsv, plain or packed. Each sheet is known by its headings; what was understood is told, and
rows that cannot be right are refused.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa

from qinglian.model.errors import BadInput
from qinglian.model.text import Text
from qinglian.sources._words import plain
from qinglian.sources.intake import File, Intake
from qinglian.sources.workbook import layout as layouts
from qinglian.sources.workbook import steps, tables
from qinglian.sources.workbook.glance import recognise
from qinglian.sources.workbook.grid import Sheet, sheets
from qinglian.sources.workbook.headings import Match, match
from qinglian.sources.workbook.layout import Layout
from qinglian.sources.workbook.reading import Reading
from qinglian.sources.workbook.rulebook import ledgers, mapping, words

KIND = "workbook"
TITLE = Text("Excel 或 CSV 台账", "Excel or CSV ledger")

__all__ = ["KIND", "TITLE", "read", "recognise"]


def read(file: File, intake: Intake) -> None:
    """Read every sheet that is a ledger; raises BadInput where none is."""
    found, others = _ledgers_of(file, intake)
    if not found:
        raise _nothing_known(file, others)
    for sheet in others:
        if sheet.rows:
            intake.note(
                f"工作表“{sheet.name}”不是认识的台账，没有读",
                f"Sheet {sheet.name} is no known ledger and was not read",
            )
    kinds = {layout.match.ledger.name for _, layout in found}
    for sheet, layout in found:
        _read_sheet(file.path.stem, sheet, layout, intake, kinds)
    _link_tenders(intake)


def _ledgers_of(file: File, intake: Intake) -> tuple[list[tuple[Sheet, Layout]], list[Sheet]]:
    said: Mapping[str, Any] = intake.mapping
    found: list[tuple[Sheet, Layout]] = []
    others: list[Sheet] = []
    for sheet in sheets(file):
        if said.get("sheet") not in (None, sheet.name) or plain(sheet.name) in words("skip_sheets"):
            continue
        layout = layouts.find(
            sheet, file.path.stem, said.get("columns"), said.get("table"), said.get("header_row")
        )
        if layout is None:
            others.append(sheet)
        else:
            found.append((sheet, layout))
    return found, others


def _read_sheet(stem: str, sheet: Sheet, layout: Layout, intake: Intake, kinds: set[str]) -> None:
    spec = layout.match.ledger.spec
    said = " ".join((*layout.titles, sheet.name, stem))
    process = None
    if spec.name == "event":
        process = steps.process_of(sheet, layout, said, intake.mapping.get("process"))
        steps.add_attributes(layout.match, layout.headings, process)
    for note in (*sheet.notes, layouts.told(sheet, layout)):
        intake.note(*note)
    _let_columns_stand(layout, intake)
    reading = Reading(sheet, layout, intake, _also(layout, kinds, intake))
    reading.report()
    named = "#".join(part for part in (stem, sheet.name) if part)
    for one in reading.matches:
        _put(reading, one, named, process)
    for name in spec.processes:
        events = {column.event for column in layout.match.columns.values() if column.event}
        intake.records(name, events)


def _put(reading: Reading, one: Match, named: str, process: str | None) -> None:
    """Put the kept rows of one table into its staging table."""
    spec = one.ledger.spec
    kept = reading.kept
    if spec is not reading.spec:
        kept &= reading.filled(one)
    if not kept.any():
        return
    rows = reading.arrow(spec.name, kept)
    if spec.name == "event":
        rows = steps.events(rows, process, named, reading.intake)
    else:
        unit = reading.layout.reporting_unit
        rows, notes = tables.finish(reading.intake.con, spec, rows, unit, named)
        for note in notes:
            reading.intake.note(*note)
        if spec is not reading.spec:
            rows = _once_each(rows, spec.key[0])
    reading.intake.add(spec.name, rows)


def _also(layout: Layout, kinds: set[str], intake: Intake) -> list[Match]:
    """The other table that such a sheet often holds, where this one does and no sheet of its own is there."""
    name = mapping()["also"].get(layout.match.ledger.name)
    if name is None or name in kinds or name not in ledgers():
        return []
    found = match(layout.headings, ledgers()[name], intake.mapping.get("columns"))
    more = set(found.columns) - set(layout.match.columns)
    return [found] if found.complete and more else []


def _let_columns_stand(layout: Layout, intake: Intake) -> None:
    """Where a column is missing whole, take the one that says it in practice, and tell."""
    found = layout.match
    for name, said in mapping()["stands_for"].get(found.ledger.name, {}).items():
        number = found.at(name)
        if number is not None and found.at(said["column"]) is None:
            found.columns[number] = found.ledger.spec.columns[said["column"]]
            heading = layout.headings[number].text
            intake.note(said["zh"].format(heading=heading), said["en"].format(heading=heading))


def _once_each(rows: pa.Table, key: str) -> pa.Table:
    first: dict[Any, int] = {}
    for number, value in enumerate(rows[key].to_pylist()):
        first.setdefault(value, number)
    return rows.take(np.fromiter(first.values(), np.int64, len(first)))


def _link_tenders(intake: Intake) -> None:
    """Where a file brings bids or awards beside its tenders, a tender without any is known to have none on record."""
    if "tender" not in intake.tables:
        return
    have = {row[0] for row in intake.con.execute("describe in_tender").fetchall()}
    for other in ("bid", "award"):
        if other in intake.tables:
            intake.con.execute(
                f"alter table in_tender add column if not exists {other}s_recorded boolean"
            )
            intake.con.execute(
                f"update in_tender set {other}s_recorded = tender_id in (select tender_id from in_{other})"
            )
    if "bid" in intake.tables and "number_of_tenderers" not in have:
        intake.con.execute("alter table in_tender add column number_of_tenderers double")
        intake.con.execute(
            "update in_tender set number_of_tenderers = (select count(distinct bidder_id) from in_bid "
            "where in_bid.tender_id = in_tender.tender_id)"
        )
        intake.note(
            "没有投标人数一列，按投标情况中的家数计",
            "There is no column for the number of tenderers; those with a bid were counted",
        )


def _nothing_known(file: File, sheets: list[Sheet]) -> BadInput:
    name = file.path.name
    texts = max((layouts.first_texts(sheet) for sheet in sheets), key=len, default=[])
    if not texts:
        return BadInput(
            Text(
                f"{name} 里没有内容，请检查导出是否完成。",
                f"{name} holds nothing; check that the export was finished.",
            )
        )
    shown = "、".join(texts[:8])
    return BadInput(
        Text(
            f"{name} 的表头（{shown}）不是认识的台账；请套用导入模板，或用 --mapping 指明 table 和 columns。",
            f"{name}: its headings ({shown}) are those of no known ledger; use an import template, or name table and "
            "columns with --mapping.",
        )
    )
