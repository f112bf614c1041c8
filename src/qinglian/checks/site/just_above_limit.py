"""
一串检测值扎堆在刚刚合格处。The results of a series are heaped just on the right side of the limit.

清廉指标 GC13。以同类合并标准差的一半为一格，看界线内侧第一格、第二格与外侧第一格各有几个值。值是三格之中刚刚合格一
格的份额。

单峰而离散不小于同类的检测，无论均值在哪里，最高一格在三格中的份额不超过 0.361（正态），取 0.4；更高的可能按切尔诺夫
—霍夫丁上界求，再按本雅米尼—霍赫贝格调整：提示之中由偶然造成的不超过 `false_discovery_rate`。三格不足
`minimum_count` 个值的不问。没有规定界线的、同类自由度不足 `minimum_others` 的，留空。
The unit is half the pooled deviation of others of the kind; counted are values in the first and second unit inside
the limit and the first outside. Whatever its mean, one-peaked testing that varies as its kind has at most 0.361 of
the three in the highest (normal), taken as 0.4. The chance of more is bounded by Chernoff and Hoeffding and
adjusted by Benjamini and Hochberg: of the flags no more than `false_discovery_rate` are expected to be chance.
Without a limit, or with too few others, nothing is concluded.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._discovery import adjusted, tail_bound
from qinglian.checks.site._series import HELPS, KEY, MINIMUM, NEEDS, series, spreads, values_of
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="检测值扎堆在刚刚合格处", en="Results heaped just inside the limit"),
    subject="series",
    scope="population",
    statistical=True,
    key=KEY,
    needs={"lab_result": (*NEEDS, ("lower_limit", "upper_limit"))},
    helps={"lab_result": HELPS},
    params={
        **MINIMUM,
        "usual": Param(float, Text("通常至多的份额", "share that is usual at most"), default=0.4, minimum=0),
        "minimum_others": Param(
            int, Text("同类至少几个自由度", "degrees of freedom elsewhere"), required=True, minimum=1
        ),
    },
    threshold="usual",
    seen=Text(
        "检测串 {subject_id} 在界线附近的值有 {value} 的份额刚刚合格",
        "Series {subject_id}: of the values near the limit a share of {value} just passes",
    ),
)  # fmt: skip


@check
def evaluate(
    lab_result: Table,
    *,
    minimum_count: int,
    minimum_others: int,
    usual: float = 0.4,
    false_discovery_rate: float = 0.05,
) -> Table:
    """Count the values beside the limit of each series."""
    rows = series(lab_result)
    kinds = spreads(rows).rename(of_series="series_id").drop("kin", "unit_id")
    inside = (rows.value - rows.lower_limit).coalesce(rows.upper_limit - rows.value)
    rows = rows.mutate(inside=inside).join(kinds, [("series_id", "of_series")])
    step = rows.usual.sqrt() / 2.0
    at: Any = (rows.inside / step.nullif(0.0)).floor()
    rows = rows.mutate(at=at)
    counted = rows.group_by("series_id").aggregate(
        unit_id=rows.unit_id.max(),
        others=rows.others.max(),
        nameless=rows.nameless.any(),
        limited=rows.inside.notnull().all(),
        values=rows.values.max(),
        first=(rows.at == 0).sum(),
        near=rows.at.isin([-1, 0, 1]).sum(),
    )
    fit = (counted.others >= minimum_others) & counted.limited & ~counted.nameless
    fit = fit.fill_null(False)
    asked = counted.mutate(fit=fit)
    asked = asked.filter(
        asked.values >= minimum_count, ~asked.fit | (asked.near.fill_null(0) >= minimum_count)
    )
    chance = tail_bound(asked.first, asked.near, ibis.literal(usual, "float64"))
    fair = asked.fit.ifelse(chance, ibis.null("float64"))
    share = asked.first.cast("float64") / asked.near.nullif(0).cast("float64")
    judged = adjusted(asked.select("series_id", "unit_id", value=share, p=fair), ["series_id"])
    odd = judged.q.isnull().ifelse(ibis.null("boolean"), judged.q <= false_discovery_rate)
    return judged.select("series_id", "unit_id", "value", flagged=odd)


@check.evidence
def evidence(flagged: Table, lab_result: Table) -> Table:
    """Values of the series, with the laboratory."""
    return values_of(flagged, lab_result)
