"""
变更拆分：短期内同一部位或者同一原因的几份变更，各不到门槛，合计达到。Variations split below a threshold.

《公路工程设计变更管理办法》第五条：单项变化超过五百万元的为较大变更。窗口是工程设定。

按标段、部位、原因类别归拢，从一份变更往回数若干日。值是窗口内合计的净增金额，提示落在使合计达到门槛的那一份。单独论证的不计；
金额、日期、部位不明的，留空。
Variations of one section, part and class of reason within some days are added up; the one that reaches the threshold is
flagged. Those argued on their own do not count. Without money, day or part nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks.works._cite import cite
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="变更拆分", en="Variations in pieces"),
    subject="variation",
    scope="group",
    needs={
        "variation": ("variation_id", "section_id", "part", "amount_yuan", ("approved_day", "ordered_day"))
    },
    helps={"variation": ("approved_day", "ordered_day", "reason_code", "argued_flag", "unit_id")},
    params={
        "limit_yuan": Param(float, Text("门槛（元）", "threshold in yuan"), required=True, minimum=0),
        "days": Param(int, Text("窗口的天数", "days of the window"), required=True, minimum=1),
        "least": Param(int, Text("至少几份", "at least so many"), default=2, minimum=2),
    },
    threshold="limit_yuan",
    seen=Text(
        "变更 {subject_id} 与此前同部位的变更合计 {value} 元，达到 {threshold} 元",
        "Variation {subject_id} and those of its part shortly before come to {value} yuan, at least {threshold}",
    ),
)  # fmt: skip


@check
def evaluate(variation: Table, *, limit_yuan: float, days: int, least: int) -> Table:
    """Sum the variations of each part in the days up to each of them."""
    v = _small(variation, limit_yuan)
    frame = ibis.range_window(
        group_by=["section_id", "part", "why", "counted"],
        order_by="day",
        preceding=days - 1,
        following=0,
    )
    v = v.mutate(total=v.money.sum().over(frame), n=v.money.count().over(frame))
    flagged = ibis.cases(
        (v.counted, (v.total >= limit_yuan) & (v.n >= least)),
        (
            v.argued | (v.money >= limit_yuan).fill_null(False) | (v.money <= 0).fill_null(False),
            False,
        ),
        else_=ibis.null("boolean"),
    )
    return v.select(
        "variation_id", "unit_id", value=v.counted.ifelse(v.total, v.money), flagged=flagged
    )


@check.evidence
def evidence(flagged: Table, variation: Table, *, limit_yuan: float, days: int) -> Table:
    """The variations that were added up."""
    v = _small(variation, limit_yuan)
    v = v.filter(v.counted)
    last = v.semi_join(flagged, "variation_id").select(
        of="variation_id", s="section_id", p="part", w="why", until="day"
    )
    rows = v.select("section_id", "part", "why", "day", piece="variation_id").inner_join(
        last, [("section_id", "s"), ("part", "p"), ("why", "w")]
    )
    rows = rows.filter(rows.day <= rows.until, rows.day > rows.until - days)
    rows = rows.select("piece", variation_id="of")
    return cite(rows, "variation_id", table="variation", row_id=rows.piece)


def _small(variation: Table, limit_yuan: float) -> Table:
    v = variation.mutate(
        day=variation.approved_day.coalesce(variation.ordered_day),
        money=variation.amount_yuan.cast("float64"),
        why=variation.reason_code.fill_null(""),
        argued=variation.argued_flag.fill_null(False),
    )
    known = v.day.notnull() & v.section_id.notnull() & v.part.notnull()
    return v.mutate(
        counted=(known & ~v.argued & (v.money > 0) & (v.money < limit_yuan)).fill_null(False)
    )
