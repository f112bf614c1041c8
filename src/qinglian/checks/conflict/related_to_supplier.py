"""
评审成员与供应商有利害关系而未回避。A panel member has a tie to a supplier, and sat.

《政府采购法实施条例》第九条：参加采购活动前3年内与供应商存在劳动关系、担任其董事或监事、是其控股股东或实际控制人的，
或者与其负责人有近亲属关系的，应当回避。

值是确知有利害关系而参加评审的成员数。劳动、董监、控股、控制关系看评审日前若干年；近亲属不论年限，既看与供应商直接登记
的，也看与其登记的法定代表人的。关系册有结束日期一列而空着的，按仍在。持股比例、起止日期不明足以改变结论的，成员证件或
供应商代码不明的，留空。关系册之外的关系看不见。
The value counts members who surely had a tie and sat. Employment, directorship, holding and control are looked
back for some years from the evaluation; kinship has no term, and is that on record with the supplier or with its
registered head. A tie without an end, in a register that has ends, still stands. Where an unknown share or day could
change the answer, or a member or supplier is unknown, nothing is concluded. Ties outside the register are not seen.
"""

from datetime import date
from typing import Any

import ibis
from ibis import Table

from qinglian.checks._procurement import bidders
from qinglian.checks._purchases import asked_of, day_before, still
from qinglian.checks._tendering import UNIT, answers_for
from qinglian.checks.conflict import _chains
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

AWAY = ("replaced", "recused", "absent")

check = Check(
    __name__,
    title=Text(zh="评审成员与供应商有利害关系", en="Panel member with a tie to a supplier"),
    subject="tender",
    scope="group",
    dated_by="evaluated_on",
    needs={
        "tender": ("tender_id", "evaluated_on"),
        "panel_member": ("panel_member_id", "tender_id", ("person_id", "person_id_no")),
        "bid": ("bid_id", "tender_id", ("bidder_id", "bidder_ids")),
        "relation": ("relation_id", "from_person_id_no", ("to_id", "to_person_id_no"), "kind"),
        "party": (),
    },
    helps={
        "tender": ("regime", "category", "method", *UNIT),
        "panel_member": ("status",),
        "relation": ("to_id", "to_person_id_no", "from_id", "from_on", "to_on", "share"),
        "party": ("party_id", "legal_representative_id_no"),
    },
    params={
        "look_back_years": Param(
            int, Text("往前看几年", "years to look back"), required=True, minimum=0
        ),
        "past": Param(
            list, Text("看往年的关系种类", "kinds of tie that are looked back for"), required=True
        ),
        "lasting": Param(
            list, Text("不论年限的关系种类", "kinds of tie without a term"), required=True
        ),
        "holding_share": Param(
            float, Text("控股的持股比例（%）须超过", "a holding controls above this share, %"), default=50
        ),
    },
    threshold="look_back_years",
    seen=Text(
        "采购项目 {subject_id} 有 {value} 名评审成员与供应商有应当回避的关系",
        "Purchase {subject_id}: {value} panel members had a tie to a supplier that calls for recusal",
    ),
)  # fmt: skip


