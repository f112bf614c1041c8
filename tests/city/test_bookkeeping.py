"""Accounting desks of the city: none is wrong in a clean station, and what is planted is told apart."""

from collections import Counter
from pathlib import Path

import pytest

from qinglian.city import make
from qinglian.city.bookkeeping import FIELD
from qinglian.city.size import STATION
from qinglian.engine.catalog import catalog
from qinglian.engine.measure import Measured, measure

RULES = [rule for rule in catalog().rules if rule.id == "FND-018"]


def measured(out: Path, *, clean: bool) -> Measured:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(make, "fields", lambda: {"bookkeeping": FIELD})
        make.write_city(out, 7, STATION, clean=clean, dirt_per_mille=0, ledgers=False)
    return measure(out, RULES)[0]


def test_a_clean_station_is_asked_and_flags_nothing(tmp_path: Path) -> None:
    one = measured(tmp_path, clean=True)
    assert one.decided > 0
    assert (one.flagged, one.error) == (0, None)


def test_faults_are_found_and_look_alikes_left_alone(tmp_path: Path) -> None:
    one = measured(tmp_path, clean=False)
    assert min(one.planted, one.honest) > 0
    assert (one.missed, one.false_alarms, one.unlabelled) == (0, 0, 0), one.wrong


def test_every_shape_has_a_word_and_a_sentence_of_its_own() -> None:
    shapes = Counter(plant.kind for plant in FIELD.plants)
    assert (shapes["fault"], shapes["honest"]) >= (3, 2)
    assert all(plant.deed.__doc__ for plant in FIELD.plants)
