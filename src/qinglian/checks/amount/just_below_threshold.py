"""
估算金额扎堆在限额之下。Estimated values gather just below the threshold.

开放采购红旗目录 R002。限额（达到即须竞争的金额）由使用者按本地法律填写；没有填写时一概不下结论。只看落在限额上下一
定幅度内的项目。金额分布平滑时，落在限额之下的应约占一半；某采购人落在之下的比例高于它的一倍半（lift）、且不像碰巧的，
提示。值是这个比例。
OCP red flag R002. The threshold, at or above which competition is due, is set from local law; without one nothing
is concluded. Of the tenders within a band around it, about half lie below where values are spread smoothly. A buyer
is flagged whose share below is at least `lift` times that and higher than luck explains (`_discovery.tail_bound`,
Benjamini and Hochberg over all buyers judged): with smooth values the chance of any false alarm is at most the
rate. Estimates rounded down, or a density that falls steeply across the band, raise the share without any intent; a
narrow band keeps that small.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._procurement import EXCLUDED, KEY, TENDER, money, price, processes
from qinglian.checks._shares import PARAMS, judged
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="估算金额扎堆在限额之下", en="Values gather just below the threshold"),
    subject="buyer",
    scope="population",
    needs={
        "tender": ("tender_id", "buyer_id", ("amount", "amount_yuan"), ("currency", "amount_yuan"))
    },
    helps={"tender": TENDER},
    params={
        "thresholds": Param(
            dict, Text("各币种的限额，按本地法律", "thresholds by currency, from local law")
        ),
        "band": Param(
            float, Text("限额上下多大幅度", "width of the band on either side"), required=True, minimum=0
        ),
        "expected_share": Param(
            float, Text("平滑时落在限额之下的比例", "share below where values are smooth"), default=0.5
        ),
        **PARAMS,
        **EXCLUDED,
    },
    seen=Text(
        "采购人 {subject_id} 在限额上下的项目中，{value} 落在限额之下，平滑时约为 {threshold}",
        "Of the tenders of the buyer {subject_id} around the threshold a share of {value} lies below it, "
        "where about {threshold} would be even",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    *,
    band: float,
    minimum_count: int,
    thresholds: dict[str, Any] | None = None,
    expected_share: float = 0.5,
    false_discovery_rate: float = 0.05,
    lift: float = 1.5,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Count the tenders of each buyer just below and just above the thresholds."""
    rows = _around(tender, band, thresholds, excluded_procurement_method_details)
    summed = rows.group_by("buyer_id").aggregate(
        trials=rows.below.count(), hits=rows.below.cast("int64").sum().fill_null(0)
    )
    summed = summed.mutate(
        expected=summed.trials * expected_share, all_trials=summed.trials, all_hits=summed.hits
    )
    return judged(summed, "buyer_id", minimum_count, false_discovery_rate, lift)


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    *,
    band: float,
    thresholds: dict[str, Any] | None = None,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """The tenders just below a threshold."""
    rows = _around(tender, band, thresholds, excluded_procurement_method_details)
    rows = rows.filter(rows.below).semi_join(flagged, "buyer_id")
    return rows.select(
        "buyer_id",
        table=ibis.literal("tender"),
        row_id=rows.tender_id,
        role=ibis.literal("buyer"),
        party_id=rows.buyer_id,
    )


def _around(tender: Table, band: float, thresholds: dict[str, Any] | None, excluded: Any) -> Table:
    """Tenders of named buyers: `below` is true just below a threshold, false just above, null elsewhere."""
    tender = tender.mutate(worth=price(tender), worth_money=money(tender))
    rows = processes(tender, "buyer_id", "worth", "worth_money", excluded=excluded)
    branches = [
        (
            (rows.worth_money == currency)
            & (rows.worth >= limit * (1 - band))
            & (rows.worth < limit * (1 + band)),
            rows.worth < limit,
        )
        for currency, limits in (thresholds or {}).items()
        for limit in (limits if isinstance(limits, list) else [limits])
    ]
    below = ibis.cases(*branches) if branches else ibis.null("boolean")
    named = rows.filter(rows.buyer_id.notnull())
    return named.select(KEY, "tender_id", "buyer_id", below=below)
