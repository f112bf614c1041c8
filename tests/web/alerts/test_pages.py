"""Every page of alerts opens for whom it should, and the story goes through them from sign-in to look-back."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.alerts.models import Alert, BatchCheck, Lookback, SelfFound
from qinglian.web.alerts.services.opening import alerts_open
from qinglian.web.alerts.services.triage import alert_push
from qinglian.web.runs.models import Run, Signal
from qinglian.web.units.models import Unit

At = Callable[[str], Alert]
Browser = Callable[[User], Client]


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return answer.content.decode()


def test_the_loop_through_the_pages(
    alert: Alert, people: SimpleNamespace, signed_in: Browser
) -> None:
    page = alert.get_absolute_url()
    triage, handler = signed_in(people.triage), signed_in(people.handler)
    assert "研判" in text(triage, "/desk/")
    assert triage.post(f"{page}push/", {"text": "请核查"}).status_code == 302
    assert "签收" in text(handler, "/desk/")
    assert handler.post(f"{page}receive/", {}).status_code == 302
    said = {
        "fact": "partly", "cause": "mistake", "handling": ["at_once"], "text": "部分超期", "checker": people.checker.pk
    }  # fmt: skip
    assert "复核人" in text(handler, f"{page}answer/")
    assert handler.post(f"{page}answer/", said).status_code == 302
    assert triage.post(f"{page}accept/", {}).status_code == 302
    assert handler.post(f"{page}apply/", {"text": "已补办"}).status_code == 302
    refused = handler.post(f"{page}strike_off/", {})
    assert refused.status_code == 422
    assert "不能审核、销号" in refused.content.decode()
    assert triage.post(f"{page}strike_off/", {}).status_code == 302
    alert.refresh_from_db()
    assert (alert.status, alert.fact) == ("closed", "partly")
    shown = text(triage, page)
    assert "已销号" in shown
    assert "部分属实" in shown
    assert "100%" in text(triage, "/alerts/quality/")
    Alert.objects.update(closed_at=timezone.now() - timezone.timedelta(days=120))
    assert triage.post("/alerts/lookbacks/draw/", {"seed": 7}).status_code == 302
    draw = Lookback.objects.get()
    other = signed_in(people.supervisor)
    say = f"{draw.get_absolute_url()}{alert.public_id}/"
    assert other.post(say, {"stands": "no", "text": "又超期了"}).status_code == 302
    alert.refresh_from_db()
    assert (alert.status, alert.reopened) == ("verifying", 1)
    assert "重新挂号" in text(other, draw.get_absolute_url())


def test_a_form_made_before_somebody_moved_is_told_who(
    alert: Alert, people: SimpleNamespace, signed_in: Browser
) -> None:
    browser = signed_in(people.triage)
    page = alert.get_absolute_url()
    browser.post(f"{page}push/", {"version": 0})
    answer = browser.post(f"{page}decline/", {"version": 0, "reason": "重复"})
    assert answer.status_code == 409
    assert "待签收" in answer.content.decode()


@pytest.mark.parametrize(
    "status", ["triage", "pushed", "verifying", "feedback", "handling", "closing", "closed"]
)
def test_pages_open_and_offer_only_what_services_allow(
    status: str, at: At, people: SimpleNamespace, signed_in: Browser
) -> None:
    alert = at(status)
    for who in vars(people).values():
        browser = signed_in(who)
        answer = browser.get(alert.get_absolute_url())
        visible = Alert.objects.visible_to(who).exists()
        assert answer.status_code == (200 if visible else 404), who
        if visible:
            for verb in answer.context["first"] + answer.context["others"]:
                assert browser.get(f"{alert.get_absolute_url()}{verb.name}/").status_code == 200, (
                    who,
                    verb.name,
                )


def test_a_body_learns_nothing_before_it_is_pushed(
    alert: Alert, people: SimpleNamespace, signed_in: Browser
) -> None:
    for who in (people.officer, people.head, people.handler, people.county_head):
        browser = signed_in(who)
        assert browser.get(alert.get_absolute_url()).status_code == 404
        assert alert.title not in text(browser, "/alerts/")
        assert "0</span>" in text(browser, "/alerts/cockpit/")


def test_three_hundred_signals_of_one_bad_import_are_concluded_once(
    signal: Callable[..., Signal],
    run: Run,
    people: SimpleNamespace,
    person: Callable[..., User],
    signed_in: Browser,
) -> None:
    for number in range(300):
        signal(case=f"B{number}", text_zh="示例坏导入：日期错位")
    alerts_open(run)
    first = signed_in(people.triage)
    said = {"rule": "APR-003", "words": "坏导入", "title": "九月导入日期错位"}
    assert first.post("/alerts/batches/new/", said).status_code == 302
    batch = BatchCheck.objects.get()
    assert batch.alerts.count() == 300
    assert batch.drawn.count() == 15
    second = signed_in(person("triage_officer", "county", home="office", name="second"))
    answer = {"fact": "not_so", "cause": "data_error", "text": "整批日期错位，已请提供方更正。"}
    refused = second.post(f"{batch.get_absolute_url()}conclude/", answer)
    assert "抽中的还有" in refused.content.decode()
    for drawn in batch.drawn.select_related("alert"):
        text(first, drawn.alert.get_absolute_url())
    refused = first.post(f"{batch.get_absolute_url()}conclude/", answer)
    assert "不能自己结论" in refused.content.decode()
    batch.refresh_from_db()
    assert batch.concluded_at is None
    assert second.post(f"{batch.get_absolute_url()}conclude/", answer).status_code == 302
    assert Alert.objects.filter(status="declined", cause="data_error").count() == 300


def test_self_found_is_reported_in_three_fields(
    alert: Alert, people: SimpleNamespace, signed_in: Browser
) -> None:
    browser = signed_in(people.officer)
    said = {"found": "一件超期", "mended": "已补办", "anchor_id": "C1"}
    assert browser.post("/alerts/self-found/new/", said).status_code == 302
    alert.refresh_from_db()
    assert alert.self_found
    assert "一件超期" in text(browser, SelfFound.objects.get().get_absolute_url())


def test_pages_need_few_queries(
    signal: Callable[..., Signal], run: Run, people: SimpleNamespace, signed_in: Browser
) -> None:
    for number in range(60):
        signal(case=f"C{number}")
    alerts_open(run)
    browser = signed_in(people.triage)
    for address in (
        "/desk/",
        "/alerts/",
        "/alerts/?state=open&level=orange&q=C1",
        "/alerts/cockpit/",
        Alert.objects.first().get_absolute_url(),
    ):
        with CaptureQueriesContext(connection) as said:
            text(browser, address)
        queries = [one["sql"] for one in said if "SAVEPOINT" not in one["sql"]]
        # The desk asks once for all apps, and once more for each kind of thing that waits.
        most = 8 if address == "/desk/" else 14
        assert len(queries) <= most, (
            address,
            len(queries),
            "\n".join(one[:150] for one in queries),
        )


def test_pushed_to_the_body_itself_it_waits_on_the_desk_of_its_officer(
    alert: Alert,
    people: SimpleNamespace,
    bodies: dict[str, Unit],
    signed_in: Browser,
) -> None:
    alert_push(alert=alert, by=people.triage, to=bodies["station"])
    assert alert.get_absolute_url() in text(signed_in(people.officer), "/desk/")
    assert alert.get_absolute_url() in text(signed_in(people.officer), "/alerts/?state=mine")
    assert alert.get_absolute_url() not in text(signed_in(people.stranger), "/desk/")


def test_the_desk_shows_five_of_each_and_says_how_many_there_are(
    signal: Callable[..., Signal],
    run: Run,
    people: SimpleNamespace,
    signed_in: Browser,
) -> None:
    for number in range(7):
        signal(case=f"C{number}")
    alerts_open(run)
    page = text(signed_in(people.triage), "/desk/")
    assert page.count("/alerts/YJ-") == 5
    assert "另有 2 件" in page
    assert "共 7 条" in text(signed_in(people.triage), "/alerts/?state=mine&status=triage")
