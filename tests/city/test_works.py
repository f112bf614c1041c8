"""Sections and upkeep of roads in a made-up station: a clean one flags nothing, what is planted is found."""

from pathlib import Path

import numpy as np
import pytest

from qinglian.city.draw import Draw
from qinglian.city.fields import fields
from qinglian.city.make import write_city
from qinglian.city.size import STATION
from qinglian.city.society import society
from qinglian.city.works.proofs import printed, seen
from qinglian.engine.catalog import catalog
from qinglian.engine.measure import Measured, measure
from qinglian.model.rule import Rule

pytestmark = pytest.mark.xdist_group("city-works")  # its city is drawn once

STATUSES = ("draft", "trial", "stable")
PACKS = ["construction_cn", "highway_cn", "maintenance_cn"]
FIELDS = ("works", "upkeep", "building", "measuring")
UNPLANTED = {
    "GC-42": "compares owners with each other, and a county has three",
    "GC-43": "compares supervisors with each other, each of whom has a handful of penalties in a county",
    "HWY-006": "asks awards, which are stories of tendering",
    "HWY-006-2": "asks the people named in bids, which are stories of tendering",
}
"""Rules that no plant can reach, with the reason."""


def mine() -> list[Rule]:
    """Rules of the three packs that have plants."""
    planted = {rule for rule, _kind in shapes()}
    return [rule for rule in every() if rule.id in planted]


def every() -> list[Rule]:
    return [rule for rule in catalog().rules if rule.pack in PACKS and rule.card.status in STATUSES]


def measured(folder: Path, *, clean: bool) -> dict[str, Measured]:
    write_city(folder, 7, STATION, clean=clean, dirt_per_mille=0, ledgers=False)
    return {one.rule_id: one for one in measure(folder, mine())}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Measured]:
    return measured(tmp_path_factory.mktemp("planted"), clean=False)


def shapes() -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for name in FIELDS:
        for plant in fields()[name].plants:
            found.setdefault((plant.rule, plant.kind), set()).add(plant.shape)
    return found


def test_a_planted_rule_has_its_shapes():
    for rule in mine():
        assert len(shapes().get((rule.id, "fault"), ())) >= 3, rule.id
        assert len(shapes().get((rule.id, "honest"), ())) >= 2, rule.id


def test_what_is_left_out_has_no_plants():
    assert not {rule for rule, _kind in shapes()} & set(UNPLANTED)


def test_every_deed_says_what_happened():
    for name in FIELDS:
        assert all(plant.deed.__doc__ for plant in fields()[name].plants)


def test_a_clean_station_flags_nothing(tmp_path: Path):
    found = measured(tmp_path, clean=True)
    assert not any(one.error for one in found.values())
    assert {one.rule_id: one.flagged for one in found.values() if one.flagged} == {}


def test_faults_are_found_and_look_alikes_are_not(planted: dict[str, Measured]):
    for one in planted.values():
        assert min(one.planted, one.honest) > 0, one.rule_id
        assert (one.missed, one.false_alarms, one.unlabelled) == (0, 0, 0), one.wrong


def test_a_cut_and_brightened_picture_is_found_again_and_others_are_not():
    field = fields()["works"]
    world = society(7, 1, STATION)
    shot = field.tell(world, Draw(7, 1, "works", "story"))["shot"]
    assert printed(7, shot)[1] == []
    shot["motif"][5], shot["cut"][5], shot["light"][5] = shot["motif"][0], 6, 25
    assert [(one, other) for one, other, _fits in printed(7, shot)[1]] == [(0, 5)]
    assert not np.array_equal(seen(7, 0, 0, 0), seen(7, 1, 0, 0))
