"""Minutes really spent on forms are counted, and nothing kept can be tied to a person. 表单用时不记人。"""

from collections.abc import Callable
from datetime import date

import pytest
from django.core import signing
from django.db import connection
from django.test import Client

from qinglian.web.accounts.models import User
from qinglian.web.audit.models import Record
from qinglian.web.burden.models import Setting, Spent
from qinglian.web.burden.services.settings import first_day, setting_ask, setting_decide
from qinglian.web.burden.spent import BUCKETS, FORMS, HIDDEN, measured, median, spent_add
from qinglian.web.core import started
from qinglian.web.core.moves import NotAllowed
from qinglian.web.units.models import Unit

Person = Callable[..., User]
SINCE = date(2020, 1, 1)


def test_a_form_that_went_through_is_one_more_in_its_bucket(
    bodies: dict[str, Unit],
    person: Person,
    signed_in: Callable[[User], Client],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    browser = signed_in(person("unit_officer", "bureau"))
    page = browser.get("/duties/difficulties/new/")
    stamp = page.content.decode().split(f'name="{started.NAME}" value="')[1].split('"')[0]
    now = started.time.time()
    monkeypatch.setattr(started.time, "time", lambda: now + 7 * 60)
    form = page.context["form"]
    said = {
        name: form[name].value() or "示例" for name in form.fields if name not in ("papers", "offline", "internal")
    }  # fmt: skip
    said |= {"kind": next(value for value, _label in form.fields["kind"].choices if value)}
    said |= {"lead_unit": form.fields["lead_unit"].queryset.exclude(pk=bodies["bureau"].pk)[0].pk}
    sent = browser.post("/duties/difficulties/new/", said | {started.NAME: stamp})
    assert sent.status_code == 302, sent.context["form"].errors
    row = Spent.objects.get()
    assert (row.form, row.level, row.bucket, row.times) == ("duties:difficulty_new", "county", 8, 1)


def test_nothing_kept_can_be_tied_to_a_person() -> None:
    columns = {one.name for one in Spent._meta.get_fields()}
    assert columns == {"id", "form", "month", "level", "bucket", "times"}
    assert not any(one.is_relation for one in Spent._meta.get_fields())
    before = Record.objects.count()
    spent_add(form="tasks:act/report", seconds=100, level="county")
    spent_add(form="tasks:act/report", seconds=110, level="county")
    row = Spent.objects.get()
    # Two people are one row: a count, and no instant but a month.
    assert (row.times, row.month.day) == (2, 1)
    assert Record.objects.count() == before
    # The stamp is the same for everybody who opens a form in one second.
    assert signing.loads(started.stamp(None), salt=started.SALT).__class__ is int


def test_a_forged_or_old_stamp_counts_nothing() -> None:
    assert started.begun("1700000000") is None
    assert started.begun(signing.dumps(1, salt="another")) is None
    assert started.begun(started.stamp(None)) is not None


def test_forms_without_a_name_are_known_by_their_room_alone() -> None:
    spent_add(form="alerts:alert_transfer", seconds=60, level="county")
    assert Spent.objects.get().form == "alerts"


def test_an_hour_is_the_most_and_small_counts_are_hidden() -> None:
    spent_add(form="tasks:act/report", seconds=9 * 3600, level="county")
    one = measured(SINCE)[0]
    assert Spent.objects.get().bucket == BUCKETS[-1] == 60
    assert (one.median, dict(one.buckets)[60]) == (None, None)
    for _n in range(HIDDEN - 1):
        spent_add(form="tasks:act/report", seconds=60, level="county")
    one = measured(SINCE)[0]
    assert (one.times, one.median, dict(one.buckets)[1]) == (HIDDEN, 1, None)


def test_the_median_lies_in_the_bucket_of_the_middle_one() -> None:
    assert median({1: 2, 5: 2, 60: 1}) == 5
    assert median({1: 4}) is None


def test_a_better_estimate_is_proposed_once_enough_is_known() -> None:
    for _n in range(19):
        spent_add(form="tasks:act/report", seconds=11 * 60, level="county")
    assert measured(SINCE)[0].proposed is None
    spent_add(form="tasks:act/report", seconds=11 * 60, level="county")
    assert measured(SINCE)[0].proposed == 10
    assert {kind for _label, kind in FORMS.values()} <= {
        "",
        "item",
        "form",
        "self_check",
        "consultation",
    }


def test_a_number_is_changed_by_two_people_for_later(person: Person) -> None:
    admin, security = person("system_admin", "office"), person("security_admin", "office")
    usual = {"what": "cap", "key": "station", "reason": "示例", "valid_from": first_day()}
    made = setting_ask(minutes=420, by=admin, **usual)
    with pytest.raises(NotAllowed):
        setting_ask(minutes=400, by=admin, **usual)
    with pytest.raises(NotAllowed):
        setting_decide(setting=made, agree=True, by=admin)
    done = setting_decide(setting=made, agree=True, by=security)
    assert (done.minutes_before, done.minutes, done.state) == (480, 420, Setting.State.COMING)
    with pytest.raises(NotAllowed):
        setting_ask(minutes=0, by=admin, **usual | {"key": "town"})
    with connection.cursor() as cursor:
        cursor.execute("select count(*) from burden_setting where decided_by_id = by_id")
        assert cursor.fetchone()[0] == 0
