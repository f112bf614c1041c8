"""
投标所报的项目经理、总工在市场信用平台上不在该单位名下。The manager or engineer of a bid is not registered with the
bidder on the market platform.

《公路工程建设项目招标投标管理办法》（2015年第24号）：投标人、人员以公路建设市场信用信息管理系统的信息为准。

值是开标之日把这个人登记在名下的别的单位数。当日登记在投标人名下的不提示；平台上没有投标人任何人员的（名单不全）、证
件号或开标日不明的，留空。
The value is how many other firms had the person registered on the day of opening. Registered with the bidder that
day is clear. Where the platform's list holds nobody of the bidder, or number or day are unknown, nothing is
concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._contracts import cite
from qinglian.checks.site._month import unknown
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="投标人员不在平台备案名下", en="Person of a bid not registered with the bidder"),
    subject="bid_member",
    scope="group",
    key=("bid_member_id",),
    needs={
        "bid_member": ("bid_member_id", "tender_id", "bidder_id", "role", "person_id_no"),
        "tender": ("tender_id", "opened_on"),
        "registered_person": ("registered_person_id", "party_id", "person_id"),
    },
    helps={"registered_person": ("from_on", "to_on")},
    params={"roles": Param(list, Text("哪些人员", "which roles"), required=True)},
    seen=Text(
        "投标人员 {subject_id} 开标时不在投标人的平台备案名下（在别家 {value} 处）",
        "Person {subject_id} was not registered with the bidder at opening (with {value} others)",
    ),
)  # fmt: skip


@check
def evaluate(
    bid_member: Table, tender: Table, registered_person: Table, *, roles: list[str]
) -> Table:
    """Look the person up on the platform on the day of opening."""
    asked = _asked(bid_member, tender, roles)
    met = _met(asked, registered_person)
    found = met.group_by(of_member="bid_member_id").aggregate(
        own=(met.firm == met.bidder_id).any(),
        others=met.firm.nunique(where=met.firm != met.bidder_id),
    )
    firms = registered_person.select(firm="party_id").distinct()
    rows = asked.left_join(found, asked.bid_member_id == found.of_member)
    rows = rows.left_join(firms, rows.bidder_id == firms.firm)
    nobody = rows.person_id_no.isnull() | rows.bidder_id.isnull() | rows.opened_on.isnull()
    flagged = ibis.cases(
        (rows.own.fill_null(False), False),
        (nobody | rows.firm.isnull(), unknown()),
        else_=True,
    )
    return rows.select("bid_member_id", value=rows.others.fill_null(0), flagged=flagged)


@check.evidence
def evidence(
    flagged: Table, bid_member: Table, tender: Table, registered_person: Table, *, roles: list[str]
) -> Table:
    """The person of the bid, with the bidder, and the registrations elsewhere."""
    asked = _asked(bid_member, tender, roles).semi_join(flagged, "bid_member_id")
    met = _met(asked, registered_person)
    return ibis.union(
        cite(asked, "bid_member_id", table="bid_member", row_id=asked.bid_member_id, role="tenderer",
             party=asked.bidder_id),
        cite(met, "bid_member_id", table="registered_person", row_id=met.registered_person_id, role="employer",
             party=met.firm),
    )  # fmt: skip


def _asked(member: Table, tender: Table, roles: list[str]) -> Table:
    days = tender.group_by(of_tender="tender_id").aggregate(opened_on=tender.opened_on.max())
    asked = member.filter(member.role.isin(roles))
    return asked.left_join(days, asked.tender_id == days.of_tender)


def _met(asked: Table, registered: Table) -> Table:
    """Registrations of each person that ran on the day of opening."""
    runs = registered.select(
        "registered_person_id", "person_id", firm="party_id", held_from="from_on", held_to="to_on"
    )
    rows = asked.join(runs, [("person_id_no", "person_id")])
    return rows.filter(
        (rows.held_from <= rows.opened_on).fill_null(True),
        (rows.held_to >= rows.opened_on).fill_null(True),
    )
