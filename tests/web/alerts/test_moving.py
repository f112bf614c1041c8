"""The way of an alert: who may do what in which state, and what nobody may."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.alerts.limits import due_for
from qinglian.web.alerts.models import Alert
from qinglian.web.alerts.services.closing import alert_escalate, alert_reopen, alert_strike_off
from qinglian.web.alerts.services.conclusion import Conclusion
from qinglian.web.alerts.services.requests import alert_resume, request_decide, request_make
from qinglian.web.alerts.services.reviewing import alert_accept, alert_send_back
from qinglian.web.alerts.services.triage import alert_decline, alert_merge, alert_push, alert_return
from qinglian.web.alerts.services.verifying import (
    alert_answer,
    alert_apply,
    alert_receive,
    alert_state,
)
from qinglian.web.audit.models import Record
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.tasks.models import Task
from qinglian.web.tasks.services.moving import task_check, task_finish, task_receive, task_report
from tests.web.alerts.conftest import TRUE

At = Callable[[str], Alert]


def test_the_whole_way_is_recorded(at: At) -> None:
    closed = at("closed")
    assert closed.closed_by_unit_id == closed.closed_by.unit_id
    verbs = [step.verb for step in closed.steps.all()]
    assert verbs == ["push", "receive", "answer", "accept", "apply", "strike_off"]
    said = Record.objects.filter(object_type="alert", object_id=closed.public_id).order_by(
        "at", "id"
    )
    assert [one.action.removeprefix("alert.") for one in said] == verbs


def test_explained_and_filed_goes_straight_to_closing(at: At, people: SimpleNamespace) -> None:
    alert = at("verifying")
    said = Conclusion("not_so", "data_error", ("correct_data",), "录入错误。")
    alert_answer(alert=alert, by=people.handler, conclusion=said, checker=people.checker)
    assert alert_accept(alert=alert, by=people.triage).status == "closing"


@pytest.mark.parametrize(
    "who", ["officer", "head", "stranger", "auditor", "admin", "keeper", "handler"]
)
def test_only_who_supervises_pushes(who: str, alert: Alert, people: SimpleNamespace) -> None:
    with pytest.raises(NotAllowed):
        alert_push(alert=alert, by=getattr(people, who))


@pytest.mark.parametrize("who", ["triage", "supervisor", "stranger", "auditor", "county_head"])
def test_who_supervises_does_not_verify_in_place_of_the_authority(
    who: str, at: At, people: SimpleNamespace
) -> None:
    with pytest.raises(NotAllowed):
        alert_receive(alert=at("pushed"), by=getattr(people, who))


def test_the_body_concerned_signs_only_where_no_authority_is_known(
    at: At, people: SimpleNamespace
) -> None:
    alert = at("pushed")
    with pytest.raises(NotAllowed):
        alert_receive(alert=alert, by=people.officer)
    Alert.objects.update(authority_unit=None)
    assert alert_receive(alert=alert, by=people.officer).handler == people.officer


def test_two_at_once_one_wins_and_the_other_is_told(at: At, people: SimpleNamespace) -> None:
    alert = at("triage")
    alert_push(alert=alert, by=people.triage, version=0)
    with pytest.raises(Overtaken, match=r"待签收"):
        alert_decline(alert=alert, by=people.triage, reason="重复", version=0)


@pytest.mark.parametrize("who", ["handler", "checker"])
def test_who_handled_or_checked_neither_reviews_nor_strikes_off(
    who: str, at: At, people: SimpleNamespace
) -> None:
    with pytest.raises(NotAllowed):
        alert_strike_off(alert=at("closing"), by=getattr(people, who))


def test_the_body_above_may_strike_off(at: At, people: SimpleNamespace) -> None:
    assert at("closing").handler_unit.name.endswith("交通运输局")
    with pytest.raises(NotAllowed):
        alert_strike_off(alert=Alert.objects.get(), by=people.county_head)
    assert alert_strike_off(alert=Alert.objects.get(), by=people.supervisor).status == "closed"


@pytest.mark.parametrize("who", ["handler", "checker", "officer"])
def test_the_database_itself_refuses_a_hand_its_body_and_those_below(
    who: str, at: At, people: SimpleNamespace
) -> None:
    alert = at("closing")
    user = getattr(people, who)
    with pytest.raises(IntegrityError), transaction.atomic():
        Alert.objects.filter(pk=alert.pk).update(
            closed_by=user, status="closed", closed_at=timezone.now()
        )
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "update alerts_alert set closed_by_id = %s where id = %s", [user.pk, alert.pk]
        )


def test_the_database_writes_the_closing_body_itself(at: At, people: SimpleNamespace) -> None:
    alert = at("closed")
    Alert.objects.filter(pk=alert.pk).update(closed_by_unit=people.supervisor.unit)
    alert.refresh_from_db()
    assert alert.closed_by_unit_id == people.triage.unit_id


def test_closed_without_somebody_cannot_be_written(at: At) -> None:
    alert = at("closing")
    with pytest.raises(IntegrityError), transaction.atomic():
        Alert.objects.filter(pk=alert.pk).update(status="closed")


def test_not_ours_is_said_once(at: At, people: SimpleNamespace) -> None:
    alert = at("pushed")
    alert_return(
        alert=alert, by=people.handler, reason="不属本单位", suggested="示例县市场监督管理局"
    )
    alert_push(alert=alert, by=people.triage)
    with pytest.raises(NotAllowed):
        alert_return(alert=Alert.objects.get(), by=people.handler, reason="还是不属")


def test_sent_back_twice_then_one_level_up(at: At, people: SimpleNamespace) -> None:
    alert = at("feedback")
    for _ in range(2):
        alert_send_back(alert=alert, by=people.triage, reason="没有附材料")
        alert_answer(alert=alert, by=people.handler, conclusion=TRUE, checker=people.checker)
        alert.refresh_from_db()
    with pytest.raises(NotAllowed):
        alert_send_back(alert=alert, by=people.triage, reason="还是没有")
    taken = alert_escalate(alert=alert, by=people.supervisor, reason="两次补核不到位")
    assert taken.handler == people.supervisor
    assert taken.hands.filter(user=people.handler).exists()


@pytest.mark.parametrize(
    "said",
    [
        Conclusion("not_so", "breach", ("file",), "x"),
        Conclusion("true", "exception", ("file",), "x"),
        Conclusion("true", "breach", (), "x"),
        Conclusion("true", "breach", ("recover",), "x"),
        Conclusion("true", "breach", ("remind",), "x", amount_fen=100),
        Conclusion("true", "breach", ("remind",), " "),
        Conclusion("maybe", "breach", ("remind",), "x"),
    ],
)
def test_fields_of_a_conclusion_fit_each_other(
    said: Conclusion, at: At, people: SimpleNamespace
) -> None:
    with pytest.raises(NotAllowed):
        alert_answer(
            alert=at("verifying"), by=people.handler, conclusion=said, checker=people.checker
        )


def test_the_second_person_is_another_of_the_same_body(at: At, people: SimpleNamespace) -> None:
    alert = at("verifying")
    for checker in (people.handler, people.supervisor):
        with pytest.raises(NotAllowed):
            alert_answer(alert=alert, by=people.handler, conclusion=TRUE, checker=checker)


def test_the_body_concerned_is_heard(at: At, people: SimpleNamespace) -> None:
    alert = at("verifying")
    assert (
        alert_state(alert=alert, by=people.officer, text="当日系统停机，附运维单。").verb == "state"
    )
    with pytest.raises(NotAllowed):
        alert_state(alert=alert, by=people.stranger, text="与我无关")


def test_terms_are_extended_once_by_another_person(at: At, people: SimpleNamespace) -> None:
    alert = at("verifying")
    before = alert.due_on
    asked = request_make(alert=alert, kind="extend", by=people.handler, reason="需外调", days=5)
    with pytest.raises(NotAllowed):
        request_decide(request=asked, by=people.handler, agree=True)
    request_decide(request=asked, by=people.triage, agree=True)
    alert.refresh_from_db()
    assert alert.due_on > before
    with pytest.raises(NotAllowed):
        request_make(alert=alert, kind="extend", by=people.handler, reason="再延", days=5)


def test_a_stopped_clock_is_not_late_and_goes_on(at: At, people: SimpleNamespace) -> None:
    alert = at("verifying")
    asked = request_make(
        alert=alert,
        kind="pause",
        by=people.handler,
        reason="等审计",
        ground="audit",
        paper_no="示审〔2026〕1号",
    )
    request_decide(request=asked, by=people.chief, agree=True)
    Alert.objects.update(due_on="2020-01-02")
    assert not Alert.objects.get().late
    assert alert_resume(alert=alert, by=people.handler, reason="审计已结").paused_on is None
    assert Alert.objects.get().late


def test_another_level_needs_a_second_person_and_keeps_the_first(
    alert: Alert, people: SimpleNamespace
) -> None:
    asked = request_make(
        alert=alert, kind="relevel", by=people.triage, reason="金额小", level="blue"
    )
    request_decide(request=asked, by=people.chief, agree=True)
    alert.refresh_from_db()
    assert (alert.level, alert.level_computed) == ("blue", "orange")
    assert alert.due_on == due_for("triage", "blue", timezone.localdate())


def test_a_confidential_check_is_closed_to_the_body_concerned(
    alert: Alert, people: SimpleNamespace
) -> None:
    asked = request_make(alert=alert, kind="secret", by=people.triage, reason="不宜告知")
    request_decide(request=asked, by=people.chief, agree=True)
    for who, sees in (
        ("officer", False),
        ("head", False),
        ("county_head", False),
        ("handler", True),
        ("triage", True),
        ("supervisor", True),
    ):
        rows = Alert.objects.visible_to(getattr(people, who))
        assert rows.exists() is sees, who


def test_merging_ends_with_receipt(alert: Alert, signal, run, people: SimpleNamespace) -> None:  # type: ignore[no-untyped-def]
    from qinglian.web.alerts.services.opening import alerts_open

    signal(case="C2")
    alerts_open(run)
    other = Alert.objects.exclude(pk=alert.pk).get()
    alert_merge(alert=other, into=alert, by=people.triage, reason="同一件事")
    assert alert.signals.count() == 2
    signal(case="C3")
    alerts_open(run)
    third = Alert.objects.get(anchor_id="C3")
    Alert.objects.filter(pk=alert.pk).update(status="verifying")
    with pytest.raises(NotAllowed):
        alert_merge(alert=third, into=alert, by=people.triage, reason="同一件事")


def test_reopened_counts_and_can_be_closed_again_by_another(
    at: At, people: SimpleNamespace
) -> None:
    alert = at("closed")
    again = alert_reopen(alert=alert, by=people.supervisor, reason="制度没有执行")
    assert (again.status, again.reopened, again.closed_by) == ("verifying", 1, None)


def test_to_be_mended_by_a_date_is_a_task_and_the_alert_follows_it(
    at: At, people: SimpleNamespace, person: Callable[..., User]
) -> None:
    alert = at("verifying")
    said = Conclusion("true", "weak_control", ("by_date",), "流程有漏洞，限期整改。")
    alert_answer(alert=alert, by=people.handler, conclusion=said, checker=people.checker)
    alert_accept(alert=alert, by=people.triage)
    task = Task.objects.get()
    assert (task.origin_id, task.unit) == (alert.public_id, alert.unit)
    with pytest.raises(NotAllowed):
        alert_apply(alert=alert, by=people.handler, text="已改")
    task = task_receive(task=task, by=people.officer)
    task = task_report(
        task=task, by=people.officer, done="改了", outcome="不再超期", done_on=timezone.localdate()
    )
    task = task_check(task=task, by=people.head)
    task_finish(task=task, by=people.triage, achieved=True)
    alert.refresh_from_db()
    assert alert.status == "closing"
    with pytest.raises(NotAllowed):
        alert_strike_off(alert=alert, by=people.officer)
