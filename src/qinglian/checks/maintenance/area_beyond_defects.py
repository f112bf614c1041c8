"""
计量的面积大于所处治病害的面积。The area measured is larger than that of the defects it answers.

《公路养护工程管理办法》：养护工程量与路况检测、病害调查相符。

值是计量面积与病害面积之比，超过 `times` 的提示（处治须比病害大出一圈，是容许的倍数）。按面积计量的才问；任务单没有
登记病害的、有病害没有量面积的，留空。
The value is the area measured over that of the defects; more than `times` is flagged (a patch is cut larger than
what is broken). Only orders measured by area are asked. Where no defect is entered for the order, or one has no
area, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._contracts import cite
from qinglian.checks.site._cite import of_row
from qinglian.checks.site._month import unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="计量面积大于病害面积", en="Area measured beyond that of the defects"),
    subject="work_order",
    scope="group",
    needs={
        "work_order": ("work_order_id", "quantity", "measure", "kind"),
        "defect": ("defect_id", "work_order_id", "area_m2"),
    },
    helps={"work_order": ("party_id", "unit_id", "amount_yuan")},
    params={
        "kinds": Param(list, Text("哪些类别", "which kinds"), required=True),
        "times": Param(float, Text("至多几倍", "times, at most"), required=True, minimum=0),
        "measures": Param(list, Text("哪些单位是面积", "units that are areas"), default=["m²", "m2", "平方米", "㎡"]),
    },
    threshold="times",
    seen=Text(
        "任务单 {subject_id} 计量面积是登记病害面积的 {value} 倍",
        "Work order {subject_id}: the area measured is {value} times that of its defects",
    ),
)  # fmt: skip


@check
def evaluate(
    work_order: Table, defect: Table, *, kinds: list[str], times: float, measures: list[str]
) -> Table:
    """Set the area measured beside the sum of its defects."""
    asked = work_order.filter(
        work_order.kind.isin(kinds),
        work_order.measure.isin(measures).fill_null(True),
        (work_order.quantity > 0).fill_null(True),
    )
    mine = defect.filter(defect.work_order_id.notnull())
    sums = mine.group_by(of_order="work_order_id").aggregate(
        area=mine.area_m2.sum(), unmeasured=mine.area_m2.isnull().any()
    )
    rows = asked.left_join(sums, asked.work_order_id == sums.of_order)
    share = rows.quantity / rows.area.nullif(0.0)
    unclear = rows.of_order.isnull() | rows.unmeasured | rows.measure.isnull()
    more = ibis.cases((rows.area == 0, True), else_=rows.quantity > rows.area * times)
    return rows.select(
        "work_order_id", "unit_id", value=share, flagged=unclear.ifelse(unknown(), more)
    )


@check.evidence
def evidence(flagged: Table, work_order: Table, defect: Table) -> Table:
    """The order with its firm, and its defects."""
    mine = flagged.select("work_order_id").join(defect, "work_order_id")
    return ibis.union(
        of_row(flagged, work_order, "work_order", "work_order_id", "contractor", "party_id"),
        cite(mine, "work_order_id", table="defect", row_id=mine.defect_id),
    )
