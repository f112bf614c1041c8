"""
未按要求密封的投标文件仍被接收。A bid not sealed as asked was taken.

《实施条例》第三十六条：不按照招标文件要求密封的投标文件，招标人应当拒收，并如实记载密封情况。

值是 1 或 0。密封情况没有记载的，或者没有密封而是否接收不明的，留空。已知按政府采购或者其他制度的项目不问。
The value is 1 or 0. Where the seal is not on record, or an unsealed bid may have been refused, nothing is concluded.
Bids for purchases known to follow another law are not asked.
"""

import ibis
from ibis import Table

from qinglian.checks._tendering import LAW, not_elsewhere
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="未按要求密封的投标文件仍被接收", en="Unsealed bid taken in"),
    subject="bid",
    scope="case",
    needs={"bid": ("bid_id", "sealed", ("accepted", "status")), "tender": ()},
    helps={"bid": ("bidder_id", "tender_id"), "tender": ("tender_id", *LAW)},
    params={},
    seen=Text(
        "投标 {subject_id} 没有按要求密封，仍被接收",
        "Bid {subject_id} was not sealed as asked, and was taken",
    ),
)


@check
def evaluate(bid: Table, tender: Table) -> Table:
    """Every bid by its seal, and by whether it was taken."""
    asked = not_elsewhere(bid, tender)
    taken = asked.accepted.coalesce(
        ibis.cases(
            (asked.status == "valid", True), (asked.status.isin(["withdrawn", "invited"]), False)
        )
    )
    flagged = ~asked.sealed & taken
    return asked.select("bid_id", value=flagged.cast("int64"), flagged=flagged)


@check.evidence
def evidence(flagged: Table, bid: Table, tender: Table) -> Table:
    """The bid itself and its bidder."""
    rows = flagged.select("bid_id").join(bid, "bid_id")
    return rows.select(
        "bid_id",
        table=ibis.literal("bid"),
        row_id=rows.bid_id,
        role=ibis.literal("tenderer"),
        party_id=rows.bidder_id,
    )
