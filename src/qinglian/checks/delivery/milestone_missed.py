"""
履约节点逾期或未完成。A milestone of the contract was met late, or not at all.

开放采购红旗目录 R067。值是晚得最多的节点的日历天数。完成日晚于约定日（加宽限）的，或到期而状态为未完成、部分完成的，
提示。到期而没有完成日、状态也没有更新的，可能只是没有登记，不下结论。
OCP red flag R067. The value is the greatest number of calendar days by which a milestone was late. Flagged where one
was met after its due day (and the days of grace), or is past due and reported as not or only partly met. One that is
past due with neither day nor such a status may merely not have been reported: nothing is concluded from it. Contracts
without milestones of these kinds are not asked.
"""

from datetime import date
from typing import Any

import ibis
from ibis import Table

from qinglian.checks._contracts import CONTRACT, UNIT, cite, cite_contracts, entered
from qinglian.checks._procurement import listed
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

EPOCH = date(1970, 1, 1)

check = Check(
    __name__,
    title=Text(zh="履约节点逾期", en="Delivery failure"),
    subject="contract",
    scope="case",
    needs={
        "contract": ("contract_id",),
        "milestone": ("milestone_id", "contract_id", "kind", "due_day", ("met_day", "status")),
        "tender": (),
    },
    helps={"contract": (*CONTRACT, "supplier_id"), "tender": UNIT},
    params={
        "kinds": Param(list, Text("只看这些种类的节点", "only milestones of these kinds")),
        "grace": Param(int, Text("宽限的日历天数", "calendar days of grace"), default=0, minimum=0),
    },
    threshold="grace",
    seen=Text(
        "合同 {subject_id} 的履约节点最多晚了 {value} 天",
        "A milestone of contract {subject_id} was late by up to {value} days",
    ),
)  # fmt: skip


@check
def evaluate(
    contract: Table,
    milestone: Table,
    tender: Table,
    *,
    as_of: date,
    grace: int,
    kinds: list[str] | None = None,
) -> Table:
    """Find the milestone of every contract that was latest."""
    steps = _judged(milestone, as_of, grace, kinds)
    each = steps.group_by(of_contract="contract_id").aggregate(
        late=steps.late.max(),
        unknown=steps.late.isnull().max(),
        days=steps.days.max(where=steps.late),
    )
    rows = entered(contract, tender).inner_join(each, [("contract_id", "of_contract")])
    flagged: Any = ibis.cases((rows.late, True), (rows.unknown, ibis.null("boolean")), else_=False)
    value = flagged.ifelse(rows.days, flagged.notnull().ifelse(0, None))
    return rows.select("contract_id", unit_id="unit", value=value, flagged=flagged)


def _judged(milestone: Table, as_of: date, grace: int, kinds: list[str] | None) -> Table:
    """Milestones with `late`, null where it cannot be told, and by how many `days`."""
    wanted, today = listed(kinds), (as_of - EPOCH).days
    steps = milestone
    if wanted:
        steps = steps.filter(steps.kind.isin(wanted) | steps.kind.isnull())
    failed = steps.status.isin(["notMet", "partiallyMet"]).fill_null(False) & steps.met_day.isnull()
    days = steps.met_day.coalesce(failed.ifelse(today, ibis.null("int32"))) - steps.due_day
    not_yet = steps.due_day + grace >= today
    late: Any = ibis.cases((days.notnull(), days > grace), (not_yet, False))
    if wanted:
        late = (steps.kind.isnull() & late.fill_null(True)).ifelse(ibis.null("boolean"), late)
    return steps.select("contract_id", "milestone_id", late=late, days=days)


@check.evidence
def evidence(
    flagged: Table,
    contract: Table,
    milestone: Table,
    *,
    as_of: date,
    grace: int,
    kinds: list[str] | None = None,
) -> Table:
    """The contract and its late milestones."""
    steps = _judged(milestone.semi_join(flagged, "contract_id"), as_of, grace, kinds)
    steps = steps.filter(steps.late)
    late = cite(steps, "contract_id", table="milestone", row_id=steps.milestone_id)
    return cite_contracts(flagged, contract).union(late)
