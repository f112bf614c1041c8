"""The tendering field: lawful as told, and every rule of the pack with its shapes found and spared."""

from collections import Counter
from pathlib import Path

import pytest

from qinglian.city.make import write_city
from qinglian.city.size import size_of
from qinglian.city.tendering import FIELD
from qinglian.engine.catalog import catalog
from qinglian.engine.measure import Measured, measure

# Its city is drawn once, and takes a while.
pytestmark = [pytest.mark.xdist_group("city-tendering"), pytest.mark.slow]


def measured(folder: Path, *, clean: bool) -> dict[str, Measured]:
    """A station of one seed, nothing missing in it, and what the pack made of it."""
    write_city(folder, 7, size_of("station"), clean=clean, dirt_per_mille=0)
    rules = catalog().chosen(["bidding_cn"], ("draft", "trial", "stable"))
    return {one.rule_id: one for one in measure(folder, rules)}


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Measured]:
    return measured(tmp_path_factory.mktemp("planted") / "city", clean=False)


@pytest.fixture(scope="module")
def lawful(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Measured]:
    return measured(tmp_path_factory.mktemp("clean") / "city", clean=True)


def test_lawful_tenders_raise_nothing(lawful: dict[str, Measured]) -> None:
    kept = [one for one in lawful.values() if one.kind == "deterministic"]
    assert [one.rule_id for one in kept if one.flagged] == []


def test_every_rule_has_its_shapes(planted: dict[str, Measured]) -> None:
    shapes = Counter((plant.rule, plant.kind) for plant in FIELD.plants)
    assert [rule for rule in planted if shapes[rule, "fault"] < 3] == []
    assert [rule for rule in planted if shapes[rule, "honest"] < 2] == []


def test_every_fault_is_found_and_nobody_else(planted: dict[str, Measured]) -> None:
    kept = [one for one in planted.values() if one.kind == "deterministic"]
    assert [one.rule_id for one in kept if one.missed] == []
    alarms = [one.rule_id for one in kept if one.false_alarms]
    assert alarms == []


def test_no_rule_failed(planted: dict[str, Measured]) -> None:
    assert {rule: one.error for rule, one in planted.items() if one.error} == {}


def test_every_plant_says_what_happened() -> None:
    assert [plant.shape for plant in FIELD.plants if not plant.deed.__doc__] == []
