"""An inspection in all its stages: people of the office and of the team, a checklist, a draw, a visit."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from qinglian.web.accounts.models import User
from qinglian.web.core.uploads import all_stored
from qinglian.web.inspections.models import Inspection, Matter, Template, Visit
from qinglian.web.inspections.services import (
    asking,
    checklists,
    feedback,
    issuing,
    preparing,
    visiting,
)
from qinglian.web.units.models import Unit

Bodies = dict[str, Unit]


@pytest.fixture(autouse=True)
def _folder(settings: Any, tmp_path: Path) -> None:
    settings.CONFIG = replace(settings.CONFIG, data=tmp_path)
    cache.clear()


@pytest.fixture
def people(person: Callable[..., User]) -> SimpleNamespace:
    return SimpleNamespace(
        office=person("programme_office", "county", home="office"),
        second=person("programme_office", "county", home="office", name="second"),
        triage=person("triage_officer", "county", home="office", name="triage"),
        chief=person("supervision_head", "team"),
        supervisor=person("supervisor", "team"),
        officer=person("unit_officer", "bureau"),
        head=person("unit_head", "bureau"),
        station=person("unit_officer", "station"),
        school=person("unit_head", "school_bureau"),
        county=person("unit_head", "county"),
        auditor=person("auditor", "county", home="office", name="auditor"),
        inside=person("auditor", "county", home="bureau", name="inside"),
        records=person("audit_admin", "county", home="office", name="records"),
        admin=person("system_admin", "county", home="office", name="admin"),
    )


@pytest.fixture
def matter() -> Matter:
    return Matter.objects.create(name="窗口作风")


@pytest.fixture
def template(matter: Matter, people: SimpleNamespace) -> Template:
    made = checklists.template_make(name="窗口检查单", matter=matter, by=people.office)
    for said in (
        {"text": "窗口是否公示办事指南", "finds": "no", "basis": "示例办法第三条", "photo": True},
        {"text": "等候超过半小时的人数", "kind": "number", "measure": "人"},
        {"text": "现场情况", "kind": "text"},
    ):
        checklists.item_add(template=made, by=people.office, **said)
    return checklists.template_issue(template=made, by=people.office)


def jpeg() -> bytes:
    out = BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG")
    return out.getvalue()


def photo(name: str = "窗口.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, jpeg(), "image/jpeg")


@pytest.fixture
def make(
    people: SimpleNamespace, bodies: Bodies, matter: Matter, template: Template
) -> Callable[..., Inspection]:
    """An inspection with its checklist and its draw, ready to be issued; outside the plan unless a line is given."""

    def ready(
        *,
        by: User | None = None,
        only: tuple[str, ...] = ("bureau",),
        leave: bool = True,
        **said: Any,
    ) -> Inspection:
        giver = by or people.office
        usual = {
            "title": "示例督查", "matter": matter, "mode": "open", "breadth": "all",
            "begins_on": timezone.localdate(), "ends_on": timezone.localdate() + timedelta(days=20),
        }  # fmt: skip
        made = preparing.inspection_open(by=giver, **{**usual, **said})
        checklists.inspection_checklist(inspection=made, template=template, by=giver)
        preparing.draw_seed(inspection=made, by=giver, bodies=[bodies[one] for one in only])
        preparing.draw_run(inspection=made, by=giver)
        if leave and made.line is None:
            approver = people.second if giver != people.chief else people.county
            if giver == people.chief:
                approver = people.lead
            asked = asking.beyond_ask(
                inspection=made, by=giver, approver=approver, reason="上级临时交办"
            )
            asking.request_decide(request=asked, by=approver, agree=True)
        made.refresh_from_db()
        return made

    return ready


@pytest.fixture(autouse=True)
def _lead(people: SimpleNamespace, person: Callable[..., User]) -> None:
    """A second head of the supervision team, who approves what the first asks."""
    people.lead = person("supervision_head", "team", name="lead")


@pytest.fixture
def issued(make: Callable[..., Inspection]) -> Callable[..., Inspection]:
    def out(**said: Any) -> Inspection:
        made = make(**said)
        return issuing.inspection_issue(inspection=made, by=said.get("by") or made.by)

    return out


def answer_all(visit: Visit, by: User, **said: Any) -> None:
    """Every item of the checklist answered, with a photograph where one is asked for."""
    for item in visit.inspection.items.all():
        words = {
            "choice": {"choice": said.get("choice", "no")},
            "number": {"number": 3},
            "text": {"text": "示例"},
        }[item.kind]
        sent = visiting.digest(**words)
        with all_stored([photo()] if item.photo else [], by=by) as stored:
            visiting.visit_answer(
                visit=visit,
                item=item,
                by=by,
                token=f"t{item.place}",
                sent=sent,
                papers=stored,
                **words,
            )


def found(visit: Visit, by: User, **said: Any) -> Any:
    usual = {"token": "f1", "title": "没有公示办事指南", "topic": "service", "severity": "light"}
    return visiting.finding_note(visit=visit, by=by, **{**usual, **said})[0]


def finish(visit: Visit, by: User) -> Visit:
    answer_all(visit, by)
    return visiting.visit_finish(
        visit=visit, by=by, summary="看了窗口", representative="副局长", statement="认可，马上改",
        minutes=45, unsigned="负责人外出",
    )  # fmt: skip


def fed_back(visit: Visit, by: User) -> Visit:
    """From the start to the feedback, by one of the team."""
    visit = visiting.visit_start(visit=visit, by=by)
    found(visit, by)
    return feedback.visit_send(visit=finish(visit, by), by=by, feedback="发现一个问题")
