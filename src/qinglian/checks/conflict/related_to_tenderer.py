"""
与招标人有利害关系的单位参加投标。A body tied to the tenderer bid.

《招标投标法实施条例》第三十四条第一款：与招标人存在利害关系可能影响招标公正性的法人、其他组织或者个人，不得参加投标。

值是与招标人（采购人）有所列关系的投标份数。关系是否影响公正性，由人判断。没有关联关系数据，或者招标人、投标人代码不
明的，留空。
The value counts the bids of bodies that have such a relation with the tenderer or the buyer. Whether it may affect
fairness is for people to judge. Without data on relations, or where the tenderer or a bidder is unknown, nothing is
concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._procurement import bidders
from qinglian.checks._tendering import tendered
from qinglian.checks.collusion import _sides
from qinglian.checks.conflict._ties import RELATION, RELATION_HELPS, standing, ties
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="与招标人有利害关系的单位投标", en="Bid of a body tied to the tenderer"),
    subject="tender",
    scope="population",
    dated_by="opened_on",
    needs={
        "tender": (*_sides.TENDER, _sides.OWNER),
        "bid": _sides.BID,
        "relation": RELATION,
    },
    helps={"tender": _sides.TENDER_HELPS, "bid": _sides.BID_HELPS, "relation": RELATION_HELPS},
    params={
        "kinds": Param(list, Text("哪些关系", "kinds of relation"), required=True),
        "holding_percent": Param(
            float, Text("持股达到百分之几才算", "share from which a holding counts"), default=0.0
        ),
    },
    seen=Text(
        "项目 {subject_id} 有 {value} 份投标来自与招标人有关联的单位",
        "Tender {subject_id}: {value} bids of bodies tied to the tenderer",
    ),
)


@check
def evaluate(
    tender: Table,
    bid: Table,
    relation: Table,
    *,
    kinds: list[str],
    holding_percent: float,
    absent: frozenset[str],
) -> Table:
    """Look up every bidder among the relations of the tenderer."""
    found = _found(tender, bid, relation, kinds, holding_percent)
    hits = found.group_by(of_tender="tender_id").aggregate(
        bids=found.bid_id.nunique(where=found.sure), may=found.sure.notnull().any()
    )
    each = _each(bid)
    bids = each.group_by(bid_tender="tender_id").aggregate(nameless=each.body.isnull().any())
    asked = tendered(tender)
    rows = asked.left_join(hits, asked.tender_id == hits.of_tender)
    rows = rows.left_join(bids, rows.tender_id == bids.bid_tender)
    owner = rows.procuring_entity_id.coalesce(rows.buyer_id)
    lacks = owner.isnull() | rows.bid_tender.isnull() | rows.nameless
    flagged = ibis.cases(
        (rows.bids > 0, True),
        (rows.may | lacks, ibis.null("boolean")),
        else_=ibis.null("boolean") if "relation.kind" in absent else ibis.literal(False),
    )
    return rows.select("tender_id", unit_id=owner, value=rows.bids.fill_null(0), flagged=flagged)


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    bid: Table,
    relation: Table,
    *,
    kinds: list[str],
    holding_percent: float,
) -> Table:
    """The relations, each with the bidder."""
    found = _found(tender, bid, relation, kinds, holding_percent)
    rows = found.filter(found.sure).semi_join(flagged, "tender_id")
    return rows.select(
        "tender_id",
        table=ibis.literal("relation"),
        row_id=rows.row_id,
        role=ibis.literal("tenderer"),
        party_id=rows.body,
    ).distinct()


def _each(bid: Table) -> Table:
    """Bids that stayed, a row a member."""
    stayed = _sides.stayed(bid)
    return stayed.select("tender_id", "bid_id", body=bidders(stayed).unnest())


def _found(
    tender: Table, bid: Table, relation: Table, kinds: list[str], holding_percent: float
) -> Table:
    """Ties between a bidder and the tenderer that stood, or may have, when the bids were opened."""
    owners = ibis.union(
        *(
            tender.select(of_tender="tender_id", owner=name, day="opened_on")
            for name in _sides.OWNER
        ),
        distinct=True,
    )
    each = _each(bid)
    beside = each.join(owners, each.tender_id == owners.of_tender).view()
    told = ties(relation, kinds, holding_percent=holding_percent)
    told = told.select("row_id", "one", "other", "since", "until", strong="sure")
    met = beside.join(told, [("body", "one"), ("owner", "other")])
    stood = standing(met, met.day)
    kept = met.mutate(sure=(stood & met.strong).fill_null(False), out=stood.fill_null(True))
    return kept.filter(kept.out).select("tender_id", "bid_id", "body", "row_id", "sure")
