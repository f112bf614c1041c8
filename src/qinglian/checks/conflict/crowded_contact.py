"""
许多投标人共用一个联系方式。Many bidders share one telephone, e-mail or address.

开放采购红旗目录 R042：“异常”的地址或电话，这里指全部数据中为许多家投标人共用的。值是与该投标人共用最挤的一个联系方式
的投标人家数（含自己）；达到界线的提示。开放采购的问题单 88 问过何谓异常：号码、地址写得怪不怪，各国不同，不看。
OCP red flag R042. An abnormal contact is here one that many bidders in the whole data give: an accommodation address,
or one person's telephone. The value is how many bidders, this one among them, have its most crowded contact; flagged
at or above the number. Odd-looking numbers and addresses are not judged: what is odd differs by country. A bidder
without any contact is undecided. The number is a convention: business centres and agents are shared lawfully.
"""

import ibis
from ibis import Table

from qinglian.checks._contacts import BIDDING, HELPS, PARTY, WHAT, contacts_of, plays
from qinglian.checks._contracts import cite
from qinglian.checks._procurement import listed
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="许多投标人共用一个联系方式", en="Contact shared by many bidders"),
    subject="tenderer",
    scope="population",
    needs={"party": PARTY},
    helps={"party": HELPS},
    params={
        "at_least": Param(int, Text("共用的至少几家", "bidders that share it, at least"), required=True, minimum=2),
        **WHAT,
    },
    threshold="at_least",
    seen=Text(
        "投标人 {subject_id} 的一个联系方式有 {value} 家共用，达到 {threshold} 家",
        "A contact of bidder {subject_id} is shared by {value} bidders, {threshold} or more",
    ),
)  # fmt: skip


@check
def evaluate(party: Table, *, at_least: int, contacts: list[str]) -> Table:
    """Count who shares the contacts of every bidder."""
    rows = _crowds(party, listed(contacts))
    most = rows.group_by(tenderer_id="organization").aggregate(crowd=rows.crowd.max())
    everybody = party.filter(plays(party, BIDDING))
    everybody = everybody.select(
        name=everybody.organization_id.coalesce(everybody.party_id)
    ).distinct()
    both = everybody.left_join(most, [("name", "tenderer_id")])
    return both.select(tenderer_id="name", value="crowd", flagged=both.crowd >= at_least)


def _crowds(party: Table, kinds: list[str]) -> Table:
    """Contacts of bidders with the number of bidders that have them."""
    rows = contacts_of(party, kinds)
    rows = rows.filter(plays(rows, BIDDING))
    crowds = rows.group_by(what="kind", which="contact").aggregate(
        crowd=rows.organization.nunique()
    )
    both = rows.inner_join(crowds, [("kind", "what"), ("contact", "which")])
    return both.select("party_row", "organization", "kind", "contact", "crowd")


@check.evidence
def evidence(flagged: Table, party: Table, *, at_least: int, contacts: list[str]) -> Table:
    """The entries in which the bidder gave the crowded contact."""
    rows = _crowds(party, listed(contacts))
    rows = rows.filter(rows.crowd >= at_least).mutate(tenderer_id=ibis._.organization)
    mine = rows.semi_join(flagged, "tenderer_id")
    return cite(
        mine,
        "tenderer_id",
        table="party",
        row_id=mine.party_row,
        role="tenderer",
        party=mine.organization,
    ).distinct()
