"""
不同投标人的投标里有同一个人。One person stands in bids of different bidders.

《招标投标法实施条例》第四十条第二项（委托同一单位或者个人办理投标事宜）、第三项（载明的项目管理成员为同一人）。

值是与对手载明同一人的投标份数。只比身份标识（证件号、执业证书号），从不比姓名：同名不同人不提示。哪些身份由规则卡写
明。有投标没有载明这类人员的标识，或者身份、标段、投标人不明，足以改变结论的，留空。
The value counts the bids that name a person of a rival's. Identity and certificate numbers are compared, names
never. The card says which roles. Where a bid shows no such person with a number, or an unknown role, lot or bidder
could change the answer, nothing is concluded.
"""

from ibis import Table

from qinglian.checks import _regime
from qinglian.checks.collusion import _sides
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

NUMBERS = ("person_id_no", "certificate_no")

check = Check(
    __name__,
    title=Text(zh="不同投标人的投标里有同一个人", en="One person in bids of rivals"),
    subject="tender",
    scope="population",
    dated_by="opened_on",
    needs={
        "tender": _sides.TENDER,
        "bid": _sides.BID,
        "bid_member": ("tender_id", _sides.WHOSE, "role", NUMBERS),
    },
    helps={
        "tender": _sides.TENDER_HELPS,
        "bid": _sides.BID_HELPS,
        "bid_member": (*_sides.TRACE, *NUMBERS),
    },
    params={
        **_regime.LAW,
        "roles": Param(list, Text("哪些身份", "roles that are compared"), required=True),
    },
    seen=Text(
        "项目 {subject_id} 有 {value} 份投标与对手载明同一人",
        "Tender {subject_id}: {value} bids name a person of a rival's",
    ),
)


@check
def evaluate(tender: Table, bid: Table, bid_member: Table, *, roles: list[str], law: str) -> Table:
    """Compare the persons of these roles."""
    rows = _persons(bid_member, bid, roles)
    return _sides.judged(
        tender, bid, rows.filter(rows.known), _sides.paired(_sides.beside(rows)), law=law
    )


@check.evidence
def evidence(flagged: Table, bid: Table, bid_member: Table, *, roles: list[str]) -> Table:
    """The entries of the person."""
    found = _sides.beside(_persons(bid_member, bid, roles))
    return _sides.cited(flagged, found, _sides.paired(found), "bid_member")


def _persons(bid_member: Table, bid: Table, roles: list[str]) -> Table:
    """Persons of these roles; one whose role is not known may be of them, and settles nothing."""
    rows = _sides.sided(bid_member, bid, "bid_member_id")
    kept = rows.filter(rows.role.isin(roles) | rows.role.isnull())
    return _sides.parts(kept.mutate(certain=kept.certain & kept.role.notnull()), NUMBERS)
