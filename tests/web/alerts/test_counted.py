"""Numbers of a period about alerts: each is the length of its list, and none betrays what was handed over."""

import re
from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from django.test import Client
from django.utils import timezone
from nacl.public import PrivateKey

from qinglian.web.accounts.models import User
from qinglian.web.alerts.models import Alert, Lookback, LookedAt, TeamKey
from qinglian.web.alerts.services.lookbacks import lookback_say
from qinglian.web.alerts.services.opening import alerts_open
from qinglian.web.alerts.services.requests import request_decide, request_make
from qinglian.web.alerts.services.triage import alert_push, alert_return
from qinglian.web.alerts.services.verifying import alert_receive
from qinglian.web.core.reporting import by_key, figures_between
from qinglian.web.runs.models import Run, Signal
from qinglian.web.units.models import Unit

Browser = Callable[[User], Client]


def numbers(user: User) -> dict[str, Any]:
    today = timezone.localdate()
    figures = figures_between(user, today - timedelta(days=400), today)
    return {one.key: one for one in figures if one.key.startswith("alerts.")}


def same_as_lists(user: User, browser: Client) -> None:
    for one in numbers(user).values():
        if one.key == "alerts.precision":
            continue
        found = re.search(r"共 (\d+) 条", browser.get(one.url).content.decode())
        assert found
        assert int(found[1]) == one.number, one.key


def test_every_number_is_the_length_of_its_list(
    at: Callable[[str], Alert], people: SimpleNamespace, signed_in: Browser
) -> None:
    alert = at("closed")
    looked = LookedAt.objects.create(
        lookback=Lookback.objects.create(
            quarter="2026Q1", seed=1, share=1, population="0" * 64, eligible=1, by=people.triage
        ),
        alert=alert,
    )
    lookback_say(item=looked, by=people.supervisor, stands=False, text="又犯了")
    found = {key: one.number for key, one in numbers(people.triage).items()}
    level = alert.level
    for what in (
        "pushed",
        f"pushed_{level}",
        "concluded",
        "fact_true",
        "struck_off",
        "looked_at",
        "bounced",
        "reopened",
    ):
        assert found[f"alerts.{what}"] == 1, what
    assert found["alerts.fact_not_so"] == 0
    assert str(found["alerts.precision"]) == "100.0"
    for who in (people.triage, people.handler, people.officer, people.auditor, people.county_head):
        same_as_lists(who, signed_in(User.objects.get(pk=who.pk)))
    assert numbers(people.admin) == {}


def test_what_no_body_was_told_of_is_in_no_number(
    signal: Callable[..., Signal],
    run: Run,
    people: SimpleNamespace,
    bodies: dict[str, Unit],
    signed_in: Browser,
) -> None:
    """Before, while and after a matter is handed over or checked in confidence, every number is the same."""
    for case in ("C1", "C8", "C9"):
        signal(case=case)
    alerts_open(run)
    Alert.objects.update(authority_unit=bodies["bureau"])
    alert_push(alert=Alert.objects.get(anchor_id="C1"), by=people.triage)
    watchers = (people.triage, people.supervisor, people.handler, people.officer, people.auditor)

    def seen() -> list[dict[str, Any]]:
        users = [User.objects.get(pk=one.pk) for one in watchers]
        return [{key: one.number for key, one in numbers(user).items()} for user in users]

    before = seen()
    assert before[0]["alerts.pushed"] == 1
    secret = Alert.objects.get(anchor_id="C8")
    asked = request_make(alert=secret, kind="secret", by=people.triage, reason="先核")
    request_decide(request=asked, by=people.chief, agree=True)
    secret.refresh_from_db()
    if secret.status == "triage":
        alert_push(alert=secret, by=people.triage)
    secret.refresh_from_db()
    assert secret.secret
    alert_receive(alert=secret, by=people.handler)
    assert seen() == before
    for user in watchers:
        same_as_lists(user, signed_in(User.objects.get(pk=user.pk)))
    key = bytes(PrivateKey.generate().public_key).hex()
    TeamKey.objects.create(team=bodies["team"], public_key=key, by=people.keeper)
    for case in ("C8", "C9"):
        matter = Alert.objects.get(anchor_id=case)
        asked = request_make(
            alert=matter, kind="transfer", by=people.triage, reason="疑似", team=bodies["team"].pk
        )
        request_decide(request=asked, by=people.chief, agree=True)
        assert not Alert.objects.filter(anchor_id=case).exists()
    assert seen() == before
    # What was pushed goes on as if nothing had happened, in the numbers too.
    asked = request_make(
        alert=Alert.objects.get(anchor_id="C1"), kind="transfer", by=people.triage, reason="疑似",
        team=bodies["team"].pk,
    )  # fmt: skip
    request_decide(request=asked, by=people.chief, agree=True)
    assert seen() == before


def test_a_matter_sent_back_to_triage_is_not_counted_while_it_may_vanish(
    at: Callable[[str], Alert], people: SimpleNamespace
) -> None:
    alert = at("pushed")
    assert by_key(numbers(people.triage).values())["alerts.pushed"].number == 1
    alert_return(alert=alert, by=people.handler, reason="不属本单位")
    assert by_key(numbers(people.triage).values())["alerts.pushed"].number == 0
