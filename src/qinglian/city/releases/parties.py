"""
每个过程里列出的单位，与其背后的人。The parties that each process lists, and who is behind them.
"""

import numpy as np

from qinglian.city.days import NEVER
from qinglian.city.draw import Bools, Ints, as_column
from qinglian.city.plant import Story
from qinglian.city.rows import Rows
from qinglian.city.world import World

ROLES = (
    ["buyer"], ["buyer", "procuringEntity"], ["procuringEntity"],
    ["tenderer"], ["tenderer", "supplier"], ["supplier"],
)  # fmt: skip
_BIDS, _SUPPLIES = 3, 5
_BODIES = 10**7
"""Numbers of bodies begin here, so that bodies and firms can stand in one list."""


def appearances(story: Story) -> tuple[Ints, Ints, Ints]:
    """Who appears where: process, organisation (bodies from `_BODIES` on) and role, a row each, in a fixed order."""
    process, bid, award = story["process"], story["bid"], story["award"]
    same = process["buyer"] == process["entity"]
    every = np.arange(len(process))
    parts: list[tuple[Ints, Ints, Ints]] = [
        (every, process["buyer"] + _BODIES, np.where(same, 1, 0)),
        (every[~same], process["entity"][~same] + _BODIES, np.full((~same).sum(), 2)),
    ]
    for rows, role in ((bid, _BIDS), (award, _SUPPLIES)):
        kept = bid["gone"] == False if rows is bid else rows["status"] == "active"  # noqa: E712
        joined = kept & (rows["ally"] != NEVER)
        for column, mask in (("firm", kept), ("ally", joined)):
            parts.append((rows["_t"][mask], rows[column][mask], np.full(int(mask.sum()), role)))
    t, org, part = (np.concatenate([each[k] for each in parts]).astype(np.int64) for k in range(3))
    key = t * 10 * _BODIES + org
    order = np.argsort(key, kind="stable")
    key, part = key[order], part[order]
    first = np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]]))
    bids = np.logical_or.reduceat(part == _BIDS, first)
    supplies = np.logical_or.reduceat(part == _SUPPLIES, first)
    shown = np.where(bids & supplies, 4, part[first])
    return key[first] // (10 * _BODIES), key[first] % (10 * _BODIES), shown


def party_ids(story: Story, t: Ints, org: Ints) -> list[str]:
    """Ids of parties: the process and the organisation."""
    body, firm = story["body"]["org_id"], story["firm"]["org_id"]
    return [
        f"{one}/{body[who - _BODIES] if who >= _BODIES else firm[who]}"
        for one, who in zip(
            story["process"]["tender_id"][t].tolist(), org.tolist(), strict=True
        )
    ]  # fmt: skip


def parties(world: World, story: Story) -> Rows:
    """A row for each organisation in each process."""
    t, org, role = appearances(story)
    bodies: Bools = org >= _BODIES
    body, firm = story["body"], story["firm"]
    at = np.where(bodies, 0, org)
    of = np.where(bodies, org - _BODIES, 0)
    columns = {
        name: np.where(bodies, body[source][of], firm[source][at])
        for name, source in (
            ("organization_id", "org_id"), ("name", "name"), ("phone", "phone"),
            ("email", "email"), ("address", "address"), ("postal_code", "postal"),
        )
    }  # fmt: skip
    begins = np.flatnonzero(np.concatenate([[True], t[1:] != t[:-1]]))
    return Rows(
        len(t),
        columns,
        party_id=as_column(party_ids(story, t, org)),
        tender_id=story["process"]["tender_id"][t],
        roles=as_column([ROLES[spot] for spot in role.tolist()]),
        scheme="XX-REG",
        identifier_id=columns["organization_id"],
        locality="邻境示例市",
        country="XX",
        region=world.region_code,
        position=np.arange(len(t)) - np.repeat(begins, np.diff(np.append(begins, len(t)))) + 1,
    )


def owners(story: Story) -> Rows:
    """The beneficial owner and the shareholders of each firm, in each process."""
    t, org, _ = appearances(story)
    firm = story["firm"]
    mine = np.flatnonzero(org < _BODIES)
    t, org = t[mine], org[mine]
    party = party_ids(story, t, org)
    told = firm["owner_id"][org] != None  # noqa: E711
    found = _owners(party, t, story, np.flatnonzero(told), "beneficial", 1)
    kept = org[told]
    found["holder_identifier"], found["holder_name"] = (
        firm["owner_id"][kept],
        firm["owner_name"][kept],
    )
    found["holder_id"], found["share"] = firm["owner_id"][kept], None
    for number, (who, share) in enumerate(
        (("holder_id", "share"), ("second_id", "second_share")), start=1
    ):
        held = np.flatnonzero(firm[share][org] > 0)
        some = _owners(party, t, story, held, "shareholder", number)
        some["holder_id"] = firm[who][org[held]]
        some["share"] = as_column([part / 10 for part in firm[share][org[held]].tolist()])
        found.add(some)
    order = np.lexsort(
        (found["position"], found["kind"].astype(str), found["party_id"].astype(str))
    )
    return found.take(order)


def _owners(party: list[str], t: Ints, story: Story, at: Ints, kind: str, number: int) -> Rows:
    named = as_column(party)[at]
    return Rows(
        len(at),
        owner_id=as_column([f"{one}/{kind}/#{number}" for one in named.tolist()]),
        party_id=named,
        tender_id=story["process"]["tender_id"][t[at]],
        kind=kind,
        position=number,
    )
