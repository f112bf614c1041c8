"""
修好不到一年，同一处又登记同类病害。The same kind of defect was registered at one place within a year of its repair.

值是从上次修复到这次登记的整月数，不足 `months` 个月的提示后登记的一处。桩号只在同一套编号里相比：其间路线改了编号的
留空；上次没有修复日期、方向不明的，留空。
The value is the whole months from the repair to the new entry; below `months` the later one is flagged. Distances
are compared within one numbering: where the route was numbered anew between the two, nothing is concluded, nor
where the earlier has no day of repair or a direction is unknown.
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
    title=Text(zh="修好不久同一处又有同类病害", en="The same defect again soon after its repair"),
    subject="defect",
    scope="group",
    needs={
        "defect": ("defect_id", "route", "direction", "from_m", "to_m", "defect_code", "found_on", "repaired_on"),
        "stake_map": (),
    },
    helps={"defect": ("unit_id", "work_order_id"), "stake_map": ("route", "valid_to_on")},
    params={"months": Param(int, Text("几个月以内", "within so many months"), required=True, minimum=1)},
    threshold="months",
    seen=Text(
        "病害 {subject_id} 所在处同类病害修好 {value} 个月又登记",
        "Defect {subject_id}: the same kind was repaired there {value} months before",
    ),
)  # fmt: skip


@check
def evaluate(defect: Table, stake_map: Table, *, months: int) -> Table:
    """Look for the last repair of that kind at the place."""
    asked = defect.filter(defect.found_on.notnull())
    pairs = _pairs(asked, stake_map, months)
    found = pairs.group_by(of_defect="defect_id").aggregate(
        sure=pairs.told.fill_null(False).any(),
        may=pairs.told.fill_null(True).any(),
        months=whole_months(
            pairs.was_repaired_on, pairs.found_on - ibis.interval(days=1)
        ).min(where=pairs.was_repaired_on.notnull()),
    )  # fmt: skip
    rows = asked.left_join(found, asked.defect_id == found.of_defect)
    flagged = ibis.cases(
        (rows.sure.fill_null(False), True),
        (rows.may.fill_null(False), unknown()),
        else_=False,
    )
    return rows.select("defect_id", "unit_id", value=rows.months, flagged=flagged)


@check.evidence
def evidence(flagged: Table, defect: Table, stake_map: Table, *, months: int) -> Table:
    """This defect and the one before it."""
    pairs = _pairs(defect.filter(defect.found_on.notnull()), stake_map, months)
    told = pairs.filter(pairs.told.fill_null(False)).semi_join(flagged, "defect_id")
    return ibis.union(
        of_row(flagged, defect, "defect", "defect_id"),
        cite(told, "defect_id", table="defect", row_id=told.was_defect_id),
    )


def _pairs(defect: Table, stake_map: Table, months: int) -> Table:
    """Each defect with earlier ones of its kind and place: `told` where the repair was so short ago."""
    rows = defect.select(
        "defect_id", "route", "direction", "from_m", "to_m", "defect_code", "found_on", "repaired_on"
    )  # fmt: skip
    pairs = before(rows, "defect_id", "found_on", same=("defect_code",))
    moved = renumbered(pairs, stake_map, "defect_id", "found_on")
    moved = moved.rename(moved_id="defect_id", moved_was="was_defect_id")
    pairs = pairs.left_join(moved, [("defect_id", "moved_id"), ("was_defect_id", "moved_was")])
    soon = ~later_than(pairs.was_repaired_on, pairs.found_on, months)
    # What was not repaired yet is the same defect entered twice, which is another question.
    soon = soon & (pairs.was_repaired_on <= pairs.found_on)
    recent = ~later_than(pairs.was_found_on, pairs.found_on, months)
    told = ibis.cases(
        (pairs.moved_id.notnull(), unknown()),
        (pairs.was_repaired_on.isnull() & ~recent, False),
        else_=soon & pairs.sure,
    )
    return pairs.mutate(told=told)
