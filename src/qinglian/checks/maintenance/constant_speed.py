"""
一次巡查的车速几乎不变。The speed of a patrol hardly changes.

人开车巡查要减速、停车看病害；补传的假轨迹常是匀速。值是行驶中各点车速的变异系数（标准差比均值），低于
`least_variation` 的提示。行驶的点不足 `minimum_count` 个的不问；车速不明的点超过 `unknown_share` 的留空。
Who patrols brakes and stops to look; tracks made up afterwards often run evenly. The value is the coefficient of
variation of the speed at points in motion. Fewer than `minimum_count` points are not asked; where more than
`unknown_share` have no speed, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._contracts import cite
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="巡查车速几乎不变", en="A patrol at constant speed"),
    subject="patrol",
    scope="group",
    key=("patrol_id",),
    needs={"patrol_point": ("patrol_point_id", "patrol_id", "speed_kmh")},
    helps={"patrol_point": ("unit_id", "vehicle_no")},
    params={
        "least_variation": Param(
            float, Text("变异系数至少多少", "variation of the speed, at least"), required=True, minimum=0
        ),
        "moving_kmh": Param(float, Text("多快算行驶", "speed from which it moves"), default=5.0, minimum=0),
        "minimum_count": Param(int, Text("行驶的点至少几个", "points in motion at least"), required=True, minimum=2),
        "unknown_share": Param(
            float, Text("车速不明的份额至多", "share without a speed, at most"), default=0.2, minimum=0
        ),
    },
    threshold="least_variation",
    seen=Text(
        "巡查 {subject_id} 车速的变异系数只有 {value}，低于 {threshold}",
        "Patrol {subject_id}: the speed varies by {value} only, below {threshold}",
    ),
)  # fmt: skip


@check
def evaluate(
    patrol_point: Table,
    *,
    least_variation: float,
    moving_kmh: float,
    minimum_count: int,
    unknown_share: float,
) -> Table:
    """Measure how the speed of each patrol varies."""
    points = patrol_point.mutate(
        speed=(patrol_point.speed_kmh >= moving_kmh).ifelse(
            patrol_point.speed_kmh, ibis.null("float64")
        )
    )
    sums = points.group_by("patrol_id").aggregate(
        unit_id=points.unit_id.max(),
        moving=points.speed.count(),
        silent=points.speed_kmh.isnull().sum(),
        points=points.count(),
        mean=points.speed.mean(),
        spread=points.speed.std(how="sample"),
    )
    asked = sums.filter(sums.moving + sums.silent >= minimum_count)
    variation = asked.spread / asked.mean
    enough = (asked.moving >= minimum_count) & (asked.silent <= asked.points * unknown_share)
    flagged = enough.ifelse(variation < least_variation, ibis.null("boolean"))
    return asked.select("patrol_id", "unit_id", value=variation, flagged=flagged)


@check.evidence
def evidence(flagged: Table, patrol_point: Table) -> Table:
    """The first fifty points of the track."""
    rows = patrol_point.semi_join(flagged, "patrol_id")
    turn = ibis.row_number().over(ibis.window(group_by="patrol_id", order_by="patrol_point_id"))
    rows = rows.mutate(turn=turn).filter(lambda t: t.turn < 50)
    return cite(rows, "patrol_id", table="patrol_point", row_id=rows.patrol_point_id)
