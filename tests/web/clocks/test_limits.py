"""A time limit changes by two people, for what begins later; running clocks keep theirs."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.audit.models import Record
from qinglian.web.clocks.models import Limit
from qinglian.web.clocks.services.limits import first_day, limit_ask, limit_decide
from qinglian.web.clocks.terms import TERMS, all_days, days_for, due_for
from qinglian.web.core.moves import NotAllowed, Overtaken

TERM = "alert.verifying"


@pytest.fixture
def admins(person: Callable[..., User]) -> SimpleNamespace:
    """The three administrators, and one who is none."""
    return SimpleNamespace(
        system=person("system_admin", "county"),
        security=person("security_admin", "county"),
        audit=person("audit_admin", "county"),
        officer=person("unit_officer", "station"),
        triage=person("triage_officer", "county"),
    )


def ask(by: User, **more: Any) -> Limit:
    said = {"term": TERM, "level": "orange", "days": 9, "valid_from": first_day(), "reason": "示例"}
    return limit_ask(by=by, **{**said, **more})


def test_it_counts_once_a_second_person_agreed_and_from_its_day(admins: Any) -> None:
    today = timezone.localdate()
    asked = ask(admins.system, valid_from=today + timedelta(days=10))
    assert days_for(TERM, "orange", today + timedelta(days=20)) == 7
    limit_decide(limit=asked, agree=True, by=admins.security)
    assert days_for(TERM, "orange", today + timedelta(days=9)) == 7
    assert days_for(TERM, "orange", today + timedelta(days=10)) == 9
    assert days_for(TERM, "red", today + timedelta(days=10)) == 5
    assert all_days(today)[TERM, "orange"] == (7, None)
    assert all_days(today + timedelta(days=10))[TERM, "orange"][0] == 9
    assert {"limit.asked", "limit.agreed"} <= set(Record.objects.values_list("action", flat=True))


def test_agreed_to_late_it_is_still_not_retroactive(admins: Any) -> None:
    asked = ask(admins.system)
    Limit.objects.filter(pk=asked.pk).update(valid_from=timezone.localdate() - timedelta(days=3))
    agreed = limit_decide(limit=asked, agree=True, by=admins.security)
    assert agreed.valid_from == first_day()
    assert days_for(TERM, "orange", timezone.localdate()) == 7


@pytest.mark.parametrize(
    "more",
    [
        {"valid_from": date(2020, 1, 1)},
        {"days": 0},
        {"days": 7},
        {"days": 300},
        {"level": "purple"},
        {"term": "alert.closed"},
        {"reason": " "},
        {"term": "alert.secret", "level": "", "days": 16},
    ],
    ids=str,
)
def test_what_cannot_be(admins: Any, more: dict[str, Any]) -> None:
    with pytest.raises(NotAllowed):
        ask(admins.system, **more)


def test_today_is_too_late(admins: Any) -> None:
    with pytest.raises(NotAllowed):
        ask(admins.system, valid_from=timezone.localdate())


@pytest.mark.parametrize("who", ["security", "audit", "officer", "triage"])
def test_only_the_system_administrator_asks(admins: Any, who: str) -> None:
    with pytest.raises(NotAllowed):
        ask(getattr(admins, who))


@pytest.mark.parametrize("who", ["system", "audit", "officer", "triage"])
def test_only_the_security_administrator_agrees(admins: Any, who: str) -> None:
    asked = ask(admins.system)
    with pytest.raises(NotAllowed):
        limit_decide(limit=asked, agree=True, by=getattr(admins, who))
    with pytest.raises(IntegrityError), transaction.atomic():
        Limit.objects.filter(pk=asked.pk).update(decided_by=admins.system)


def test_one_at_a_time_and_one_wins(admins: Any) -> None:
    asked = ask(admins.system)
    with pytest.raises(NotAllowed):
        ask(admins.system, days=8)
    with pytest.raises(NotAllowed):
        limit_decide(limit=asked, agree=False, by=admins.security)
    limit_decide(limit=asked, agree=False, by=admins.security, answer="示例")
    with pytest.raises(Overtaken):
        limit_decide(limit=asked, agree=True, by=admins.security)
    with pytest.raises(Overtaken):
        ask(admins.system, seen=4)


def test_every_term_has_a_default_at_each_of_its_levels() -> None:
    assert len(TERMS) > 10
    for term in TERMS.values():
        for level in term.days:
            assert due_for(term.key, level, date(2026, 3, 2))
    assert due_for("alert.closed", "red", date(2026, 3, 2)) is None


def test_the_pages_from_asking_to_agreeing(
    admins: Any, signed_in: Callable[[User], Client]
) -> None:
    system, security = signed_in(admins.system), signed_in(admins.security)
    address = f"/clocks/{TERM}/orange/new/"
    assert address in system.get("/clocks/").content.decode()
    assert address not in security.get("/clocks/").content.decode()
    said = {"seen": 7, "days": 9, "valid_from": f"{first_day()}", "reason": "示例〔2026〕2号"}
    page = system.post(address, said)
    assert page.status_code == 302
    assert page["Location"] in security.get("/desk/").content.decode()
    assert 'name="agree"' not in system.get(page["Location"]).content.decode()
    assert 'name="agree"' in security.get(page["Location"]).content.decode()
    assert security.post(page["Location"], {"agree": "yes"}).status_code == 302
    assert "已批准，未到起始日" in system.get("/clocks/changes/").content.decode()
    assert page["Location"] not in security.get("/desk/").content.decode()


def test_a_form_made_before_a_change_is_told(
    admins: Any, signed_in: Callable[[User], Client]
) -> None:
    stale = {"seen": 5, "days": 9, "valid_from": f"{first_day()}", "reason": "示例"}
    assert signed_in(admins.system).post(f"/clocks/{TERM}/orange/new/", stale).status_code == 409
    assert not Limit.objects.exists()
