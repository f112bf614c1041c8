"""
不同投标人留下同一电话或邮箱。Different bidders left one phone or e-mail.

《招标投标法实施条例》第四十条第二项：不同投标人委托同一单位或者个人办理投标事宜的，视为投标人相互串通投标。

值是经办、联系人员的电话或邮箱与对手相同的投标份数。电话比证件号弱：有过多投标人留过的（代办、制作单位的总机），视为
公共的，不提示。有投标没有留下电话或邮箱，而别处没有相同的，留空。
The value counts the bids whose agents or contacts share a phone or e-mail with a rival's. It says less than an
identity number: what too many bidders left (the switchboard of a service) is public. Where a bid left neither and
nothing else is shared, nothing is concluded.
"""

from ibis import Table

from qinglian.checks import _regime
from qinglian.checks.collusion import _sides
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

CONTACTS = ("phone", "email")

check = Check(
    __name__,
    title=Text(zh="不同投标人留下同一电话或邮箱", en="Rivals left one phone or e-mail"),
    subject="tender",
    scope="population",
    dated_by="opened_on",
    needs={
        "tender": _sides.TENDER,
        "bid": _sides.BID,
        "bid_member": ("tender_id", _sides.WHOSE, "role", CONTACTS),
    },
    helps={
        "tender": _sides.TENDER_HELPS,
        "bid": _sides.BID_HELPS,
        "bid_member": (*_sides.TRACE, *CONTACTS, "phone_valid"),
    },
    params={
        **_regime.LAW,
        "roles": Param(list, Text("哪些身份", "roles that are compared"), required=True),
        "public_bidders": Param(
            int,
            Text("多于几家留过即视为公共号码", "more bidders than this make a number public"),
            required=True,
            minimum=2,
        ),
    },
    seen=Text(
        "项目 {subject_id} 有 {value} 份投标与对手留下同一电话或邮箱",
        "Tender {subject_id}: {value} bids share a phone or e-mail with a rival",
    ),
)


@check
def evaluate(
    tender: Table, bid: Table, bid_member: Table, *, roles: list[str], public_bidders: int, law: str
) -> Table:
    """Compare phones and e-mails of these roles."""
    rows = _contacts(bid_member, bid, roles, public_bidders)
    return _sides.judged(
        tender, bid, rows.filter(rows.known), _sides.paired(_sides.beside(rows)), law=law
    )


@check.evidence
def evidence(
    flagged: Table, bid: Table, bid_member: Table, *, roles: list[str], public_bidders: int
) -> Table:
    """The entries with the same phone or e-mail."""
    found = _sides.beside(_contacts(bid_member, bid, roles, public_bidders))
    return _sides.cited(flagged, found, _sides.paired(found), "bid_member")


def _contacts(bid_member: Table, bid: Table, roles: list[str], public_bidders: int) -> Table:
    rows = _sides.sided(bid_member, bid, "bid_member_id")
    kept = rows.filter(rows.role.isin(roles) | rows.role.isnull())
    kept = kept.mutate(certain=kept.certain & kept.role.notnull())
    return _sides.parts(kept, CONTACTS, public_bidders=public_bidders)
