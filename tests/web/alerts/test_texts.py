"""An alert and its task in every state, every verb and its refusal, read in either language."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from qinglian.web.accounts.models import User
from qinglian.web.alerts.models import Alert, Request
from qinglian.web.alerts.services.conclusion import Conclusion
from qinglian.web.alerts.services.opening import alerts_open
from qinglian.web.alerts.services.requests import request_decide, request_make
from qinglian.web.alerts.services.verifying import alert_answer
from qinglian.web.runs.models import Run, Signal
from qinglian.web.tasks.models import Task
from tests.web.texts import HAN, shown

At = Callable[[str], Alert]
Browser = Callable[[User], Client]
STATES = ["triage", "pushed", "verifying", "feedback", "handling", "closing", "closed"]
TOLD = {"核查属实，流程有漏洞。", "已完善制度。"}
"""What people wrote in the steps of `at`."""


@pytest.fixture
def reads(signed_in: Browser) -> Callable[[User], Client]:
    """A browser that reads English."""

    def make(user: User) -> Client:
        browser = signed_in(user)
        browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
        return browser

    return make


def chinese(page: str, *told: str) -> list[str]:
    """What stands in Chinese on a page, beside what people wrote."""
    return [one for one in shown(page) if HAN.search(one) and one not in {*TOLD, *told}]


@pytest.mark.parametrize("status", STATES)
def test_an_english_reader_finds_english(
    status: str, at: At, people: SimpleNamespace, reads: Browser
) -> None:
    alert = at(status)
    for who in vars(people).values():
        browser = reads(who)
        for address in ("/desk/", "/alerts/", "/alerts/cockpit/", alert.get_absolute_url()):
            answer = browser.get(address)
            if answer.status_code != 200:
                continue
            assert chinese(answer.content.decode()) == [], (who, address)
        for verb in [
            one for name in ("first", "others") for one in (answer.context or {}).get(name, ())
        ]:
            act = f"{alert.get_absolute_url()}{verb.name}/"
            assert chinese(browser.get(act).content.decode()) == [], (who, verb.name)
            refused = browser.post(act, {"version": 99, "text": "…", "reason": "…"}, follow=True)
            assert chinese(refused.content.decode()) == [], (who, verb.name)


def test_a_title_is_recorded_in_chinese_and_read_in_english(
    signal: Callable[..., Signal], run: Run, people: SimpleNamespace, reads: Browser
) -> None:
    signal(rule="APR-003", severity="red")
    signal(rule="APR-005")
    alerts_open(run)
    alert = Alert.objects.get()
    assert (alert.rule_id, alert.rules) == ("APR-003", 2)
    assert alert.title == alert.heading
    assert alert.title.endswith("等2项")
    page = reads(people.triage).get("/alerts/").content.decode()
    assert "and others (2 rules)" in page
    assert alert.title not in page


def test_what_an_english_reader_does_is_recorded_in_chinese(
    at: At, people: SimpleNamespace, reads: Browser
) -> None:
    alert = at("verifying")
    by_date = Conclusion("true", "weak_control", ("by_date",), "示例")
    alert_answer(alert=alert, by=people.handler, conclusion=by_date, checker=people.checker)
    assert reads(people.triage).post(f"{alert.get_absolute_url()}accept/", {}).status_code == 302
    assert Task.objects.get().title == f"限期整改：{alert.title}"


def test_an_exception_is_kept_in_chinese_and_read_in_english(
    alert: Alert, people: SimpleNamespace, reads: Browser
) -> None:
    exceptions = [{"id": "holiday", "zh": "示例情形", "en": "A public holiday"}]
    alert.signals.update(exceptions=exceptions)
    Alert.objects.update(status="verifying", handler=people.handler)
    browser = reads(people.handler)
    offered = browser.get(f"{alert.get_absolute_url()}answer/").content.decode()
    assert '<option value="示例情形">A public holiday</option>' in offered
    Alert.objects.update(fact="not_so", cause="exception", exception="示例情形", handling=["file"])
    assert "A public holiday" in browser.get(alert.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("extend", {"days": 3}),
        ("pause", {"ground": "audit", "paper_no": "1"}),
        ("park", {"review_on": "2099-01-01"}),
    ],
)
def test_what_was_asked_and_agreed_is_read_in_english(
    kind: str, data: dict[str, Any], at: At, people: SimpleNamespace, reads: Browser
) -> None:
    alert = at("verifying")
    asked = request_make(alert=alert, kind=kind, by=people.handler, reason="示例", **data)
    browser = reads(people.chief)
    decide = f"/alerts/requests/{asked.pk}/"
    for address in (alert.get_absolute_url(), decide, "/desk/"):
        answer = browser.get(address)
        assert answer.status_code == 200, address
        assert chinese(answer.content.decode()) == [], address
    request_decide(request=Request.objects.get(), by=people.chief, agree=True)
    assert chinese(browser.get(alert.get_absolute_url()).content.decode()) == []
    assert chinese(browser.post(decide, {"agree": "no"}).content.decode()) == []
