"""Duties and self-checks of the city: clean ones raise nothing, every plant is told apart, and the same comes twice."""

from collections import Counter
from pathlib import Path

import pytest

from qinglian.city import make
from qinglian.city.duties import likeness, words
from qinglian.city.fields import fields
from qinglian.city.size import COUNTY, STATION, Size
from qinglian.engine.catalog import catalog
from qinglian.engine.measure import Measured, measure, pooled

pytestmark = pytest.mark.xdist_group("city-duties")  # its city is drawn once

STATUSES = ("draft", "trial", "stable")
FIELDS = ("duties", "selfchecks")
Found = dict[bool, dict[str, Measured]]


def asked(out: Path, seed: int, size: Size, *, clean: bool) -> list[Measured]:
    """A place made of these fields alone, measured by the pack."""
    alone = {name: fields()[name] for name in FIELDS}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(make, "fields", lambda: alone)
        make.write_city(out, seed, size, clean=clean, ledgers=False)
    return measure(out, catalog().chosen(["duties_cn"], STATUSES))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """A planted station and a clean one."""
    home = tmp_path_factory.mktemp("city")
    return {
        clean: {one.rule_id: one for one in asked(home / str(clean), 5, STATION, clean=clean)}
        for clean in (False, True)
    }


def test_clean_duties_raise_nothing(found: Found) -> None:
    flagged = {rule: one.flagged for rule, one in found[True].items() if one.flagged}
    assert flagged == {}


def test_clean_duties_ask_every_rule(found: Found) -> None:
    """Nothing raised means nothing wrong, not nothing asked."""
    assert [rule for rule, one in found[True].items() if not one.decided] == []


def test_faults_are_found_and_look_alikes_left_alone(found: Found) -> None:
    wrong = {
        rule: (one.missed, one.false_alarms, one.unlabelled, one.error)
        for rule, one in found[False].items()
        if one.missed or one.false_alarms or one.unlabelled or one.error
    }
    assert wrong == {}


def test_every_rule_has_its_shapes(found: Found) -> None:
    shapes = Counter((plant.rule, plant.kind) for name in FIELDS for plant in fields()[name].plants)
    assert not [
        rule for rule in found[False] if shapes[rule, "fault"] < 3 or shapes[rule, "honest"] < 2
    ]


def test_what_is_quoted_from_above_is_no_likeness() -> None:
    above = "".join(words.OFFICIAL[:4])
    one = f"{above}三月走访了青石村十二户，退回两张票据。"
    other = f"{above}六月在云岭开会，改了值班表的格式。"
    ((_, _, plain, own),) = likeness.text_pairs([one, other], words.QUOTED, 65)
    assert plain > 80
    assert own is not None
    assert own < 10


def test_numbers_and_signs_do_not_hide_a_copy() -> None:
    text = "3月12日查看登记本4份，发现2处不全，当场改正，并约定下季度由另一个股室交叉检查。"
    again = text.replace("3月12日", "9月8日").replace("4份", "17份").replace("，", "、")
    assert [pair[2] for pair in likeness.text_pairs([text, again], (), 65)] == [100.0]


@pytest.mark.slow
def test_other_seeds_reach_nine_tenths(tmp_path: Path) -> None:
    """Counties nobody looked at while the stories were written: recall and precision of each rule."""
    runs = [asked(tmp_path / str(seed), seed, COUNTY, clean=False) for seed in (41, 42, 43)]
    weak = {
        one.rule_id: (one.recall, one.precision)
        for one in pooled(runs)
        if one.recall is None
        or one.recall.share < 0.9
        or one.precision is None
        or one.precision.share < 0.9
    }
    assert weak == {}
