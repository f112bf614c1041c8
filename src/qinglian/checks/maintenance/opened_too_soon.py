"""
热拌沥青没有冷下来就报完工、开放交通。Hot asphalt was reported done and opened before it can have cooled.

《公路沥青路面施工技术规范》：摊铺层自然冷却、表面温度低于五十摄氏度后方可开放交通（条号待核，作为参数）。

有开放时路表温度的，看温度；没有的，看开工到完工的小时数，少于按厚度折算的冷却时间的提示。值是小时数。起止记成同一时
刻（只记了日子）的、厚度不明的，留空。
Where the temperature of the surface at opening is on record it decides; else the hours from begin to opening
against the time that such a thickness needs. The value is the hours. Where begin and end are one instant (days
only), or the thickness is unknown, nothing is concluded.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks.site._cite import of_row
from qinglian.checks.site._month import unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="沥青没有冷却就完工", en="Opened before the asphalt cooled"),
    subject="work_order",
    scope="case",
    needs={
        "work_order": ("work_order_id", "method", "started_at", "done_at", ("thickness_mm", "surface_temperature"))
    },
    helps={"work_order": ("party_id", "unit_id", "route")},
    params={
        "methods": Param(list, Text("哪些工法", "which methods"), required=True),
        "surface_below": Param(
            float, Text("路表低于多少度可开放", "surface temperature below which it may open"), required=True
        ),
        "hours_per_mm": Param(
            float, Text("每毫米厚冷却小时数", "hours a millimetre takes to cool"), required=True, minimum=0
        ),
    },
    seen=Text(
        "任务单 {subject_id} 从开工到开放交通只有 {value} 小时，热拌料难以冷却",
        "Work order {subject_id}: {value} hours from begin to opening, too few for hot mix to cool",
    ),
)  # fmt: skip


@check
def evaluate(
    work_order: Table, *, methods: list[str], surface_below: float, hours_per_mm: float
) -> Table:
    """Compare the surface, or else the time, with what is needed."""
    asked = work_order.filter(
        work_order.done_at.notnull(), work_order.method.isin(methods).fill_null(True)
    )
    seconds: Any = asked.done_at.epoch_seconds() - asked.started_at.epoch_seconds()
    hours: Any = (seconds > 0).ifelse(seconds.cast("float64") / 3600.0, ibis.null("float64"))
    warm = asked.surface_temperature >= surface_below
    soon = warm.coalesce(hours < asked.thickness_mm * hours_per_mm)
    flagged = asked.method.isnull().ifelse(soon.ifelse(unknown(), False), soon)
    return asked.select("work_order_id", "unit_id", value=hours, flagged=flagged)


@check.evidence
def evidence(flagged: Table, work_order: Table) -> Table:
    """The order, with the firm."""
    return of_row(flagged, work_order, "work_order", "work_order_id", "contractor", "party_id")
