"""
投标多而中标少的投标人。A bidder that bids often and seldom wins.

开放采购红旗目录 R025。只看评审已定、一家中标的采购过程；每个有效投标人每个过程计一次。值是中标次数÷投标次数；投标次数达到全体的某个百分位、
中标率又小于等于全体的下界的提示。
OCP red flag R025. Over processes with one final single-supplier award, each bidder with a valid bid of its own counts
once a process. The value is processes won / processes bid for; flagged where the number is at or above the given percentile of all, and
the win ratio at or below the lower fence of all win ratios. A first quartile of 0 leaves no usable fence: nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._procurement import (
    EXCLUDED,
    MINIMUM_COUNT,
    TENDER,
    bidders,
    cite_bids,
    outcomes,
    processes,
)
from qinglian.checks._statistics import fences, quantiles
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="投标多而中标少", en="Excessive unsuccessful bids"),
    subject="tenderer",
    scope="population",
    needs={
        "tender": TENDER,
        "bid": ("bid_id", "tender_id", "bidder_id", "bidder_ids", "status"),
        "award": ("tender_id", "status", "supplier_id"),
    },
    params={
        "percentile": Param(
            int, Text("投标次数的百分位", "percentile of the numbers of bids"), required=True, minimum=0
        ),
        "threshold": Param(
            float, Text("中标率界线；不写则由全体求出", "fence of the win ratio; taken from all where absent")
        ),
        **EXCLUDED,
        **MINIMUM_COUNT,
    },
    threshold="threshold",
    seen=Text(
        "投标人 {subject_id} 投标次数多，中标率只有 {value}，不超过界线 {threshold}",
        "Bidder {subject_id} bids often and wins a share of {value}, at or below the fence of {threshold}",
    ),
)


@check
def evaluate(
    tender: Table,
    bid: Table,
    award: Table,
    *,
    percentile: int,
    threshold: float | None = None,
    excluded_procurement_method_details: list[str] | None = None,
    minimum_count: int = 0,
) -> Table:
    """Compare how often each bidder bids and wins with all others."""
    asked = processes(tender, excluded_procurement_method_details)
    everybody = bid.semi_join(asked, "tender_id").mutate(tenderer_id=bidders(ibis._).unnest())
    everybody = everybody.filter(everybody.tenderer_id.notnull()).select("tenderer_id").distinct()
    counted = _counted(asked, bid, award)
    often = quantiles(counted, "bids", {"percentile": percentile / 100}).drop("subjects")
    rows = counted.cross_join(often)
    if threshold is None:
        rows = rows.cross_join(fences(counted, "ratio"))
        usable = (rows.q1 > 0) & (rows.subjects >= max(minimum_count, 1))
        rows = rows.mutate(fence=rows.lower_fence, usable=usable)
    else:
        rows = rows.mutate(fence=ibis.literal(threshold, "float64"), usable=ibis.literal(True))
    low = (rows.fence > 0) & (rows.bids >= rows.percentile) & (rows.ratio <= rows.fence)
    judged = rows.select(
        of="tenderer_id",
        value="ratio",
        flagged=rows.usable.ifelse(low, ibis.null("boolean")),
        threshold="fence",
    )
    answer = everybody.left_join(judged, everybody.tenderer_id == judged.of)
    return answer.select("tenderer_id", "value", "flagged", "threshold")


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    bid: Table,
    award: Table,
    *,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """The valid bids that were counted."""
    asked = processes(tender, excluded_procurement_method_details)
    rows = _valid(asked, bid, award).semi_join(flagged, "tenderer_id")
    return cite_bids(rows.mutate(bidder=rows.tenderer_id), key="tenderer_id")


def _valid(asked: Table, bid: Table, award: Table) -> Table:
    """Valid bids of lone bidders where there is a single winner."""
    ended = outcomes(award.semi_join(asked, "tender_id"))
    ended = ended.filter(ended.winner.notnull()).select("tender_id", "winner")
    valid = bid.filter(bid.status == "valid", bid.bidder_id.notnull())
    return valid.inner_join(ended, "tender_id").mutate(tenderer_id=ibis._.bidder_id)


def _counted(asked: Table, bid: Table, award: Table) -> Table:
    each = _valid(asked, bid, award).select("tender_id", "tenderer_id", "winner").distinct()
    counted = each.group_by("tenderer_id").aggregate(
        bids=each.count(), won=(each.tenderer_id == each.winner).sum()
    )
    return counted.mutate(ratio=counted.won.cast("float64") / counted.bids.cast("float64"))
