"""
投标多而中标少的投标人。A bidder that bids often and seldom wins.

开放采购红旗目录 R025。只看评审已定、一家中标的采购过程；每个有效投标人每个过程计一次。值是中标次数÷投标次数；
投标次数达到全体的某个百分位、中标率又小于等于全体的下界的提示。
OCP red flag R025. Over processes with one final single-supplier award, each bidder with a valid bid of its own counts
once a process. The value is processes won / processes bid for; flagged where the number is at or above the given
percentile of all, and the win ratio at or below the lower fence of all win ratios. A first quartile or a fence of 0
leaves nothing to compare with: nothing is concluded. Where a quarter of all bidders came once and lost, as is common,
that is so; `seldom_wins` asks the same of chance.
"""

import ibis
from ibis import Table

from qinglian.checks._procurement import (
    EXCLUDED,
    MINIMUM_COUNT,
    TENDER,
    cite_bids,
    outcomes,
    processes,
)
from qinglian.checks._statistics import lower_fence, quantiles
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="投标多而中标少", en="Excessive unsuccessful bids"),
    subject="tenderer",
    scope="population",
    needs={
        "tender": ("tender_id",),
        "bid": ("bid_id", "tender_id", "bidder_id", "status"),
        "award": ("tender_id", "status", "supplier_id"),
    },
    helps={"tender": TENDER},
    params={
        "percentile": Param(
            int,
            Text("投标次数的百分位", "percentile of the numbers of bids"),
            required=True,
            minimum=0,
        ),
        "threshold": Param(
            float,
            Text(
                "中标率界线；不写则由全体求出",
                "fence of the win ratio; taken from all where absent",
            ),
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
    counted = _counted(processes(tender, excluded=excluded_procurement_method_details), bid, award)
    often = quantiles(counted, "bids", {"often": percentile / 100})
    rows = counted.cross_join(often.select("often"))
    if threshold is None:
        rows = rows.cross_join(lower_fence(counted, "value"))
        usable = (rows.q1 > 0) & (rows.subjects >= minimum_count) & rows.value.notnull()
        fence = rows.fence
    else:
        usable, fence = rows.value.notnull(), ibis.literal(threshold, "float64")
    low = (rows.bids >= rows.often) & (rows.value <= fence)
    flagged = (usable & (fence > 0)).ifelse(low, ibis.null("boolean"))
    return rows.select("tenderer_id", "value", flagged=flagged, threshold=fence)


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
    asked = processes(tender, excluded=excluded_procurement_method_details)
    bids = bid.semi_join(flagged, [("bidder_id", "tenderer_id")])
    rows = counted_bids(asked, bids, award)
    rows = rows.filter(rows.counts)
    return cite_bids(rows, key="tenderer_id", bidder=rows.tenderer_id)


def counted_bids(asked: Table, bid: Table, award: Table) -> Table:
    """Bids of lone bidders: which count, being valid where there is a single winner, and which `won`."""
    lone = bid.filter(bid.bidder_id.notnull()).semi_join(asked, "tender_id")
    ended = outcomes(award)
    rows = lone.left_join(ended, [("tender_id", "awarded")])
    counts = ((rows.status == "valid") & rows.winner.notnull()).fill_null(False)
    return rows.select(
        "tender_id",
        "bid_id",
        tenderer_id="bidder_id",
        counts=counts,
        won=counts & (rows.bidder_id == rows.winner),
    )


def _counted(asked: Table, bid: Table, award: Table) -> Table:
    """Of each bidder: `bids`, processes bid for, and `value`, the share won; both null where none counts."""
    rows = counted_bids(asked, bid, award)
    each = rows.group_by("tenderer_id", "tender_id").aggregate(
        counts=rows.counts.max(), won=rows.won.max()
    )
    summed = each.group_by("tenderer_id").aggregate(
        bids=each.counts.sum().nullif(0), won=each.won.sum()
    )
    share = summed.won.cast("float64") / summed.bids.cast("float64")
    return summed.select("tenderer_id", "bids", value=share)
