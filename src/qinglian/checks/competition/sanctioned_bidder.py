"""
被禁止参加采购的单位参加了投标。A bidder on a debarment list took part.

开放采购红旗目录 R046。值是投标（及中标）单位中，在投标当日处于禁止期的家数。投标日不明的取截标日，再不明的取定标日。
名单由使用者以sanction 表给出，没有名单的不下结论；起始日不明、或只有名称相同而没有代码的，也不下结论。
OCP red flag R046. The value is how many of those who bid for or won a process were under a debarment on the day of
their bid (else of the closing, else of the award). The list is given in the table `sanction`: without one nothing is
concluded, nor where the first day is unknown, or where only a name agrees and the listing has no id. A listing
without last day still runs; its last day counts. Withdrawn and invited bids are not looked at.
"""

import ibis
from ibis import Table

from qinglian.checks._contracts import cite
from qinglian.checks._procurement import (
    BIDDER,
    EXCLUDED,
    KEY,
    TENDER,
    bidders,
    cite_tenders,
    per_process,
    processes,
    submitted,
    suppliers,
)
from qinglian.model.check import Check
from qinglian.model.text import Text

check = Check(
    __name__,
    title=Text(zh="被禁止参加采购的单位参加投标", en="Bidder is debarred or on a sanctions list"),
    subject="contracting_process",
    scope="population",
    needs={
        "tender": ("tender_id",),
        "bid": ("bid_id", "tender_id", BIDDER, "status", "submitted_on"),
        "award": ("award_id", "tender_id"),
        "sanction": ("sanction_id", "party_id", "from_on"),
    },
    helps={
        "tender": (*TENDER, "period_end_on"),
        "bid": ("bidder_name",),
        "award": ("status", "supplier_id", "supplier_ids", "supplier_name", "awarded_on"),
        "sanction": ("to_on", "party_name"),
    },
    params=EXCLUDED,
    seen=Text(
        "采购过程 {subject_id} 的参加单位中有 {value} 家在禁止期内",
        "Of those who took part in contracting process {subject_id}, under a debarment: {value}",
    ),
)


@check
def evaluate(
    tender: Table,
    bid: Table,
    award: Table,
    sanction: Table,
    *,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """Look for everybody who took part on the list."""
    asked = processes(tender, "period_end_on", excluded=excluded_procurement_method_details)
    found = _listed(asked, bid, award, sanction)
    each = found.group_by(of_tender="tender_id").aggregate(
        listed=found.party.nunique(where=found.listed), unsure=found.listed.isnull().max()
    )
    rows = asked.left_join(each, [("tender_id", "of_tender")])
    rows = rows.cross_join(sanction.aggregate(listings=sanction.count()))
    count = rows.listed.fill_null(0)
    flagged = ibis.cases(
        (count > 0, True),
        ((rows.listings == 0) | rows.of_tender.isnull() | rows.unsure, ibis.null("boolean")),
        else_=False,
    )
    value = flagged.notnull().ifelse(count, ibis.null("int64"))
    return per_process(rows, flagged, value.cast("float64"))


def _listed(asked: Table, bid: Table, award: Table, sanction: Table) -> Table:
    """Everybody in each tender, with whether it was `listed` on its day (null where it cannot be told)."""
    kept = bid.filter(submitted(bid))
    sides = kept.select(
        "tender_id", "bid_id", name="bidder_name", day="submitted_on", party=bidders(kept).unnest()
    )
    active = award.filter(award.status == "active")
    winners = active.select(
        "tender_id",
        bid_id=ibis.null("string"),
        name="supplier_name",
        day=ibis.null("date"),
        party=suppliers(active).unnest(),
    )
    awarded = active.group_by(ended="tender_id").aggregate(awarded_on=active.awarded_on.max())
    closings = asked.select(asked="tender_id", closed_on="period_end_on")
    both = sides.union(winners).inner_join(closings, [("tender_id", "asked")])
    both = both.left_join(awarded, [("tender_id", "ended")])
    both = both.select(
        "tender_id",
        "bid_id",
        "name",
        "party",
        day=both.day.coalesce(both.closed_on, both.awarded_on),
    )
    named = sanction.select(
        "sanction_id", "from_on", "to_on", listed_id="party_id", listed_name="party_name"
    )
    by_id = both.left_join(named.filter(named.listed_id.notnull()), [("party", "listed_id")])
    listed = ibis.cases(
        (by_id.party.isnull(), ibis.null("boolean")),
        (by_id.sanction_id.isnull(), False),
        (by_id.day.isnull() | by_id.from_on.isnull(), ibis.null("boolean")),
        (by_id.day < by_id.from_on, False),
        else_=by_id.to_on.isnull() | (by_id.day <= by_id.to_on),
    )
    rows = by_id.select("tender_id", "bid_id", "party", "sanction_id", listed=listed)
    nameless = named.filter(named.listed_id.isnull(), named.listed_name.notnull())
    alike = both.inner_join(nameless, [("name", "listed_name")])
    unsure = alike.select(
        "tender_id", "bid_id", "party", "sanction_id", listed=ibis.null("boolean")
    )
    return rows.union(unsure)


@check.evidence
def evidence(
    flagged: Table,
    tender: Table,
    bid: Table,
    award: Table,
    sanction: Table,
    *,
    excluded_procurement_method_details: list[str] | None = None,
) -> Table:
    """The listing, the bid, and the tender."""
    asked = processes(tender, "period_end_on", excluded=excluded_procurement_method_details)
    found = _listed(asked.semi_join(flagged, KEY), bid, award, sanction)
    rows = found.filter(found.listed).inner_join(asked.select("tender_id", KEY), "tender_id").view()
    bids = rows.filter(rows.bid_id.notnull())
    return ibis.union(
        cite(
            rows, KEY, table="sanction", row_id=rows.sanction_id, role="tenderer", party=rows.party
        ).distinct(),
        cite(bids, KEY, table="bid", row_id=bids.bid_id, role="tenderer", party=bids.party),
        cite_tenders(flagged, tender),
    )
