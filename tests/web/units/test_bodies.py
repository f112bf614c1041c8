"""Bodies are set up, renamed, merged and split by the system administrator, and what this opens is said before."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from qinglian.web.accounts.models import Assignment, User
from qinglian.web.audit.models import Record
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.stamp import stamp
from qinglian.web.units.effects import effects
from qinglian.web.units.models import Line, Reach, Succession, Unit
from qinglian.web.units.reach import Picture
from qinglian.web.units.scope import reach, visible_units
from qinglian.web.units.services.bodies import unit_create, unit_end, unit_rename
from qinglian.web.units.services.lines import line_draw, line_end, line_withdraw
from qinglian.web.units.services.mergers import unit_merge, unit_split

Bodies = dict[str, Unit]
Person = Callable[..., User]
SignedIn = Callable[[User], Client]
DAY = date(2021, 1, 1)


@pytest.fixture
def admin(person: Person) -> User:
    return person("system_admin", "county")


def test_nobody_but_the_system_administrator_writes(bodies: Bodies, person: Person) -> None:
    for role in ("programme_office", "security_admin", "audit_admin", "auditor", "unit_head"):
        user = person(role, "county")
        with pytest.raises(NotAllowed):
            unit_create(code="X1", name="示例单位", valid_from=DAY, by=user)
        with pytest.raises(NotAllowed):
            line_draw(
                kind="belongs",
                upper=bodies["county"],
                lower=bodies["team"],
                valid_from=DAY,
                by=user,
            )
    assert not Unit.objects.filter(code="X1").exists()


def test_a_renamed_body_is_found_by_its_former_name(
    bodies: Bodies, admin: User, signed_in: SignedIn
) -> None:
    bureau = bodies["bureau"]
    unit_rename(
        unit=bureau, name="示例县交通局", on=DAY, seen=stamp(bureau), by=admin, reason="示例文号"
    )
    page = (
        signed_in(admin).get(reverse("units:units"), {"q": "示例县交通运输局路"}).content.decode()
    )
    assert bodies["station"].code in page
    page = signed_in(admin).get(reverse("units:units"), {"q": "示例县交通运输局"}).content.decode()
    assert page.count(bureau.code) == 2
    assert "示例县交通局" in page
    body = signed_in(admin).get(bureau.get_absolute_url()).content.decode()
    assert "2020-12-31" in body
    assert Record.objects.get(action="unit.renamed").data["name"] == [
        "示例县交通运输局",
        "示例县交通局",
    ]


def test_of_two_who_rename_at_once_the_second_is_told(bodies: Bodies, admin: User) -> None:
    bureau, seen = bodies["bureau"], stamp(bodies["bureau"])
    said = {"unit": bureau, "on": DAY, "seen": seen, "by": admin, "reason": "示例"}
    unit_rename(name="示例县甲局", **said)
    with pytest.raises(Overtaken):
        unit_rename(name="示例县乙局", **said)


def test_a_circle_is_refused_and_its_path_said(bodies: Bodies, admin: User) -> None:
    before = set(Reach.objects.values_list("kind", "upper", "lower"))
    with pytest.raises(NotAllowed) as refused:
        line_draw(
            kind="belongs",
            upper=bodies["station"],
            lower=bodies["county"],
            valid_from=DAY,
            by=admin,
        )
    for key in ("county", "bureau", "station"):
        assert bodies[key].name in str(refused.value)
    assert set(Reach.objects.values_list("kind", "upper", "lower")) == before


def test_a_line_holds_to_its_last_day_and_may_be_taken_back(bodies: Bodies, admin: User) -> None:
    today = timezone.localdate()
    line = line_draw(
        kind="guides", upper=bodies["office"], lower=bodies["market"], valid_from=DAY, by=admin
    )
    line_end(line=line, on=today + timedelta(days=1), by=admin, reason="示例")
    assert line.holds_on(today) is False or Line.objects.get(pk=line.pk).last_day == today
    wrong = line_draw(
        kind="guides", upper=bodies["office"], lower=bodies["station"], valid_from=today, by=admin
    )
    line_withdraw(line=wrong, by=admin, reason="录错")
    assert not Reach.objects.filter(upper=bodies["office"], lower=bodies["station"]).exists()
    assert Record.objects.filter(action="line.withdrawn", reason="录错").exists()


def test_the_same_line_is_not_drawn_twice(bodies: Bodies, admin: User) -> None:
    with pytest.raises(NotAllowed):
        line_draw(
            kind="belongs", upper=bodies["county"], lower=bodies["bureau"], valid_from=DAY, by=admin
        )


def test_a_merger_opens_exactly_what_was_said(bodies: Bodies, admin: User, person: Person) -> None:
    today = timezone.localdate()
    officer, head = person("unit_officer", "market"), person("unit_head", "county")
    team, own = person("supervisor", "team"), person("unit_officer", "bureau")
    everyone = (officer, head, team)
    seen = {user.pk: set(visible_units(user)) for user in everyone}
    now = Picture.on_record()
    after = now.without_body(bodies["bureau"].pk, today, (bodies["market"].pk,))
    said = effects(now, after, today, leaving=bodies["bureau"].pk)
    unit_merge(unit=bodies["bureau"], into=bodies["market"], on=today, by=admin, reason="示例")
    assert Picture.on_record().reaches() == after.reaches()
    for user in everyone:
        fresh = User.objects.get(pk=user.pk)
        gained, lost = (
            set(visible_units(fresh)) - seen[user.pk],
            seen[user.pk] - set(visible_units(fresh)),
        )
        role = Assignment.objects.get(user=user).role
        told = [one for one in said if one.role == role and "unit" in one.objects]
        assert {one.of for one in told if one.gained} == gained
        assert {one.of for one in told if not one.gained} == lost
    assert bodies["bureau"] in visible_units(User.objects.get(pk=officer.pk))
    held = Assignment.objects.get(user=own)
    assert held.valid_to == today
    assert not reach(User.objects.get(pk=own.pk), "unit")
    assert not Line.objects.filter(lower=bodies["bureau"], valid_to=None).exists()


def test_a_split_ends_the_body_and_each_part_goes_on(bodies: Bodies, admin: User) -> None:
    today = timezone.localdate()
    parts = [unit_create(code=f"S{n}", name=f"示例分局{n}", valid_from=DAY, by=admin) for n in "12"]
    with pytest.raises(NotAllowed):
        unit_split(unit=bodies["bureau"], into=parts[:1], on=today, by=admin, reason="示例")
    unit_split(unit=bodies["bureau"], into=parts, on=today, by=admin, reason="示例")
    assert Succession.objects.filter(before=bodies["bureau"], kind="split").count() == 2
    with pytest.raises(Overtaken):
        unit_end(
            unit=Unit.objects.get(pk=bodies["bureau"].pk),
            on=today,
            seen="",
            by=admin,
            reason="示例",
        )


def test_the_page_says_the_effect_before_it_is_done(
    bodies: Bodies, admin: User, person: Person, signed_in: SignedIn
) -> None:
    person("unit_officer", "market")
    url = reverse("units:unit_merge", args=[bodies["bureau"].code])
    said = {"into": bodies["market"].code, "on": str(timezone.localdate()), "reason": "示例文号"}
    page = signed_in(admin).post(url, said)
    text = page.content.decode()
    assert "示例县市场监督管理局的清廉专员（1 人）将看见示例县交通运输局的" in text
    assert not Succession.objects.exists()
    said["confirmed"] = page.context["confirmed"]
    person("unit_head", "market")
    again = signed_in(admin).post(url, said)
    assert again.status_code == 200, "somebody came in meanwhile: look again"
    assert not Succession.objects.exists()
    said["confirmed"] = again.context["confirmed"]
    assert signed_in(admin).post(url, said).status_code == 302
    assert Succession.objects.get().after == bodies["market"]


def test_a_shared_team_is_marked_and_a_neighbour_out_of_reach_is_no_link(
    bodies: Bodies, person: Person, signed_in: SignedIn
) -> None:
    page = signed_in(person("unit_officer", "bureau")).get(bodies["bureau"].get_absolute_url())
    text = page.content.decode()
    assert "综合派驻" in text
    assert bodies["team"].name in text
    assert bodies["team"].get_absolute_url() not in text
    assert "您因本单位自2020-01-01起可见（清廉专员）" in text
    assert "划线" not in text


def test_the_list_takes_few_queries(
    bodies: Bodies,
    admin: User,
    signed_in: SignedIn,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    browser = signed_in(admin)
    with django_assert_max_num_queries(12):
        assert (
            browser.get(reverse("units:units"), {"q": "示例", "level": "county"}).status_code == 200
        )
