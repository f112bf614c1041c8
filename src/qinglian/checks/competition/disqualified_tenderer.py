"""
投标人被否决的比例异常高。A bidder has an unusual share of its bids disqualified.

开放采购红旗目录 R038。值是被否决数÷已递交数，按全部过程合计；达到全体投标人的上界（Q3＋1.5 倍四分位距）的提示，
投标太少的不下结论。几个来源的数据一起问的，各来源（以 ocid 的字头分）各求界线：否决率随来源的做法而变。
OCP red flag R038. The value is disqualified / submitted bids over all processes, flagged at or above the upper fence of
all bidders; with too few bids nothing is concluded. Where data of several publishers are asked together, told by the
prefix of the ocid, each has a fence of its own, since how often bids are rejected goes with the publisher's practice.
"""

from ibis import Table

from qinglian.checks._procurement import BIDDER
from qinglian.checks.competition._disqualified import (
    BIDS,
    HELPS,
    PARAMS,
    by_tenderer,
    cite_tenderer,
)
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="投标人被否决的比例异常高", en="Excessive disqualified bids of a bidder"),
    subject="tenderer",
    scope="population",
    needs={"tender": ("tender_id",), "bid": (*BIDS, BIDDER)},
    helps=HELPS,
    params={
        "minimum_submitted_bids": Param(
            int,
            Text("至少递交这么多份投标", "least number of bids submitted"),
            required=True,
            minimum=0,
        ),
        **PARAMS,
    },
    threshold="threshold",
    seen=Text(
        "投标人 {subject_id} 被否决的比例为 {value}，达到界线 {threshold}",
        "Of the bids of {subject_id} a share of {value} was disqualified, at or above the fence of {threshold}",
    ),
)


@check
def evaluate(
    tender: Table,
    bid: Table,
    *,
    minimum_submitted_bids: int,
    threshold: float | None = None,
    excluded_procurement_method_details: list[str] | None = None,
    minimum_count: int = 0,
) -> Table:
    """Compare the shares of all bidders."""
    return by_tenderer(
        tender,
        bid,
        minimum=minimum_submitted_bids,
        threshold=threshold,
        excluded=excluded_procurement_method_details,
        minimum_count=minimum_count,
    )


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    bid: Table,
    *,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """The disqualified bids."""
    return cite_tenderer(flagged, tender, bid, excluded_procurement_method_details)
