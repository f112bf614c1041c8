"""A rule's parameters change by two people, after a trial on the data, and go back by two."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.runs.models import Asked, Batch, Change, Run, Signal, Tried
from qinglian.web.runs.params import on_card, rule_of, spoken
from qinglian.web.runs.services.changes import (
    change_approve,
    change_end,
    change_propose,
    change_refuse,
    change_simulate,
)
from qinglian.web.runs.services.running import params_in_force, run_start
from qinglian.web.runs.services.sealing import signal_remove
from qinglian.web.runs.services.simulating import trials_resume
from qinglian.web.units.models import Unit

RULE = "APR-001"
Browser = Callable[[User], Client]


def within(days: int) -> dict[str, Any]:
    """The time limit of the rule, other than on its card."""
    rule = rule_of(RULE)
    assert rule
    stands = on_card(rule)["within"]
    return {"within": [{**one, "value": {**one["value"], "at_most": days}} for one in stands]}


@pytest.fixture
def propose(
    staff: SimpleNamespace, bodies: dict[str, Unit], django_capture_on_commit_callbacks: Any
) -> Callable[..., Change]:
    def make(params: dict[str, Any] | None = None, by: User | None = None, **more: Any) -> Change:
        said = {"rule_id": RULE, "unit": bodies["county"], "reason": "示例〔2026〕2号"}
        with django_capture_on_commit_callbacks(execute=True):
            made = change_propose(
                params=within(1) if params is None else params,
                by=by or staff.triage,
                **said,
                **more,
            )
        return Change.objects.get(pk=made.pk)

    return make


def ask(bodies: dict[str, Unit], by: User, commits: Any) -> Run:
    with commits(execute=True):
        made = run_start(unit=bodies["county"], packs=["approval_cn"], by=by)
    run = Run.objects.get(pk=made.pk)
    assert run.status == Run.Status.DONE, run.trouble
    return run


def test_proposed_tried_approved_asked_and_back(
    loaded: Callable[..., Batch],
    propose: Callable[..., Change],
    staff: SimpleNamespace,
    bodies: dict[str, Unit],
    signed_in: Browser,
    django_capture_on_commit_callbacks: Any,
) -> None:
    commits = django_capture_on_commit_callbacks
    loaded()
    before = ask(bodies, staff.office, commits).asked_rules.get(rule_id=RULE)
    seen = set(
        Signal.objects.filter(rule_id=RULE, gone_at=None).values_list("signal_id", flat=True)
    )

    change = propose()
    assert (change.status, change.trouble) == ("simulated", "")
    shown = change.simulated
    assert shown["before"]["flagged"] == before.flagged == len(seen)
    tried = Tried.objects.filter(change=change)
    assert tried.count() == tried.exclude(what="new").count() + tried.filter(what="new").count()
    assert set(tried.exclude(what="new").values_list("signal_id", flat=True)) == seen
    assert shown["after"]["flagged"] == tried.exclude(what="gone").count() > before.flagged
    assert params_in_force() == {}
    page = signed_in(staff.office).get(change.get_absolute_url()).content.decode()
    assert "批准" in page
    assert "新增" in page
    assert tried.filter(what="new").earliest("signal_id").text_zh in page
    assert change.get_absolute_url() in signed_in(staff.office).get("/desk/").content.decode()
    assert change.get_absolute_url() not in signed_in(staff.triage).get("/desk/").content.decode()

    change_approve(change=change, by=staff.office)
    after = ask(bodies, staff.office, commits).asked_rules.get(rule_id=RULE)
    assert after.flagged == shown["after"]["flagged"]
    assert after.params == change.params
    assert set(
        Signal.objects.filter(rule_id=RULE, gone_at=None).values_list("signal_id", flat=True)
    ) == set(tried.exclude(what="gone").values_list("signal_id", flat=True))

    back = propose({})
    assert back.params == {}
    assert back.simulated["after"] == shown["before"]
    change_approve(change=back, by=staff.second)
    change.refresh_from_db()
    assert change.status == "ended"
    assert params_in_force() == {RULE: {}}


def test_who_proposed_does_not_approve_and_roles_are_kept_apart(
    loaded: Callable[..., Batch], propose: Callable[..., Change], staff: SimpleNamespace
) -> None:
    loaded()
    change = propose(by=staff.office)
    for nobody in (staff.office, staff.triage, staff.auditor, staff.officer, staff.stranger):
        with pytest.raises(NotAllowed):
            change_approve(change=change, by=nobody)
    for nobody in (staff.auditor, staff.officer, staff.stranger, staff.chief):
        with pytest.raises(NotAllowed):
            propose(by=nobody)
    with pytest.raises(IntegrityError), transaction.atomic():
        Change.objects.filter(pk=change.pk).update(approved_by=staff.office, status="approved")
    change_approve(change=change, by=staff.chief)
    with pytest.raises(Overtaken):
        change_refuse(change=change, by=staff.second, reason="晚了一步")


def test_ending_takes_two_people_as_well(
    loaded: Callable[..., Batch], propose: Callable[..., Change], staff: SimpleNamespace
) -> None:
    loaded()
    change = propose()
    change_approve(change=change, by=staff.office)
    change_end(change=change, by=staff.triage, reason="文件废止")
    assert params_in_force() != {}
    with pytest.raises(NotAllowed):
        change_end(change=change, by=staff.triage)
    change_end(change=change, by=staff.chief)
    assert params_in_force() == {}
    with pytest.raises(Overtaken):
        change_end(change=change, by=staff.chief, reason="再停一次")


def test_without_data_it_says_why_and_nobody_can_approve(
    propose: Callable[..., Change],
    staff: SimpleNamespace,
    loaded: Callable[..., Batch],
    django_capture_on_commit_callbacks: Any,
    signed_in: Browser,
) -> None:
    change = propose()
    assert change.status == "proposed"
    assert "空的" in change.trouble or "数据湖" in change.trouble
    with pytest.raises(Overtaken):
        change_approve(change=change, by=staff.office)
    assert change.trouble in signed_in(staff.office).get(change.get_absolute_url()).content.decode()
    loaded()
    with django_capture_on_commit_callbacks(execute=True):
        change_simulate(change=change, by=staff.triage)
    change.refresh_from_db()
    assert change.status == "simulated"


def test_what_was_tried_on_something_else_is_tried_again(
    loaded: Callable[..., Batch], propose: Callable[..., Change], staff: SimpleNamespace
) -> None:
    loaded()
    change = propose()
    Change.objects.filter(pk=change.pk).update(card_sha256="0" * 64)
    with pytest.raises(NotAllowed, match="重新试算"):
        change_approve(change=change, by=staff.office)


@pytest.mark.parametrize(
    ("params", "said"),
    [
        ({"withn": {}}, "没有参数 withn"),
        ({"until_at_most": "三"}, "参数 until_at_most 应为 int"),
        ({"within": {"at_mots": 5, "unit": "working_days"}}, "at_mots"),
    ],
)
def test_what_does_not_fit_is_refused_in_the_words_of_the_engine(
    propose: Callable[..., Change], params: dict[str, Any], said: str
) -> None:
    with pytest.raises(NotAllowed, match=said):
        propose(params)
    assert not Change.objects.exists()


def test_the_form_shows_the_card_and_refuses_with_the_sentence(
    staff: SimpleNamespace, bodies: dict[str, Unit], signed_in: Browser, loaded: Callable[..., Batch],
    django_capture_on_commit_callbacks: Any,
) -> None:  # fmt: skip
    loaded()
    browser, address = signed_in(staff.triage), f"/runs/rules/{RULE}/propose/"
    form = browser.get(address).context["form"]
    page = browser.get(address).content.decode()
    assert "行政许可法 第三十二条第一款第四项" in page
    said = {name: field.initial or "" for name, field in form.fields.items() if name[:2] == "p-"}
    papers = {"unit": bodies["county"].pk, "reason": "示例"}
    same = browser.post(address, {**said, **papers})
    assert same.status_code == 422
    assert "没有可调整的" in same.content.decode()
    wrong = browser.post(address, {**said, **papers, "p-until_at_most": "三"})
    assert "参数 until_at_most 应为 int" in wrong.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        right = browser.post(
            address,
            {**said, **papers, "p-within-0": "{at_most: 1, unit: working_days, at_risk: 1}"},
        )
    change = Change.objects.get()
    assert right.headers["Location"] == change.get_absolute_url()
    assert change.params == within(1)
    assert "有一项调整在办" in browser.get(f"/runs/rules/{RULE}/").content.decode()


def test_pages_for_those_who_may_and_for_nobody_else(
    loaded: Callable[..., Batch],
    propose: Callable[..., Change],
    staff: SimpleNamespace,
    signed_in: Browser,
) -> None:
    loaded()
    page = propose().get_absolute_url()
    for user, status in (
        (staff.chief, 200), (staff.auditor, 200), (staff.stranger, 404), (staff.officer, 404),
    ):  # fmt: skip
        assert signed_in(user).get(page).status_code == status, user
    assert signed_in(staff.officer).get("/runs/changes/").status_code == 403
    assert signed_in(staff.officer).get(f"/runs/rules/{RULE}/").status_code == 200
    assert signed_in(staff.officer).get(f"/runs/rules/{RULE}/propose/").status_code == 403
    assert signed_in(staff.auditor).post(f"{page}simulate/").status_code == 403
    assert signed_in(staff.auditor).get(f"{page}approve/").status_code == 403
    assert signed_in(staff.stranger).get(f"{page}approve/").status_code == 404
    browser = signed_in(staff.chief)
    assert browser.post(f"{page}approve/", {"reason": "同意"}).status_code == 302
    assert "停用" in browser.get(page).content.decode()
    assert browser.post(f"{page}refuse/", {"reason": "晚了"}).status_code == 409


def test_a_signal_that_is_handed_over_leaves_no_trace_in_a_trial(
    loaded: Callable[..., Batch],
    propose: Callable[..., Change],
    staff: SimpleNamespace,
    bodies: dict[str, Unit],
    django_capture_on_commit_callbacks: Any,
) -> None:
    loaded()
    ask(bodies, staff.office, django_capture_on_commit_callbacks)
    change = propose()
    before = change.simulated
    signal = Signal.objects.filter(rule_id=RULE).earliest("signal_id")
    assert Tried.objects.filter(signal_id=signal.signal_id).exists()
    signal_remove(signal)
    assert not Tried.objects.filter(signal_id=signal.signal_id).exists()
    change.refresh_from_db()
    for side in ("before", "after"):
        for name in ("asked", "decided", "flagged"):
            assert change.simulated[side][name] == before[side][name] - 1
    assert Asked.objects.get(rule_id=RULE).flagged == change.simulated["before"]["flagged"]


def test_a_trial_whose_worker_was_killed_is_asked_for_again(
    loaded: Callable[..., Batch], propose: Callable[..., Change]
) -> None:
    loaded()
    change = propose()
    Change.objects.filter(pk=change.pk).update(status="proposed")
    assert trials_resume() == 0, "it is not old enough"
    Change.objects.update(moved_at=timezone.now() - timezone.timedelta(hours=1))
    assert trials_resume() == 1
    change.refresh_from_db()
    assert change.status == "simulated"


def test_the_catalogue_is_searched_filtered_and_exported(
    staff: SimpleNamespace, signed_in: Browser
) -> None:
    browser = signed_in(staff.triage)
    page = browser.get("/runs/rules/?q=APR-001&pack=approval_cn").content.decode()
    assert f"/runs/rules/{RULE}/" in page
    assert "BID-025" not in page
    assert browser.get("/runs/rules/?severity=red&sort=-flagged&page=2").status_code == 200
    assert "没有符合条件" in browser.get("/runs/rules/?q=没有这样的规则").content.decode()
    assert browser.get("/runs/rules/?format=xlsx&severity=red").status_code == 200
    assert browser.get("/runs/rules/没有/").status_code == 404


def test_a_rule_under_review_says_what_to_do(
    staff: SimpleNamespace, bodies: dict[str, Unit], signed_in: Browser
) -> None:
    run = Run.objects.create(
        unit=bodies["county"], as_of=timezone.localdate(), status="done", ended_at=timezone.now()
    )
    said = {"name_zh": "示例", "name_en": "Example", "severity": "red", "pack": "approval_cn"}
    Asked.objects.create(
        run=run, rule_id=RULE, card="", card_sha256="", asked=9, decided=9, undecided=0, flagged=8,
        review=True, **said,
    )  # fmt: skip
    page = signed_in(staff.triage).get(f"/runs/rules/{RULE}/").content.decode()
    assert page.count("已暂缓逐条推送") == 1
    assert "提出参数调整" in page
    assert "待复核" not in signed_in(staff.stranger).get(f"/runs/rules/{RULE}/").content.decode()


def test_parameters_are_said_in_words() -> None:
    assert spoken("received") == "收件"
    assert spoken(["accepted", "decided"]) == "受理、决定"
    assert spoken({"at_most": 0, "unit": "calendar_days", "at_risk": 0}) == "不超过 0 日"
    assert "到期前 1 个工作日提醒" in spoken({"at_most": 5, "unit": "working_days", "at_risk": 1})
    assert spoken("permit") == "行政许可办件"
    assert spoken("no such word") == "no such word"
