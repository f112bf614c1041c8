"""
评委与投标人有利害关系而没有回避。A member of the panel was tied to a bidder.

《招标投标法》第三十七条第四款：与投标人有利害关系的人不得进入相关项目的评标委员会；已经进入的应当更换。《招标投标法
实施条例》第四十六条第三款：评标委员会成员与投标人有利害关系的，应当主动回避。

值是与投标人有关联的评委人数。看五处：评委与投标人之间登记的关系；评委与投标人的法定代表人、投标文件载明的人之间登记
的关系；评委的近亲属在投标人任 `posts` 所列职务；评委的工作单位就是投标人；投标人在评委的回避单位之列。人只按证件号
（装载时杂凑）相认，从不按姓名。被更换、回避、缺席的不算；是否到场不明的，或者没有关联关系数据、评委证件号、投标人代
码的，留空。
The value counts the members tied to a bidder. Five things are looked at: relations on record between member and
bidder; between member and the bidder's legal representative or a person named in its bid; a near relative of the
member in one of `posts` of the bidder; an employer that is the
bidder; a bidder on the member's list of bodies to avoid. Persons are known by their (hashed) identity numbers,
never by name. Members replaced, recused or absent do not count. Where it is not known whether the member sat, or
relations, identity numbers or bidders are lacking, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks import _panel
from qinglian.checks.collusion import _sides
from qinglian.checks.conflict import _experts
from qinglian.checks.conflict._ties import RELATION, RELATION_HELPS
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="评委与投标人有利害关系", en="Panel member tied to a bidder"),
    subject="tender",
    scope="population",
    dated_by="opened_on",
    needs={
        "tender": _panel.TENDER,
        "bid": _sides.BID,
        "panel_member": ("tender_id", "person_id_no"),
        "relation": RELATION,
        "party": ("party_id",),
        "bid_member": ("tender_id",),
    },
    helps={
        "tender": _panel.TENDER_HELPS,
        "bid": _sides.BID_HELPS,
        "panel_member": ("person_id", "status", "employer_id", "avoid_ids"),
        "relation": RELATION_HELPS,
        "party": ("legal_representative_id_no",),
        "bid_member": ("bidder_id", "person_id_no"),
    },
    params={
        "kinds": Param(list, Text("哪些关系", "kinds of relation"), required=True),
        "posts": Param(
            list, Text("近亲属任哪些职务也算", "posts of near relatives that count too"), default=[]
        ),
        "methods": Param(list, Text("哪些方式", "methods that are asked"), required=True),
    },
    seen=Text(
        "项目 {subject_id} 有 {value} 名评委与投标人存在关联",
        "Tender {subject_id}: {value} panel members are tied to a bidder",
    ),
)


@check
def evaluate(
    tender: Table,
    bid: Table,
    panel_member: Table,
    relation: Table,
    party: Table,
    bid_member: Table,
    *,
    kinds: list[str],
    posts: list[str],
    methods: list[str],
    absent: frozenset[str],
) -> Table:
    """Look for ties of every member that sat with every bidder."""
    members = _panel.sitting(panel_member, absent)
    bodies = _experts.bodies(bid)
    found = _experts.found(tender, bodies, members, relation, party, bid_member, kinds, posts)
    tied = found.group_by(tie_tender="tender_id").aggregate(
        value=found.person.nunique(where=found.sure), may=found.sure.notnull().any()
    )
    counted = members.group_by("tender_id").aggregate(nameless=members.person_id_no.isnull().any())
    bids = bodies.group_by(bid_tender="tender_id").aggregate(unknown=bodies.body.isnull().any())
    rows = counted.left_join(tied, counted.tender_id == tied.tie_tender)
    rows = rows.left_join(bids, rows.tender_id == bids.bid_tender)
    lacks = rows.may.fill_null(False) | rows.nameless | rows.unknown.fill_null(True)
    unclear = lacks | ibis.literal("relation.kind" in absent)
    flagged = ibis.cases((rows.value > 0, True), (unclear, ibis.null("boolean")), else_=False)
    panels = rows.select("tender_id", value=rows.value.fill_null(0), flagged=flagged)
    return _panel.judged(tender, panels, methods)


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    bid: Table,
    panel_member: Table,
    relation: Table,
    party: Table,
    bid_member: Table,
    *,
    kinds: list[str],
    posts: list[str],
    absent: frozenset[str],
) -> Table:
    """Each member that is tied, with the rows that show it and the bidder."""
    members = _panel.sitting(panel_member, absent)
    bodies = _experts.bodies(bid)
    found = _experts.found(tender, bodies, members, relation, party, bid_member, kinds, posts)
    rows = found.filter(found.sure).semi_join(flagged, "tender_id")
    shown = rows.select("tender_id", table="table", row_id="row_id", party_id="body")
    own = rows.select(
        "tender_id", table=ibis.literal("panel_member"), row_id="panel_member_id", party_id="body"
    )
    every = shown.union(own).distinct()
    return every.select("tender_id", "table", "row_id", "party_id", role=ibis.literal("tenderer"))
