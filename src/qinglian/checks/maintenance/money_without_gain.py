"""
养护花了不少钱，路面状况没有变好。Much was spent on a stretch and its pavement is no better.

清廉指标 GC27：养护工程量与路况不符。

值是花钱当年或下一年的 PQI（取高的）减去前一年的 PQI。每公里花费达到 `yuan_per_km` 而值低于 `points` 的提示。同一路
线、方向、起止里程的才相比；前一年没有评定的、下一年还没有评定而当年不够的、类别不明的，留空。
The value is the PQI of the year of spending or of the next, whichever is higher, less that of the year before.
Flagged where `yuan_per_km` or more were spent and it is below `points`. Only the same stretch of route and
direction is compared; without the year before, without the next where this year's is too low, or with an unknown
kind, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks.site._cite import of_row
from qinglian.checks.site._month import unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

PLACE = ("route", "direction", "from_m", "to_m")

check = Check(
    __name__,
    title=Text(zh="花了钱而路况没有变好", en="Money without a gain in condition"),
    subject="road_section_year",
    scope="group",
    needs={"road_section_year": ("road_section_year_id", *PLACE, "year", "pqi", "spent_yuan", "works")},
    helps={"road_section_year": ("unit_id",)},
    params={
        "works": Param(list, Text("哪些养护类别", "which kinds of works"), required=True),
        "yuan_per_km": Param(
            float, Text("每公里花费达到多少元", "yuan a kilometre from which it is asked"), required=True, minimum=0
        ),
        "points": Param(float, Text("PQI 至少提高几分", "points of PQI gained, at least"), required=True),
    },
    threshold="points",
    seen=Text(
        "路段 {subject_id} 花了钱，PQI 变化 {value} 分，不到 {threshold} 分",
        "Stretch {subject_id}: money was spent and the PQI changed by {value} points, fewer than {threshold}",
    ),
)  # fmt: skip


@check
def evaluate(
    road_section_year: Table, *, works: list[str], yuan_per_km: float, points: float
) -> Table:
    """Set the condition after the money beside that before it."""
    rows = road_section_year.mutate(
        key=road_section_year.direction.fill_null(""),
        km=(road_section_year.to_m - road_section_year.from_m).abs() / 1000.0,
    )
    order = ibis.window(
        group_by=["route", "key", "from_m", "to_m"], order_by=["year", "road_section_year_id"]
    )
    beside = rows.mutate(
        was=rows.pqi.lag().over(order),
        was_year=rows.year.lag().over(order),
        then=rows.pqi.lead().over(order),
        then_year=rows.year.lead().over(order),
    )
    asked = beside.filter(
        beside.works.isin(works) | (beside.works.isnull() & (beside.spent_yuan > 0)),
        (beside.spent_yuan.cast("float64") >= beside.km * yuan_per_km).fill_null(True),
    )
    was = (asked.was_year == asked.year - 1).ifelse(asked.was, ibis.null("float64"))
    then = (asked.then_year == asked.year + 1).ifelse(asked.then, ibis.null("float64"))
    gain = ibis.greatest(asked.pqi.coalesce(then), then.coalesce(asked.pqi)) - was
    flagged = ibis.cases(
        (gain >= points, False),
        (then.isnull() | asked.works.isnull() | asked.spent_yuan.isnull(), unknown()),
        (asked.pqi.isnull(), unknown()),
        else_=gain < points,
    )
    return asked.select("road_section_year_id", "unit_id", value=gain, flagged=flagged)


@check.evidence
def evidence(flagged: Table, road_section_year: Table) -> Table:
    """The year of the stretch."""
    return of_row(flagged, road_section_year, "road_section_year", "road_section_year_id")
