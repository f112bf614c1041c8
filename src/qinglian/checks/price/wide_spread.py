"""
同一项目的报价相差悬殊。The prices bid for one tender lie far apart.

开放采购红旗目录 R022。值是有效报价的变异系数（样本标准差÷平均数）；高于同类上界（Q3＋1.5 倍四分位距）的提示。变异系
数随家数机械地变，家数相同的才相比；还可按 `peers` 再分。少于三份、币种或标段不一、有报价不明的，不下结论。正态分布
时约 0.35 % 在上界之外。
OCP red flag R022. The value is the coefficient of variation of the valid prices (sample deviation over mean),
flagged above the upper fence of its peers (Q3 + 1.5 IQR). It moves with the number of bids by itself, so only
tenders with as many bids are peers; `peers` divides further. With fewer than three bids, several currencies or
lots, or an unknown price, nothing is concluded. Of values spread normally 0.35 % lie above the fence.
"""

import ibis
from ibis import Table

from qinglian.checks._peers import COLUMNS, ENOUGH, PEERS, bands, peer_names, with_peers
from qinglian.checks._procurement import (
    EXCLUDED,
    KEY,
    PRICE_METHODS,
    cite_bids,
    cite_tenders,
    flagged_tenders,
    per_process,
    processes,
)
from qinglian.checks.price._of_one_tender import HELPS, NEEDS, comparable, valid_bids
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="报价相差悬殊", en="Wide disparity in bid prices"),
    subject="contracting_process",
    scope="population",
    needs=NEEDS,
    helps={**HELPS, "tender": (*HELPS["tender"], *(c for c in COLUMNS if c not in HELPS["tender"]))},
    params={
        "least_bids": Param(int, Text("至少几份报价", "least number of bids"), default=3, minimum=2),
        **ENOUGH,
        **PEERS,
        **PRICE_METHODS,
        **EXCLUDED,
    },
    seen=Text(
        "采购过程 {subject_id} 报价的变异系数为 {value}，高于同类上界 {threshold}",
        "The prices bid in contracting process {subject_id} vary by {value} of their mean, "
        "above the fence of {threshold}",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    bid: Table,
    *,
    minimum_count: int,
    least_bids: int = 3,
    peers: list[str] | None = None,
    price_comparison_procurement_methods: list[str] | None = None,
    no_price_comparison_procurement_methods: list[str] | None = None,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Compare how far apart the prices lie with tenders of as many bids."""
    asked = processes(
        with_peers(tender, peers),
        *peer_names(peers),
        excluded=excluded_procurement_method_details,
        allowed=price_comparison_procurement_methods,
        denied=no_price_comparison_procurement_methods,
    )
    bids = valid_bids(bid)
    counted = bids.group_by(of_tender="tender_id").aggregate(
        spread=bids.price.std(how="sample") / bids.price.mean(), **comparable(bids)
    )
    rows = asked.left_join(counted, [("tender_id", "of_tender")])
    # Fewer bids than are asked about have no spread to speak of.
    rows = rows.filter((rows.bids >= least_bids).fill_null(True))
    rows = rows.mutate(spread=rows.alike.ifelse(rows.spread, ibis.null("float64")))
    drawn = bands(rows, "spread", ["bids", *peer_names(peers)], minimum_count)
    drawn = drawn.select(
        KEY, "position", "unit_id", "spread", wide=drawn.spread > drawn.upper, threshold=drawn.upper
    )
    return per_process(drawn, drawn.wide, drawn.spread)


@check.evidence
def evidence(flagged: Table, tender: Table, bid: Table) -> Table:
    """The valid bids, and the tender."""
    rows = valid_bids(bid).inner_join(flagged_tenders(flagged, tender), "tender_id")
    return cite_bids(rows).union(cite_tenders(flagged, tender))
