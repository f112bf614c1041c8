"""The yearly plan: a second person approves it, what is outside it or over it needs a named approver."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from qinglian.web.accounts.models import User
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.inspections.models import Inspection, Matter, Plan, PlanLine, Request
from qinglian.web.inspections.queries import beyond, progress
from qinglian.web.inspections.services import asking, issuing, plans, preparing
from qinglian.web.units.models import Unit

Browser = Callable[[User], Client]


@pytest.fixture
def line(people: SimpleNamespace, bodies: dict[str, Unit], matter: Matter) -> PlanLine:
    plan = plans.plan_make(
        year=timezone.localdate().year, document="示例〔2026〕1号", by=people.office
    )
    made = plans.line_add(
        plan=plan, by=people.office, matter=matter, giver_unit=bodies["office"], quota=2,
        begins_month=1, ends_month=12,
    )  # fmt: skip
    plans.plan_approve(plan=plan, by=people.second)
    return PlanLine.objects.select_related("plan").get(pk=made.pk)


def same_day(**said: object) -> dict[str, object]:
    return {"begins_on": timezone.localdate(), "ends_on": timezone.localdate(), **said}


def test_another_person_approves_and_then_it_stands(
    people: SimpleNamespace, bodies: dict[str, Unit], matter: Matter
) -> None:
    plan = plans.plan_make(year=2026, document="示例〔2026〕2号", by=people.office)
    said = {
        "plan": plan, "by": people.office, "matter": matter, "giver_unit": bodies["office"], "quota": 1,
        "begins_month": 3, "ends_month": 5,
    }  # fmt: skip
    with pytest.raises(NotAllowed, match="没有内容"):
        plans.plan_approve(plan=plan, by=people.second)
    made = plans.line_add(**said)
    with pytest.raises(NotAllowed):
        plans.line_add(**{**said, "begins_month": 6})
    for who in (people.office, people.triage, people.officer, people.chief, people.auditor):
        with pytest.raises(NotAllowed):
            plans.plan_approve(plan=plan, by=who)
    assert not Plan.objects.visible_to(people.officer).exists()
    plans.plan_approve(plan=plan, by=people.second)
    assert Plan.objects.visible_to(people.officer).exists()
    with pytest.raises(Overtaken):
        plans.line_add(**said)
    with pytest.raises(Overtaken):
        plans.line_remove(line=made, by=people.office)
    with pytest.raises(IntegrityError), transaction.atomic():
        Plan.objects.filter(pk=plan.pk).update(approved_by=people.office)
    with pytest.raises(IntegrityError), transaction.atomic():
        PlanLine.objects.update(ends_month=2)


def test_inside_the_plan_nobody_is_asked(
    make: Callable[..., Inspection], line: PlanLine, people: SimpleNamespace
) -> None:
    inspection = make(line=line, **same_day())
    assert beyond(inspection) == []
    with pytest.raises(NotAllowed, match="在年度计划内"):
        asking.beyond_ask(
            inspection=inspection, by=people.office, approver=people.second, reason="示例"
        )
    out = issuing.inspection_issue(inspection=inspection, by=people.office)
    assert (out.beyond, out.beyond_approved_by) == (False, None)
    seen = progress(line.plan, people.office)[0]
    assert (seen.planned, seen.done, seen.beyond, seen.left) == (1, 0, 0, 1)


def test_outside_the_plan_nothing_goes_out_without_the_named_person(
    make: Callable[..., Inspection], people: SimpleNamespace
) -> None:
    inspection = make(leave=False)
    with pytest.raises(NotAllowed, match="计划外"):
        issuing.inspection_issue(inspection=inspection, by=people.office)
    for wrong in (people.office, people.officer, people.head, people.triage, people.chief):
        with pytest.raises(NotAllowed, match="批准人"):
            asking.beyond_ask(
                inspection=inspection, by=people.office, approver=wrong, reason="临时交办"
            )
    asked = asking.beyond_ask(
        inspection=inspection, by=people.office, approver=people.county, reason="临时交办"
    )
    for wrong in (people.office, people.second):
        with pytest.raises(NotAllowed):
            asking.request_decide(request=asked, by=wrong, agree=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.filter(pk=asked.pk).update(decided_by=people.second)
    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.filter(pk=asked.pk).update(approver=people.office)
    with pytest.raises(NotAllowed):
        asking.request_decide(request=asked, by=people.county, agree=False)
    asking.request_decide(request=asked, by=people.county, agree=False, answer="并入年度计划")
    with pytest.raises(NotAllowed, match="计划外"):
        issuing.inspection_issue(inspection=inspection, by=people.office)
    again = asking.beyond_ask(
        inspection=inspection, by=people.office, approver=people.second, reason="上级要求"
    )
    asking.request_decide(request=again, by=people.second, agree=True)
    out = issuing.inspection_issue(inspection=inspection, by=people.office)
    assert (out.beyond, out.beyond_approved_by) == (True, people.second)
    for wrong in ({"beyond_approved_by": None}, {"beyond": False}, {"beyond_approved_by": out.by}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Inspection.objects.filter(pk=out.pk).update(**wrong)


def test_leave_is_asked_once_it_is_drawn_how_many_are_visited(
    people: SimpleNamespace, matter: Matter
) -> None:
    made = preparing.inspection_open(
        title="示例", matter=matter, mode="open", breadth="all", by=people.office, **same_day()
    )
    with pytest.raises(NotAllowed, match="先抽取"):
        asking.beyond_ask(inspection=made, by=people.office, approver=people.second, reason="示例")


def test_over_the_quota_or_out_of_the_months_is_outside_too(
    make: Callable[..., Inspection], line: PlanLine, people: SimpleNamespace
) -> None:
    first = make(line=line, only=("bureau", "market"), **same_day())
    second = make(line=line, only=("school_bureau",), **same_day())
    assert beyond(first) == beyond(second) == []
    issuing.inspection_issue(inspection=first, by=people.office)
    with pytest.raises(NotAllowed, match="还可到访 0 个"):
        issuing.inspection_issue(inspection=second, by=people.office)
    PlanLine.objects.update(quota=9, begins_month=1, ends_month=1)
    if timezone.localdate().month != 1:
        second.refresh_from_db()
        assert "至1月" in beyond(second)[0]


def test_the_approver_finds_it_on_the_desk_and_answers_there(
    make: Callable[..., Inspection], people: SimpleNamespace, signed_in: Browser
) -> None:
    inspection = make(leave=False)
    office, county = signed_in(people.office), signed_in(people.county)
    page = inspection.get_absolute_url()
    assert county.get(page).status_code == 404
    shown = office.get(f"{page}beyond/").content.decode()
    assert people.county.name in shown
    assert people.head.name not in shown
    asked = {"approver": people.county.pk, "reason": "临时交办"}
    assert office.post(f"{page}beyond/", asked).status_code == 302
    assert "同意与否" in county.get("/desk/").content.decode()
    address = f"/inspections/requests/{Request.objects.get().pk}/"
    assert office.get(address).status_code == 404
    assert county.post(address, {"agree": "yes"}).status_code == 302
    assert "被指定为批准人" in county.get(page).content.decode()
    assert office.post(f"{page}issue/", {}).status_code == 302


def test_the_plan_through_the_pages(
    people: SimpleNamespace, bodies: dict[str, Unit], signed_in: Browser
) -> None:
    office = signed_in(people.office)
    assert office.post("/inspections/matters/new/", {"name": "窗口 作风"}).status_code == 302
    assert office.post("/inspections/matters/new/", {"name": "窗口 作风"}).status_code == 422
    said = {"year": timezone.localdate().year, "document": "示例计划"}
    page = office.post("/inspections/plans/new/", said)["Location"]
    line = {
        "matter": Matter.objects.get().pk, "giver_unit": bodies["office"].pk, "quota": 3, "begins_month": 1,
        "ends_month": 12,
    }  # fmt: skip
    assert office.post(f"{page}lines/new/", line).status_code == 302
    assert office.post(f"{page}lines/new/", line).status_code == 302
    assert office.post(f"{page}lines/2/remove/").status_code == 302
    assert signed_in(people.officer).get(page).status_code == 404
    assert "批准年度计划" in signed_in(people.second).get("/desk/").content.decode()
    assert signed_in(people.second).post(f"{page}approve/").status_code == 302
    shown = signed_in(people.officer).get(page).content.decode()
    assert "窗口 作风" in shown
    assert "只数您看得见的" not in shown