@check
def evaluate(
    tender: Table,
    panel_member: Table,
    bid: Table,
    relation: Table,
    party: Table,
    *,
    look_back_years: int,
    past: list[str],
    lasting: list[str],
    holding_share: float,
    as_of: date,
    absent: frozenset[str],
) -> Table:
    """Set each panel beside the suppliers of its purchase and the register of ties."""
    asked = asked_of(tender)
    sat = _sat(panel_member)
    named = _bids(bid)
    ties = _ties(
        asked, sat, named, _stated(relation, party, past, lasting, holding_share, absent, as_of), look_back_years
    )  # fmt: skip
    persons = ties.group_by("tender_id", "panel_member_id").aggregate(
        sure=ties.sure.any(), may=ties.may.any()
    )
    tied = persons.group_by(of="tender_id").aggregate(n=persons.sure.sum(), may=persons.may.any())
    members = sat.group_by(panel="tender_id").aggregate(nobody=sat.nobody.any())
    suppliers = named.group_by(drawn="tender_id").aggregate(unknown=named.bidder.isnull().any())
    rows = asked.left_join(tied, asked.tender_id == tied.of)
    rows = rows.left_join(members, rows.tender_id == members.panel)
    rows = rows.left_join(suppliers, rows.tender_id == suppliers.drawn)
    blind = rows.nobody.fill_null(True) | rows.unknown.fill_null(True)
    flagged = ibis.cases(
        ((rows.n > 0).fill_null(False), True),
        (rows.may.fill_null(False) | blind, ibis.null("boolean")),
        else_=False,
    )
    return rows.select(
        "tender_id", unit_id=answers_for(rows), value=rows.n.fill_null(0), flagged=flagged & rows.governed
    )  # fmt: skip


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    panel_member: Table,
    bid: Table,
    relation: Table,
    party: Table,
    *,
    look_back_years: int,
    past: list[str],
    lasting: list[str],
    holding_share: float,
    as_of: date,
    absent: frozenset[str],
) -> Table:
    """The ties on record, and the suppliers they lead to."""
    stated = _stated(relation, party, past, lasting, holding_share, absent, as_of)
    asked = tender.semi_join(flagged, "tender_id")
    ties = _ties(asked, _sat(panel_member), _bids(bid), stated, look_back_years)
    rows = ties.filter(ties.sure)
    return rows.select(
        "tender_id",
        table=rows.table,
        row_id=rows.row_id,
        role=ibis.literal("supplier"),
        party_id=rows.to_id,
    ).distinct()


def _sat(panel_member: Table) -> Table:
    """Members who sat, each under both its numbers."""
    m = panel_member.filter(panel_member.status.notin(AWAY).fill_null(True))
    return m.select(
        "tender_id",
        "panel_member_id",
        nobody=m.person_id.isnull() & m.person_id_no.isnull(),
        person=ibis.array([m.person_id, m.person_id_no]).unnest(),
    )


def _bids(bid: Table) -> Table:
    return bid.select("tender_id", bidder=bidders(bid).unnest())


def _stated(
    relation: Table,
    party: Table,
    past: list[str],
    lasting: list[str],
    holding_share: float,
    absent: frozenset[str],
    as_of: date,
) -> Table:
    """Ties of these kinds, and kinship with a registered head; `counts` says whether the kind alone suffices."""
    r = relation.filter(relation.kind.isin([*past, *lasting]))
    own = r.select(
        "from_person_id_no",
        "to_id",
        table=ibis.literal("relation"),
        row_id="relation_id",
        begun="from_on",
        ended=still(r.to_on, absent, as_of),
        lasts=r.kind.isin(lasting) if lasting else ibis.literal(False),
        counts=(r.kind == "holding").ifelse(r.share > holding_share, True),
    )
    if "kin" not in lasting:
        return own
    family = _chains.through_kin(relation, party, ())
    return own.union(
        family.select(
            "table",
            "row_id",
            from_person_id_no="one_person",
            to_id="other",
            begun="since",
            ended="until",
            lasts=ibis.literal(True),
            counts=ibis.literal(True),
        ).select(*own.columns)
    )


def _ties(asked: Table, sat: Table, named: Table, stated: Table, years: int) -> Table:
    """Member × supplier × tie of one purchase; `sure` and `may` say whether it counts."""
    rows = sat.join(stated, sat.person == stated.from_person_id_no)
    pairs = named.select(of_tender="tender_id", bidder="bidder").distinct()
    rows = rows.join(pairs, [rows.tender_id == pairs.of_tender, rows.to_id == pairs.bidder])
    days = asked.select(dated="tender_id", day=asked.evaluated_on)
    rows = rows.join(days, rows.tender_id == days.dated)
    holds: Any = (rows.ended >= day_before(rows.day, years)) & (
        (rows.begun <= rows.day) | ((rows.ended <= rows.day).fill_null(False))
    )
    counted = rows.counts & (rows.lasts | holds)
    return rows.select(
        "tender_id",
        "panel_member_id",
        "table",
        "row_id",
        "to_id",
        sure=counted.fill_null(False),
        may=counted.fill_null(True),
    )
