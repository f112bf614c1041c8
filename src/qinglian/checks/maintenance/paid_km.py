"""
一辆车一个月计费里程多于定位里程。A vehicle was paid for more kilometres in a month than the satellites saw.

清廉指标 GC28：保洁、养护车辆轨迹。

值是计费里程与定位里程之比，超过 `times` 的提示。终端在线率不明或低于 `online` 的日子，缺的里程说明不了什么：那些日
子的计费里程去掉以后仍超过的才提示，去掉以前超过的留空。
The value is kilometres paid over kilometres by satellite; more than `times` is flagged. Days on which the device
was heard less than `online`, or nobody knows, say nothing of what is missing: flagged is what stays too much
without them, and what is too much only with them is undecided.
"""

import ibis
from ibis import Table

from qinglian.checks._contracts import cite
from qinglian.checks.site._month import name, number, unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

KEY = ("vehicle_no", "period")

check = Check(
    __name__,
    title=Text(zh="计费里程多于定位里程", en="More kilometres paid than seen"),
    subject="vehicle",
    scope="group",
    key=KEY,
    needs={"vehicle_day": ("vehicle_day_id", "vehicle_no", "worked_on", "paid_km", "gps_km", "online_share")},
    helps={"vehicle_day": ("party_id", "unit_id")},
    params={
        "times": Param(float, Text("至多几倍", "times, at most"), required=True, minimum=0),
        "online": Param(
            float, Text("终端在线率至少", "share of the shift heard, at least"), required=True, minimum=0
        ),
    },
    threshold="times",
    seen=Text(
        "车辆 {subject_id} 当月计费里程是定位里程的 {value} 倍",
        "Vehicle {subject_id}: {value} times the kilometres seen were paid in the month",
    ),
)  # fmt: skip


@check
def evaluate(vehicle_day: Table, *, times: float, online: float) -> Table:
    """Add up the month of each vehicle."""
    rows = _days(vehicle_day, online)
    sums = rows.group_by("vehicle_no", "month").aggregate(
        unit_id=rows.unit_id.max(),
        first=rows.worked_on.min(),
        paid=rows.paid_km.sum(),
        seen=rows.gps_km.sum().fill_null(0.0),
        sure_paid=rows.paid_km.sum(where=rows.heard).fill_null(0.0),
        sure_seen=rows.gps_km.sum(where=rows.heard).fill_null(0.0),
        empty=rows.paid_km.isnull().any(),
    )
    flagged = ibis.cases(
        (sums.empty, unknown()),
        (sums.sure_paid > sums.sure_seen * times, True),
        (sums.paid > sums.seen * times, unknown()),
        else_=False,
    )
    return sums.select(
        "vehicle_no",
        "unit_id",
        period=name(sums.first),
        value=sums.paid / sums.seen.nullif(0.0),
        flagged=flagged,
    )


@check.evidence
def evidence(flagged: Table, vehicle_day: Table, *, online: float) -> Table:
    """The days of the month, with the firm."""
    rows = _days(vehicle_day, online).mutate(period=name(vehicle_day.worked_on))
    rows = rows.semi_join(flagged, list(KEY))
    return cite(
        rows, *KEY, table="vehicle_day", row_id=rows.vehicle_day_id, role="contractor", party=rows.party_id
    )  # fmt: skip


def _days(day: Table, online: float) -> Table:
    heard = (day.online_share >= online) & day.gps_km.notnull()
    return day.mutate(month=number(day.worked_on), heard=heard.fill_null(False))
