"""Ties between rivals: bidders for one lot of a tender, each with its side."""

import ibis
from ibis import Table

from qinglian.checks._procurement import bidders
from qinglian.checks.collusion import _sides
from qinglian.checks.conflict._ties import standing


def rivals(bid: Table) -> Table:
    """Bids that stayed, a row a member, with lot and side."""
    stayed = _sides.stayed(bid)
    each = stayed.select("tender_id", "lot_id", "bid_id", bidder_id=bidders(stayed).unnest())
    return _sides.sided(each, bid, "bid_id")


def pairs(rows: Table) -> Table:
    """Bodies (`one`, `other`) that bid beside each other anywhere, both ways round."""
    both = _beside(rows)
    met = both.filter(both.bidder_id != both.other_bidder_id)
    return met.select(one="bidder_id", other="other_bidder_id").distinct()


def tied(tender: Table, rows: Table, told: Table) -> Table:
    """Ties between two sides of one tender that stood when the bids were opened.

    `told` has `table`, `row_id`, `one`, `other`, `since`, `until` and `sure`, both ways round.
    """
    met = _beside(rows).join(told, [("bidder_id", "one"), ("other_bidder_id", "other")])
    day = tender.select(of_tender="tender_id", day="opened_on")
    met = met.join(day, [("tender_id", "of_tender")])
    stood = _sides.one_lot(met) & standing(met, met.day)
    return met.select(
        "tender_id", "side", "other_side", "bidder_id",
        table="table", row_id="row_id_right", kind=ibis.literal("tie"),
        sure=stood.fill_null(False) & met.sure, may=stood.fill_null(True),
    )  # fmt: skip


def judged(tender: Table, bid: Table, rows: Table, found: Table, absent: frozenset[str]) -> Table:
    """One row a tender; without relations on record nothing is known of any bidder."""
    known = rows.filter(rows.bidder_id.notnull(), ibis.literal("relation.kind" not in absent))
    return _sides.judged(tender, bid, known, _sides.paired(found), law="tendering")


def cited(flagged: Table, found: Table) -> Table:
    """Evidence: the relations and registrations that tie two rivals of a flagged tender."""
    pairs = _sides.paired(found)
    return ibis.union(
        *(
            _sides.cited(flagged, found.filter(found.table == table), pairs, table)
            for table in ("relation", "party")
        )
    )


def _beside(rows: Table) -> Table:
    one, other = rows.view(), rows.view().rename("other_{name}")
    both = one.join(other, [("tender_id", "other_tender_id")])
    return both.filter(both.side != both.other_side).view()
