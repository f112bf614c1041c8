"""
采购实体在某类采购中投标人偏少的比例异常高。A procuring entity's purchases draw few bidders unusually often.

开放采购红旗目录 R019。值是竞争性采购中投标人数不多于 `few` 家的过程数÷投标人数已知的过程数。投标人数取公布的数，没
有时数已递交投标的投标人。与其他实体的同类采购相比，高出不止碰巧、且达到 lift 倍的提示；误报率见 `_shares`。
OCP red flag R019. The value is the competitive processes with at most `few` bidders over all whose number of
bidders is known: the published number, else the distinct bidders with a submitted bid. Flagged where it is higher
than luck explains beside the like purchases of all other entities, and at least `lift` times theirs. For the rate
of false alarms see `_shares`.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._peers import COLUMNS, ITEM, ITEM_HELPS, peer_names, with_peers
from qinglian.checks._procurement import BIDDER, TENDER, bidders, listed, processes, submitted
from qinglian.checks._shares import unusual
from qinglian.checks.competition._body_shares import BY_CLASS, cite_hits
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

ENTITY = "procuring_entity_id"

check = Check(
    __name__,
    title=Text(zh="同类采购中投标人偏少", en="Low number of bidders for item and procuring entity"),
    subject="procuring_entity",
    scope="population",
    needs={
        "tender": ("tender_id", ENTITY, "method", "number_of_tenderers"),
        "bid": ("bid_id", "tender_id", BIDDER, "status"),
        "item": ITEM,
    },
    helps={"tender": (*TENDER, *COLUMNS), "item": ITEM_HELPS},
    params={
        "few": Param(int, Text("几家以内算少", "how many bidders are few"), required=True, minimum=1),
        "procurement_methods": Param(
            list,
            Text("应有竞争的采购方式", "procurement methods meant to be competitive"),
            required=True,
        ),
        **BY_CLASS,
    },
    seen=Text(
        "采购实体 {subject_id} 的竞争性采购中，投标人偏少的占 {value}，同类通常为 {threshold}",
        "A share of {value} of the competitive purchases of the procuring entity {subject_id} drew few bidders, "
        "where {threshold} is usual",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    bid: Table,
    item: Table,
    *,
    few: int,
    procurement_methods: list[str],
    minimum_count: int,
    false_discovery_rate: float = 0.05,
    lift: float = 1.5,
    peers: list[str] | None = None,
    item_class: str = "classification_id",
    digits: int = 4,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Compare how often few bidders came to each entity and to its peers."""
    named = with_peers(tender, peers, item, item_class=item_class, digits=digits)
    rows = _numbered(
        named, bid, peer_names(peers), procurement_methods, excluded_procurement_method_details
    )
    return unusual(
        rows,
        ENTITY,
        rows.number <= few,
        groups=peer_names(peers),
        minimum_count=minimum_count,
        false_discovery_rate=false_discovery_rate,
        lift=lift,
    )


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    bid: Table,
    *,
    few: int,
    procurement_methods: list[str],
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """The purchases with few bidders."""
    rows = _numbered(tender, bid, [], procurement_methods, excluded_procurement_method_details)
    return cite_hits(rows, flagged, ENTITY, rows.number <= few, "procuring_entity")


def _numbered(tender: Table, bid: Table, groups: list[str], methods: Any, excluded: Any) -> Table:
    """Competitive processes with their `number` of bidders; without any bidder there was no competition to measure."""
    asked = processes(tender, ENTITY, "method", "number_of_tenderers", *groups, excluded=excluded)
    asked = asked.filter(asked.method.isin(listed(methods)), asked[ENTITY].notnull())
    kept = bid.filter(submitted(bid))
    each = kept.select(of_tender="tender_id", bidder=bidders(kept).unnest())
    counted = each.group_by("of_tender").aggregate(bidders=each.bidder.nunique())
    rows = asked.left_join(counted, [("tender_id", "of_tender")])
    number = rows.number_of_tenderers.coalesce(rows.bidders.cast("float64"))
    known = (number >= 1).ifelse(number, ibis.null("float64"))
    return rows.select("tender_id", ENTITY, *groups, number=known)
