"""The draw: its seed and population come first, there is one, and the page says how anybody draws again."""

import html
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.audit.models import Record
from qinglian.web.core.draws import draw, population
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.inspections.models import Inspection, Matter
from qinglian.web.inspections.services import preparing
from qinglian.web.units.models import Line, Unit
from qinglian.web.units.reach import reach_rebuild

Browser = Callable[[User], Client]


@pytest.fixture
def wide(bodies: dict[str, Unit]) -> None:
    """Twenty schools below the county."""
    for number in range(20):
        unit = Unit.objects.create(
            code=f"9903{number:02d}", name=f"示例学校{number:02d}", level="station", unit_type="school",
            valid_from=bodies["county"].valid_from,
        )  # fmt: skip
        Line.objects.create(
            kind="belongs", upper=bodies["county"], lower=unit, valid_from=unit.valid_from
        )
    reach_rebuild()


@pytest.fixture
def opened(people: SimpleNamespace, matter: Matter) -> Callable[..., Inspection]:
    def make(**said: object) -> Inspection:
        today = timezone.localdate()
        usual = {
            "title": "示例抽查", "matter": matter, "mode": "open", "breadth": "sample",
            "begins_on": today, "ends_on": today, "by": people.office,
        }  # fmt: skip
        return preparing.inspection_open(**{**usual, **said})

    return make


def test_anybody_draws_again_from_what_the_page_says(
    wide: None,
    opened: Callable[..., Inspection],
    people: SimpleNamespace,
    signed_in: Browser,
    tmp_path: Path,
) -> None:
    inspection = opened()
    seeded = preparing.draw_seed(
        inspection=inspection, by=people.office, unit_types=["school"], levels=["station"], number=7
    )
    assert len(seeded.codes) == 20
    drawn = preparing.draw_run(inspection=inspection, by=people.office)
    assert drawn.drawn == draw(seeded.codes, seeded.seed, 7)
    assert drawn.sha256 == population(drawn.codes)
    assert sorted(one.unit.code for one in inspection.visits.all()) == sorted(drawn.drawn)
    browser = signed_in(people.office)
    page = browser.get(inspection.get_absolute_url()).content.decode()
    file = browser.get(f"{inspection.get_absolute_url()}population.txt").content
    (tmp_path / "population.txt").write_bytes(file)
    for name in ("python", "shell"):
        recipe = html.unescape(re.search(rf'id="recipe-{name}">(.*?)</code>', page, re.DOTALL)[1])
        recipe = recipe.replace("python3", sys.executable)
        said = subprocess.run(
            ["bash", "-c", recipe], cwd=tmp_path, capture_output=True, text=True, check=True
        )
        assert said.stdout.split() == drawn.drawn, name


def test_the_seed_is_on_record_before_the_draw_and_there_is_one(
    wide: None, opened: Callable[..., Inspection], people: SimpleNamespace
) -> None:
    inspection = opened()
    with pytest.raises(NotAllowed):
        preparing.draw_run(inspection=inspection, by=people.office)
    seeded = preparing.draw_seed(inspection=inspection, by=people.office, line="belongs", share=50)
    kept = Record.objects.get(action="inspection.seeded")
    assert kept.data["seed"] == seeded.seed
    assert kept.data["population"] == seeded.sha256
    assert not inspection.visits.exists()
    with pytest.raises(Overtaken):
        preparing.draw_seed(inspection=inspection, by=people.office, number=3)
    preparing.draw_run(inspection=inspection, by=people.office)
    assert inspection.visits.count() == (len(seeded.codes) + 1) // 2
    with pytest.raises(Overtaken):
        preparing.draw_run(inspection=inspection, by=people.office)
    drawn = Record.objects.get(action="inspection.drawn")
    assert drawn.pk > kept.pk


def test_a_sample_says_a_number_or_a_share_and_all_is_all(
    wide: None, opened: Callable[..., Inspection], people: SimpleNamespace
) -> None:
    for wrong in ({}, {"number": 3, "share": 10}):
        with pytest.raises(NotAllowed):
            preparing.draw_seed(inspection=opened(), by=people.office, **wrong)
    everybody = opened(breadth="all")
    seeded = preparing.draw_seed(inspection=everybody, by=people.office, unit_types=["school"])
    assert seeded.size == 20


def test_nobody_draws_a_body_beyond_their_reach_nor_their_own(
    opened: Callable[..., Inspection], people: SimpleNamespace, bodies: dict[str, Unit]
) -> None:
    ours = opened(by=people.chief)
    seeded = preparing.draw_seed(inspection=ours, by=people.chief, number=50)
    assert set(seeded.codes) == {bodies["bureau"].code, bodies["school_bureau"].code}
    joint = opened(bodies=[bodies["market"]])
    seeded = preparing.draw_seed(inspection=joint, by=people.office, number=50)
    assert bodies["market"].code not in seeded.codes
    with pytest.raises(NotAllowed, match="没有符合条件"):
        preparing.draw_seed(
            inspection=opened(), by=people.office, bodies=[bodies["city_bureau"]], number=1
        )


def test_the_draw_through_the_pages(
    wide: None, opened: Callable[..., Inspection], people: SimpleNamespace, signed_in: Browser
) -> None:
    browser, page = signed_in(people.office), opened().get_absolute_url()
    assert browser.get(f"{page}population.txt").status_code == 404
    assert browser.post(f"{page}seed/", {"levels": ["station"], "number": "4"}).status_code == 302
    assert "种子" in browser.get(f"{page}draw/").content.decode()
    assert browser.post(f"{page}draw/", {}).status_code == 302
    assert browser.post(f"{page}draw/", {}).status_code == 409
    assert "怎样复算" in browser.get(page).content.decode()
