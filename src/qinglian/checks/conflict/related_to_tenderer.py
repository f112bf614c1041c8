"""
与招标人有利害关系的单位参加投标。A body tied to the tenderer bid.

《招标投标法实施条例》第三十四条第一款：与招标人存在利害关系可能影响招标公正性的法人、其他组织或者个人，不得参加投标。

值是与招标人（采购人）有所列关系的投标份数。关系是否影响公正性，由人判断。直接的关系之外，`steps` 为二步以上的还看：一
方经几步控制另一方，两方同受一家控制（各步持股达到 `control_percent`，国家出资机构不算），同一人在两方任职；三步的还
看两方任职的人是近亲属。没有关联关系数据，或者招标人、投标人代码不明的，留空。
The value counts the bids of bodies that have such a relation with the tenderer or the buyer. Whether it may affect
fairness is for people to judge. Beyond direct relations, two `steps` and more look for control of one by the other
through others, one controller of both (each step a holding of `control_percent`, bodies that hold for the state left
out) and one person with posts in both; three look for near relatives with posts in either. Without data on relations,
or where the tenderer or a bidder is unknown, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._procurement import bidders
from qinglian.checks._tendering import tendered
from qinglian.checks.collusion import _sides
from qinglian.checks.conflict import _chains
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
        "party": (),
    },
    helps={
        "tender": _sides.TENDER_HELPS,
        "bid": _sides.BID_HELPS,
        "relation": (*RELATION_HELPS, *_chains.RELATION_HELPS),
        "party": ("party_id", "legal_representative_id_no"),
    },
    params={
        "kinds": Param(list, Text("哪些关系", "kinds of relation"), required=True),
        "holding_percent": Param(
            float, Text("持股达到百分之几才算", "share from which a holding counts"), default=0.0
        ),
        "steps": Param(
            int, Text("链条至多看几步", "steps of a chain at most"), default=1, minimum=1
        ),
        "control_percent": Param(
            float,
            Text("链条上持股达到百分之几算控股", "share that controls, within a chain"),
            default=50.0,
        ),
        "state_words": Param(
            list,
            Text("名称含这些字词的国家出资机构不算", "names of bodies that hold for the state"),
            default=[],
        ),
        "posts": Param(
            list, Text("投标人一方看哪些职务", "posts looked at in a bidder"), default=[]
        ),
        "tenderer_posts": Param(
            list, Text("招标人一方看哪些职务", "posts looked at in the tenderer"), default=[]
        ),
    },
    threshold="steps",
    seen=Text(
        "项目 {subject_id} 有 {value} 份投标来自与招标人有关联的单位（至多 {threshold} 步，各步见所附的关系）",
        "Tender {subject_id}: {value} bids of bodies tied to the tenderer within {threshold} steps, each of them shown",
    ),
)


@check
def evaluate(
    tender: Table,
    bid: Table,
    relation: Table,
    party: Table,
    *,
    kinds: list[str],
    holding_percent: float,
    steps: int,
    control_percent: float,
    state_words: list[str],
    posts: list[str],
    tenderer_posts: list[str],
    absent: frozenset[str],
) -> Table:
    """Look up every bidder among the relations of the tenderer."""
    told = _told(
        _beside(tender, bid), relation, party, kinds, holding_percent, steps, control_percent,
        state_words, posts, tenderer_posts,
    )  # fmt: skip
    found = _found(tender, bid, told)
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
    party: Table,
    *,
    kinds: list[str],
    holding_percent: float,
    steps: int,
    control_percent: float,
    state_words: list[str],
    posts: list[str],
    tenderer_posts: list[str],
) -> Table:
    """The relations, every step of a chain among them, each with the bidder."""
    told = _told(
        _beside(tender, bid), relation, party, kinds, holding_percent, steps, control_percent,
        state_words, posts, tenderer_posts,
    )  # fmt: skip
    found = _found(tender, bid, told)
    rows = found.filter(found.sure).semi_join(flagged, "tender_id")
    return rows.select(
        "tender_id",
        table=rows.table,
        row_id=rows.row_id,
        role=ibis.literal("tenderer"),
        party_id=rows.body,
    ).distinct()


def _each(bid: Table) -> Table:
    """Bids that stayed, a row a member."""
    stayed = _sides.stayed(bid)
    return stayed.select("tender_id", "bid_id", body=bidders(stayed).unnest())


def _beside(tender: Table, bid: Table) -> Table:
    """Bids beside the tenderer and the buyer of their tender."""
    owners = ibis.union(
        *(
            tender.select(of_tender="tender_id", owner=name, day="opened_on")
            for name in _sides.OWNER
        ),
        distinct=True,
    )
    each = _each(bid)
    return each.join(owners, each.tender_id == owners.of_tender).view()


def _told(
    beside: Table,
    relation: Table,
    party: Table,
    kinds: list[str],
    holding_percent: float,
    steps: int,
    control_percent: float,
    state_words: list[str],
    posts: list[str],
    tenderer_posts: list[str],
) -> Table:
    """Ties of these kinds on record, and chains between bidders and tenderers."""
    told = ties(relation, kinds, holding_percent=holding_percent)
    every = told.select(
        "one", "other", "since", "until", "sure", "row_id", table=ibis.literal("relation")
    )
    if steps == 1:
        return every
    met = beside.filter(beside.body != beside.owner)
    pairs = met.select(one="body", other="owner").distinct()
    bodies = pairs.select(body="one").union(pairs.select(body="other")).distinct()
    up = _chains.control(relation, control_percent, state_words)
    found = (
        _chains.chains(bodies, up, steps),
        _chains.common(pairs, up.union(_chains.heads(party)), steps),
        _chains.acquainted(
            pairs, relation, party, posts=posts, other_posts=tenderer_posts, steps=steps
        ),
    )
    return ibis.union(every, *(one.select(*every.columns) for one in found))


def _found(tender: Table, bid: Table, told: Table) -> Table:
    """Ties between a bidder and the tenderer that stood, or may have, when the bids were opened."""
    told = told.select("table", "row_id", "one", "other", "since", "until", strong="sure")
    met = _beside(tender, bid).join(told, [("body", "one"), ("owner", "other")])
    stood = standing(met, met.day)
    kept = met.mutate(sure=(stood & met.strong).fill_null(False), out=stood.fill_null(True))
    return kept.filter(kept.out).select("tender_id", "bid_id", "body", "table", "row_id", "sure")
