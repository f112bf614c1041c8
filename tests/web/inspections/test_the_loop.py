"""From the plan to what became of a finding: the loop of an inspection through its services and its pages."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.inspections.models import Finding, Inspection, Visit
from qinglian.web.inspections.services import feedback, issuing, visiting
from qinglian.web.tasks.models import Task
from qinglian.web.units.models import Unit
from tests.web.inspections.conftest import answer_all, fed_back, found, photo

Browser = Callable[[User], Client]


def test_from_start_to_done(issued: Callable[..., Inspection], people: SimpleNamespace) -> None:
    visit = issued().visits.get()
    visit = fed_back(visit, people.office)
    finding = visit.findings.get()
    with pytest.raises(NotAllowed):
        feedback.visit_close(visit=visit, by=people.office)
    visit = feedback.visit_receive(visit=visit, by=people.officer, answer="照办")
    due = timezone.localdate() + timedelta(days=30)
    finding = feedback.finding_follow(
        finding=finding, by=people.office, follow="task", text="窗口全部公示指南", due_on=due
    )
    task = Task.objects.get()
    assert (task.origin, task.origin_id, task.unit) == ("inspection", finding.public_id, visit.unit)
    assert finding.follow_id == task.public_id
    visit = feedback.visit_close(visit=visit, by=people.office)
    assert (visit.status, visit.minutes, visit.hidden) == ("done", 45, False)
    closed = issuing.inspection_close(
        inspection=visit.inspection, by=people.office, report="一家单位，一个问题"
    )
    assert closed.status == "closed"
    assert [one.verb for one in visit.steps.all()] == [
        "start",
        "finish",
        "send",
        "receive",
        "close",
    ]


def test_nothing_is_finished_with_an_item_open_or_without_the_say_of_the_body(
    issued: Callable[..., Inspection], people: SimpleNamespace
) -> None:
    visit = visiting.visit_start(visit=issued().visits.get(), by=people.office)
    said = {
        "summary": "看了", "representative": "副局长", "statement": "无意见", "minutes": 30, "unsigned": "外出",
    }  # fmt: skip
    with pytest.raises(NotAllowed, match="1、2、3"):
        visiting.visit_finish(visit=visit, by=people.office, **said)
    answer_all(visit, people.office)
    with pytest.raises(NotAllowed):
        visiting.visit_finish(visit=visit, by=people.office, **{**said, "statement": " "})
    with pytest.raises(NotAllowed, match="签字"):
        visiting.visit_finish(visit=visit, by=people.office, **{**said, "unsigned": ""})
    assert visiting.visit_finish(visit=visit, by=people.office, **said).status == "finished"


def test_a_photograph_that_is_asked_for_is_missed_unless_the_item_does_not_apply(
    issued: Callable[..., Inspection], people: SimpleNamespace
) -> None:
    from qinglian.web.inspections.queries import checklist

    visit = visiting.visit_start(visit=issued().visits.get(), by=people.office)
    item = visit.inspection.items.get(place=1)
    said = {"visit": visit, "item": item, "by": people.office}
    visiting.visit_answer(**said, token="a", sent="1", choice="yes")
    assert checklist(visit)[0].lacks_photo
    assert not checklist(visit)[0].done
    visiting.visit_answer(**said, token="b", sent="2", choice="na")
    assert checklist(visit)[0].done


@pytest.mark.parametrize(
    "who", ["officer", "head", "station", "school", "county", "auditor", "second"]
)
def test_only_the_team_goes(
    who: str, issued: Callable[..., Inspection], people: SimpleNamespace
) -> None:
    visit = issued().visits.get()
    with pytest.raises(NotAllowed):
        visiting.visit_start(visit=visit, by=getattr(people, who))


@pytest.mark.parametrize("who", ["office", "station", "school", "county", "auditor", "chief"])
def test_only_the_body_signs_for_its_feedback(
    who: str, issued: Callable[..., Inspection], people: SimpleNamespace
) -> None:
    visit = fed_back(issued().visits.get(), people.office)
    with pytest.raises(NotAllowed):
        feedback.visit_receive(visit=visit, by=getattr(people, who))


def test_an_objection_is_answered_by_who_did_not_write_the_finding(
    issued: Callable[..., Inspection], people: SimpleNamespace, signed_in: Browser
) -> None:
    visit = fed_back(issued().visits.get(), people.office)
    finding = visit.findings.get()
    with pytest.raises(NotAllowed):
        feedback.objection_make(visit=visit, by=people.school, reason="不是我单位")
    asked = feedback.objection_make(
        visit=visit, by=people.officer, finding=finding, reason="指南贴在门口"
    )
    assert "答复异议" in signed_in(people.second).get("/desk/").content.decode()
    assert "答复异议" not in signed_in(people.office).get("/desk/").content.decode()
    with pytest.raises(NotAllowed, match="异议"):
        feedback.finding_follow(finding=finding, by=people.office, follow="noted", text="提醒")
    with pytest.raises(NotAllowed, match="另一个人"):
        feedback.objection_decide(objection=asked, by=people.office, agree=True, answer="成立")
    feedback.objection_decide(objection=asked, by=people.second, agree=True, answer="成立")
    finding.refresh_from_db()
    assert finding.follow == "withdrawn"
    with pytest.raises(Overtaken):
        feedback.objection_decide(objection=asked, by=people.triage, agree=False, answer="不成立")


def test_objections_end_with_their_days(
    issued: Callable[..., Inspection], people: SimpleNamespace
) -> None:
    visit = fed_back(issued().visits.get(), people.office)
    yesterday = timezone.localdate() - timedelta(days=1)
    Visit.objects.filter(pk=visit.pk).update(objects_until=yesterday)
    with pytest.raises(NotAllowed, match="期限"):
        feedback.objection_make(visit=visit, by=people.officer, reason="迟了")


def test_no_follow_up_before_the_body_knows_but_on_the_spot(
    issued: Callable[..., Inspection], people: SimpleNamespace
) -> None:
    visit = visiting.visit_start(visit=issued().visits.get(), by=people.office)
    finding = found(visit, people.office)
    due = timezone.localdate() + timedelta(days=9)
    for follow in ("task", "problem", "noted"):
        with pytest.raises(NotAllowed, match="反馈"):
            feedback.finding_follow(
                finding=finding, by=people.office, follow=follow, text="改", due_on=due
            )
    mended = feedback.finding_follow(
        finding=finding, by=people.office, follow="on_spot", text="当场贴上"
    )
    assert mended.follow == "on_spot"


def test_two_at_once_one_is_told(
    issued: Callable[..., Inspection], people: SimpleNamespace
) -> None:
    visit = issued().visits.get()
    visiting.visit_start(visit=visit, by=people.office, version=visit.version)
    with pytest.raises(Overtaken):
        visiting.visit_cancel(visit=visit, by=people.second, reason="不去了", version=visit.version)


def test_what_the_tables_refuse(issued: Callable[..., Inspection], people: SimpleNamespace) -> None:
    visit = fed_back(issued().visits.get(), people.office)
    rows = Visit.objects.filter(pk=visit.pk)
    for wrong in (
        {"hidden": True},
        {"sent_at": None},
        {"minutes": None},
        {"repeat_of": visit.pk},
        {"repeat_approved_by": people.office},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Finding.objects.update(follow="task", follow_id="")
    with pytest.raises(IntegrityError), transaction.atomic():
        Visit.objects.create(
            inspection=visit.inspection, unit=visit.unit, giver_unit=visit.giver_unit
        )


def test_the_loop_through_the_pages(
    issued: Callable[..., Inspection],
    people: SimpleNamespace,
    signed_in: Browser,
    bodies: dict[str, Unit],
) -> None:
    visit = issued().visits.get()
    page = visit.get_absolute_url()
    office, officer = signed_in(people.office), signed_in(people.officer)
    assert "现场督查" in office.get("/desk/").content.decode()
    assert "反馈后" in officer.get(page).content.decode()
    assert office.post(f"{page}start/", {})["Location"].endswith("/check/")
    answer_all(Visit.objects.get(), people.office)
    shown = office.get(f"{page}check/").content.decode()
    assert "这一回答提示可能有问题" in shown
    form = office.get(f"{page}findings/new/?item=1").context["form"]
    said = {
        "token": form["token"].value(), "title": form["title"].value(), "topic": "service",
        "severity": "light", "basis": form["basis"].value(), "papers": [photo()],
    }  # fmt: skip
    assert said["basis"] == "示例办法第三条"
    assert office.post(f"{page}findings/new/?item=1", said).status_code == 302
    assert (
        office.post(f"{page}findings/new/?item=1", {**said, "papers": [photo()]}).status_code == 302
    )
    finding = Finding.objects.get()
    assert finding.papers.count() == 1
    assert officer.get(finding.get_absolute_url()).status_code == 404
    assert "没有发现问题" in officer.get("/inspections/findings/").content.decode()
    told = {
        "summary": "看了窗口", "statement": "认可", "representative": "副局长", "minutes": "45",
        "papers": [photo("签字.jpg")],
    }  # fmt: skip
    assert office.post(f"{page}finish/", told).status_code == 302
    drafted = office.get(f"{page}send/").context["form"]["feedback"].value()
    assert finding.title in drafted
    assert office.post(f"{page}send/", {"feedback": drafted}).status_code == 302
    assert "签收反馈" in officer.get("/desk/").content.decode()
    assert officer.post(f"{page}receive/", {"answer": "照办"}).status_code == 302
    paper = f"/inspections/papers/{finding.papers.get().public_id}/"
    assert officer.get(paper).status_code == 200
    assert signed_in(people.school).get(paper).status_code == 404
    assert signed_in(people.school).get(page).status_code == 404
    objected = {"reason": "有指南", "finding": finding.pk}
    assert officer.post(f"{page}object/", objected).status_code == 302
    number = visit.objections.get().pk
    answer = f"/inspections/objections/{number}/"
    assert officer.get(answer).status_code == 403
    no = {"agree": "no", "answer": "看了现场，没有"}
    assert signed_in(people.second).post(answer, no).status_code == 302
    follow = {"follow": "task", "text": "全部公示", "due_on": "2099-01-01"}
    assert office.post(f"{finding.get_absolute_url()}follow/", follow).status_code == 302
    shown = officer.get(finding.get_absolute_url()).content.decode()
    assert Task.objects.get().public_id in shown
    assert "待签收" in shown
    assert office.post(f"{page}close/", {}).status_code == 302
    listed = office.get("/inspections/visits/?state=made").context["page"].paginator.count
    assert listed == 1
