"""
投标留下的痕迹，一对一对地比。Traces that bids left, compared pair by pair.

《招标投标法实施条例》第四十条说的是“不同投标人”：同一标段、或者未划分标段的同一项目里的两份投标。联合体是一份投标，
成员之间不比；不同标段的投标人不是对手，不比。
Two bids compete where they are for one lot, or for one tender not divided into lots. The members of a consortium
are one side; bidders for different lots are no rivals.

A row of traces becomes `row_id, tender_id, lot, side, bidder_id` and `certain`: its lot is known. `side` is the bid
the trace belongs to, or the bidder where no bid is on record.
"""

from collections.abc import Sequence
from typing import Any

import ibis
from ibis import Table

from qinglian.checks._procurement import BIDDER, NOT_SUBMITTED, bidders
from qinglian.checks._regime import asked_under
from qinglian.checks._tendering import LAW
from qinglian.model.once import once

TENDER = ("tender_id", "opened_on")
OWNER = ("procuring_entity_id", "buyer_id")
TENDER_HELPS = (*OWNER, *LAW)
BID = ("bid_id", "tender_id", BIDDER)
BID_HELPS = ("lot_id", "status", "withdrawn")
TRACE = ("lot_id", "bid_id", "bidder_id")
WHOSE = ("bid_id", "bidder_id")
"""One of these says whose a trace is."""


def sided(trace: Table, bid: Table, key: str) -> Table:
    """Traces with the side that left each; every column of the trace stays."""
    each = bid.select("tender_id", "lot_id", "bid_id", member=bidders(bid).unnest())
    own = once(
        each.group_by(of_tender="tender_id", of_lot="lot_id", member="member").aggregate(
            of_bid=each.bid_id.max()
        )
    )
    parted = once(_divided(bid)).select(bid_in="in_tender", bids_divided="divided")
    marked = _divided(trace)
    mine = [
        trace.tender_id == own.of_tender,
        trace.bidder_id == own.member,
        trace.lot_id.identical_to(own.of_lot),
    ]
    rows = trace.left_join(own, mine)
    rows = rows.left_join(marked, rows.tender_id == marked.in_tender)
    rows = rows.left_join(parted, rows.tender_id == parted.bid_in)
    divided = rows.divided | rows.bids_divided.fill_null(False)
    return rows.select(
        *trace.columns,
        row_id=rows[key],
        lot=rows.lot_id,
        side=ibis.coalesce(rows.bid_id, rows.of_bid, rows.bidder_id),
        certain=rows.lot_id.notnull() | ~divided,
    )


def _divided(rows: Table) -> Table:
    lots = rows.select(in_tender="tender_id", lot=rows.lot_id.notnull())
    return lots.group_by("in_tender").aggregate(divided=lots.lot.any())


def parts(rows: Table, names: Sequence[str], *, public_bidders: int | None = None) -> Table:
    """One row a trace and part: `kind`, `part` (null where it says nothing) and whether it is `known`.

    Placeholders (`<part>_valid` false, where the rows have that column) are not known. What more than `public_bidders`
    bidders used anywhere in the data, or a row marks as public, is known and says nothing.
    """
    shown = rows.public_flag if "public_flag" in rows.columns else ibis.literal(False)
    long = ibis.union(
        *(
            rows.select(
                "row_id", "tender_id", "lot", "side", "bidder_id", "certain",
                kind=ibis.literal(name),
                part=_valid(rows, name).ifelse(rows[name], ibis.null("string")),
                public=shown.fill_null(ibis.literal(False)),
            )
            for name in names
        )
    )  # fmt: skip
    if public_bidders is None:
        everywhere = long.mutate(met=ibis.literal(0))
        most = 0
    else:
        met = long.group_by(of_kind="kind", of_part="part").aggregate(met=long.bidder_id.nunique())
        everywhere = long.left_join(met, [long.kind == met.of_kind, long.part == met.of_part])
        most = public_bidders
    telling = ~everywhere.public & (everywhere.met <= most)
    return everywhere.select(
        "row_id", "tender_id", "lot", "side", "bidder_id", "certain", "kind",
        part=telling.ifelse(everywhere.part, ibis.null("string")),
        known=everywhere.part.notnull(),
    )  # fmt: skip


