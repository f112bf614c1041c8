"""
未中标的投标人成了分包商。A losing bidder was hired as subcontractor.

开放采购红旗目录 R070。合同的关联过程中关系为分包的，取该过程生效中标的供应商；其中有本过程未中标的投标人的提示。值是
这样的投标人数。分包过程不在数据中、或其供应商不明的，不下结论。
OCP red flag R070. Of the processes that a contract names as subcontracts, the suppliers with an active award are
taken; flagged where one of them bid in the contract's own process and lost. The value is how many. Where a
subcontracting process is not among the data, or its suppliers or the bids are unknown, nothing is concluded.
"""

import ibis
from ibis import Table

from qinglian.checks._contracts import CONTRACT, UNIT, cite, cite_contracts, entered
from qinglian.checks._procurement import BIDDER, KEY, SUPPLIER, bidders, submitted, suppliers
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="未中标的投标人成了分包商", en="Losing bidders are hired as subcontractors"),
    subject="contract",
    scope="population",
    needs={
        "contract": ("contract_id", "tender_id"),
        "related_process": ("contract_id", "relationships", "identifier"),
        "bid": ("bid_id", "tender_id", BIDDER, "status"),
        "award": ("award_id", "tender_id", "status", SUPPLIER),
        "tender": ("tender_id",),
    },
    helps={"contract": (*CONTRACT, "supplier_id"), "tender": (KEY, *UNIT)},
    params={},
    seen=Text(
        "合同 {subject_id} 的分包商中有 {value} 家是同一采购中未中标的投标人",
        "Subcontractors of contract {subject_id} who had bid for it and lost: {value}",
    ),
)


@check
def evaluate(
    contract: Table, related_process: Table, bid: Table, award: Table, tender: Table
) -> Table:
    """Look for the losers of each process among the suppliers of its subcontracts."""
    hired = _hired(related_process, award, tender)
    losers = _losers(bid, award)
    found = hired.group_by(of_contract="contract_id").aggregate(
        unknown=hired.supplier.isnull().max()
    )
    rows = entered(contract, tender).inner_join(found, [("contract_id", "of_contract")])
    met = rows.select("contract_id", "tender_id").inner_join(
        hired.select(hired_by="contract_id", supplier="supplier").distinct(),
        [("contract_id", "hired_by")],
    )
    met = met.inner_join(losers, [("tender_id", "lost_in"), ("supplier", "loser")])
    hits = met.group_by(hit="contract_id").aggregate(losers=met.supplier.nunique())
    nobody = bid.bidder_id.isnull() & ~(bid.bidder_ids.length() > 0).fill_null(False)
    bids = bid.group_by(bid_in="tender_id").aggregate(nameless=(bid.status.isnull() | nobody).max())
    rows = rows.left_join(hits, [("contract_id", "hit")]).left_join(bids, [("tender_id", "bid_in")])
    unsure = rows.unknown | rows.nameless.fill_null(True)
    count = rows.losers.fill_null(0)
    flagged = ibis.cases((count > 0, True), (unsure, ibis.null("boolean")), else_=False)
    return rows.select("contract_id", unit_id="unit", value=count, flagged=flagged)


def _hired(related_process: Table, award: Table, tender: Table) -> Table:
    """Suppliers of the subcontracting processes of each contract; null where one is unknown."""
    subs = related_process.filter(
        related_process.relationships.contains("subContract").fill_null(False)
    )
    subs = subs.select("contract_id", ocid="identifier").distinct()
    named = tender.select(other="tender_id", other_ocid=tender[KEY].coalesce(tender.tender_id))
    active = award.filter(award.status == "active")
    won = active.select(won_in="tender_id", supplier=suppliers(active).unnest())
    rows = subs.left_join(named, [("ocid", "other_ocid")]).left_join(won, [("other", "won_in")])
    return rows.select("contract_id", "supplier")


def _losers(bid: Table, award: Table) -> Table:
    """Bidders of each tender who submitted a bid and are no supplier of it."""
    active = award.filter(award.status == "active")
    won = active.select(tender_id="tender_id", bidder=suppliers(active).unnest()).distinct()
    kept = bid.filter(submitted(bid))
    each = kept.select("tender_id", bidder=bidders(kept).unnest()).distinct()
    each = each.anti_join(won, ["tender_id", "bidder"])
    return each.select(lost_in="tender_id", loser="bidder")


@check.evidence
def evidence(
    flagged: Table, contract: Table, related_process: Table, bid: Table, award: Table, tender: Table
) -> Table:
    """The contract, and the lost bids of those it later hired."""
    hired = _hired(related_process, award, tender).semi_join(flagged, "contract_id").distinct()
    own = contract.select("contract_id", own_tender="tender_id").semi_join(flagged, "contract_id")
    rows = own.inner_join(hired.select(by="contract_id", hire="supplier"), [("contract_id", "by")])
    each = bid.select("bid_id", "tender_id", bidder=bidders(bid).unnest())
    rows = each.inner_join(rows, [("tender_id", "own_tender"), ("bidder", "hire")])
    lost = cite(
        rows, "contract_id", table="bid", row_id=rows.bid_id, role="tenderer", party=rows.bidder
    )
    return cite_contracts(flagged, contract).union(lost)
