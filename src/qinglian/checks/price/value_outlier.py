"""
估算金额远离同类。The estimated value lies far from that of like purchases.

开放采购红旗目录 R016。值是估算金额与同类中位数之比；对数落在同类的图基界线（四分位外 1.5 倍四分位距）之外的，无论过
高过低，提示。同类按 `peers` 和币种划分；少于 `minimum_count` 个的不下结论。误报率见 `_peers.bands`。
OCP red flag R016. The value is the estimated value over the median of its peers, flagged where its logarithm lies
outside their Tukey fences (1.5 IQR beyond the quartiles), above or below. Peers are made by `peers` and the
currency; fewer than `minimum_count` of them conclude nothing. For the rate of false alarms see `_peers.bands`.
"""

from typing import Any

from ibis import Table

from qinglian.checks._peers import (
    COLUMNS,
    ENOUGH,
    ITEM,
    ITEM_CLASS,
    ITEM_HELPS,
    PEERS,
    bands,
    peer_names,
    positive_log,
    with_peers,
)
from qinglian.checks._procurement import (
    EXCLUDED,
    KEY,
    TENDER,
    cite_tenders,
    money,
    per_process,
    price,
    processes,
)
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="估算金额远离同类", en="Tender value far from its item category"),
    subject="contracting_process",
    scope="population",
    needs={
        "tender": ("tender_id", ("amount", "amount_yuan"), ("currency", "amount_yuan")),
        "item": ITEM,
    },
    helps={"tender": (*TENDER, *COLUMNS), "item": ITEM_HELPS},
    params={**ENOUGH, **PEERS, **ITEM_CLASS, **EXCLUDED},
    seen=Text(
        "采购过程 {subject_id} 的估算金额是同类中位数的 {value} 倍，界线为 {threshold} 倍",
        "The estimated value of contracting process {subject_id} is {value} times the median of its peers, "
        "beyond the fence of {threshold}",
    ),
)


@check
def evaluate(
    tender: Table,
    item: Table,
    *,
    minimum_count: int,
    peers: list[str] | None = None,
    item_class: str = "classification_id",
    digits: int = 4,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Compare the value of each tender with those of its peers."""
    named = with_peers(tender, peers, item, item_class=item_class, digits=digits)
    named = named.mutate(size=positive_log(price(named)), currency_of=money(named))
    groups = ["currency_of", *peer_names(peers)]
    asked = processes(named, "size", *groups, excluded=excluded_procurement_method_details)
    rows = bands(asked, "size", groups, minimum_count)
    flagged: Any = (rows["size"] < rows.lower) | (rows["size"] > rows.upper)
    fence = (rows["size"] < rows.middle).ifelse(rows.lower, rows.upper)
    judged = rows.select(
        KEY,
        "position",
        "unit_id",
        far=flagged,
        times=(rows["size"] - rows.middle).exp(),
        threshold=(fence - rows.middle).exp(),
    )
    return per_process(judged, judged.far, judged.times)


@check.evidence
def evidence(flagged: Table, tender: Table) -> Table:
    """The tender, its buyer and procuring entity."""
    return cite_tenders(flagged, tender)
