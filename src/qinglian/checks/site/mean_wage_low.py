"""
标段满勤工人的人均月工资低于当地最低工资。The mean wage of those who worked the month in full lies below the minimum.

清廉指标 GC18；《保障农民工工资支付条例》第三条：工资不低于当地最低工资标准（数值由地方公布，是参数）。

值是出勤满 `full_days` 天的工人实发工资的平均数。这样的人不足 `minimum_count` 个的不问；其中有实发不明的，留空。
The value is the mean paid to workers with `full_days` days or more. Fewer than `minimum_count` of them are not asked;
where one of their wages is unknown, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._contracts import cite
from qinglian.checks.site import _payroll
from qinglian.checks.site._month import name, number
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="人均工资低于最低工资", en="Mean wage below the minimum"),
    subject="site_month",
    scope="group",
    dated_by="month_on",
    needs={
        "site_month": ("site_month_id", "section_id", "month_on"),
        "worker_month": ("worker_month_id", "section_id", "month_on", "attended_days", "paid_yuan"),
    },
    helps={"site_month": ("unit_id",), "worker_month": ("party_id", "deduction_yuan")},
    params={
        "wage_yuan": Param(float, Text("最低月工资（元）", "least monthly wage, yuan"), required=True, minimum=0),
        "full_days": Param(float, Text("满勤至少几天", "days of a full month at least"), required=True, minimum=0),
        "minimum_count": Param(int, Text("至少几个人", "workers at least"), required=True, minimum=1),
    },
    threshold="wage_yuan",
    seen=Text(
        "标段月份 {subject_id} 满勤工人人均实发 {value} 元，低于 {threshold} 元",
        "Section month {subject_id}: full-time workers were paid {value} yuan on average, below {threshold}",
    ),
)  # fmt: skip


@check
def evaluate(
    site_month: Table,
    worker_month: Table,
    *,
    wage_yuan: float,
    full_days: float,
    minimum_count: int,
) -> Table:
    """Average what was paid to those who worked in full."""
    rows = worker_month.mutate(month=number(worker_month.month_on))
    full = rows.filter(rows.attended_days >= full_days)
    got = full.paid_yuan.cast("float64") + full.deduction_yuan.cast("float64").fill_null(0.0)
    means = full.group_by(at="section_id", in_month="month").aggregate(
        workers=full.count(), mean=got.mean(), unknown=full.paid_yuan.isnull().any()
    )
    asked = site_month.mutate(month=number(site_month.month_on))
    joined = asked.join(means, [("section_id", "at"), ("month", "in_month")])
    joined = joined.filter(joined.workers >= minimum_count)
    flagged = joined.unknown.ifelse(ibis.null("boolean"), joined.mean < wage_yuan)
    return joined.select(
        "site_month_id", "unit_id", period=name(joined.month_on), value=joined.mean, flagged=flagged
    )


@check.evidence
def evidence(flagged: Table, site_month: Table, worker_month: Table, *, full_days: float) -> Table:
    """The wages that were averaged."""
    wages = _payroll.wages_of(flagged, site_month, worker_month)
    full = wages.filter(wages.attended_days >= full_days)
    return cite(
        full, "site_month_id", table="worker_month", row_id=full.worker_month_id, role="employer", party=full.party_id
    )  # fmt: skip
