"""
有关联的单位参加同一标段投标。Bodies under one head, or one of which controls the other, bid for one lot.

《招标投标法实施条例》第三十四条第二款：单位负责人为同一人或者存在控股、管理关系的不同单位，不得参加同一标段投标或者
未划分标段的同一招标项目投标。

值是与对手有这种关系的投标份数。关系取自关联关系表，以及参与主体表上相同的法定代表人证件号（只比证件号，不比姓名）。
只看两家之间直接的关系：同受一家出资而互不控股、管理的，不在本款之列。控股认持股达到规则卡所定比例的，比例不明而别无
所据的留空；联合体成员之间不比。没有关联关系数据，或者投标人、标段不明足以改变结论的，留空。
The value counts the bids that are so related to a rival. Relations come from the table of relations, and from equal
identity numbers of legal representatives (never names). Only direct relations count: two bodies under one investor,
neither of which controls the other, are not meant. A holding counts from the share on the card; of an unknown share
nothing is concluded. Members of one consortium are no rivals. Without data on relations, or where an unknown bidder
or lot could change the answer, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._procurement import bidders
from qinglian.checks.collusion import _sides
from qinglian.checks.conflict._ties import RELATION, RELATION_HELPS, standing, ties
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
    },
    seen=Text(
        "项目 {subject_id} 有 {value} 份投标与对手存在负责人、控股或管理关系",
        "Tender {subject_id}: {value} bids are tied to a rival by head, holding or control",
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
    absent: frozenset[str],
) -> Table:
    """Look up every pair of rivals among the relations and the registered heads."""
    rows = _bidders(bid)
    found = _found(tender, rows, relation, party, kinds, holding_percent)
    told = rows.filter(rows.bidder_id.notnull(), ibis.literal("relation.kind" not in absent))
    return _sides.judged(tender, bid, told, _sides.paired(found), law="tendering")


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
) -> Table:
    """The relations, and the registrations with one head."""
    found = _found(tender, _bidders(bid), relation, party, kinds, holding_percent)
    pairs = _sides.paired(found)
    return ibis.union(
        *(
            _sides.cited(flagged, found.filter(found.table == table), pairs, table)
            for table in ("relation", "party")
        )
    )


def _bidders(bid: Table) -> Table:
    """Bids that stayed, a row a member, with lot and side."""
    stayed = _sides.stayed(bid)
    each = stayed.select("tender_id", "lot_id", "bid_id", bidder_id=bidders(stayed).unnest())
    return _sides.sided(each, bid, "bid_id")


def _found(
    tender: Table,
    rows: Table,
    relation: Table,
    party: Table,
    kinds: list[str],
    holding_percent: float,
) -> Table:
    """Ties between two sides of one tender that stood when the bids were opened."""
    told = ties(relation, kinds, holding_percent=holding_percent)
    told = told.filter(told.one.notnull(), told.other.notnull())
    told = told.select(
        "row_id", "one", "other", "since", "until", "sure", table=ibis.literal("relation")
    )
    every = told.union(_one_head(party)) if "same_head" in kinds else told
    one, other = rows.view(), rows.view().rename("other_{name}")
    beside = one.join(other, [("tender_id", "other_tender_id")])
    beside = beside.filter(beside.side != beside.other_side).view()
    met = beside.join(every, [("bidder_id", "one"), ("other_bidder_id", "other")])
    day = tender.select(of_tender="tender_id", day="opened_on")
    met = met.join(day, [("tender_id", "of_tender")])
    rivals = _sides.one_lot(met) & standing(met, met.day)
    return met.select(
        "tender_id", "side", "other_side", "bidder_id",
        table="table", row_id="row_id_right", kind=ibis.literal("tie"),
        sure=rivals.fill_null(False) & met.sure, may=rivals.fill_null(True),
    )  # fmt: skip


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
