"""
投标人与采购方的联系方式相同。A bidder has the same contact as the body that buys.

开放采购红旗目录 R043。同一采购过程中，投标人的电话、邮箱或地址与采购人、招标人的相同的提示；值是这样的投标人家数。一
家既是采购方又是投标人的，另一家才算。
OCP red flag R043. A bidder of a process has the telephone, e-mail address or street address of its buyer or procuring
entity. The value is how many bidders do. The buying body itself, where it is listed as bidder too, is not counted.
Where none is seen to, but a bidder or the buyer has no contact on record, nothing is concluded.
"""

from typing import Any

import ibis
from ibis import Table

from qinglian.checks._contacts import (
    BIDDING,
    BUYING,
    HELPS,
    PARTY,
    WHAT,
    plays,
    reached,
    without_contact,
)
from qinglian.checks._contracts import cite
from qinglian.checks._procurement import (
    EXCLUDED,
    KEY,
    TENDER,
    cite_tenders,
    listed,
    per_process,
    processes,
)
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="投标人与采购方的联系方式相同", en="Bidder has the contact of the buying body"),
    subject="contracting_process",
    scope="case",
    needs={"tender": ("tender_id",), "party": PARTY},
    helps={"tender": TENDER, "party": HELPS},
    params={**WHAT, **EXCLUDED},
    seen=Text(
        "采购过程 {subject_id} 有 {value} 家投标人的联系方式与采购方相同",
        "Bidders of contracting process {subject_id} with a contact of the buying body: {value}",
    ),
)


@check
def evaluate(
    tender: Table,
    party: Table,
    *,
    contacts: list[str],
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Compare the contacts of bidders with those of the buyer of every process."""
    kinds = listed(contacts)
    asked = processes(tender, excluded=excluded_procurement_method_details)
    alike = _alike(party, kinds)
    found = alike.group_by(of_tender="tender_id").aggregate(sharing=alike.organization.nunique())
    bidders = without_contact(party, BIDDING, kinds)
    buyers = without_contact(party, BUYING, kinds)
    buyers = buyers.select(bought_in="in_tender", buyers="parties", buyers_silent="silent")
    rows = asked.inner_join(bidders, [("tender_id", "in_tender")])
    rows = rows.left_join(buyers, [("tender_id", "bought_in")])
    rows = rows.left_join(found, [("tender_id", "of_tender")])
    count = rows.sharing.fill_null(0)
    unsure = (rows.silent > 0) | (rows.buyers_silent.fill_null(1) > 0)
    flagged = ibis.cases((count > 0, True), (unsure, ibis.null("boolean")), else_=False)
    value = flagged.notnull().ifelse(count, ibis.null("int64"))
    return per_process(rows, flagged, value.cast("float64"))


def _alike(party: Table, kinds: list[str]) -> Table:
    """Bidders with a contact that the buying body of the same process has too."""
    bodies = reached(party.filter(plays(party, BUYING)), kinds)
    bodies = bodies.select(of="tender_id", body="organization", **{f"its_{k}": k for k in kinds})
    bidding = reached(party.filter(plays(party, BIDDING)), kinds)
    met = bidding.inner_join(bodies, [("tender_id", "of")])
    same: Any = ibis.literal(False)
    for kind in kinds:
        same = same | (met[kind] == met[f"its_{kind}"])
    return met.filter(met.organization != met.body, same)


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    party: Table,
    *,
    contacts: list[str],
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """The bidders with a contact of the buying body, and the tender."""
    asked = processes(tender, excluded=excluded_procurement_method_details)
    mine = asked.semi_join(flagged, KEY).select("tender_id", KEY)
    rows = _alike(party, listed(contacts)).inner_join(mine, "tender_id").view()
    who = cite(
        rows, KEY, table="party", row_id=rows.party_row, role="tenderer", party=rows.organization
    )
    return who.distinct().union(cite_tenders(flagged, tender))
