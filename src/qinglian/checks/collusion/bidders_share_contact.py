"""
同场投标人的联系方式相同。Bidders for the same contract share a telephone, e-mail or address.

开放采购红旗目录 R044。同一采购过程中，两家不同的投标人电话、邮箱或地址（连同邮编）相同的提示；值是这样的投标人家数。
OCP red flag R044. Two different bidders of one process have the same telephone, e-mail address, or street address
with its postal code. The value is how many bidders share one with another. Where none is seen to, but some bidder has
no contact on record, nothing is concluded. A process with fewer than two bidders listed among its parties is not
asked.
"""

import ibis
from ibis import Table

from qinglian.checks._contacts import (
    BIDDING,
    HELPS,
    PARTY,
    WHAT,
    contacts_of,
    plays,
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
    title=Text(zh="同场投标人的联系方式相同", en="Bidders share a contact"),
    subject="contracting_process",
    scope="case",
    needs={"tender": ("tender_id",), "party": PARTY},
    helps={"tender": TENDER, "party": HELPS},
    params={**WHAT, **EXCLUDED},
    seen=Text(
        "采购过程 {subject_id} 有 {value} 家投标人的电话、邮箱或地址与别家相同",
        "Bidders of contracting process {subject_id} who share a telephone, e-mail or address: {value}",
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
    """Compare the contacts of the bidders of every process."""
    asked = processes(tender, excluded=excluded_procurement_method_details)
    alike = _alike(party, contacts)
    found = alike.group_by(of_tender="tender_id").aggregate(sharing=alike.organization.nunique())
    silent = without_contact(party, BIDDING, listed(contacts))
    rows = asked.inner_join(silent.filter(silent.parties >= 2), [("tender_id", "in_tender")])
    rows = rows.left_join(found, [("tender_id", "of_tender")])
    count = rows.sharing.fill_null(0)
    flagged = ibis.cases((count > 0, True), (rows.silent > 0, ibis.null("boolean")), else_=False)
    value = flagged.notnull().ifelse(count, ibis.null("int64"))
    return per_process(rows, flagged, value.cast("float64"))


def _alike(party: Table, kinds: list[str]) -> Table:
    """Contacts of bidders that another bidder of the same process has too."""
    bidding = party.filter(plays(party, BIDDING), party.tender_id.notnull())
    rows = contacts_of(bidding, listed(kinds)).drop("roles")
    # Two that differ are several; counting all of them would cost far more.
    shared = rows.group_by(of="tender_id", what="kind", which="contact").aggregate(
        first=rows.organization.min(), last=rows.organization.max()
    )
    shared = shared.filter(shared["first"] != shared["last"]).select("of", "what", "which")
    return rows.semi_join(shared, [("tender_id", "of"), ("kind", "what"), ("contact", "which")])


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    party: Table,
    *,
    contacts: list[str],
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """The bidders that share a contact, and the tender."""
    asked = processes(tender, excluded=excluded_procurement_method_details)
    mine = asked.semi_join(flagged, KEY).select("tender_id", KEY)
    rows = _alike(party, contacts).inner_join(mine, "tender_id").view()
    who = cite(
        rows, KEY, table="party", row_id=rows.party_row, role="tenderer", party=rows.organization
    )
    return who.distinct().union(cite_tenders(flagged, tender))
