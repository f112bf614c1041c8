"""The strip map: breaks, lanes, structures, runs that say how many they hold, filters in the address."""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree as Xml

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from qinglian.roadworks.alignment import Alignment as Road
from qinglian.roadworks.stake import Stake
from qinglian.web.accounts.models import User
from qinglian.web.works.drawing import COLUMNS, LEFT, Strip, Window, draw, gather
from qinglian.web.works.models import Part
from qinglian.web.works.strips import Mark
from qinglian.web.works.views import strip as view

ROAD = Road("K", Stake("K", Decimal(0)), Stake("K", Decimal(100_000)))


def _mark(
    start: float, end: float, *, track: str = "计量", lane: str = "full", kind: str = "accepted"
) -> Mark:
    return Mark(
        track, Decimal(str(start)), Decimal(str(end)), lane, "", kind, "<示例>&", "/x/?a=1&b=2", date(2024, 5, 1)
    )  # fmt: skip


def _picture(marks: list[Mark], window: tuple[float, float] = (0, 100_000)) -> tuple[Strip, str]:
    one = Strip(ROAD, Window(*window))
    gather(one, marks, lambda mark: (mark.lane_track, mark.lane_track))
    return one, draw([one], lambda _strip, first, last: f"?{first:.0f}-{last:.0f}", "示例")


def _gathered(marks: list[Mark], window: tuple[float, float] = (0, 100_000)) -> Strip:
    return _picture(marks, window)[0]


def test_what_is_drawn_is_escaped_and_well_formed() -> None:
    _one, picture = _picture([_mark(0, 50_000)])
    root = Xml.fromstring(picture)
    titles = [one.text for one in root.iter("{http://www.w3.org/2000/svg}title")]
    assert "<示例>& 2024-05-01" in titles
    assert "style=" not in picture


@given(
    st.lists(
        st.tuples(st.integers(0, 99_000), st.integers(0, 900), st.sampled_from(["left", "right", "full"])),
        max_size=200,
    )
)  # fmt: skip
def test_no_mark_is_lost_and_no_row_holds_more_than_its_columns(
    said: list[tuple[int, int, str]],
) -> None:
    one = _gathered([_mark(start, start + size, lane=lane) for start, size, lane in said])
    assert one.number == len(said)
    counted = [run for cells in one.runs.values() for runs in cells.values() for run in runs]
    assert sum(number for _left, _right, number, _mark in counted) == len(said)
    assert all(0 <= left < right <= COLUMNS for left, right, _number, _mark in counted)
    for cells in one.runs.values():
        for runs in cells.values():
            merged = [run for run in runs if run[2] > 1]
            assert len(merged) <= COLUMNS


def test_narrow_ones_join_and_wide_ones_stand_alone() -> None:
    one, picture = _picture(
        [_mark(10, 20), _mark(20, 30), _mark(50_000, 60_000), _mark(50_000, 60_000)]
    )
    runs = one.runs["计量"]["", "good"]
    assert sorted(number for _l, _r, number, _m in runs) == [1, 1, 2]
    assert "2 处" in picture
    _near, picture = _picture([_mark(10, 20), _mark(20, 30)], (0, 100))
    assert "处，点开" not in picture


def test_marks_outside_the_window_are_left_out_and_touching_ends_too() -> None:
    one = _gathered([_mark(0, 100), _mark(200, 300), _mark(150, 250)], (100, 200))
    assert one.number == 1


def _svg(browser: Client, site: SimpleNamespace, query: str = "") -> str:
    response = browser.get(f"{site.project.get_absolute_url()}strip/{query}")
    assert response.status_code == 200
    return response.content.decode()


@pytest.fixture
def marked(site: SimpleNamespace, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """A section whose strip has three marks."""

    def marks(_project: Any, alignment: Any, since: Any, until: Any, _user: Any) -> list[Mark]:
        found = [
            _mark(0, 500), _mark(1000, 1500, track="变更", kind="pending"),
            _mark(2050, 2080, track="变更", lane="left"),
        ]  # fmt: skip
        day = date(2024, 5, 1)
        return [one for one in found if (not since or day >= since) and (not until or day <= until)]

    monkeypatch.setattr(view, "marks", marks)
    Part.objects.create(section=site.section, rank="unit", path="09", name="K1+200 示例中桥")
    Part.objects.create(
        section=site.section, rank="unit", path="10", name="K3+000～K3+800 示例隧道"
    )
    return site


def test_the_page_has_breaks_structures_and_the_marks(
    marked: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    page = _svg(signed_in(marked.people["measurer"]), marked)
    assert "断链 K2+100=K2+000 长链 100 m" in page
    assert 'class="box"' in page
    assert "示例隧道" in page
    assert re.search(rf'<rect class="good" x="{LEFT}"', page)
    assert "K2+050断前" in page


def test_filters_stand_in_the_address(
    marked: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    browser = signed_in(marked.people["measurer"])
    assert "共 1 处" in _svg(browser, marked, "?line=K&from=K0%2B900&to=K1%2B600")
    assert "共 2 处" in _svg(browser, marked, "?track=变更")
    assert "共 0 处" in _svg(browser, marked, "?since=2025-01-01")
    assert "2024-05 变更" in _svg(browser, marked, "?by=time")
    assert "断前" in _svg(browser, marked, "?line=K&from=K2%2B050")
    assert "超出" in _svg(browser, marked, "?line=K&to=K99%2B000")
    assert "起点之后" in _svg(browser, marked, "?line=K&from=K1%2B000&to=K0%2B500")
    assert "日期写成" in _svg(browser, marked, "?since=gestern")


def test_others_do_not_see_it(site: SimpleNamespace, signed_in: Callable[[User], Client]) -> None:
    browser = signed_in(User.objects.create(username="nobody", name="示例外人"))
    assert browser.get(f"{site.project.get_absolute_url()}strip/").status_code == 404
