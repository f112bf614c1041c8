"""
养护工程还在质量责任期内，同一处又花钱修。A maintenance repair still under its firm's liability was paid for again.

值是相交的上一张任务单质量责任期还剩的天数。新建工程的缺陷责任期另有规则（按施工桩号换算）。金额为零（原承担单位自己
修）的不提示；上次没有写责任期的不算；金额、方向不明的，其间路线改了编号的，留空。
The value is how many days the liability of the earlier order still ran. The liability of new construction is
another rule's question, as its stakes must be brought over. Orders of no cost are clear, and earlier ones without a
term do not count. Unknown sums or directions, or a new numbering in between, leave it undecided.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._contracts import cite
from qinglian.checks.maintenance._overlap import before, renumbered
from qinglian.checks.site._cite import of_row
from qinglian.checks.site._month import unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="养护工程责任期内又花钱修", en="A repair under liability paid for again"),
    subject="work_order",
    scope="group",
    needs={
        "work_order": (
            "work_order_id", "route", "direction", "from_m", "to_m", "kind", "opened_on", "amount_yuan",
            "liability_to_on",
        ),
        "stake_map": (),
    },
    helps={
        "work_order": ("opened_day", "liability_to_day", "party_id", "unit_id"),
        "stake_map": ("route", "valid_to_on"),
    },
    params={"kinds": Param(list, Text("哪些类别", "which kinds"), required=True)},
    seen=Text(
        "任务单 {subject_id} 所在处上次修复的质量责任期还有 {value} 天",
        "Work order {subject_id}: the liability of the last repair there still ran for {value} days",
    ),
)  # fmt: skip


@check
def evaluate(
    work_order: Table, stake_map: Table, *, kinds: list[str], absent: frozenset[str]
) -> Table:
    """Look for a repair of the place whose liability still runs."""
    asked = work_order.filter(work_order.kind.isin(kinds), work_order.opened_on.notnull())
    pairs = _pairs(asked, stake_map)
    found = pairs.group_by(of_order="work_order_id").aggregate(
        sure=pairs.told.fill_null(False).any(),
        may=pairs.told.fill_null(True).any(),
        days=(pairs.was_liability_to_day - pairs.opened_day).max(),
    )
    rows = asked.left_join(found, asked.work_order_id == found.of_order)
    hit: Any = ibis.cases(
        (rows.sure.fill_null(False), True),
        (rows.may.fill_null(False), unknown()),
        else_=unknown() if "work_order.liability_to_on" in absent else ibis.literal(False),
    )
    flagged = ibis.cases(
        (rows.amount_yuan == 0, False),
        (rows.amount_yuan.isnull(), hit.ifelse(unknown(), False)),
        else_=hit,
    )
    return rows.select("work_order_id", "unit_id", value=rows.days.fill_null(0), flagged=flagged)


@check.evidence
def evidence(flagged: Table, work_order: Table, stake_map: Table, *, kinds: list[str]) -> Table:
    """This order and the one that is still under liability, each with its firm."""
    asked = work_order.filter(work_order.kind.isin(kinds), work_order.opened_on.notnull())
    pairs = _pairs(asked, stake_map)
    told = pairs.filter(pairs.told.fill_null(False)).semi_join(flagged, "work_order_id")
    return ibis.union(
        of_row(flagged, work_order, "work_order", "work_order_id", "contractor", "party_id"),
        cite(told, "work_order_id", table="work_order", row_id=told.was_work_order_id, role="liable",
             party=told.was_party_id),
    )  # fmt: skip


def _pairs(order: Table, stake_map: Table) -> Table:
    """Each order with earlier ones of its place whose liability ran on its day: `told`, null where unclear."""
    rows = order.select(
        "work_order_id", "route", "direction", "from_m", "to_m", "opened_on", "opened_day", "party_id",
        "liability_to_on", "liability_to_day",
    )  # fmt: skip
    pairs = before(rows, "work_order_id", "opened_on")
    pairs = pairs.filter(pairs.was_liability_to_on >= pairs.opened_on)
    moved = renumbered(pairs, stake_map, "work_order_id", "opened_on")
    moved = moved.rename(moved_id="work_order_id", moved_was="was_work_order_id")
    pairs = pairs.left_join(
        moved, [("work_order_id", "moved_id"), ("was_work_order_id", "moved_was")]
    )
    return pairs.mutate(told=pairs.moved_id.notnull().ifelse(unknown(), pairs.sure))
