"""Penalty cases of the city: a clean station flags nothing, planted faults are found, look-alikes are not."""

from collections import Counter
from pathlib import Path

import pytest

from qinglian.city import make
from qinglian.city.enforcement import FIELD
from qinglian.city.fields import fields
from qinglian.city.size import STATION
from qinglian.engine.catalog import catalog
from qinglian.engine.measure import Measured, measure

pytestmark = pytest.mark.xdist_group("city-enforcement")  # its city is drawn once

PUBLISHED = ("PUB-003", "PUB-004", "PUB-004-2")
RULES = [rule for rule in catalog().rules if rule.pack == "enforcement_cn" or rule.id in PUBLISHED]
UNPLANTED = {
    "ENF-018-2": "the limit on inspections is in force from 2026-02-01, after the last record of a city"
}


def measured(out: Path, *, clean: bool) -> list[Measured]:
    """The rules of the field over a station that has no other field."""
    fields()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(make, "fields", lambda: {"enforcement": FIELD})
        make.write_city(out, 7, STATION, clean=clean, dirt_per_mille=0)
    return measure(out, RULES)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> list[Measured]:
    return measured(tmp_path_factory.mktemp("clean"), clean=True)


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> list[Measured]:
    return measured(tmp_path_factory.mktemp("planted"), clean=False)


def test_a_clean_station_flags_nothing(clean: list[Measured]) -> None:
    assert {one.rule_id: one.flagged for one in clean if one.flagged or one.error} == {}


def test_every_rule_has_its_shapes() -> None:
    fields()
    shapes = Counter((plant.rule, plant.kind) for plant in FIELD.plants)
    poor = [
        rule.id for rule in RULES if shapes[rule.id, "fault"] < 3 or shapes[rule.id, "honest"] < 2
    ]
    assert poor == list(UNPLANTED)


def test_every_shape_has_a_word_and_a_sentence_of_its_own() -> None:
    fields()
    words = Counter((plant.rule, plant.kind, plant.shape) for plant in FIELD.plants)
    assert [word for word, times in words.items() if times > 1] == []
    assert [plant.shape for plant in FIELD.plants if not plant.deed.__doc__] == []


def test_faults_are_found(planted: list[Measured]) -> None:
    assert [(one.rule_id, one.wrong) for one in planted if one.missed or one.error] == []


def test_lookalikes_and_other_cases_give_no_signal(planted: list[Measured]) -> None:
    wrong = [(one.rule_id, case.shape, case.subject_id) for one in planted for case in one.wrong]
    assert wrong == []
