"""
在工法不许可的天气里施工。Work was done in weather that its method does not allow.

《公路沥青路面施工技术规范》等：热拌沥青不得在气温低于十摄氏度（高速、一级）时、雨天或路面潮湿时施工（作为参数）。

值是施工气温，有记录的话。气温（问天气的看天气）不明的留空。
The value is the temperature of the air where it is on record. Where what is asked, temperature or weather, is
unknown, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks.site._cite import of_row
from qinglian.checks.site._month import unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="天气不宜施工", en="Weather outside the limits of the method"),
    subject="work_order",
    scope="case",
    needs={"work_order": ("work_order_id", "method", "started_on", ("air_temperature", "weather"))},
    helps={"work_order": ("party_id", "unit_id", "kind")},
    params={
        "methods": Param(list, Text("哪些工法", "which methods"), required=True),
        "least_air": Param(
            float, Text("气温至少几度；不填则问天气", "temperature of the air, at least; else the weather is asked")
        ),
        "weathers": Param(list, Text("哪些天气不许可", "weather not allowed"), default=[]),
        "apart": Param(list, Text("不问的类别", "kinds that are not asked"), default=["emergency"]),
    },
    threshold="least_air",
    seen=Text(
        "任务单 {subject_id} 施工时天气不合工法要求，气温 {value} 度",
        "Work order {subject_id} was done in weather its method does not allow, air at {value} degrees",
    ),
)  # fmt: skip


@check
def evaluate(
    work_order: Table,
    *,
    methods: list[str],
    least_air: float | None = None,
    weathers: list[str],
    apart: list[str],
) -> Table:
    """Compare the weather with what the method allows."""
    asked = work_order.filter(
        work_order.started_on.notnull(),
        work_order.method.isin(methods).fill_null(True),
        work_order.kind.notin(apart).fill_null(True),
    )
    bad = asked.weather.isin(weathers)
    if least_air is not None:
        bad = asked.air_temperature < least_air
    flagged = ibis.cases((asked.method.isnull() & bad.fill_null(True), unknown()), else_=bad)
    return asked.select("work_order_id", "unit_id", value=asked.air_temperature, flagged=flagged)


@check.evidence
def evidence(flagged: Table, work_order: Table) -> Table:
    """The order, with the firm."""
    return of_row(flagged, work_order, "work_order", "work_order_id", "contractor", "party_id")
