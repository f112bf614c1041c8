"""Leads, alerts, tasks, as systems read them. 疑点、预警、督办的读取。"""

from typing import Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router
from pydantic import Field

from qinglian.web.alerts.models import Alert
from qinglian.web.alerts.states import UNTOLD, Cause, Fact, Handling, Status
from qinglian.web.api import queries
from qinglian.web.api.calling import Bearer
from qinglian.web.api.paging import Asked, Paged, now, page
from qinglian.web.api.schemas import (
    AlertDetail,
    AlertOut,
    Id,
    Me,
    SignalDetail,
    SignalOut,
    TaskDetail,
    TaskOut,
    Word,
    body,
    coded,
    money,
)
from qinglian.web.api.states import Scope
from qinglian.web.core.masking import mask_text
from qinglian.web.runs.citing import cited_rows, sentence, subject_name, unit_text
from qinglian.web.runs.models import Signal
from qinglian.web.runs.views.signals import level_name
from qinglian.web.runs.words import english, rule_name, told
from qinglian.web.tasks.models import Task
from qinglian.web.tasks.states import Status as TaskStatus

router = Router()
Level = Literal["red", "orange", "yellow", "blue"]
AlertIs = Literal[tuple(one for one in Status.values if one not in UNTOLD)]  # type: ignore[valid-type]
TaskIs = Literal[tuple(TaskStatus.values)]  # type: ignore[valid-type]


class SignalsAsked(Asked):
    """Filters of leads."""

    rule: Word = ""
    pack: Word = ""
    severity: Level | None = None
    gone: bool | None = Field(None, description="only those no longer seen, or only those seen")


class AlertsAsked(Asked):
    """Filters of alerts."""

    rule: Word = ""
    pack: Word = ""
    level: Level | None = None
    status: AlertIs | None = None


class TasksAsked(Asked):
    """Filters of tasks."""

    status: TaskIs | None = None


class Signals(Paged):
    """A page of leads."""

    items: list[SignalOut]


class Alerts(Paged):
    """A page of alerts."""

    items: list[AlertOut]


class Tasks(Paged):
    """A page of tasks."""

    items: list[TaskOut]


@router.get("/me", response=Me, auth=Bearer(), url_name="me", operation_id="me", tags=["me"])
def me(request: HttpRequest) -> Any:
    """本系统的身份、权限和有效期。Who calls, its scopes and its term."""
    found, token = request.auth, request.token  # type: ignore[attr-defined]
    return {
        "id": found.public_id,
        "name": found.name,
        "body": body(found.unit),
        "scopes": found.scopes,
        "expires_on": found.expires_on,
        "token": token.prefix,
        "token_ends_at": token.ends_at,
    }


@router.get(
    "/signals", response=Signals, auth=Bearer(Scope.SIGNALS_READ), url_name="signals",
    operation_id="list_signals", tags=["signals"],
)  # fmt: skip
def signals(request: HttpRequest, asked: Query[SignalsAsked]) -> Any:
    """疑点，随预警推送之后。Leads of alerts that were pushed."""
    at, rows = now(), queries.signals(request.auth.caller)  # type: ignore[attr-defined]
    rows = narrowed(rows, asked, rule="rule_id", pack="pack", severity="severity")
    if asked.gone is not None:
        rows = rows.filter(gone_at__isnull=not asked.gone)
    if asked.changed_since:
        rows = rows.filter(queries.signal_changed_since(asked.changed_since))
    found, following = page(rows.select_related("unit"), asked, "signal_id")
    items = [_signal(request, one) for one in found]
    return {"items": items, "next": following, "as_of": at}


@router.get(
    "/signals/{signal_id}", response=SignalDetail, auth=Bearer(Scope.SIGNALS_READ),
    url_name="signal", operation_id="get_signal", tags=["signals"],
)  # fmt: skip
def signal(request: HttpRequest, signal_id: Id) -> Any:
    """一条疑点：依据、合规情形、引用的数据行。A lead with its law, its lawful explanations and its rows."""
    rows = queries.signals(request.auth.caller).select_related("unit")  # type: ignore[attr-defined]
    found = get_object_or_404(rows, signal_id=signal_id)
    key = "en" if english() else "zh"
    return {
        **_signal(request, found),
        "basis": found.basis,
        "exceptions": [one[key] or one["zh"] for one in found.exceptions],
        "evidence": [
            {
                "table": row["table"],
                "id": row["id"],
                "cells": [{"head": head, "text": text} for head, text in row["cells"]],
            }
            for row in cited_rows(found)
        ],
    }


@router.get(
    "/alerts", response=Alerts, auth=Bearer(Scope.ALERTS_READ), url_name="alerts",
    operation_id="list_alerts", tags=["alerts"],
)  # fmt: skip
def alerts(request: HttpRequest, asked: Query[AlertsAsked]) -> Any:
    """已推送的预警。Alerts that were pushed."""
    at, rows = now(), queries.alerts(request.auth.caller)  # type: ignore[attr-defined]
    rows = narrowed(rows, asked, rule="rule_id", pack="pack", level="level", status="status")
    if asked.changed_since:
        rows = rows.filter(queries.alert_changed_since(asked.changed_since))
    found, following = page(rows.select_related("unit", "authority_unit"), asked)
    changed = queries.alerts_changed_at(found)
    items = [{**_alert(request, one), "changed_at": changed[one.pk]} for one in found]
    return {"items": items, "next": following, "as_of": at}


