"""
计量按台账行、按子目、按期合计，一次运行只算一遍。Measurement added up by ledger row, item and sheet, once a run.

Lines are many and are read once for each aggregate, whatever number of rules asks. All checks that use one name the
same columns, so that its statement is the same.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.model.once import once

LINE = ("measure_line_id", "ledger_row_id", "section_id", "quantity")
LINE_HELPS = ("period",)
ROW = ("ledger_row_id", "section_id", "item_code", "design_quantity")
ROW_HELPS = ("reviewed_quantity", "varied_quantity", "variation_id")
SHEET = (
    "measure_line_id", "section_id", "period", "quantity", "concealed", "concealed_way", "concealed_accepted_at",
    "record_sent_at", "proof_doc_no", "passed_at", "applied_by", "certified_at", "certified_by", "approved_by",
)  # fmt: skip
EPSILON = 1e-6
"""Relative: sums of floats in another order differ by less."""


def measured(measure_line: Table) -> Table:
    """What was measured of each ledger row to date, corrections taken off."""
    lines = measure_line.select("ledger_row_id", "quantity")
    return once(lines.group_by(of_row="ledger_row_id").aggregate(measured=lines.quantity.sum()))


def above(measured_: Any, limit: Any) -> Any:
    """Whether a sum surely exceeds a limit, roundings aside."""
    return measured_ > limit + limit.abs() * EPSILON + EPSILON


def items(measure_line: Table, ledger_row: Table) -> Table:
    """Per section and item: measured, how much lies above the control quantity of single rows, what is not known."""
    rows = ledger_row.select(*ROW, *ROW_HELPS)
    sums = measured(measure_line)
    rows = rows.left_join(sums, rows.ledger_row_id == sums.of_row)
    done = rows.measured.fill_null(0.0)
    control = rows.reviewed_quantity.coalesce(
        rows.design_quantity
    ) + rows.varied_quantity.fill_null(0.0)
    over = above(done, control)
    rows = rows.select(
        "section_id", "item_code", "variation_id", done=done, over=over, more=done - control
    )
    found = rows.group_by("section_id", "item_code").aggregate(
        measured=rows.done.sum(),
        over_rows=rows.over.fill_null(False).cast("int64").sum(),
        over=rows.more.sum(where=rows.over.fill_null(False)).fill_null(0.0),
        unknown=(rows.over.isnull() & (rows.done != 0)).any(),
        variation=rows.variation_id.max(),
    )
    return once(found)


def over_rows(flagged: Table, measure_line: Table, ledger_row: Table) -> Table:
    """Ledger rows of flagged items that were measured above their control quantity."""
    rows = ledger_row.semi_join(flagged, ["section_id", "item_code"])
    sums = measured(measure_line)
    rows = rows.inner_join(sums, rows.ledger_row_id == sums.of_row)
    control = rows.reviewed_quantity.coalesce(
        rows.design_quantity
    ) + rows.varied_quantity.fill_null(0.0)
    return rows.filter(above(rows.measured, control))


def sheets(measure_line: Table) -> Table:
    """Per section and period: lines, and of how many of them each thing is wrong or cannot be told."""
    line = measure_line.select(*SHEET)
    some: Any = line.quantity > 0
    missing: Any = line.applied_by.isnull() | line.certified_by.isnull() | line.approved_by.isnull()
    same = (
        (line.applied_by == line.certified_by)
        | (line.applied_by == line.approved_by)
        | (line.certified_by == line.approved_by)
    ).fill_null(False)
    early = (line.certified_at < line.passed_at) & some
    hidden = line.concealed.fill_null(False) & some
    no_way = hidden & (line.concealed_way.isnull() | line.concealed_accepted_at.isnull())
    early_way = hidden & (line.certified_at < line.concealed_accepted_at).fill_null(False)
    alone = hidden & (line.concealed_way == "timed_out").fill_null(False)
    later = hidden & (line.concealed_way == "later_proof").fill_null(False)
    counts = {
        "lines": line.count(),
        "unsigned": _count(missing),
        "same": _count(same),
        "early": _count(early.fill_null(False)),
        "undated": _count((early.isnull() & some).fill_null(False)),
        "hidden": _count(hidden),
        "marked": line.concealed.count(),
        "no_way": _count(no_way | early_way),
        "alone": _count(alone),
        "unsent": _count(alone & line.record_sent_at.isnull()),
        "later": _count(later),
        "unproved": _count(later & line.proof_doc_no.isnull()),
    }
    return once(line.group_by("section_id", "period").aggregate(**counts))


def _count(condition: Any) -> Any:
    return condition.cast("int64").sum()


def with_unit(rows: Table, section: Table) -> Table:
    """Rows with the owner of their section."""
    owners = section.select(of_section="section_id", unit_id="unit_id")
    return rows.left_join(owners, rows.section_id == owners.of_section)


def cite_lines(flagged: Table, lines: Table) -> Table:
    """Evidence: lines of flagged sheets, and who certified is not named: persons stay out."""
    return lines.semi_join(flagged, ["section_id", "period"]).select(
        "section_id",
        "period",
        table=ibis.literal("measure_line"),
        row_id="measure_line_id",
        role=ibis.literal("case"),
        party_id=ibis.null("string"),
    )
