"""
有关联的单位参加同一标段投标。Bodies under one head, or one of which controls the other, bid for one lot.

《招标投标法实施条例》第三十四条第二款：单位负责人为同一人或者存在控股、管理关系的不同单位，不得参加同一标段投标或者
未划分标段的同一招标项目投标。

值是与对手有这种关系的投标份数。关系取自关联关系表，以及参与主体表上相同的法定代表人证件号（只比证件号，不比姓名）。
一家经几步控制另一家的（甲控股丙、丙控股乙），同样存在控股关系，至多看 `steps` 步，各步都须达到比例；同受一家出资而
互不控股、管理的，不在本检查之列（见 `conflict.one_controller`）。比例不明而别无所据的留空；联合体成员之间不比。没有关
联关系数据，或者投标人、标段不明足以改变结论的，留空。
The value counts the bids that are so related to a rival. Relations come from the table of relations, and from equal
identity numbers of legal representatives (never names). One that controls the other through others holds it as well:
at most `steps` steps are followed, each of which must reach the share on the card. Two bodies under one investor,
neither of which controls the other, are asked elsewhere (`conflict.one_controller`). Of an unknown share nothing is
concluded. Members of one consortium are no rivals. Without data on relations, or where an unknown bidder or lot could
change the answer, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks.collusion import _sides
from qinglian.checks.conflict import _chains, _rivals
from qinglian.checks.conflict._ties import RELATION, RELATION_HELPS, ties
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="有关联的单位参加同一标段投标", en="Related bodies bid for one lot"),
    subject="tender",
    scope="population",
    dated_by="opened_on",
    needs={
        "tender": _sides.TENDER,
        "bid": _sides.BID,
        "relation": RELATION,
        "party": ("party_id", "legal_representative_id_no"),
    },
    helps={
        "tender": _sides.TENDER_HELPS,
        "bid": _sides.BID_HELPS,
        "relation": RELATION_HELPS,
    },
    params={
        "kinds": Param(list, Text("哪些关系", "kinds of relation"), required=True),
        "holding_percent": Param(
            float,
            Text("持股达到百分之几算控股", "share from which a holding controls"),
            required=True,
        ),
        "steps": Param(
            int, Text("控制链至多看几步", "steps of control at most"), default=1, minimum=1
        ),
    },
    threshold="steps",
    seen=Text(
        "项目 {subject_id} 有 {value} 份投标与对手存在负责人、控股或管理关系（至多 {threshold} 步，各步见所附的关系）",
        "Tender {subject_id}: {value} bids are tied to a rival by head or control within {threshold} steps, each shown",
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
    absent: frozenset[str],
) -> Table:
    """Look up every pair of rivals among the relations and the registered heads."""
    rows = _rivals.rivals(bid)
    told = _told(rows, relation, party, kinds, holding_percent, steps)
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
    kinds: list[str],
    holding_percent: float,
    steps: int,
) -> Table:
    """The relations, every step of a chain among them, and the registrations with one head."""
    rows = _rivals.rivals(bid)
    told = _told(rows, relation, party, kinds, holding_percent, steps)
    return _rivals.cited(flagged, _rivals.tied(tender, rows, told))


def _told(
    rows: Table,
    relation: Table,
    party: Table,
    kinds: list[str],
    holding_percent: float,
    steps: int,
) -> Table:
    """Ties of these kinds: those on record, one registered head, and chains of control between bidders."""
    told = ties(relation, kinds, holding_percent=holding_percent)
    told = told.filter(told.one.notnull(), told.other.notnull())
    every = told.select(
        "row_id", "one", "other", "since", "until", "sure", table=ibis.literal("relation")
    )
    if "same_head" in kinds:
        every = every.union(_one_head(party))
    if steps > 1:
        bodies = rows.filter(rows.bidder_id.notnull()).select(body="bidder_id").distinct()
        up = _chains.control(relation, holding_percent)
        every = every.union(_chains.chains(bodies, up, steps).select(*every.columns))
    return every


def _one_head(party: Table) -> Table:
    """Bodies whose registered heads have one identity number."""
    heads = party.filter(party.legal_representative_id_no.notnull())
    one = heads.select(one="party_id", head="legal_representative_id_no")
    two = heads.view().select(other="party_id", other_head="legal_representative_id_no")
    same = one.join(two, [("head", "other_head")])
    same = same.filter(same.one != same.other)
    return same.select(
        row_id=same.one,
        one=same.one,
        other=same.other,
        since=ibis.null("date"),
        until=ibis.null("date"),
        sure=ibis.literal(True),
        table=ibis.literal("party"),
    )
