"""
同受一家控制的单位参加同一标段投标。Bodies under one controller bid for one lot.

《招标投标法实施条例》第三十四条第二款禁止存在控股、管理关系的不同单位参加同一标段投标；两家同受一个企业或者个人控制而
彼此不控股、管理的，是否在内须看实际控制。第三十九条第二款第四项：属于同一集团的投标人按照该组织要求协同投标的，属于串通
投标。只作线索。

值是与对手有共同控制人的投标份数。从两家各自往上看，持股达到比例或者登记为控制的才算一步，合计至多 `steps` 步；个人
一头，任登记的法定代表人也算一步，但两家只是法定代表人相同的归另一规则。按名称认出的国有资产监督管理、财政等机构不作共
同控制人。比例、投标人、标段不明足以改变结论的，或者没有关联关系数据的，留空。
The value counts the bids that share a controller with a rival. From either side the way leads upwards, by holdings of
the share on the card or control on record, `steps` steps in all; for a person, being the registered head of a body is a
step too, but two with merely one head are another rule's. Bodies that hold for the state, known by their names, are no
common controllers. Where an unknown share, bidder or lot could change the answer, or without data on relations,
nothing is concluded.
"""

from ibis import Table

from qinglian.checks.collusion import _sides
from qinglian.checks.conflict import _chains, _rivals
from qinglian.checks.conflict._ties import RELATION, RELATION_HELPS
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="同受一家控制的单位参加同一标段投标", en="Bodies under one controller bid for one lot"),
    subject="tender",
    scope="population",
    dated_by="opened_on",
    needs={
        "tender": _sides.TENDER,
        "bid": _sides.BID,
        "relation": RELATION,
        "party": ("party_id",),
    },
    helps={
        "tender": _sides.TENDER_HELPS,
        "bid": _sides.BID_HELPS,
        "relation": (*RELATION_HELPS, *_chains.RELATION_HELPS),
        "party": ("legal_representative_id_no",),
    },
    params={
        "holding_percent": Param(
            float, Text("持股达到百分之几算控股", "share from which a holding controls"), required=True
        ),
        "steps": Param(int, Text("两边合计至多几步", "steps at most, both sides together"), required=True, minimum=2),
        "state_words": Param(
            list, Text("名称含这些字词的国家出资机构不算", "names of bodies that hold for the state"), default=[]
        ),
    },
    threshold="steps",
    seen=Text(
        "项目 {subject_id} 有 {value} 份投标与对手同受一家控制（两边合计至多 {threshold} 步，各步见所附的关系）",
        "Tender {subject_id}: {value} bids share a controller with a rival within {threshold} steps, each shown",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    bid: Table,
    relation: Table,
    party: Table,
    *,
    holding_percent: float,
    steps: int,
    state_words: list[str],
    absent: frozenset[str],
) -> Table:
    """Look for one controller above two rivals."""
    rows = _rivals.rivals(bid)
    told = _told(rows, relation, party, holding_percent, steps, state_words)
    found = _rivals.tied(tender, rows, told)
    return _rivals.judged(tender, bid, rows, found, absent)


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    bid: Table,
    relation: Table,
    party: Table,
    *,
    holding_percent: float,
    steps: int,
    state_words: list[str],
) -> Table:
    """Every step up to the common controller, from either side."""
    rows = _rivals.rivals(bid)
    told = _told(rows, relation, party, holding_percent, steps, state_words)
    return _rivals.cited(flagged, _rivals.tied(tender, rows, told))


def _told(
    rows: Table,
    relation: Table,
    party: Table,
    holding_percent: float,
    steps: int,
    state_words: list[str],
) -> Table:
    """Bidders beside each other that have one controller."""
    up = _chains.control(relation, holding_percent, state_words).union(_chains.heads(party))
    # Of the many pairs of rivals only those matter in which both have somebody above them.
    led = rows.semi_join(up.select(bidder_id="low"), "bidder_id")
    return _chains.common(_rivals.pairs(led), up, steps)
