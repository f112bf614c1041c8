"""Rectification problems, as systems read them. 整改问题的读取。"""

from datetime import date
from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Schema

from qinglian.web.api import queries
from qinglian.web.api.calling import Bearer
from qinglian.web.api.endpoints.reading import narrowed
from qinglian.web.api.paging import Asked, Paged, now, page
from qinglian.web.api.schemas import Body, Code, Id, Instant, Money, StepOut, body, coded, money
from qinglian.web.api.states import Scope
from qinglian.web.core.masking import mask_text
from qinglian.web.rectification.models import Problem
from qinglian.web.rectification.states import Origin, Status

router = Router(auth=Bearer(Scope.RECTIFICATION_READ), tags=["rectification"])
ProblemIs = Literal[tuple(Status.values)]  # type: ignore[valid-type]
FoundBy = Literal[tuple(Origin.values)]  # type: ignore[valid-type]


class MeasureOut(Schema):
    """A measure (整改措施)."""

    pace: Code
    text: str
    due_on: date | None
    done_on: date | None
    progress: Code


class ProblemRow(Schema):
    """A problem (整改问题)."""

    id: str
    title: str
    origin: Code
    status: Code
    body: Body
    lead: Body | None
    finder: Body
    found_on: date
    opened_at: Instant
    due_on: date
    turn_due_on: date | None
    amount: Money | None
    struck_at: Instant | None
    sent_back: int
    reopened: int
    changed_at: Instant
    url: str


class ProblemDetail(ProblemRow):
    """A problem with its measures and steps."""

    text: str
    outcome: str
    measures: list[MeasureOut]
    steps: list[StepOut]


class ProblemsAsked(Asked):
    """Filters of problems."""

    status: ProblemIs | None = None
    origin: FoundBy | None = None


class Problems(Paged):
    """A page of problems."""

    items: list[ProblemRow]


@router.get("/problems", response=Problems, url_name="problems", operation_id="list_problems")
def problems(request: HttpRequest, asked: Query[ProblemsAsked]) -> Any:
    """整改问题。Problems of rectification."""
    at, rows = now(), queries.problems(request.auth.caller)  # type: ignore[attr-defined]
    rows = narrowed(rows, asked, status="status", origin="origin")
    if asked.changed_since:
        rows = rows.filter(queries.problem_changed_since(asked.changed_since))
    found, following = page(rows.select_related("unit", "lead_unit", "finder_unit"), asked)
    changed = queries.problems_changed_at(found)
    items = [{**_problem(request, one), "changed_at": changed[one.pk]} for one in found]
    return {"items": items, "next": following, "as_of": at}


@router.get(
    "/problems/{public_id}", response=ProblemDetail, url_name="problem", operation_id="get_problem"
)
def problem(request: HttpRequest, public_id: Id) -> Any:
    """一个整改问题，含措施和办理环节。A problem with its measures and steps."""
    rows = queries.problems(request.auth.caller)  # type: ignore[attr-defined]
    found = get_object_or_404(
        rows.select_related("unit", "lead_unit", "finder_unit"), public_id=public_id
    )
    return {
        **_problem(request, found),
        "changed_at": queries.problems_changed_at([found])[found.pk],
        "text": mask_text(found.text),
        "outcome": mask_text(found.outcome),
        "measures": [
            {
                "pace": coded(one.pace, one.get_pace_display()),
                "text": mask_text(one.text),
                "due_on": one.due_on,
                "done_on": one.done_on,
                "progress": coded(one.progress, queries.progress_name(one.progress)),
            }
            for one in found.measures.told()
        ],
        "steps": list(found.steps.values("verb", "at", "was", "now")),
    }


def _problem(request: HttpRequest, row: Problem) -> dict[str, Any]:
    plain = ("found_on", "opened_at", "due_on", "turn_due_on", "struck_at", "sent_back", "reopened")
    return {
        "id": row.public_id,
        "title": mask_text(row.title),
        "origin": coded(row.origin, row.get_origin_display()),
        "status": coded(row.status, row.get_status_display()),
        "body": body(row.unit),
        "lead": body(row.lead_unit),
        "finder": body(row.finder_unit),
        "amount": money(row.amount_fen),
        **{name: getattr(row, name) for name in plain},
        "url": request.build_absolute_uri(row.get_absolute_url()),
    }
