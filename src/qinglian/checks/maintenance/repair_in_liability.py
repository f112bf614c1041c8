"""
缺陷责任期内的路段又花钱修。A stretch still under a contractor's defect liability was repaired at public cost.

清廉指标 GC27；施工合同的缺陷责任期：期内缺陷由承包人修复。

值是任务单与责任范围相交的米数。责任范围按施工桩号，先用当日有效的对照表换到运营桩号（两端之间按比例，方向相反的也认
得）。金额为零（承包人自己修）的不提示；应急的不问。金额、方向不明的，路线当日没有对照表的，留空。
The value is the metres that the order shares with the range. The range lies by construction stakes and is first
brought to operating ones by the map that held on that day, in proportion between its ends, also where the two run
against each other. Orders of no cost are clear; emergencies are not asked. Unknown sums or directions, and a route
without a map on that day, leave it undecided.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._contracts import cite
from qinglian.checks.maintenance._overlap import LEAST, one_way
from qinglian.checks.site._cite import of_row
from qinglian.checks.site._month import unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="缺陷责任期内又花钱修", en="Repaired at public cost under defect liability"),
    subject="work_order",
    scope="group",
    needs={
        "work_order": ("work_order_id", "route", "direction", "from_m", "to_m", "kind", "opened_on", "amount_yuan"),
        "liability_range": ("liability_range_id", "section_id", "alignment", "from_m", "to_m", "from_on", "to_on"),
        "stake_map": (
            "stake_map_id", "section_id", "alignment", "built_from_m", "built_to_m", "route", "direction", "from_m",
            "to_m", "valid_from_on",
        ),
    },
    helps={
        "work_order": ("unit_id", "party_id"),
        "liability_range": ("party_id",),
        "stake_map": ("valid_to_on",),
    },
    params={"kinds": Param(list, Text("哪些类别", "which kinds"), required=True)},
    seen=Text(
        "任务单 {subject_id} 有 {value} 米在缺陷责任期内的路段上",
        "Work order {subject_id}: {value} metres lie where a contractor is still liable",
    ),
)  # fmt: skip


@check
def evaluate(
    work_order: Table, liability_range: Table, stake_map: Table, *, kinds: list[str]
) -> Table:
    """Bring the ranges to operating stakes and lay the orders over them."""
    asked = work_order.filter(work_order.kind.isin(kinds), work_order.opened_on.notnull())
    met = _met(asked, liability_range, stake_map)
    found = met.group_by(of_order="work_order_id").aggregate(
        metres=met.shared.max(), sure=met.sure.fill_null(False).any()
    )
    maps = stake_map.select("valid_from_on", "valid_to_on", on_route="route")
    held = asked.join(maps, [("route", "on_route")])
    held = held.filter(
        held.opened_on >= held.valid_from_on,
        (held.opened_on <= held.valid_to_on).fill_null(held.valid_to_on.isnull()),
    )
    mapped = held.select(mapped_order="work_order_id").distinct()
    rows = asked.left_join(found, asked.work_order_id == found.of_order)
    rows = rows.left_join(mapped, rows.work_order_id == mapped.mapped_order)
    flagged = ibis.cases(
        (rows.amount_yuan == 0, False),
        (rows.of_order.notnull() & (~rows.sure | rows.amount_yuan.isnull()), unknown()),
        (rows.of_order.notnull(), True),
        (rows.mapped_order.isnull(), unknown()),
        else_=False,
    )
    return rows.select(
        "work_order_id", "unit_id", value=rows.metres.fill_null(0.0), flagged=flagged
    )


@check.evidence
def evidence(flagged: Table, work_order: Table, liability_range: Table, stake_map: Table) -> Table:
    """The order with who did it, the range with who is liable, and the map between them."""
    met = _met(work_order.semi_join(flagged, "work_order_id"), liability_range, stake_map)
    return ibis.union(
        of_row(flagged, work_order, "work_order", "work_order_id", "contractor", "party_id"),
        cite(met, "work_order_id", table="liability_range", row_id=met.liability_range_id, role="liable",
             party=met.liable),
        cite(met, "work_order_id", table="stake_map", row_id=met.stake_map_id),
    )  # fmt: skip


def _met(order: Table, liability: Table, stake_map: Table) -> Table:
    """Orders with the ranges they touch on their day: `shared` metres, and whether directions meet (`sure`)."""
    held = liability.select(
        "liability_range_id",
        "section_id",
        "alignment",
        low=ibis.least(liability.from_m, liability.to_m),
        high=ibis.greatest(liability.from_m, liability.to_m),
        liable_from="from_on",
        liable_to="to_on",
        liable="party_id",
    )
    maps = stake_map.rename(
        map_route="route", map_way="direction", at_first="from_m", at_last="to_m"
    )
    both = held.join(maps, ["section_id", "alignment"])
    low = ibis.greatest(both.low, both.built_from_m)
    high = ibis.least(both.high, both.built_to_m)
    step = (both.at_last - both.at_first) / (both.built_to_m - both.built_from_m).nullif(0.0)
    first = both.at_first + (low - both.built_from_m) * step
    last = both.at_first + (high - both.built_from_m) * step
    here = both.filter(high > low).mutate(
        begin=ibis.least(first, last), end=ibis.greatest(first, last)
    )
    rows = order.join(here.drop("section_id"), [("route", "map_route")])
    end: Any = ibis.least(rows.end, ibis.greatest(rows.from_m, rows.to_m))
    shared = end - ibis.greatest(rows.begin, ibis.least(rows.from_m, rows.to_m))
    day = rows.opened_on
    rows = rows.mutate(shared=shared, sure=one_way(rows.direction, rows.map_way))
    return rows.filter(
        rows.shared >= LEAST,
        rows.sure.fill_null(True),
        (day >= rows.valid_from_on)
        & (day <= rows.valid_to_on).fill_null(rows.valid_to_on.isnull()),
        (day >= rows.liable_from) & (day <= rows.liable_to),
    )
