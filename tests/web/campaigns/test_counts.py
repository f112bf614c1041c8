"""查处 is numbers: no row can hold a case, no word is taken, small cells are hidden and cannot be worked out."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import models
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.campaigns.models import Campaign, HandledCount, Part
from qinglian.web.campaigns.services.counts import counts_of, counts_receive
from qinglian.web.core.moves import NotAllowed

Make = Callable[..., Campaign]


@pytest.fixture
def month() -> str:
    return f"{timezone.localdate():%Y-%m}"


def test_no_column_holds_a_word() -> None:
    words = (
        models.CharField,
        models.TextField,
        models.JSONField,
        models.FileField,
        models.BinaryField,
    )
    assert [one.name for one in HandledCount._meta.get_fields() if isinstance(one, words)] == []
    names = {one.name for one in HandledCount._meta.get_fields()}
    assert names == {"id", "campaign", "unit", "year", "month", "count", "by", "at"}
    assert HandledCount._meta.related_objects == ()


@pytest.mark.parametrize(
    "line",
    [
        "{unit} {month} 2 李某受贿",
        "{unit} {month} 两件",
        "{unit} {month} 2件",
        "{unit} 去年 2",
        "{unit} 2",
        "示例别的单位 {month} 2",
        "{unit} 1999-01 2",
        "{unit} {month} 2\n{unit} {month} 3",
        "{unit} {month} 2\n另有一件正在核查",
        "",
    ],
)
def test_what_is_no_number_refuses_the_whole_table(
    line: str, begun: Make, people: SimpleNamespace, month: str
) -> None:
    made = begun()
    table = line.format(unit=people.officer.unit.code, month=month)
    with pytest.raises(NotAllowed):
        counts_receive(campaign=made, by=people.team, table=table)
    assert not HandledCount.objects.exists()


@pytest.mark.parametrize("who", ["lead", "chief", "officer", "office", "auditor"])
def test_only_the_team_receives_it(
    who: str, begun: Make, people: SimpleNamespace, month: str
) -> None:
    with pytest.raises(NotAllowed):
        counts_receive(
            campaign=begun(), by=getattr(people, who), table=f"{people.officer.unit.code} {month} 2"
        )


def test_small_cells_are_hidden_and_totals_do_not_give_them_away(
    begun: Make, people: SimpleNamespace, month: str
) -> None:
    made = begun()
    bureau, school = people.officer.unit, people.school.unit
    table = f"单位\t月份\t件数\n{bureau.code}\t{month}\t3\n{school.name}，{month}，8"
    assert counts_receive(campaign=made, by=people.team, table=table) == 2
    counts_receive(campaign=made, by=people.team, table=f"{bureau.code} {month} 4")
    assert HandledCount.objects.get(unit=bureau).count == 4
    parts = Part.objects.filter(campaign=made)
    exact = counts_of(made, parts, people.team)
    assert (exact.total.shown, [cells[0].shown for _u, cells, _t in exact.rows]) == (12, [4, 8])
    for who in (people.lead, people.chief, people.auditor, people.office):
        told = counts_of(made, parts, who)
        assert [cells[0].shown for _unit, cells, _total in told.rows] == [None, 8]
        assert (told.total.shown, told.total.least) == (None, 9)
    HandledCount.objects.filter(unit=bureau).update(count=1)
    assert counts_of(made, parts, people.lead) == told, (
        "what is hidden leaves no trace in what is shown"
    )


def test_on_the_page(
    begun: Make, people: SimpleNamespace, month: str, signed_in: Callable[[User], Client]
) -> None:
    made = begun()
    page = made.get_absolute_url()
    team = signed_in(people.team)
    table = f"{people.officer.unit.code} {month} 3"
    assert team.post(f"{page}counts/", {"table": f"{table} 王某"}).status_code == 422
    assert team.post(f"{page}counts/", {"table": table}).status_code == 302
    assert "&lt;5" in signed_in(people.lead).get(page).content.decode()
    assert "&lt;5" not in team.get(page).content.decode()
    assert signed_in(people.lead).get(f"{page}counts/").status_code == 403
