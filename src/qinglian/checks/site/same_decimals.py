"""
一串检测值的末位数字几乎都相同。The last digits of a series of results are nearly all the same.

清廉指标 GC13。读数的末位取 0 到 9 大致均匀；编出来的值常常末位雷同。值是最多的末位所占的份额。

按伯努利次数的切尔诺夫—霍夫丁上界（十个数字，乘十）求偶然的可能，再按本雅米尼—霍赫贝格调整：提示之中由偶然造成的不超
过`false_discovery_rate`。不足 `minimum_count` 个的不问。只读到 0 和 5 的（最小读数为半格）按两个数字算；全读到 0
的，末位不是读数，留空；离散不到末位五格的（末位本来就不均匀）、位数不明的，留空。
Last digits of readings are spread about evenly; made-up ones often repeat one. The value is the share of the
commonest. The chance is bounded by Chernoff and Hoeffding for ten digits and adjusted by Benjamini and Hochberg: of
the flags no more than `false_discovery_rate` are expected to be chance. Series that show only 0 and 5 (read to half
a division) are judged by two digits; only 0 is no reading of that place. Those that spread over less than five
units of the last place, where digits are uneven by nature, and those of unknown decimals are undecided.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._discovery import adjusted, tail_bound
from qinglian.checks.site._series import HELPS, KEY, MINIMUM, NEEDS, series, values_of
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="检测值末位雷同", en="Last digits of results alike"),
    subject="series",
    scope="population",
    statistical=True,
    key=KEY,
    needs={"lab_result": (*NEEDS, "decimals")},
    helps={"lab_result": HELPS},
    params={
        **MINIMUM,
        "least_spread": Param(
            float, Text("标准差至少是末位的几格", "standard deviation in units of the last place, at least"),
            default=5.0, minimum=0,
        ),
    },
    seen=Text(
        "检测串 {subject_id} 的末位数字有 {value} 的份额相同",
        "Series {subject_id}: a share of {value} of the last digits is one and the same",
    ),
)  # fmt: skip


@check
def evaluate(
    lab_result: Table,
    *,
    minimum_count: int,
    false_discovery_rate: float = 0.05,
    least_spread: float = 5.0,
) -> Table:
    """Count the last digits of each series."""
    rows = series(lab_result)
    ten: Any = ibis.literal(10.0)
    units: Any = (rows.value * ten ** rows.decimals.cast("float64")).round()
    digit: Any = units.abs() % 10
    rows = rows.mutate(digit=digit.cast("int64"), units=units.cast("float64"))
    counted = rows.group_by("series_id").aggregate(
        unit_id=rows.unit_id.max(),
        values=rows.value.count(),
        read=rows.digit.count(),
        spread=rows.units.std(how="sample"),
        half=rows.digit.isin([0, 5]).all(),
        whole=(rows.digit == 0).all(),
        nameless=rows.laboratory_id.isnull().any(),
        **{f"of_{d}": (rows.digit == d).sum() for d in range(10)},
    )
    asked = counted.filter(counted.values >= minimum_count)
    most = ibis.greatest(*[asked[f"of_{d}"] for d in range(10)])
    digits = asked.half.ifelse(2.0, 10.0)
    chance: Any = tail_bound(most, asked.read, 1.0 / digits) * digits
    fit = (asked.read >= minimum_count) & (asked.spread >= least_spread)
    fit = fit & ~asked.whole & ~asked.nameless
    fair = fit.fill_null(False).ifelse(ibis.least(chance, 1.0), ibis.null("float64"))
    share = most.cast("float64") / asked.read.nullif(0).cast("float64")
    judged = adjusted(asked.select("series_id", "unit_id", value=share, p=fair), ["series_id"])
    odd = judged.q.isnull().ifelse(ibis.null("boolean"), judged.q <= false_discovery_rate)
    return judged.select("series_id", "unit_id", "value", flagged=odd)


@check.evidence
def evidence(flagged: Table, lab_result: Table) -> Table:
    """Values of the series, with the laboratory."""
    return values_of(flagged, lab_result)
