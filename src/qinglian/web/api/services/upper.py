"""
Warnings from above: taken in, handed on by a person, and what becomes of them told above. 上级平台预警的办理。

A warning opens nothing by itself. Whoever hands on decides what is given to whom by when; the task it becomes is one
like all others, and each step of it that has another code above is reported there.
"""

import hashlib
import json
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.model.text import Text
from qinglian.web.api.models import HANDING_ON, Integration, Report, Warning
from qinglian.web.api.problems import Problem
from qinglian.web.api.services.reporting import report
from qinglian.web.api.upper.codes import codes
from qinglian.web.api.upper.messages import Acknowledgement, WarningIn
from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.tasks.models import Task
from qinglian.web.tasks.services.moving import task_open
from qinglian.web.tasks.states import Origin
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import reach, roles_of


def warning_receive(*, integration: Integration, said: WarningIn) -> tuple[Warning, bool]:
    """
    Take a warning in, and whether it is new. The same one again is recognised; the same number with other words is a
    conflict. Codes that the tables do not have, and bodies outside the reach of the integration, are refused.
    """
    tables = codes()
    unit = tables.body(said.unit_code)
    mine = Unit.objects.filter(reach(integration.caller, Task.OBJECT, write=True).q({"unit": "pk"}))
    faults = [
        {"where": f"body.{name}", "said": f"unknown code {code}"}
        for name, code, known in (
            ("level_code", said.level_code, said.level_code in tables.level),
            ("field_code", said.field_code, said.field_code in tables.field),
            ("unit_code", said.unit_code, unit is not None and mine.filter(pk=unit.pk).exists()),
        )
        if not known
    ]
    if faults or unit is None:
        detail = Text(
            "代码不在对照表中，没有接收。", "Codes that are not in the tables; not taken."
        )
        raise Problem("conflict", detail, faults)
    digest = hashlib.sha256(
        json.dumps(said.dict(), default=str, sort_keys=True).encode()
    ).hexdigest()
    try:
        with transaction.atomic():
            made = Warning.objects.create(
                integration=integration, upper_id=said.id, sha256=digest, title=said.title,
                text=said.content, level=tables.level[said.level_code],
                field=tables.field[said.field_code], unit=unit, issued_at=said.issued_at,
                due_on=said.deadline,
            )  # fmt: skip
            record("warning.received", on=made, by=integration.account, upper_id=said.id)
            report(made, "received")
    except IntegrityError:
        found = Warning.objects.get(integration=integration, upper_id=said.id)
        if found.sha256 != digest:
            detail = Text(
                "这个编号的预警内容不同。", "A warning of this number says something else."
            )
            raise Problem("conflict", detail) from None
        return found, False
    return made, True


@transaction.atomic
def warning_hand(
    *,
    warning: Warning,
    by: Any,
    unit: Unit,
    due_on: date,
    requirement: str,
    version: int | None = None,
) -> Task:
    """交办: make it a task of a body."""
    row = _mine(warning, by, version)
    if due_on > row.due_on:
        raise NotAllowed(_("期限不能晚于上级要求的%(day)s。") % {"day": row.due_on})
    task = task_open(
        title=row.title,
        requirement=requirement,
        unit=unit,
        due_on=due_on,
        by=by,
        giver_unit=by.unit or row.integration.unit,
        origin=Origin.INSTRUCTION,
        origin_id=row.upper_id,
        origin_label=_("上级平台预警 %(number)s") % {"number": row.upper_id},
    )
    row.task, row.status, row.version = task, Warning.Status.HANDED, row.version + 1
    row.save()
    record("warning.handed", on=row, by=by, task=task.public_id)
    # The step that assigned the task was written before it was known to be of a warning.
    report(row, task.status)
    return task


@transaction.atomic
def warning_decline(
    *, warning: Warning, by: Any, reason: str, version: int | None = None
) -> Warning:
    """不办: with a reason, which is told above."""
    if not reason.strip():
        raise NotAllowed(_("请写明理由。"))
    row = _mine(warning, by, version)
    row.status, row.reason, row.version = Warning.Status.DECLINED, reason, row.version + 1
    row.save()
    record("warning.declined", on=row, by=by, reason=reason)
    report(row, "declined", note=reason[:500])
    return row


@transaction.atomic
def report_acknowledge(*, integration: Integration, said: Acknowledgement) -> None:
    """They have it, or do not take it."""
    row = (
        Report.objects.select_for_update()
        .filter(public_id=said.report_id, warning__integration=integration)
        .first()
    )
    if row is None:
        raise Problem("missing")
    acknowledged(row, said)
    record("report.acknowledged", on=row, by=integration.account, accepted=said.accepted)


def acknowledged(row: Report, said: Acknowledgement) -> None:
    """Write down what they say of a report."""
    row.status = Report.Status.KNOWN if said.accepted else Report.Status.REFUSED
    row.known_at = timezone.now()
    if not said.accepted:
        row.tries.append({"at": row.known_at.isoformat(), "status": 0, "said": said.reason})
    row.save(update_fields=["status", "known_at", "tries"])


def _mine(warning: Warning, by: Any, version: int | None) -> Warning:
    if not roles_of(by) & HANDING_ON:
        raise NotAllowed(_("您的角色不办理这件事。"))
    row = Warning.objects.select_for_update().get(pk=warning.pk)
    if not Warning.objects.writable_by(by).filter(pk=row.pk).exists():
        raise NotAllowed(_("这件预警不在您可办理的范围内。"))
    if row.status != Warning.Status.NEW or (version is not None and row.version != version):
        raise Overtaken(row.get_status_display())
    return row
