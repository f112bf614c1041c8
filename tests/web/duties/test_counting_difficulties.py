"""Outcomes, counts and pages of difficulties. 困难问题的结果与计数。"""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.core.drafts import kinds_for
from qinglian.web.core.moves import NotAllowed
from qinglian.web.duties.models import Difficulty
from qinglian.web.duties.queries import both_ways
from qinglian.web.duties.reporting import figures
from qinglian.web.duties.services.difficulties import (
    answerers_for,
    difficulty_agree,
)
from qinglian.web.duties.services.difficulty_outcomes import difficulty_rule, difficulty_task
from qinglian.web.tasks.models import Task
from qinglian.web.units.models import Line
from qinglian.web.units.reach import reach_rebuild
from tests.web.duties.conftest import Bodies, Raise, replied


def test_an_answer_becomes_a_task_or_a_proposal(
    ask: Raise, people: SimpleNamespace, bodies: Bodies, signed_in: Callable[[User], Client]
) -> None:
    done = replied(ask(), people.county)
    said = {
        "title": "示例督办", "requirement": "印发口径", "unit": bodies["market"],
        "due_on": timezone.localdate() + timedelta(days=20),
    }  # fmt: skip
    with pytest.raises(NotAllowed):
        difficulty_task(difficulty=done, by=people.officer, **said)
    task = difficulty_task(difficulty=done, by=people.county, **said)
    assert Task.objects.get().origin_id == done.public_id
    assert bodies["bureau"].name not in f"{task.title}{task.origin_label}{task.requirement}"
    with pytest.raises(NotAllowed):
        difficulty_rule(difficulty=done, by=people.county, rule_id="XXX-999", reason="太严")
    difficulty_rule(difficulty=done, by=people.county, rule_id="BID-025", reason="太严")
    page = signed_in(people.county).get(done.get_absolute_url()).content.decode()
    assert "示例督办" in page
    assert "待规则管理方研究" in page
    assert "看是否调整规则" in signed_in(people.office).get("/desk/").content.decode()


def test_counted_both_ways_and_each_number_is_its_list(
    ask: Raise, people: SimpleNamespace, bodies: Bodies, signed_in: Callable[[User], Client]
) -> None:
    difficulty_agree(difficulty=replied(ask(), people.county), by=people.officer)
    ask(by=people.school)
    late = ask(lead_unit=bodies["city_bureau"])
    Difficulty.objects.filter(pk=late.pk).update(reply_due_on=date(2020, 1, 2))
    late.refresh_from_db()
    late = replied(late, people.city)
    assert late.in_time is False
    askers, answerers = both_ways(people.auditor)
    said = {one.name: (one.all, one.answered, one.in_time, one.agreed) for one in askers}
    assert said == {bodies["bureau"].name: (2, 2, 1, 1), bodies["school_bureau"].name: (1, 0, 0, 0)}
    said = {one.name: (one.all, one.answered, one.in_time, one.agreed) for one in answerers}
    assert said == {bodies["county"].name: (2, 1, 1, 1), bodies["city_bureau"].name: (1, 1, 0, 0)}
    browser = signed_in(people.auditor)
    address, code = "/duties/difficulties/", bodies["bureau"].code
    for query, number in (
        (f"asker={code}", 2), (f"asker={code}&state=in_time", 1),
        (f"answerer={bodies['county'].code}&status=agreed", 1),
    ):  # fmt: skip
        listed = browser.get(f"{address}?{query}").context["page"].paginator.count
        assert listed == number, query
    assert [one.name for one in both_ways(people.school)[0]] == [bodies["school_bureau"].name]


def test_through_the_pages(
    people: SimpleNamespace, bodies: Bodies, signed_in: Callable[[User], Client]
) -> None:
    officer, county = signed_in(people.officer), signed_in(people.county)
    said = {
        "kind": "money", "title": "示例问题", "text": "联系 13800001234", "wanted": "安排经费",
        "lead_unit": bodies["county"].pk,
    }  # fmt: skip
    assert officer.get("/duties/difficulties/new/").status_code == 200
    assert officer.post("/duties/difficulties/new/", said).status_code == 302
    asked = Difficulty.objects.get()
    page = asked.get_absolute_url()
    assert "签收" in county.get("/desk/").content.decode()
    assert county.post(f"{page}receive/", {"version": asked.version}).status_code == 302
    assert county.post(f"{page}receive/", {"version": asked.version}).status_code == 409
    assert county.post(f"{page}reply/", {"reply": "列入明年预算"}).status_code == 302
    assert county.post(f"{page}agree/", {}).status_code == 422
    assert "确认是否解决" in officer.get("/desk/").content.decode()
    shown = officer.get(page).content.decode()
    assert "列入明年预算" in shown
    assert "13800001234" not in shown
    for who in (people.school, people.market, people.city, people.admin):
        assert signed_in(who).get(page).status_code == 404
    assert officer.post(f"{page}agree/", {}).status_code == 302
    export = officer.get("/duties/difficulties/?format=xlsx")
    assert export.status_code == 200


def test_only_the_lines_that_hold_today_lead_upwards(bodies: Bodies) -> None:
    Line.objects.filter(kind="guides").update(valid_to=date(2024, 1, 1))
    reach_rebuild()
    assert bodies["city_bureau"] not in answerers_for(bodies["bureau"])


def test_numbers_of_a_period_are_their_lists(
    ask: Raise, people: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    difficulty_agree(difficulty=replied(ask(), people.county), by=people.officer)
    ask(by=people.school)
    today = timezone.localdate()
    said = figures(people.auditor, today, today)
    said = [one for one in said if one.key.startswith("duties.difficulties")]
    assert [one.number for one in said] == [2, 1, 1, 1]
    browser = signed_in(people.auditor)
    for one in said:
        assert browser.get(one.url).context["page"].paginator.count == one.number, one.key
    assert figures(people.admin, today, today) == []


def test_the_letter_of_answer_says_who_decides(ask: Raise, people: SimpleNamespace) -> None:
    asked = ask()
    assert kinds_for(asked, {"unit_head"}) == []
    done = replied(asked, people.county, "列入预算，电话 13800001234")
    content = kinds_for(done, {"unit_head"})[0].content(done, people.county)
    assert (content.addressee, content.signed) == (str(done.unit), str(done.lead_unit))
    words = str(content.blocks)
    assert "列入预算" in words
    assert "未经你单位同意，不作办结" in words
    assert "13800001234" not in words
