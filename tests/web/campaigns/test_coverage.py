"""Fields against actions: what has nothing stands on top, and each number is its list."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.campaigns.coverage import coverage, since
from qinglian.web.campaigns.fields import field_add, fields, packs_of
from qinglian.web.campaigns.models import Campaign
from qinglian.web.campaigns.reporting import figures
from qinglian.web.campaigns.services.checking import Said
from qinglian.web.core.moves import NotAllowed
from tests.web.campaigns.conftest import answered

Make = Callable[..., Campaign]


def test_red_flags_are_no_field_and_count_with_tendering() -> None:
    assert "ocds_red_flags" not in dict(fields())
    assert packs_of(["bidding_cn"]) == ["bidding_cn", "ocds_red_flags"]


def test_a_field_of_ones_own_stands_bare_on_top(people: SimpleNamespace) -> None:
    for who in (people.lead, people.officer, people.auditor):
        with pytest.raises(NotAllowed):
            field_add(name="示例领域", by=who)
    own = field_add(name="示例领域", by=people.office)
    with pytest.raises(NotAllowed):
        field_add(name=" 示例领域 ", by=people.office)
    columns, lines = coverage(people.office)
    bare = [one.key for one in lines if one.bare]
    assert own.key in bare
    assert [one.key for one in lines[: len(bare)]] == bare
    place = [one.key for one in columns].index("rules")
    numbers = {one.key: one.cells[place].number for one in lines}
    assert numbers["enforcement_cn"] > 20
    assert numbers[own.key] == 0


def test_each_cell_is_its_list(
    begun: Make, write: Make, people: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    begun()
    write()
    old = begun()
    year = timezone.localdate().year - 5
    Campaign.objects.filter(pk=old.pk).update(year=year)
    browser = signed_in(people.lead)
    for years, number in ((3, 1), (6, 2)):
        _columns, lines = coverage(people.lead, years)
        line = next(one for one in lines if one.key == "enforcement_cn")
        cell = line.cells[0]
        assert cell.number == number
        assert browser.get(cell.url).context["page"].paginator.count == number
    rules = line.cells[[one.key for one in _columns].index("rules")]
    assert browser.get(rules.url).context["page"].paginator.count == rules.number
    assert coverage(people.market)[1][0].cells[0].number == 0, "as far as one sees"
    page = browser.get("/campaigns/map/?years=6").content.decode()
    assert page.count('class="shade0"') >= 1
    assert since(1).year == timezone.localdate().year


def test_numbers_of_a_period_are_their_lists(
    begun: Make, people: SimpleNamespace, signed_in: Callable[[User], Client]
) -> None:
    made = begun()
    answered(
        made.parts.get(unit=people.officer.unit), people.officer, people.head,
        (Said("多收三户", "三月多收"),),
    )  # fmt: skip
    answered(made.parts.get(unit=people.school.unit), people.school, people.school_head)
    today = timezone.localdate()
    said = figures(people.lead, today.replace(day=1), today)
    assert {one.key: one.number for one in said} == {
        "campaigns.begun": 1, "campaigns.answered": 2, "campaigns.nothing": 1,
        "campaigns.self_found": 1, "campaigns.rechecked": 0, "campaigns.published": 0,
    }  # fmt: skip
    browser = signed_in(people.lead)
    for one in said:
        assert browser.get(one.url).context["page"].paginator.count == one.number, one.key
    assert all(
        one.number == 0
        for one in figures(people.lead, today.replace(year=2020), today.replace(year=2021))
    )
    assert figures(people.admin, today, today) == []
