"""Who asks sees what it costs before it is sent, and above the cap names who approves. 发出之前先看代价。"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace as Staff

import pytest
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.burden.kinds import CAPS, Kind
from qinglian.web.burden.models import Ask, AskedUnit
from qinglian.web.burden.numbers import estimate
from qinglian.web.burden.services.asking import OverCap, ask
from qinglian.web.tasks.services.meetings import meeting_cancel, meeting_invite, meeting_open
from qinglian.web.tasks.services.moving import task_open, task_withdraw
from qinglian.web.units.models import Unit

Bodies = dict[str, Unit]
Person = Callable[..., User]


@pytest.fixture
def staff(bodies: Bodies, person: Person) -> Staff:
    return Staff(
        bodies=bodies, office=person("programme_office", "county", home="office"),
        head=person("unit_head", "county", home="county"), officer=person("unit_officer", "bureau"),
        other=person("unit_head", "market"),
    )  # fmt: skip


def filled(staff: Staff, minutes: int, day: date) -> None:
    """The bureau has so many minutes in the month of a day already."""
    bodies = staff.bodies
    ask(
        kind=Kind.FORM, on=None, title="示例月报", giver_unit=bodies["market"], by=staff.other, on_day=day,
        minutes={bodies["bureau"].pk: minutes},
    )  # fmt: skip


def meeting_of(staff: Staff) -> object:
    at = timezone.make_aware(datetime(2026, 6, 20, 9))
    return meeting_open(
        title="示例推进会", kind="steering", host=staff.bodies["office"], at=at, place="示例", chair="示例",
        attending=[staff.bodies["bureau"], staff.bodies["market"]], by=staff.office,
    )  # fmt: skip


def test_a_meeting_counts_once_it_is_called_and_no_more_once_it_is_off(
    staff: Staff, person: Person
) -> None:
    host = person("programme_office", "office", name="host")
    staff.office = host
    meeting = meeting_of(staff)
    assert not Ask.objects.exists()
    meeting_invite(meeting=meeting, by=host)
    made = Ask.objects.get()
    assert (made.kind, made.units, made.minutes) == (
        "meeting",
        2,
        2 * estimate("meeting", made.on_day),
    )
    assert made.on_url == meeting.get_absolute_url()
    meeting_cancel(meeting=meeting, by=host, reason="改为书面")
    assert not AskedUnit.objects.filter(counts=True).exists()


def test_above_the_cap_the_page_offers_who_approves(
    staff: Staff, person: Person, signed_in: Callable[[User], Client]
) -> None:
    host = person("programme_office", "office", name="host")
    chief = person("unit_head", "office", name="chief")
    staff.office = host
    meeting = meeting_of(staff)
    filled(staff, CAPS["county"] - 10, date(2026, 6, 1))
    with pytest.raises(OverCap):
        meeting_invite(meeting=meeting, by=host)
    browser = signed_in(host)
    url = f"/tasks/meetings/{meeting.public_id}/invite/"
    page = browser.get(url).content.decode()
    assert "将超过每月上限" in page
    assert f'<option value="{chief.pk}"' in page
    assert f'<option value="{host.pk}"' not in page
    refused = browser.post(url, {"version": meeting.version})
    assert refused.status_code == 422
    assert "须写明批准人" in refused.content.decode()
    assert (
        browser.post(url, {"version": meeting.version, "approved_by": host.pk}).status_code == 422
    )
    sent = browser.post(url, {"version": meeting.version, "approved_by": chief.pk})
    assert sent.status_code == 302
    made = Ask.objects.get(kind="meeting")
    assert (made.over, made.approved_by, made.confirmed) == (1, chief, None)
    desk = signed_in(chief).get("/desk/").content.decode()
    assert "确认超上限" in desk
    signed_in(chief).post(f"/burden/{made.public_id}/confirm/", {"agree": "yes"})
    made.refresh_from_db()
    assert made.confirmed is True


def test_the_form_answers_what_it_would_cost_and_does_nothing(
    staff: Staff, signed_in: Callable[[User], Client]
) -> None:
    said = {
        "unit": staff.bodies["bureau"].pk,
        "due_on": "2099-06-20",
        "title": "示例",
        "origin": "other",
    }
    answer = signed_in(staff.office).post(
        "/tasks/new/", said, headers={"HX-Request": "true", "HX-Target": "cost"}
    )
    page = answer.content.decode()
    assert "1 个单位，合计 60 分钟" in page
    assert "<html" not in page
    assert not Ask.objects.exists()


def test_a_task_counts_where_it_is_given_and_no_more_where_it_is_withdrawn(staff: Staff) -> None:
    day = timezone.localdate() + timedelta(days=10)
    usual = {
        "title": "示例", "requirement": "示例", "unit": staff.bodies["bureau"], "due_on": day, "by": staff.office,
        "giver_unit": staff.bodies["office"],
    }  # fmt: skip
    task_open(origin="alert", **usual)
    assert not Ask.objects.exists()
    task = task_open(origin="other", counts=True, **usual)
    assert AskedUnit.objects.get(counts=True).unit == staff.bodies["bureau"]
    task_withdraw(task=task, by=staff.office, reason="不需要了")
    assert not AskedUnit.objects.filter(counts=True).exists()
