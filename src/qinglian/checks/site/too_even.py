"""
一串检测值离散太小。A series of laboratory results varies too little.

清廉指标 GC13。同样的材料、同样的方法，别的标段和试验室的值有离散；这一串小得多。值是标准差与同类合并标准差之比。

方差之比偏小的可能用卡方下尾的切尔诺夫上界 (r·e^(1−r))^(ν/2) 求，按本雅米尼—霍赫贝格调整：提示之中由偶然造成的不超过
`false_discovery_rate`；并且比值须低于 `ratio`，因为各试验室本来不同。不足 `minimum_count` 个的不问；同类自由度不足
`minimum_others` 的，留空。
Others who test the same item and grade show how much values vary; this series varies far less. The value is its
standard deviation over the pooled one of all others. The chance is Chernoff's bound on the lower tail of
chi-square, adjusted by Benjamini and Hochberg: of the flags no more than `false_discovery_rate` are expected to be
chance; the ratio must also lie below `ratio`, since laboratories differ. Fewer than `minimum_others` degrees of
freedom elsewhere: undecided.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._discovery import adjusted
from qinglian.checks.site._series import HELPS, KEY, MINIMUM, NEEDS, series, spreads, values_of
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="检测值离散太小", en="Results vary too little"),
    subject="series",
    scope="population",
    statistical=True,
    key=KEY,
    needs={"lab_result": NEEDS},
    helps={"lab_result": HELPS},
    params={
        **MINIMUM,
        "ratio": Param(float, Text("标准差之比低于多少", "ratio of deviations, below"), required=True, minimum=0),
        "minimum_others": Param(
            int, Text("同类至少几个自由度", "degrees of freedom elsewhere"), required=True, minimum=1
        ),
    },
    threshold="ratio",
    seen=Text(
        "检测串 {subject_id} 的标准差只有同类的 {value}",
        "Series {subject_id}: its standard deviation is {value} of that of its kind",
    ),
)  # fmt: skip


@check
def evaluate(
    lab_result: Table,
    *,
    minimum_count: int,
    ratio: float,
    minimum_others: int,
    false_discovery_rate: float = 0.05,
) -> Table:
    """Set the variance of each series beside that of all others of its kind."""
    each = spreads(series(lab_result))
    asked = each.filter(each.values >= minimum_count)
    r: Any = asked.variance / asked.usual.nullif(0.0)
    some: Any = ibis.greatest(r, 1e-300)
    bound: Any = ((some.ln() + 1.0 - r) * asked.free / 2.0).exp()
    chance = (r < 1).ifelse(bound, 1.0)
    fit = (asked.others >= minimum_others) & ~asked.nameless & r.notnull()
    fair = fit.fill_null(False).ifelse(chance, ibis.null("float64"))
    rows = asked.select("series_id", "unit_id", value=r.sqrt(), p=fair)
    judged = adjusted(rows, ["series_id"])
    low = (judged.q <= false_discovery_rate) & (judged.value < ratio)
    return judged.select(
        "series_id", "unit_id", "value", flagged=judged.q.isnull().ifelse(ibis.null("boolean"), low)
    )


@check.evidence
def evidence(flagged: Table, lab_result: Table) -> Table:
    """Values of the series, with the laboratory."""
    return values_of(flagged, lab_result)
