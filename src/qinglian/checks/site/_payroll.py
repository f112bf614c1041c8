"""工资：标段各月应当发给谁、发了没有。Payroll: who was due a wage at a section in a month, and who had one."""

from datetime import date
from typing import Any

import ibis
from ibis import Table

from qinglian.checks.site._month import number, number_of
from qinglian.model.check import Param
from qinglian.model.text import Text

NEEDS = {
    "site_month": ("site_month_id", "section_id", "month_on", "payroll_complete"),
    "worker_month": ("worker_month_id", "section_id", "person_id", "month_on", "attended_days", "paid_yuan", "paid_on"),
}  # fmt: skip
HELPS = {"site_month": ("party_id", "unit_id"), "worker_month": ("party_id",)}
MONTHS = Param(
    int, Text("当月过完后几个月内发", "months after the month in which it is paid"), required=True
)


def counted(worker_month: Table, months: int) -> Table:
    """Of each section and month: who attended, of them surely paid in time, surely not, or perhaps."""
    rows = worker_month.mutate(month=number(worker_month.month_on))
    some: Any = rows.paid_yuan > 0
    intime: Any = number(rows.paid_on) - rows.month <= months
    rows = rows.mutate(worked=rows.attended_days > 0, paid=some & intime)
    each = rows.group_by("section_id", "month", "person_id").aggregate(
        worked=_any(rows.worked), paid=_any(rows.paid)
    )
    there = each.filter(each.worked.fill_null(True))
    sure = there.worked.fill_null(False)
    return there.group_by(at="section_id", in_month="month").aggregate(
        attending=sure.sum(),
        most_attending=there.count(),
        paid=(sure & there.paid.fill_null(False)).sum(),
        unpaid=(sure & ~there.paid.fill_null(True)).sum(),
        open=(sure & there.paid.isnull()).sum(),
    )


def months_asked(site_month: Table, worker_month: Table, months: int, as_of: date) -> Table:
    """Section months in which somebody attended and for which the time to pay has passed: `least` and `most` unpaid.

    Where the payroll was imported whole, a wage of which nothing is known was not paid.
    """
    asked = site_month.mutate(month=number(site_month.month_on))
    asked = asked.filter(asked.month + months < number_of(as_of))
    rows = asked.join(counted(worker_month, months), [("section_id", "at"), ("month", "in_month")])
    whole = rows.payroll_complete.fill_null(False)
    return rows.mutate(
        least=rows.unpaid + whole.ifelse(rows.open, 0),
        most=rows.unpaid + rows.open + rows.most_attending - rows.attending,
    )


def wages_of(flagged: Table, site_month: Table, worker_month: Table) -> Table:
    """The wages of each flagged section month."""
    asked = site_month.join(flagged.select("site_month_id"), "site_month_id")
    asked = asked.select("site_month_id", at="section_id", in_month=number(asked.month_on))
    wages = worker_month.mutate(month=number(worker_month.month_on))
    return wages.join(asked, [("section_id", "at"), ("month", "in_month")])


def _any(said: Any) -> Any:
    """True where one is, null where one may be."""
    sure, may = said.fill_null(False).any(), said.fill_null(True).any()
    return ibis.cases((sure, True), (may, ibis.null("boolean")), else_=False)
