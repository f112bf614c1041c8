"""Permits and disclosure in a made-up station: nothing of a clean one is flagged, and what is planted is found."""

from pathlib import Path

import pytest

from qinglian.city.fields import fields
from qinglian.city.make import county, write_city
from qinglian.city.size import STATION
from qinglian.engine.catalog import catalog
from qinglian.engine.measure import Measured, measure

pytestmark = pytest.mark.xdist_group("city-approvals")  # its city is drawn once

STATUSES = ("draft", "trial", "stable")
PACKS = ["approval_cn", "disclosure_cn"]
OF_PENALTIES = {"PUB-003", "PUB-004", "PUB-004-2"}
"""Rules of disclosure about penalties: their stories are those of enforcement."""


def mine() -> set[str]:
    return {rule.id for rule in catalog().chosen(PACKS, STATUSES)} - OF_PENALTIES


def measured(folder: Path, *, clean: bool, missing: int = 0) -> dict[str, Measured]:
    write_city(folder, 7, STATION, clean=clean, dirt_per_mille=missing, ledgers=False)
    rules = [rule for rule in catalog().chosen(PACKS, STATUSES) if rule.id in mine()]
    return {one.rule_id: one for one in measure(folder, rules)}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Measured]:
    return measured(tmp_path_factory.mktemp("planted"), clean=False)


def test_every_rule_has_its_shapes():
    shapes: dict[tuple[str, str], set[str]] = {}
    for name in ("approvals", "disclosure"):
        for plant in fields()[name].plants:
            shapes.setdefault((plant.rule, plant.kind), set()).add(plant.shape)
    for rule in mine():
        assert len(shapes.get((rule, "fault"), ())) >= 3, rule
        assert len(shapes.get((rule, "honest"), ())) >= 2, rule


def test_every_deed_says_what_happened():
    for name in ("approvals", "disclosure"):
        assert all(plant.deed.__doc__ for plant in fields()[name].plants)


def test_a_clean_station_flags_nothing(tmp_path: Path):
    found = measured(tmp_path, clean=True)
    flagged = {one.rule_id: one.flagged for one in found.values() if one.flagged}
    assert {rule: n for rule, n in flagged.items() if found[rule].kind == "deterministic"} == {}
    assert not any(one.error for one in found.values())


def test_faults_are_found_and_look_alikes_are_not(planted: dict[str, Measured]):
    for one in planted.values():
        assert min(one.planted, one.honest) > 0, one.rule_id
        assert (one.missed, one.false_alarms) == (0, 0), one.wrong
        if one.kind == "deterministic":
            assert one.unlabelled == 0, one.wrong


def test_papers_that_miss_their_number_are_told_and_no_look_alike(tmp_path: Path):
    """Left out at random, the number of a receipt is a signal as on a real ledger; what is judged stays whole."""
    found = measured(tmp_path, clean=False, missing=100)
    assert found["APR-002"].unlabelled > 0
    assert sum(one.missed + one.false_alarms for one in found.values()) == 0


def test_one_bad_import_makes_many_signals_of_one_cause(planted: dict[str, Measured]):
    batch = 300 * STATION.plants // 100
    assert planted["APR-001"].bad_import == batch
    assert planted["APR-003-2"].bad_import == batch
    assert planted["APR-003"].bad_import == 0


def test_a_bad_import_is_one_batch_in_a_row():
    labels = [label for label in county(7, 1, STATION).labels if label.kind == "bad_import"]
    assert len({label.shape for label in labels}) == 1
    assert {label.rule for label in labels} == {"APR-001", "APR-003-2", "APR-010-2"}
    same = [
        {label.subject_id for label in labels if label.rule == rule}
        for rule in ("APR-001", "APR-003-2")
    ]
    assert same[0] == same[1]


def test_the_same_seed_plants_the_same():
    assert county(3, 1, STATION).labels == county(3, 1, STATION).labels
