"""Plants fall on stories that nobody changed in the same part, and say what proves them."""

from dataclasses import replace

import numpy as np
import pytest

from qinglian.city.draw import Draw, Ints
from qinglian.city.plant import Field, Scene, planted
from qinglian.city.rows import Rows
from qinglian.city.size import CITY, COUNTY, STATION
from qinglian.city.society import society

WORLD = society(7, 1, STATION)


def _field(n: int) -> tuple[Field, dict[str, Rows]]:
    story = {"cases": Rows(n, number=[f"C{order}" for order in range(n)], late=np.zeros(n, int))}
    return Field("test", "cases", "case", "number", "case", lambda *_: story, lambda *_: {}), story


def _deed(scene: Scene, at: Ints) -> None:
    scene.story["cases"]["late"][at] += 1


def test_same_part_is_changed_once() -> None:
    field, story = _field(40)
    for shape in ("一", "二", "三"):
        field.plant("XX-001", "fault", shape, touches="end", also=("XX-002",))(_deed)
    labels = planted(field, WORLD, story, Draw(7))
    assert story["cases"]["late"].max() == 1
    faults = [label for label in labels if label.kind == "fault"]
    assert len(faults) == int(story["cases"]["late"].sum())
    assert {label.rule for label in labels if label.kind == "also"} == {"XX-002"}
    assert faults[0].rows == (("case", faults[0].subject_id),)


def test_too_few_stories_are_an_error_in_a_county() -> None:
    field, story = _field(0)
    field.plant("XX-001", "fault", "一", touches="end")(_deed)
    with pytest.raises(ValueError, match="0 are left"):
        planted(field, replace(WORLD, size=COUNTY), story, Draw(7))
    assert planted(field, WORLD, story, Draw(7)) == [], "a station plants what it has stories for"
    one_of_nine = replace(WORLD, size=CITY)
    assert planted(field, one_of_nine, story, Draw(7)) == [], "of many counties one may be short"


def test_order_of_registration_does_not_matter() -> None:
    told = []
    for shapes in (("一", "二"), ("二", "一")):
        field, story = _field(40)
        for shape in shapes:
            field.plant("XX-001", "honest", shape, touches="end")(_deed)
        told.append(planted(field, WORLD, story, Draw(7)))
    assert told[0] == told[1]
