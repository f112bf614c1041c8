"""工资：标段各月应当发给谁、发了没有。Payroll: who was due a wage at a section in a month, and who had one."""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks.site._month import number

WORKER = ("worker_month_id", "section_id", "person_id", "month_on", "attended_days", "paid_yuan")
MONTH = ("site_month_id", "section_id", "month_on", "payroll_complete")


def workers(worker_month: Table, by: int | None = None) -> Table:
    """One row a worker of a section and month: `worked`, and whether `paid` (null where it cannot be told).

    With `by`, what was paid later than so many months after the month does not count as paid.
    """
    rows = worker_month.mutate(month=number(worker_month.month_on))
    some: Any = rows.paid_yuan > 0
    if by is not None:
        some = some & (number(rows.paid_on) - rows.month <= by)
    rows = rows.mutate(worked=rows.attended_days > 0, paid=some)
    each = rows.group_by(at="section_id", in_month="month", who="person_id").aggregate(
        worked=_any(rows.worked), paid=_any(rows.paid)
    )
    return each


def _any(said: Any) -> Any:
    """True where one is, null where one may be."""
    sure, may = said.fill_null(False).any(), said.fill_null(True).any()
    return ibis.cases((sure, True), (may, ibis.null("boolean")), else_=False)


def counted(worker_month: Table, by: int | None = None) -> Table:
    """Of each section and month: `attending`, `unpaid`, and the `most` that may be unpaid."""
    each = workers(worker_month, by)
    there = each.filter(each.worked.fill_null(True))
    sure = there.worked.fill_null(False)
    return there.group_by("at", "in_month").aggregate(
        attending=sure.sum(),
        most_attending=there.count(),
        unpaid=(sure & ~there.paid.fill_null(True)).sum(),
        most_unpaid=(~there.paid.fill_null(False)).sum(),
    )
