"""Government purchases of the city: clean ones raise nothing, every plant is told apart."""

from collections import Counter
from pathlib import Path

import pytest

from qinglian.city.fields import fields
from qinglian.city.make import write_city
from qinglian.city.size import STATION
from qinglian.engine.catalog import catalog
from qinglian.engine.measure import Measured, measure

# Its city is drawn once, and takes a while.
pytestmark = [pytest.mark.xdist_group("city-procurement"), pytest.mark.slow]

STATUSES = ("draft", "trial", "stable")


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[bool, dict[str, Measured]]:
    """A planted station and a clean one without missing values, measured by the pack."""
    rules = catalog().chosen(["procurement_cn"], STATUSES)
    measured = {}
    for clean in (False, True):
        out: Path = tmp_path_factory.mktemp("city") / str(clean)
        write_city(out, 7, STATION, clean=clean, dirt_per_mille=0)
        measured[clean] = {one.rule_id: one for one in measure(out, rules)}
    return measured


def test_clean_purchases_raise_nothing(found: dict[bool, dict[str, Measured]]) -> None:
    told = {rule: one.flagged for rule, one in found[True].items() if one.kind == "deterministic"}
    assert {rule: flagged for rule, flagged in told.items() if flagged} == {}


def test_faults_are_found_and_look_alikes_left_alone(
    found: dict[bool, dict[str, Measured]],
) -> None:
    wrong = {
        rule: (one.missed, one.false_alarms, one.unlabelled, one.error)
        for rule, one in found[False].items()
        if one.kind == "deterministic"
        and (one.missed or one.false_alarms or one.unlabelled or one.error)
    }
    assert wrong == {}


def test_every_rule_has_its_shapes(found: dict[bool, dict[str, Measured]]) -> None:
    shapes = Counter((plant.rule, plant.kind) for plant in fields()["procurement"].plants)
    assert not [
        rule for rule in found[False] if shapes[rule, "fault"] < 3 or shapes[rule, "honest"] < 2
    ]
