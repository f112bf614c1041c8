"""
同一采购人多次以略低于限额的金额直接给同一供应商。Repeated direct awards to one supplier, each just below the limit.

开放采购红旗目录 R049；乌克兰国家审计署 RISK-2-7、2-8。值是任意一段窗口（默认三百六十五天）内，金额低于限额而差距不超
过一定比例的直接采购次数的最大值；达到最少次数的提示。限额是本地规定，没有给出的不下结论。
OCP red flag R049; SASU RISK-2-7 and 2-8. The value is the greatest number, in any window (365 days by default), of
direct awards whose amount lies below the limit by no more than the margin, flagged at or above `minimum_count`.
Limits are local law: without one, or where the unknown awards could make up the number, nothing is concluded.

若金额在限额以下均匀分布、差距取百分之十，一次落在这一段的机会是十分之一，某三次都落在这一段的机会是千分之一。
Chance alone: were amounts spread evenly below the limit, one award in ten would lie within a margin of 10 %, and three
given awards all would once in a thousand.
"""

import ibis
from ibis import Table

from qinglian.checks._contracts import cite
from qinglian.checks._limits import HELPS, NEEDS, PAIR, REPEATED, direct_awards
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="多次略低于限额的直接采购", en="Direct awards just below the limit"),
    subject="buyer_supplier",
    key=PAIR,
    scope="group",
    needs=NEEDS,
    helps=HELPS,
    params={
        "margin": Param(float, Text("低于限额不超过的比例", "share below the limit at most"), required=True, minimum=0),
        **REPEATED,
    },
    threshold="minimum_count",
    seen=Text(
        "采购人与供应商 {subject_id}：略低于限额的直接采购 {value} 次，达到 {threshold} 次",
        "Buyer and supplier {subject_id}: {value} direct awards just below the limit, {threshold} or more",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    award: Table,
    *,
    margin: float,
    minimum_count: int,
    days: int,
    limits: list[dict[str, object]] | None = None,
    direct_methods: list[str],
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Count the direct awards just below the limit in every window."""
    rows = direct_awards(
        tender,
        award,
        limits=limits,
        methods=direct_methods,
        excluded=excluded_procurement_method_details,
    )
    near = _near(rows, margin)
    within = ibis.range_window(group_by=list(PAIR), order_by="day", preceding=days - 1, following=0)
    near = near.mutate(times=near.count().over(within))
    most = near.group_by(near_unit="unit_id", near_supplier="tenderer_id").aggregate(
        times=near.times.max()
    )
    every = rows.group_by(*PAIR).aggregate(unknown=(~rows.known).sum())
    both = every.left_join(most, [("unit_id", "near_unit"), ("tenderer_id", "near_supplier")])
    times = both.times.fill_null(0)
    flagged = ibis.cases(
        (times >= minimum_count, True),
        (times + both.unknown >= minimum_count, ibis.null("boolean")),
        else_=False,
    )
    return both.select(*PAIR, value=times, flagged=flagged)


def _near(rows: Table, margin: float) -> Table:
    return rows.filter(
        rows.known, rows.price < rows.ceiling, rows.price >= rows.ceiling * (1 - margin)
    )


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    award: Table,
    *,
    margin: float,
    limits: list[dict[str, object]] | None = None,
    direct_methods: list[str],
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """The direct awards just below the limit."""
    rows = direct_awards(
        tender,
        award,
        limits=limits,
        methods=direct_methods,
        excluded=excluded_procurement_method_details,
    )
    near = _near(rows, margin).semi_join(flagged, list(PAIR))
    return cite(
        near, *PAIR, table="award", row_id=near.award_id, role="supplier", party=near.tenderer_id
    )
