"""
三年内同一处同样的工法又修了一次。The same treatment was paid for at one place again within three years.

《公路养护工程管理办法》：养护工程应有使用年限；三年内同路段同类重复（年限为参数）。

值是距上次完工的整月数。方向相交、里程相交、工法相同的才算同一处；其间路线改了编号的、上次没有完工日期的、方向不明
的，留空。应急和日常不问。
The value is the whole months since the last was done. One place: directions meet, stretches overlap, the treatment
is the same. Where the route was numbered anew in between, the earlier has no day of completion, or a direction is
unknown, nothing is concluded. Emergencies and daily upkeep are not asked.
"""

import ibis
from ibis import Table

from qinglian.checks._contracts import cite
from qinglian.checks._months import later_than, whole_months
from qinglian.checks.maintenance._overlap import before, renumbered
from qinglian.checks.site._cite import of_row
from qinglian.checks.site._month import unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="三年内同一处同类重复", en="The same treatment again within three years"),
    subject="work_order",
    scope="group",
    needs={
        "work_order": (
            "work_order_id", "route", "direction", "from_m", "to_m", "kind", "method", "opened_on", "done_on",
        ),
        "stake_map": (),
    },
    helps={"work_order": ("party_id", "unit_id"), "stake_map": ("route", "valid_to_on")},
    params={
        "kinds": Param(list, Text("哪些类别", "which kinds"), required=True),
        "months": Param(int, Text("几个月以内", "within so many months"), required=True, minimum=1),
    },
    threshold="months",
    seen=Text(
        "任务单 {subject_id} 所在处 {value} 个月前做过同样的工法",
        "Work order {subject_id}: the same treatment was done there {value} months before",
    ),
)  # fmt: skip


@check
def evaluate(work_order: Table, stake_map: Table, *, kinds: list[str], months: int) -> Table:
    """Look for the last such order of the place."""
    asked = work_order.filter(work_order.kind.isin(kinds), work_order.opened_on.notnull())
    pairs = _pairs(asked, stake_map, months)
    found = pairs.group_by(of_order="work_order_id").aggregate(
        sure=pairs.told.fill_null(False).any(),
        may=pairs.told.fill_null(True).any(),
        months=whole_months(pairs.was_done_on, pairs.opened_on - ibis.interval(days=1)).min(
            where=pairs.was_done_on.notnull()
        ),
    )
    rows = asked.left_join(found, asked.work_order_id == found.of_order)
    flagged = ibis.cases(
        (rows.method.isnull(), unknown()),
        (rows.sure.fill_null(False), True),
        (rows.may.fill_null(False), unknown()),
        else_=False,
    )
    return rows.select("work_order_id", "unit_id", value=rows.months, flagged=flagged)


@check.evidence
def evidence(
    flagged: Table, work_order: Table, stake_map: Table, *, kinds: list[str], months: int
) -> Table:
    """This order and the one before it."""
    asked = work_order.filter(work_order.kind.isin(kinds), work_order.opened_on.notnull())
    pairs = _pairs(asked, stake_map, months)
    told = pairs.filter(pairs.told.fill_null(False)).semi_join(flagged, "work_order_id")
    return ibis.union(
        of_row(flagged, work_order, "work_order", "work_order_id", "contractor", "party_id"),
        cite(told, "work_order_id", table="work_order", row_id=told.was_work_order_id),
    )


def _pairs(order: Table, stake_map: Table, months: int) -> Table:
    """Each order with earlier ones of its place and treatment: `told` where the last was so short ago."""
    rows = order.select(
        "work_order_id", "route", "direction", "from_m", "to_m", "method", "opened_on", "done_on"
    )
    pairs = before(rows, "work_order_id", "opened_on", same=("method",))
    moved = renumbered(pairs, stake_map, "work_order_id", "opened_on")
    moved = moved.rename(moved_id="work_order_id", moved_was="was_work_order_id")
    pairs = pairs.left_join(
        moved, [("work_order_id", "moved_id"), ("was_work_order_id", "moved_was")]
    )
    done = ~later_than(pairs.was_done_on, pairs.opened_on, months)
    recent = ~later_than(pairs.was_opened_on, pairs.opened_on, months)
    told = ibis.cases(
        (pairs.was_done_on.isnull() & ~recent, False),
        (pairs.was_done_on > pairs.opened_on, False),
        (pairs.moved_id.notnull(), done.ifelse(unknown(), False)),
        else_=done & pairs.sure,
    )
    return pairs.mutate(told=told)
