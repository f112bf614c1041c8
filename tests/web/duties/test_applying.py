"""Items go to the bodies they apply to; where nothing is on record nobody can tell. 适用性。"""

from collections.abc import Callable

import pytest

from qinglian.web.duties.applying import Why, applies, holdings_of
from qinglian.web.duties.models import Item
from qinglian.web.units.models import Unit
from tests.web.conftest import BEGUN

STATION = Unit(level="station", unit_type="agency", valid_from=BEGUN)


@pytest.mark.parametrize(
    ("asks", "held", "why"),
    [
        ({}, [], ""),
        ({"applies_types": ["school"]}, [], Why.TYPE),
        ({"applies_types": ["school", "agency"]}, [], ""),
        ({"applies_levels": ["county"]}, [], Why.LEVEL),
        ({"applies_powers": ["P1"]}, [("power", "P1")], ""),
        ({"applies_powers": ["P1", "P2"]}, [("power", "P2")], ""),
        ({"applies_powers": ["P1"]}, [("power", "P2")], Why.POWER),
        ({"applies_powers": ["P1"]}, [], Why.NO_POWERS),
        ({"applies_powers": ["P1"]}, [("post", "P1")], Why.NO_POWERS),
        ({"applies_posts": ["G1"]}, [("post", "G2")], Why.POST),
        ({"applies_posts": ["G1"]}, [], Why.NO_POSTS),
        ({"applies_powers": ["P1"], "applies_posts": ["G1"]}, [("power", "P1")], Why.NO_POSTS),
    ],
)
def test_by_type_level_powers_and_posts(
    asks: dict[str, list[str]], held: list[tuple[str, str]], why: str
) -> None:
    answer = applies(Item(**asks), STATION, frozenset(held))
    assert (bool(answer), answer.why) == (not why, why)


def test_a_body_that_ended_gets_nothing() -> None:
    unit = Unit(valid_from=BEGUN, valid_to=BEGUN.replace(year=2021))
    assert applies(Item(), unit, on=BEGUN.replace(year=2022)).why == Why.ENDED


def test_what_all_bodies_hold_is_one_query(
    bodies: dict[str, Unit],
    holds: Callable[..., None],
    django_assert_num_queries: Callable[..., object],
) -> None:
    holds(bodies["bureau"], "P1", "P2")
    holds(bodies["station"], "G1", kind="post")
    with django_assert_num_queries(1):  # type: ignore[attr-defined]
        found = holdings_of([unit.pk for unit in bodies.values()])
    assert found[bodies["bureau"].pk] == {("power", "P1"), ("power", "P2")}
    assert found[bodies["station"].pk] == {("post", "G1")}
