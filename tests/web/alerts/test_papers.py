"""Papers come with a step, stay with it, are seen by whoever sees it, and go when it goes."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from nacl.public import PrivateKey, SealedBox
from pytest_django import Settings

from qinglian.web.accounts.models import User
from qinglian.web.alerts.models import Alert, Lookback, Paper, Request, SelfFound, TeamKey, Transfer
from qinglian.web.alerts.services.batches import batch_bind, batch_conclude, drawn_open
from qinglian.web.alerts.services.conclusion import Conclusion
from qinglian.web.alerts.services.opening import alerts_open
from qinglian.web.alerts.services.requests import request_decide, request_make
from qinglian.web.alerts.services.triage import alert_push
from qinglian.web.alerts.services.verifying import alert_receive, alert_state
from qinglian.web.audit.models import Record
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.papers import papers_sweep
from qinglian.web.core.uploads import folder
from qinglian.web.runs.models import Run, Signal
from qinglian.web.units.models import Unit
from tests.web.alerts.papers import PDF, PNG, lying, sheet, stored

At = Callable[[str], Alert]
Browser = Callable[[User], Client]


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.CONFIG = replace(settings.CONFIG, data=tmp_path)
    cache.clear()


def test_a_statement_is_a_photograph_and_a_press(
    at: At, people: SimpleNamespace, signed_in: Browser
) -> None:
    page = at("pushed").get_absolute_url()
    browser = signed_in(people.officer)
    assert [one.name for one in browser.get(page).context["first"]] == ["state"]
    form = browser.get(f"{page}state/").content.decode()
    assert 'accept="image/jpeg' in form
    assert "capture" not in form
    assert "<details" not in form.partition("<form class=")[2]
    sent = {"papers": [sheet(), sheet("说明.pdf", PDF)], "text": "", "offline": "on"}
    assert browser.post(f"{page}state/", sent).status_code == 302
    kept = Paper.objects.all()
    assert {one.kind for one in kept} == {"png", "pdf"}
    assert lying() == 2
    shown = signed_in(people.triage).get(page).content.decode()
    assert "签字件.png" in shown
    assert "PNG · 48" in shown
    assert "线下已办" in shown
    assert f"/alerts/papers/{kept[0].public_id}/" in shown


def test_neither_words_nor_paper_is_no_statement(
    at: At, people: SimpleNamespace, signed_in: Browser
) -> None:
    answer = signed_in(people.officer).post(f"{at('pushed').get_absolute_url()}state/", {})
    assert answer.status_code == 422
    assert "或附签字的情况说明" in answer.content.decode()


@pytest.mark.parametrize("verb", ["receive", "return"])
def test_done_offline_shows_its_sheet(
    verb: str, at: At, people: SimpleNamespace, signed_in: Browser
) -> None:
    alert, browser = at("pushed"), signed_in(people.handler)
    page = f"{alert.get_absolute_url()}{verb}/"
    refused = browser.post(page, {"offline": "on", "reason": "示例"})
    assert refused.status_code == 422
    assert "请附签字件" in refused.content.decode()
    alert.refresh_from_db()
    assert alert.status == "pushed"
    sent = {"offline": "on", "reason": "示例", "papers": sheet()}
    assert browser.post(page, sent).status_code == 302
    step = alert.steps.get(verb=verb)
    assert (step.offline, step.papers.count()) == (True, 1)


def test_an_exception_is_proved(at: At, people: SimpleNamespace, signed_in: Browser) -> None:
    alert = at("verifying")
    alert.signals.update(exceptions=[{"id": "x", "zh": "示例情形", "en": "Example"}])
    browser, page = signed_in(people.handler), f"{alert.get_absolute_url()}answer/"
    said = {
        "fact": "not_so", "cause": "exception", "exception": "示例情形", "handling": ["file"],
        "text": "依规可以。", "checker": people.checker.pk,
    }  # fmt: skip
    refused = browser.post(page, said)
    assert "请附证明材料" in refused.content.decode()
    assert browser.post(page, {**said, "papers": sheet("批文.pdf", PDF)}).status_code == 302
    assert alert.steps.get(verb="answer").papers.get().name == "批文.pdf"


def test_nothing_stays_of_a_form_that_failed(
    at: At, people: SimpleNamespace, signed_in: Browser
) -> None:
    alert = at("verifying")
    page = alert.get_absolute_url()
    browser = signed_in(people.handler)
    wrong = {
        "fact": "not_so", "cause": "breach", "handling": ["file"], "text": "矛盾的结论",
        "checker": people.checker.pk, "papers": sheet(),
    }  # fmt: skip
    assert browser.post(f"{page}answer/", wrong).status_code == 422
    stale = {"text": "示例", "papers": sheet(), "version": alert.version - 1}
    assert browser.post(f"{page}state/", stale).status_code == 409
    second = {"text": "示例", "papers": [sheet(), sheet("a.exe", b"MZ\x90\0")]}
    answer = browser.post(f"{page}state/", second)
    assert answer.status_code == 422
    assert "a.exe：不收这种文件" in answer.content.decode()
    assert (lying(), Paper.objects.count()) == (0, 0)


def test_an_internal_paper_is_asked_about_and_a_secret_one_refused(
    at: At, people: SimpleNamespace, signed_in: Browser
) -> None:
    page = f"{at('pushed').get_absolute_url()}state/"
    browser = signed_in(people.officer)
    internal = "内部资料 注意保管".encode()
    assert 'name="internal"' not in browser.get(page).content.decode()
    asked = browser.post(page, {"papers": sheet("a.txt", internal)})
    assert asked.status_code == 422
    assert 'name="internal"' in asked.content.decode()
    secret = {"papers": sheet("a.txt", "机密★10年".encode()), "internal": "on"}
    assert "国家秘密标识" in browser.post(page, secret).content.decode()
    assert lying() == 0
    confirmed = {"papers": sheet("a.txt", internal), "internal": "on"}
    assert browser.post(page, confirmed).status_code == 302


def test_whoever_sees_the_step_fetches_the_paper_and_nobody_else(
    at: At, people: SimpleNamespace, signed_in: Browser
) -> None:
    alert = at("pushed")
    alert_state(alert=alert, by=people.officer, papers=[stored(people.officer)])
    paper = Paper.objects.get()
    for who in vars(people).values():
        browser = signed_in(who)
        seen = Alert.objects.visible_to(who).exists()
        answer = browser.get(f"/alerts/papers/{paper.public_id}/")
        assert answer.status_code == (200 if seen else 404), who
        if seen:
            assert answer["Content-Disposition"].startswith("attachment")
            assert b"".join(answer.streaming_content) == PNG
    fetched = Record.objects.filter(action="file.downloaded", object_id=alert.public_id)
    assert fetched.filter(actor=people.triage).get().data["paper"] == paper.public_id
    assert not Record.objects.filter(action="file.downloaded", actor=people.stranger).exists()


def test_papers_of_a_request_nobody_concerned_may_know_of(
    at: At, people: SimpleNamespace, signed_in: Browser, bodies: dict[str, Unit]
) -> None:
    alert = at("triage")
    asked = request_make(
        alert=alert, kind="secret", by=people.triage, reason="疑似", papers=[stored(people.triage)]
    )
    paper = Paper.objects.get()
    address = f"/alerts/papers/{paper.public_id}/"
    assert signed_in(people.supervisor).get(address).status_code == 200
    request_decide(request=asked, by=people.chief, agree=False, papers=[])
    alert_push(alert=alert, by=people.triage)
    paper.refresh_from_db()
    assert paper.step.verb == "secret_refused"
    assert signed_in(people.supervisor).get(address).status_code == 200
    for who in (people.officer, people.head, people.handler, people.county_head):
        browser = signed_in(who)
        assert browser.get(alert.get_absolute_url()).status_code == 200
        assert browser.get(address).status_code == 404


def test_a_stopped_clock_shows_what_is_waited_for(
    at: At, people: SimpleNamespace, signed_in: Browser
) -> None:
    alert = at("verifying")
    page = alert.get_absolute_url()
    sent = {
        "ground": "audit",
        "paper_no": "示例1号",
        "reason": "等审计",
        "papers": sheet("通知.pdf", PDF),
    }
    assert signed_in(people.handler).post(f"{page}pause/", sent).status_code == 302
    assert "通知.pdf" in signed_in(people.chief).get(page).content.decode()
    decide = f"/alerts/requests/{Request.objects.get().pk}/"
    signed = {"agree": "yes", "offline": "on", "papers": sheet()}
    assert signed_in(people.chief).post(decide, {**signed, "papers": []}).status_code == 422
    assert signed_in(people.chief).post(decide, signed).status_code == 302
    assert alert.steps.get(verb="pause_agreed").papers.count() == 2


def test_a_look_back_shows_what_was_seen(
    at: At, people: SimpleNamespace, signed_in: Browser
) -> None:
    alert = at("closed")
    draw = Lookback.objects.create(quarter="2026Q1", seed=1, share=1, population="0", eligible=1)
    draw.items.create(alert=alert)
    page = f"{draw.get_absolute_url()}{alert.public_id}/"
    sent = {"stands": "yes", "text": "流程在用", "papers": sheet("现场.png")}
    assert signed_in(people.supervisor).post(page, sent).status_code == 302
    shown = signed_in(people.officer).get(alert.get_absolute_url()).content.decode()
    assert "回头看：站得住" in shown
    assert "现场.png" in shown


def test_a_self_found_matter_shows_how_it_was_mended(
    people: SimpleNamespace, signed_in: Browser
) -> None:
    browser = signed_in(people.officer)
    sent = {"found": "漏登", "mended": "补登", "papers": sheet("台账.png")}
    assert browser.post("/alerts/self-found/new/", sent).status_code == 302
    report = SelfFound.objects.get()
    assert "台账.png" in browser.get(report.get_absolute_url()).content.decode()
    address = f"/alerts/papers/{report.papers.get().public_id}/"
    assert browser.get(address).status_code == 200
    assert signed_in(people.supervisor).get(address).status_code == 200
    assert signed_in(people.stranger).get(address).status_code == 404


def test_an_exception_for_a_batch_is_proved_once(
    signal: Callable[..., Signal], run: Run, people: SimpleNamespace, signed_in: Browser
) -> None:
    for number in range(2):
        signal(case=f"B{number}")
    alerts_open(run)
    batch = batch_bind(alerts=Alert.objects.all(), title="示例", by=people.triage, seed=1)
    for one in batch.drawn.all():
        drawn_open(batch=batch, alert=one.alert, by=people.triage)
    said = Conclusion("not_so", "exception", ("file",), "依规可以。", "示例情形")
    with pytest.raises(NotAllowed, match="证明"):
        batch_conclude(batch=batch, by=people.supervisor, conclusion=said)
    paper = stored(people.supervisor)
    batch_conclude(batch=batch, by=people.supervisor, conclusion=said, papers=[paper])
    address = f"/alerts/papers/{Paper.objects.get().public_id}/"
    assert signed_in(people.triage).get(address).status_code == 200
    assert signed_in(people.officer).get(address).status_code == 404


def test_a_paper_belongs_to_one_thing(at: At, people: SimpleNamespace) -> None:
    alert_state(alert=at("pushed"), by=people.officer, papers=[stored(people.officer)])
    with pytest.raises(IntegrityError), transaction.atomic():
        Paper.objects.update(step=None)


def test_a_transferred_alert_takes_its_papers_with_it(
    at: At, people: SimpleNamespace, signed_in: Browser, bodies: dict[str, Unit],
    django_capture_on_commit_callbacks: Any, person: Callable[..., User],
) -> None:  # fmt: skip
    key = PrivateKey.generate()
    TeamKey.objects.create(
        team=bodies["team"], public_key=bytes(key.public_key).hex(), by=people.keeper
    )
    alert = alert_receive(
        alert=at("pushed"), by=people.handler, papers=[stored(people.handler, "示例材料.png")]
    )
    Alert.objects.filter(pk=alert.pk).update(status="triage")
    paper = Paper.objects.get()
    address, auditor = f"/alerts/papers/{paper.public_id}/", signed_in(people.auditor)
    assert auditor.get(address).status_code == 200
    records = signed_in(person("audit_admin", "county", name="records"))
    alert_no, file_no = alert.public_id, paper.path[3:19]
    before = records.get("/audit/").content.decode()
    for trace in (alert_no, paper.public_id, file_no, paper.sha256[:16]):
        assert trace in before, "the comparison can fail"
    asked = request_make(
        alert=alert, kind="transfer", by=people.triage, reason="示例", team=bodies["team"].pk
    )
    with django_capture_on_commit_callbacks(execute=True):
        request_decide(request=asked, by=people.chief, agree=True)
    assert (Paper.objects.count(), lying()) == (0, 0)
    for who in vars(people).values():
        assert signed_in(who).get(address).status_code == 404, who
    after = records.get("/audit/").content.decode()
    for trace in (alert_no, paper.public_id, file_no, paper.sha256[:16]):
        assert trace not in after, trace
    package = SealedBox(key).decrypt(bytes(Transfer.objects.get().package)).decode()
    assert "示例材料.png" in package
    assert '"content": "iVBORw0K' in package


def test_what_belongs_to_nothing_is_swept_away(at: At, people: SimpleNamespace) -> None:
    kept = stored(people.officer)
    alert_state(alert=at("pushed"), by=people.officer, papers=[kept])
    stored(people.officer, "孤儿.png")
    assert papers_sweep() == 0, "its form may still be on the way"
    assert papers_sweep(time.time() + 60) == 1
    assert (folder() / kept.path).is_file()
    assert lying() == 1