def _valid(rows: Table, name: str) -> Any:
    companion = f"{name}_valid"
    return rows[companion].fill_null(True) if companion in rows.columns else ibis.literal(True)


def beside(rows: Table) -> Table:
    """Equal parts of two traces of one tender, both ways round: `sure` where two rivals left them, else `may`."""
    # Views, since Ibis would take a select on a join for that join and mix up the two sides.
    one, other = rows.view(), rows.view().rename("other_{name}")
    b = one.join(other, [(name, f"other_{name}") for name in ("tender_id", "kind", "part")])
    b = b.filter(b.row_id != b.other_row_id)
    apart = (b.side != b.other_side) & (b.bidder_id != b.other_bidder_id).fill_null(True)
    rivals = apart & one_lot(b)
    return b.select(
        "row_id", "tender_id", "side", "other_side", "bidder_id", "kind",
        sure=rivals.fill_null(False), may=rivals.fill_null(True),
    )  # fmt: skip


def one_lot(beside: Table) -> Any:
    """Whether two traces beside each other are for one lot; null where that is not known."""
    differ = (beside.lot != beside.other_lot).ifelse(False, ibis.null("boolean"))
    certain = beside.certain & beside.other_certain
    return certain.ifelse(beside.lot.identical_to(beside.other_lot), differ)


def stayed(bid: Table) -> Table:
    """Bids that are not known to have been withdrawn, or never handed in."""
    return bid.filter(
        bid.status.isnull() | bid.status.notin(NOT_SUBMITTED), ~bid.withdrawn.fill_null(False)
    )


def paired(found: Table, *, minimum: int = 1) -> Table:
    """Pairs of sides that share at least so many kinds of parts, surely or maybe."""
    both = found.group_by("tender_id", "side", "other_side").aggregate(
        kinds=found.kind.nunique(where=found.sure), most=found.kind.nunique(where=found.may)
    )
    return both.select(
        "tender_id", "side", "other_side", sure=both.kinds >= minimum, may=both.most >= minimum
    )


def judged(tender: Table, bid: Table, known: Table, pairs: Table, *, law: str) -> Table:
    """One row a tender under this law: how many bids share something, and the answer.

    Without a pair it is clear only where every bid on record left a trace that is `known` (`tender_id`, `side`).
    """
    hits = pairs.group_by(of_tender="tender_id").aggregate(
        bids=pairs.side.nunique(where=pairs.sure), may=pairs.may.any()
    )
    bids = stayed(bid.select("tender_id", "bid_id", "status", "withdrawn"))
    counted = once(
        bids.group_by(bid_tender="tender_id").aggregate(
            recorded=bids.bid_id.nunique(), rows=bids.count()
        )
    )
    told = known.select(told_tender="tender_id", told_side="side").distinct()
    seen = bids.join(told, [bids.tender_id == told.told_tender, bids.bid_id == told.told_side])
    spoken = seen.group_by("told_tender").aggregate(speaking=seen.count())
    asked = asked_under(tender, law)
    rows = asked.left_join(hits, asked.tender_id == hits.of_tender)
    rows = rows.left_join(counted, rows.tender_id == counted.bid_tender)
    rows = rows.left_join(spoken, rows.tender_id == spoken.told_tender)
    silent = rows.rows - rows.speaking.fill_null(0)
    flagged = ibis.cases(
        (rows.bids > 0, True),
        (rows.may, ibis.null("boolean")),
        ((rows.recorded == 1) | (silent == 0), False),
    )
    return rows.select(
        "tender_id",
        unit_id=rows.procuring_entity_id.coalesce(rows.buyer_id),
        value=rows.bids.fill_null(0),
        flagged=flagged & rows.follows,
    )


def cited(flagged: Table, found: Table, pairs: Table, table: str) -> Table:
    """Evidence: the traces that surely belong to two rivals of a flagged tender, each with its bidder."""
    two = pairs.filter(pairs.sure).select("tender_id", "side", "other_side")
    rows = found.filter(found.sure).semi_join(flagged, "tender_id")
    rows = rows.semi_join(two, ["tender_id", "side", "other_side"]).distinct()
    return rows.select(
        "tender_id",
        table=ibis.literal(table),
        row_id=rows.row_id,
        role=ibis.literal("tenderer"),
        party_id=rows.bidder_id,
    ).distinct()
