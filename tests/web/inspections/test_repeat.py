"""A second visit on one matter within the set time: by approval of a named person, also where two start at once."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from threading import Barrier, Thread
from time import sleep
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.utils import timezone

from qinglian.web.core.dated import months_before
from qinglian.web.core.moves import NotAllowed
from qinglian.web.inspections.models import Inspection, Matter, Visit
from qinglian.web.inspections.queries import made_before
from qinglian.web.inspections.services import asking, checklists, issuing, preparing, visiting
from tests.web.inspections.conftest import fed_back


def agreed(visit: Visit, by: Any, approver: Any) -> None:
    asked = asking.repeat_ask(visit=visit, by=by, approver=approver, reason="群众反映集中")
    asking.request_decide(request=asked, by=approver, agree=True)


def test_at_planning_a_second_one_needs_its_approver(
    issued: Callable[..., Inspection], make: Callable[..., Inspection], people: SimpleNamespace
) -> None:
    first = fed_back(issued().visits.get(), people.office)
    second = make(by=people.chief)
    with pytest.raises(NotAllowed, match="重复检查"):
        issuing.inspection_issue(inspection=second, by=people.chief)
    visit = second.visits.get()
    with pytest.raises(NotAllowed, match="批准人"):
        asking.repeat_ask(visit=visit, by=people.chief, approver=people.chief, reason="示例")
    agreed(visit, people.chief, people.lead)
    issuing.inspection_issue(inspection=second, by=people.chief)
    visit = visiting.visit_start(visit=visit, by=people.chief)
    assert (visit.repeat_of, visit.repeat_approved_by) == (first, people.lead)
    for wrong in ({"repeat_approved_by": None}, {"repeat_approved_by": people.chief}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Visit.objects.filter(pk=visit.pk).update(**wrong)


def test_one_that_is_still_to_come_counts_when_another_is_planned(
    issued: Callable[..., Inspection], make: Callable[..., Inspection], people: SimpleNamespace
) -> None:
    issued()
    with pytest.raises(NotAllowed, match="重复检查"):
        issuing.inspection_issue(inspection=make(by=people.chief), by=people.chief)


def test_it_is_asked_again_at_the_start(
    issued: Callable[..., Inspection], make: Callable[..., Inspection], people: SimpleNamespace
) -> None:
    """Planned first, started second: approval is needed now, which was not when it was planned."""
    first = issued().visits.get()
    second = make(by=people.chief)
    agreed(second.visits.get(), people.chief, people.lead)
    issuing.inspection_issue(inspection=second, by=people.chief)
    visiting.visit_start(visit=second.visits.get(), by=people.chief)
    with pytest.raises(NotAllowed, match="须经批准"):
        visiting.visit_start(visit=first, by=people.office)
    agreed(first, people.office, people.second)
    assert visiting.visit_start(visit=first, by=people.office).repeat_of


def test_another_matter_another_body_or_long_ago_is_no_repeat(
    issued: Callable[..., Inspection],
    make: Callable[..., Inspection],
    people: SimpleNamespace,
    settings: Any,
) -> None:
    first = fed_back(issued().visits.get(), people.office)
    assert made_before(make(by=people.chief, only=("school_bureau",)).visits.get()) is None
    again = make(by=people.chief).visits.get()
    assert made_before(again) == first
    Inspection.objects.filter(pk=again.inspection_id).update(
        matter=Matter.objects.create(name="另一事项")
    )
    assert made_before(Visit.objects.get(pk=again.pk)) is None
    Inspection.objects.filter(pk=again.inspection_id).update(matter=first.inspection.matter)
    again = Visit.objects.get(pk=again.pk)
    Visit.objects.filter(pk=first.pk).update(started_at=timezone.now() - timedelta(days=200))
    assert made_before(again) is None
    settings.CONFIG = replace(settings.CONFIG, repeat_months=12)
    assert made_before(again) == first


def test_the_approver_does_not_go_and_nobody_inspects_their_own_body(
    issued: Callable[..., Inspection], make: Callable[..., Inspection], people: SimpleNamespace
) -> None:
    fed_back(issued().visits.get(), people.office)
    second = make(by=people.chief)
    preparing.inspection_team(
        inspection=second, members=[people.lead], lead=people.chief, by=people.chief
    )
    agreed(second.visits.get(), people.chief, people.lead)
    second.refresh_from_db()
    issuing.inspection_issue(inspection=second, by=people.chief)
    with pytest.raises(NotAllowed, match="不能自己去"):
        visiting.visit_start(visit=second.visits.get(), by=people.lead)


@pytest.mark.parametrize(
    ("day", "months", "said"),
    [
        (date(2026, 8, 31), 6, date(2026, 2, 28)),
        (date(2026, 3, 15), 6, date(2025, 9, 15)),
        (date(2024, 8, 31), 6, date(2024, 2, 29)),
        (date(2026, 11, 30), -6, date(2027, 5, 30)),
    ],
)
def test_months_back(day: date, months: int, said: date) -> None:
    assert months_before(day, months) == said


def at_once(*calls: Callable[[], object]) -> list[str]:
    """Each in a connection of its own, all at the same moment: which were done and which were refused."""
    gate, said = Barrier(len(calls)), []

    def run(call: Callable[[], object]) -> None:
        gate.wait()
        while True:
            try:
                call()
            except OperationalError:
                # SQLite in memory refuses a second writer at once, instead of letting it wait.
                sleep(0.02)
                continue
            except NotAllowed:
                said.append("refused")
            else:
                said.append("done")
            break
        connection.close()

    threads = [Thread(target=run, args=(one,)) for one in calls]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    return sorted(said)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_start_at_once_the_second_needs_its_approval(
    people: SimpleNamespace, make: Callable[..., Inspection]
) -> None:
    """Both went out while neither knew of the other."""
    calls = []
    for by in (people.office, people.chief):
        made = make(by=by)
        Inspection.objects.filter(pk=made.pk).update(
            status="issued", issued_at=timezone.now(), beyond=True, beyond_approved_by=people.county
        )
        calls.append(partial(visiting.visit_start, visit=made.visits.get(), by=by))
    assert at_once(*calls) == ["done", "refused"]
    assert Visit.objects.filter(status="started").count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_that_go_out_at_once_the_second_needs_its_approval(
    people: SimpleNamespace, make: Callable[..., Inspection]
) -> None:
    calls = [
        partial(issuing.inspection_issue, inspection=make(by=by), by=by)
        for by in (people.office, people.chief)
    ]
    assert at_once(*calls) == ["done", "refused"]
    assert Inspection.objects.filter(status="issued").count() == 1


def test_the_copy_of_a_checklist_does_not_change(
    make: Callable[..., Inspection], people: SimpleNamespace
) -> None:
    inspection = make()
    asked = [one.text for one in inspection.items.all()]
    draft = checklists.template_revise(template=inspection.template, by=people.office)
    checklists.item_add(template=draft, by=people.office, text="新增一项", mandatory=True)
    checklists.template_issue(template=draft, by=people.office)
    inspection.template.refresh_from_db()
    assert inspection.template.status == "retired"
    assert [one.text for one in inspection.items.all()] == asked
    with pytest.raises(Exception, match="停用"):
        checklists.item_add(template=inspection.template, by=people.office, text="改旧版")


def test_what_is_mandatory_for_the_matter_is_on_every_checklist_of_it(
    people: SimpleNamespace, matter: Matter, make: Callable[..., Inspection]
) -> None:
    must = checklists.template_make(name="日常监督必检", matter=matter, by=people.chief)
    checklists.item_add(template=must, by=people.chief, text="一把手是否部署", mandatory=True)
    checklists.item_add(template=must, by=people.chief, text="随便看看")
    checklists.template_issue(template=must, by=people.chief)
    items = make().items
    assert items.filter(text="一把手是否部署", mandatory=True, place=4).exists()
    assert not items.filter(text="随便看看").exists()


def test_a_member_is_replaced_while_it_is_under_way(
    issued: Callable[..., Inspection], people: SimpleNamespace
) -> None:
    inspection = issued()
    preparing.inspection_team(
        inspection=inspection, members=[], lead=people.second, by=people.office
    )
    visit = inspection.visits.get()
    with pytest.raises(NotAllowed):
        visiting.visit_start(visit=visit, by=people.office)
    assert visiting.visit_start(visit=visit, by=people.second).status == "started"
