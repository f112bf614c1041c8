"""Every number leads to the list of exactly its rows; papers say what the problem is and cite it."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from qinglian.web.accounts.models import User
from qinglian.web.core.drafts import Cited, Content, Grid, Paragraph, kinds, kinds_for
from qinglian.web.core.reporting import by_key, figures_between
from qinglian.web.rectification.models import Problem
from qinglian.web.rectification.services.measures import measure_add, measure_report
from qinglian.web.rectification.services.money import amount_add
from qinglian.web.units.models import Unit


def day(days: int = 0) -> date:
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def some(
    raised: Callable[..., Problem], people: SimpleNamespace, bodies: dict[str, Unit]
) -> list[Problem]:
    """Struck off in time, struck off late, under way, not begun and late, reopened."""
    now = timezone.now()
    off = {"status": "struck", "second_by": people.team, "struck_by": people.team, "struck_at": now}
    made = [
        raised(title=f"示例问题第{name}号", act_on=day(-900) if number < 2 else None)
        for number, name in enumerate("甲乙丙丁")
    ]
    for problem, said in zip(
        made,
        (
            {**off, "applied_at": now},
            {**off, "applied_at": now, "due_on": day(-3)},
            {"reopened": 1},
            {"due_on": day(-1)},
        ),
        strict=True,
    ):
        Problem.objects.filter(pk=problem.pk).update(**said)
    measure = measure_add(
        problem=made[2], by=people.officer, pace="at_once", text="追回", who="计划科", due_on=day(9)
    )
    measure_report(measure=measure, by=people.officer, text="在催", done=False)
    amount_add(
        problem=made[2],
        by=people.officer,
        kind="recovered",
        amount_fen=1_234_567,
        on=day(),
        voucher_no="PZ-1",
    )
    return made


def test_every_number_leads_to_its_rows(
    some: list[Problem],
    raised: Callable[..., Problem],
    people: SimpleNamespace,
    bodies: dict[str, Unit],
    signed_in: Callable[[User], Client],
    tmp_path: Any,
) -> None:
    old = raised(title="去年的一件")
    Problem.objects.filter(pk=old.pk).update(opened_at=timezone.now() - timedelta(days=400))
    said = by_key(figures_between(people.team, day(-30), day()))
    told = {key: one.number for key, one in said.items() if key.startswith("rectification.")}
    money = told.pop("rectification.money")
    assert float(money) == 12_345.67
    assert told == {
        "rectification.found": 4,
        "rectification.done": 2,
        "rectification.going": 1,
        "rectification.undone": 1,
        "rectification.struck": 2,
        "rectification.in_time": 1,
        "rectification.reopened": 1,
        "rectification.fixed": 0,
    }
    browser = signed_in(people.team)
    for key, one in said.items():
        if not key.startswith("rectification."):
            continue
        answer = browser.get(f"{one.url}&format=xlsx")
        path = tmp_path / "list.xlsx"
        path.write_bytes(b"".join(answer.streaming_content))
        rows = load_workbook(path).active.max_row - 2
        assert rows == (1 if key == "rectification.money" else one.number), key


def test_nobody_counts_what_they_may_not_see(some: list[Problem], people: SimpleNamespace) -> None:
    said = by_key(figures_between(people.market, day(-30), day()))
    assert said["rectification.found"].number == 0
    assert "rectification.found" not in by_key(figures_between(people.admin, day(-30), day()))


def test_statistics_by_source_and_body(
    some: list[Problem],
    raised: Callable[..., Problem],
    people: SimpleNamespace,
    bodies: dict[str, Unit],
    signed_in: Callable[[User], Client],
) -> None:
    raised(title="学校的一件", unit=bodies["school_bureau"], origin="audit", act_on=day(-11))
    browser = signed_in(people.team)
    page = browser.get("/rectification/statistics/").content.decode()
    assert "存量" in page
    assert "33%" in page, "one in time of three that were due"
    address = f"/rectification/?unit={bodies['bureau'].pk}&amp;age=stock"
    assert f'<a href="{address}">2</a>' in page
    shown = (
        browser.get(address.replace("&amp;", "&")).content.decode().partition('<div id="list">')[2]
    )
    assert "第甲号" in shown
    assert "第丙号" not in shown


def test_papers_of_a_problem_cite_it(some: list[Problem], people: SimpleNamespace) -> None:
    problem = some[2]
    problem.refresh_from_db()
    codes = {one.code for one in kinds_for(problem, {"supervisor"})}
    assert codes == {"rectification.notice", "rectification.strike_off"}
    assert {one.code for one in kinds_for(problem, {"unit_officer"})} == {
        "rectification.strike_off"
    }
    for code in codes:
        content = kinds()[code].content(problem, people.team)
        assert isinstance(content, Content)
        assert problem.title in str(content)
        assert problem.get_absolute_url() in str(content)
        assert "监察建议" not in str(content)
    said = str(kinds()["rectification.strike_off"].content(problem, people.team))
    for words in ("追回", "正在推进", "立行立改", "12,345.67", "120,000.00"):
        assert words in said, words


def test_the_report_of_a_period_is_made_of_cited_numbers(
    some: list[Problem], people: SimpleNamespace
) -> None:
    content = kinds()["rectification.progress"].content(
        None, people.team, begins=day(-30), ends=day()
    )
    (text,) = [one for one in content.blocks if isinstance(one, Paragraph)]
    numbers = [one for one in text.words if isinstance(one, Cited)]
    assert [one.text for one in numbers] == ["4", "2", "1", "1", "2", "1", "1", "0", "12,345.67"]
    assert all(one.url.startswith("/rectification/?") for one in numbers)
    (table,) = [one for one in content.blocks if isinstance(one, Grid)]
    assert len(table.rows) == 4
