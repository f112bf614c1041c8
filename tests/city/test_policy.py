"""Rule documents and decisions of the city: clean ones raise nothing, every plant is told apart."""

from collections import Counter
from pathlib import Path

import pytest

from qinglian.city import make
from qinglian.city.fields import fields
from qinglian.city.size import STATION
from qinglian.engine.catalog import catalog
from qinglian.engine.measure import Measured, measure

pytestmark = pytest.mark.xdist_group("city-policy")  # its city is drawn once

STATUSES = ("draft", "trial", "stable")
Found = dict[bool, dict[str, Measured]]


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """A planted station and a clean one without missing values, measured by the pack."""
    rules = catalog().chosen(["policy_cn"], STATUSES)
    alone = {"policy": fields()["policy"]}
    measured = {}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(make, "fields", lambda: alone)
        for clean in (False, True):
            out: Path = tmp_path_factory.mktemp("city") / str(clean)
            make.write_city(out, 7, STATION, clean=clean, dirt_per_mille=0, ledgers=False)
            measured[clean] = {one.rule_id: one for one in measure(out, rules)}
    return measured


def test_clean_documents_raise_nothing(found: Found) -> None:
    told = {rule: one.flagged for rule, one in found[True].items() if one.kind == "deterministic"}
    assert {rule: flagged for rule, flagged in told.items() if flagged} == {}


def test_faults_are_found_and_look_alikes_left_alone(found: Found) -> None:
    wrong = {
        rule: (one.missed, one.false_alarms, one.unlabelled, one.error)
        for rule, one in found[False].items()
        if one.missed or one.false_alarms or one.unlabelled or one.error
    }
    assert wrong == {}


def test_every_rule_has_its_shapes(found: Found) -> None:
    shapes = Counter((plant.rule, plant.kind) for plant in fields()["policy"].plants)
    assert not [
        rule for rule in found[False] if shapes[rule, "fault"] < 3 or shapes[rule, "honest"] < 2
    ]


def test_clean_documents_ask_every_rule_of_age(found: Found) -> None:
    """Nothing raised means nothing wrong, not nothing asked; only the mark left open is a plant's own."""
    assert {rule for rule, one in found[True].items() if not one.decided} == {"POL-013-7"}