@router.get(
    "/alerts/{public_id}", response=AlertDetail, auth=Bearer(Scope.ALERTS_READ), url_name="alert",
    operation_id="get_alert", tags=["alerts"],
)  # fmt: skip
def alert(request: HttpRequest, public_id: Id) -> Any:
    """一件预警及其办理环节。An alert with its leads and steps."""
    rows = queries.alerts(request.auth.caller)  # type: ignore[attr-defined]
    found = get_object_or_404(rows.select_related("unit", "authority_unit"), public_id=public_id)
    seen = queries.signals(request.auth.caller)  # type: ignore[attr-defined]
    signal_ids = seen.filter(of_alert__alert=found).order_by("signal_id")
    return {
        **_alert(request, found),
        "changed_at": queries.alerts_changed_at([found])[found.pk],
        "signals": list(signal_ids.values_list("signal_id", flat=True)),
        "steps": list(
            found.steps.exclude(verb__in=queries.HIDDEN).values("verb", "at", "was", "now")
        ),
    }


@router.get(
    "/tasks", response=Tasks, auth=Bearer(Scope.TASKS_READ), url_name="tasks",
    operation_id="list_tasks", tags=["tasks"],
)  # fmt: skip
def tasks(request: HttpRequest, asked: Query[TasksAsked]) -> Any:
    """督办事项。Supervised tasks."""
    at, rows = now(), queries.tasks(request.auth.caller)  # type: ignore[attr-defined]
    rows = narrowed(rows, asked, status="status")
    if asked.changed_since:
        rows = rows.filter(queries.task_changed_since(asked.changed_since))
    found, following = page(rows.select_related("unit", "giver_unit", "parent"), asked)
    changed = queries.tasks_changed_at(found)
    items = [{**_task(request, one), "changed_at": changed[one.pk]} for one in found]
    return {"items": items, "next": following, "as_of": at}


@router.get(
    "/tasks/{public_id}", response=TaskDetail, auth=Bearer(Scope.TASKS_READ), url_name="task",
    operation_id="get_task", tags=["tasks"],
)  # fmt: skip
def task(request: HttpRequest, public_id: Id) -> Any:
    """一件督办事项及其办理环节。A task with its steps."""
    rows = queries.tasks(request.auth.caller)  # type: ignore[attr-defined]
    found = get_object_or_404(
        rows.select_related("unit", "giver_unit", "parent"), public_id=public_id
    )
    return {
        **_task(request, found),
        "changed_at": queries.tasks_changed_at([found])[found.pk],
        "steps": list(found.steps.values("verb", "at", "was", "now")),
        "assisting": [body(one.unit) for one in found.assistants.select_related("unit")],
    }


def narrowed(rows: Any, asked: Any, **columns: str) -> Any:
    """What the filters leave."""
    for name, column in {"body": "unit__code", **columns}.items():
        value = getattr(asked, name)
        if value:
            rows = rows.filter(**{column: value})
    return rows


def _signal(request: HttpRequest, row: Signal) -> dict[str, Any]:
    return {
        "id": row.signal_id,
        "rule": coded(row.rule_id, rule_name(row.rule_id)),
        "pack": row.pack,
        "severity": coded(row.severity, level_name(row.severity)),
        "subject_kind": row.subject,
        "subject": subject_name(row.subject, row.subject_id),
        "period": row.period,
        "body": body(row.unit),
        "body_text": unit_text(row),
        "text": sentence(row),
        "as_of": row.as_of,
        "due_on": row.due_on,
        "first_seen_at": row.first_seen_at,
        "seen_at": row.seen_at,
        "changed_at": row.changed_at,
        "gone_at": row.gone_at,
        "gone_why": told(row, "gone_why"),
        "url": request.build_absolute_uri(row.get_absolute_url()),
    }


def _alert(request: HttpRequest, row: Alert) -> dict[str, Any]:
    return {
        "id": row.public_id,
        "title": row.heading,
        "level": coded(row.level, row.get_level_display()),
        "status": coded(row.status, row.get_status_display()),
        "rule": coded(row.rule_id, rule_name(row.rule_id)) or {"code": "", "name": ""},
        "pack": row.pack,
        "subject_kind": row.anchor_kind,
        "subject": row.anchor,
        "body": body(row.unit),
        "authority": body(row.authority_unit),
        "opened_at": row.opened_at,
        "due_on": row.due_on,
        "late": row.late,
        "paused_on": row.paused_on,
        "reopened": row.reopened,
        "self_found": row.self_found,
        "fact": coded(row.fact, Fact(row.fact).label) if row.fact else None,
        "cause": coded(row.cause, Cause(row.cause).label) if row.cause else None,
        "handling": [coded(one, Handling(one).label) for one in row.handling],
        "amount": money(row.amount_fen),
        "closed_at": row.closed_at,
        "url": request.build_absolute_uri(row.get_absolute_url()),
    }


def _task(request: HttpRequest, row: Task) -> dict[str, Any]:
    texts = ("title", "requirement", "promised", "done", "outcome")
    plain = ("due_on", "turn_due_on", "late", "promised_on", "done_on", "achieved", "finished_at")
    return {
        "id": row.public_id,
        **{name: mask_text(getattr(row, name)) for name in texts},
        **{name: getattr(row, name) for name in plain},
        "origin": coded(row.origin, row.get_origin_display()),
        "origin_id": row.origin_id,
        "status": coded(row.status, row.get_status_display()),
        "body": body(row.unit),
        "giver": body(row.giver_unit),
        "parent": row.parent.public_id if row.parent else None,
        "assigned_at": row.assigned_at,
        "url": request.build_absolute_uri(row.get_absolute_url()),
    }
