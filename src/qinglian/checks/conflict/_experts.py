"""Ties between members of panels and bidders of the same tender, from every place that may show one."""

from collections.abc import Sequence
from typing import Any

import ibis
from ibis import Table

from qinglian.checks._procurement import bidders
from qinglian.checks.collusion import _sides
from qinglian.checks.conflict import _chains
from qinglian.checks.conflict._ties import standing, ties

PERSON = ("panel_member_id", "tender_id", "person", "person_id_no", "sits")


def bodies(bid: Table) -> Table:
    """The bidders of each tender, members of consortia each for itself."""
    stayed = _sides.stayed(bid)
    return stayed.select("tender_id", body=bidders(stayed).unnest()).distinct()


def found(
    tender: Table,
    bodies: Table,
    members: Table,
    relation: Table,
    party: Table,
    bid_member: Table,
    kinds: Sequence[str],
    posts: Sequence[str] = (),
) -> Table:
    """Members tied to a bidder: `sure` where the tie stood and the member sat, else it only may be so.

    With `posts`, also members a near relative of whom has such a post in the bidder.

    `table` and `row_id` say where the tie is on record.
    """
    opened = tender.select(of_tender="tender_id", day="opened_on")
    dated = members.join(opened, members.tender_id == opened.of_tender).view()
    beside = dated.join(bodies.rename(bid_tender="tender_id"), [("tender_id", "bid_tender")]).view()
    told = ties(relation, kinds).mutate(table=ibis.literal("relation"))
    to_body = _related(beside, told.filter(told.other.notnull()), "body", "other")
    if posts:
        family = _related(beside, _chains.through_kin(relation, party, posts), "body", "other")
        to_body = to_body.union(family)
    people = _people(bodies, party, bid_member)
    by_person = beside.join(
        people.rename(of_bid="tender_id", of_body="body"),
        [("tender_id", "of_bid"), ("body", "of_body")],
    ).view()
    to_person = _related(
        by_person, told.filter(told.other_person.notnull()), "person_of_bid", "other_person"
    )
    employed = beside.filter(beside.employer_id == beside.body)
    avoided = beside.filter(beside.avoid_ids.contains(beside.body))
    own = (_own(rows) for rows in (employed, avoided))
    return ibis.union(to_body, to_person, *own).distinct()


def _people(bodies: Table, party: Table, bid_member: Table) -> Table:
    """Persons that stand for a bidder in a tender: its legal representative, and those its bid names."""
    heads = party.filter(party.legal_representative_id_no.notnull())
    heads = heads.select(of_party="party_id", person_of_bid="legal_representative_id_no")
    led = bodies.join(heads, [("body", "of_party")]).select("tender_id", "body", "person_of_bid")
    named = bid_member.filter(bid_member.person_id_no.notnull(), bid_member.bidder_id.notnull())
    named = named.select("tender_id", body="bidder_id", person_of_bid="person_id_no")
    return led.union(named).distinct()


def _related(beside: Table, told: Table, mine: str, theirs: str) -> Table:
    told = told.select(
        "table",
        "row_id",
        "since",
        "until",
        strong="sure",
        told_person="one_person",
        told_other=theirs,
    )
    met = beside.join(told, [("person_id_no", "told_person"), (mine, "told_other")])
    stood = standing(met, met.day) & met.strong
    return _shaped(met, met.table, met.row_id, stood)


def _own(rows: Table) -> Table:
    """What the member's own row shows."""
    own = ibis.literal("panel_member")
    return _shaped(rows, own, rows.panel_member_id, ibis.literal(True))


def _shaped(rows: Table, table: Any, row_id: Any, stood: Any) -> Table:
    kept = rows.select(
        "panel_member_id", "tender_id", "person", "body",
        table=table, row_id=row_id, stood=stood, sits="sits",
    )  # fmt: skip
    kept = kept.filter(kept.stood.fill_null(True))
    return kept.select(
        "panel_member_id", "tender_id", "person", "body", "table", "row_id",
        sure=(kept.stood & kept.sits).fill_null(False),
    )  # fmt: skip
