"""The pages of the ledger: months, givers, what was asked twice, the promise, the circular. 台账的页面。"""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from qinglian.web.accounts.models import User
from qinglian.web.burden.drafts import circular
from qinglian.web.burden.models import Ask
from qinglian.web.burden.reporting import figures
from qinglian.web.burden.services.asking import ask, tell, withdraw
from qinglian.web.burden.twice import twice
from qinglian.web.core.drafts import Paragraph
from qinglian.web.core.reporting import by_key
from qinglian.web.units.models import Unit

Bodies = dict[str, Unit]
Person = Callable[..., User]
BEGINS, ENDS = date(2026, 1, 1), date(2026, 12, 31)


@pytest.fixture
def asks(bodies: Bodies, person: Person) -> Callable[..., Ask]:
    """The bureau asks its station, or somebody else somebody else."""
    giver = person("authority_head", "bureau", name="giver")

    def make(title: str = "示例情况报表", **said: object) -> Ask:
        usual = {
            "kind": "form", "on": None, "title": title, "giver_unit": bodies["bureau"], "by": giver,
            "minutes": {bodies["station"].pk: 60}, "on_day": date(2026, 6, 17),
        }  # fmt: skip
        return ask(**{**usual, **said})

    return make


def test_the_month_of_a_body_adds_up(
    asks: Callable[..., Ask], bodies: Bodies, person: Person, signed_in: Callable[[User], Client]
) -> None:
    asks()
    gone = asks("撤回的示例会")
    withdraw(of=gone, by=gone.by, reason="示例")
    asks("下月的", on_day=date(2026, 7, 2))
    browser = signed_in(person("unit_officer", "station"))
    page = browser.get(f"/burden/units/{bodies['station'].code}/?month=2026-06")
    assert (page.context["used"], page.context["cap"]) == (60, 480)
    assert [one.ask.on_title for one in page.context["rows"]] == ["示例情况报表"]
    assert "<svg" in page.content.decode()
    assert browser.get(f"/burden/units/{bodies['bureau'].code}/").status_code == 404


def test_a_body_is_not_told_before_its_turn(
    asks: Callable[..., Ask], bodies: Bodies, person: Person, signed_in: Callable[[User], Client]
) -> None:
    on = bodies["county"]
    on.public_id = "示例-1"
    made = asks(on=on, later=[bodies["station"].pk])
    browser = signed_in(person("unit_officer", "station"))
    assert browser.get(made.get_absolute_url()).status_code == 404
    tell(on=on, unit=bodies["station"].pk)
    assert browser.get(made.get_absolute_url()).status_code == 200


def test_who_asks_and_what_was_asked_twice(
    asks: Callable[..., Ask], bodies: Bodies, person: Person, signed_in: Callable[[User], Client]
) -> None:
    asks("关于报送2026年5月廉政谈话情况表的通知", on_day=date(2026, 5, 20))
    asks("报送6月廉政谈话情况表")
    asks("农机补贴名册")
    head = person("unit_head", "bureau")
    pairs = twice(head, BEGINS, ENDS)
    assert [(one.again.on_title, sorted(one.units)) for one in pairs] == [
        ("报送6月廉政谈话情况表", [bodies["station"].pk])
    ]
    assert "合并" in pairs[0].advice
    assert twice(head, date(2026, 7, 1), ENDS) == []
    assert twice(person("unit_officer", "market"), BEGINS, ENDS) == []
    page = signed_in(head).get("/burden/givers/?year=2026")
    assert [(one["ask__giver_unit__name"], one["total"]) for one in page.context["rows"]] == [
        (bodies["bureau"].name, 180)
    ]
    told = signed_in(head).get("/burden/twice/?begins=2026-01-01&ends=2026-12-31").content.decode()
    assert "都是报表" in told


def test_one_month_of_a_matter_is_not_the_other_asked_twice(
    asks: Callable[..., Ask], bodies: Bodies, person: Person
) -> None:
    on = bodies["county"]
    for month in (5, 6):
        on.public_id = f"XF-示例.2026{month:02d}"
        asks("示例清单", on=on, on_day=date(2026, month, 10))
    assert twice(person("unit_head", "bureau"), BEGINS, ENDS) == []


def test_numbers_of_a_period_lead_to_their_rows(
    asks: Callable[..., Ask], person: Person, signed_in: Callable[[User], Client]
) -> None:
    asks()
    asks("示例二", on_day=date(2025, 6, 1))
    head = person("unit_head", "bureau")
    said = by_key(figures(head, BEGINS, ENDS))
    numbers = {key: one.number for key, one in said.items()}
    assert numbers == {
        "burden.asked": 1, "burden.minutes": 60, "burden.average": 60, "burden.over": 0, "burden.withdrawn": 0,
        "burden.twice": 0,
    }  # fmt: skip
    page = signed_in(head).get(said["burden.asked"].url)
    assert [one["row"].on_title for one in page.context["shown"]] == ["示例情况报表"]


def test_the_promise_is_sums_only_and_open_to_everybody(
    asks: Callable[..., Ask], bodies: Bodies, person: Person, signed_in: Callable[[User], Client]
) -> None:
    asks(on_day=date.today())
    page = signed_in(person("observer", "market")).get("/burden/promise/")
    assert page.context["used"] == 60
    text = page.content.decode()
    assert not any(one.name in text for one in bodies.values() if one.pk != bodies["market"].pk)


def test_the_circular_cites_its_numbers_and_names_no_asked_body(
    asks: Callable[..., Ask], bodies: Bodies, person: Person
) -> None:
    chief = person("unit_head", "county", name="chief")
    asks("示例大表", minutes={bodies["station"].pk: 900}, approved_by=chief)
    paper = circular(None, person("unit_head", "bureau"), BEGINS, ENDS)
    words = "".join(
        str(getattr(part, "text", part))
        for block in paper.blocks if isinstance(block, Paragraph)
        for part in (block.words if isinstance(block.words, tuple) else (block.words,))
    )  # fmt: skip
    assert "占用单位时间900分钟" in words
    assert "批准人尚未确认" in words
    assert bodies["station"].name not in repr(paper)
    assert chief.name not in repr(paper)
