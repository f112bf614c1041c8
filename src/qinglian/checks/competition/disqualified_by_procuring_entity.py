"""
招标人否决投标的比例异常高。A procuring entity disqualifies an unusual share of bids.

开放采购红旗目录 R038。值是被否决数÷已递交数，按全部过程合计；达到同类主体的上界（Q3＋1.5 倍四分位距）的提示，
过程太少的不下结论。
OCP red flag R038. The value is disqualified / submitted bids over all processes, flagged at or above the upper fence of
all; with too few processes nothing is concluded. `count: bids` lets the minimum count bids instead of processes.
"""

from ibis import Table

from qinglian.checks.competition._disqualified import BIDS, HELPS, OF_BODIES, by_body, cite_body
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(
        zh="招标人否决投标的比例异常高", en="Excessive disqualified bids of a procuring entity"
    ),
    subject="procuring_entity",
    scope="population",
    needs={"tender": ("tender_id", "procuring_entity_id"), "bid": BIDS},
    helps=HELPS,
    params=OF_BODIES,
    threshold="threshold",
    seen=Text(
        "招标人 {subject_id} 否决投标的比例为 {value}，达到界线 {threshold}",
        "The procuring entity {subject_id} disqualified a share of {value} of its bids, "
        "at or above the fence of {threshold}",
    ),
)


@check
def evaluate(
    tender: Table,
    bid: Table,
    *,
    minimum_contracting_processes: int,
    count: str = "processes",
    threshold: float | None = None,
    excluded_procurement_method_details: list[str] | None = None,
    minimum_count: int = 0,
) -> Table:
    """Compare the shares of all procuring entities."""
    return by_body(
        tender,
        bid,
        "procuring_entity_id",
        minimum=minimum_contracting_processes,
        count=count,
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
    return cite_body(
        flagged, tender, bid, "procuring_entity_id", excluded_procurement_method_details
    )
