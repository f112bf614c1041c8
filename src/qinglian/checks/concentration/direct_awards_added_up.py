"""
几次直接采购合起来达到了竞争性采购的限额。Direct awards to one supplier that together reach the competitive limit.

开放采购红旗目录 R055。值是任意一段窗口（默认三百六十五天）内同一采购人直接给同一供应商的金额合计与限额之比的最大值；
次数够、合计达到限额的提示。只加同一币种、同一限额的。限额是本地规定，没有给出的不下结论。
OCP red flag R055. The value is the greatest ratio, in any window (365 days by default), of the sum of a buyer's
direct awards to one supplier to the limit, flagged at one or more where there are enough of them. Only awards in one
currency and under one limit are added up. Limits are local law: without one, or where unknown awards could add to the
sum, nothing is concluded. A sum is no test: no rate of false alarms belongs to it, and steady small needs reach a
limit by themselves.
"""

import ibis
from ibis import Table

from qinglian.checks._contracts import cite
from qinglian.checks._limits import HELPS, NEEDS, PAIR, REPEATED, direct_awards
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="多次直接采购合计达到限额", en="Direct awards add up to the limit"),
    subject="buyer_supplier",
    key=PAIR,
    scope="group",
    needs=NEEDS,
    helps=HELPS,
    params=REPEATED,
    seen=Text(
        "采购人与供应商 {subject_id}：直接采购合计为限额的 {value} 倍",
        "Buyer and supplier {subject_id}: direct awards add up to {value} times the limit",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    award: Table,
    *,
    minimum_count: int,
    days: int,
    limits: list[dict[str, object]] | None = None,
    direct_methods: list[str],
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Add up the direct awards of every window and compare with the limit."""
    rows = direct_awards(
        tender,
        award,
        limits=limits,
        methods=direct_methods,
        excluded=excluded_procurement_method_details,
    )
    known = rows.filter(rows.known)
    within = ibis.range_window(
        group_by=[*PAIR, "money", "ceiling"], order_by="day", preceding=days - 1, following=0
    )
    known = known.mutate(total=known.price.sum().over(within), times=known.count().over(within))
    known = known.mutate(ratio=known.total / known.ceiling)
    hit = (known.ratio >= 1) & (known.times >= minimum_count)
    most = known.group_by(of_unit="unit_id", of_supplier="tenderer_id").aggregate(
        hit=hit.max(),
        ratio=known.ratio.max(where=known.times >= minimum_count),
    )
    every = rows.group_by(*PAIR).aggregate(unknown=(~rows.known).max(), times=rows.count())
    both = every.left_join(most, [("unit_id", "of_unit"), ("tenderer_id", "of_supplier")])
    flagged = ibis.cases(
        (both.hit, True),
        (both.unknown & (both.times >= minimum_count), ibis.null("boolean")),
        else_=False,
    )
    return both.select(*PAIR, value=both.ratio, flagged=flagged)


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    award: Table,
    *,
    limits: list[dict[str, object]] | None = None,
    direct_methods: list[str],
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """All direct awards of the pair."""
    rows = direct_awards(
        tender,
        award,
        limits=limits,
        methods=direct_methods,
        excluded=excluded_procurement_method_details,
    )
    mine = rows.filter(rows.known).semi_join(flagged, list(PAIR))
    return cite(
        mine, *PAIR, table="award", row_id=mine.award_id, role="supplier", party=mine.tenderer_id
    )
