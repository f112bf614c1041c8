"""Prepare, call, settle, hold, minute, end or cancel a meeting. 会议的动作。"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.burden.services.asking import withdraw
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.papers import Sheet
from qinglian.web.tasks.meeting_states import NAMING, Status
from qinglian.web.tasks.models import (
    Attending,
    Decision,
    Meeting,
    MeetingKind,
    Task,
    kind_names,
)
from qinglian.web.tasks.services.burden import meeting_ask
from qinglian.web.tasks.services.meeting_rules import host_units, move, noted, take
from qinglian.web.tasks.services.rules import needs
from qinglian.web.tasks.states import Status as TaskStatus
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import roles_of

SETTLED = (TaskStatus.DONE, TaskStatus.WITHDRAWN)
"""A decision asks nobody for anything any more."""


@transaction.atomic
def meeting_open(
    *, title: str, kind: str, host: Unit, at: datetime, place: str, chair: str,
    attending: Iterable[Unit], by: Any,
) -> Meeting:  # fmt: skip
    """筹备: a meeting of a body one acts for; nobody else sees it until they are called."""
    if not host_units(by).filter(pk=host.pk).exists():
        raise NotAllowed(_("您的角色不办理这件事。"))
    if not kind_names().get(kind, ("", False))[1]:
        raise NotAllowed(_("没有这一类会议。"))
    made = Meeting.objects.create(
        title=title, kind=kind, host=host, at=at, place=place, chair=chair, by=by
    )
    _attend(made, attending)
    noted(made, "opened", by=by)
    return made


@transaction.atomic
def meeting_change(
    *, meeting: Meeting, by: Any, version: int | None = None, attending: Iterable[Unit], **fields: Any
) -> Meeting:  # fmt: skip
    """Change time, place and who attends, while it is prepared."""
    fresh: Meeting = take(meeting, by, version, (Status.PREPARING,))
    for name, value in fields.items():
        setattr(fresh, name, value)
    _attend(fresh, attending)
    noted(fresh, "changed", by=by)
    return fresh


def _attend(meeting: Meeting, units: Iterable[Unit]) -> None:
    wanted = {one.pk for one in units} - {meeting.host_id}
    meeting.attendance.exclude(unit__in=wanted).delete()
    had = set(meeting.attendance.values_list("unit_id", flat=True))
    Attending.objects.bulk_create(Attending(meeting=meeting, unit_id=one) for one in wanted - had)


@transaction.atomic
def meeting_invite(
    *, meeting: Meeting, by: Any, version: int | None = None, text: str = "", approved_by: Any = None,
    **sheet: Unpack[Sheet],
) -> Meeting:  # fmt: skip
    """通知参会: from now on those who attend see time, place and agenda. Above the cap somebody else approves."""
    moved = move(
        meeting, "invite", by=by, version=version, text=text, invited_at=timezone.now(), **sheet
    )
    if not moved.attendance.exists():
        raise NotAllowed(_("请先选参会单位。"))
    meeting_ask(moved, by, approved_by)
    return moved


@transaction.atomic
def meeting_settle(
    *, meeting: Meeting, by: Any, version: int | None = None, text: str = "", approved_by: Any = None,
    **sheet: Unpack[Sheet],
) -> Meeting:  # fmt: skip
    """定会: agenda and figures stand; whoever was not called yet is called."""
    moved = move(
        meeting, "settle", by=by, version=version, text=text,
        invited_at=meeting.invited_at or timezone.now(), **sheet,
    )  # fmt: skip
    # Asked of what one holds: an item taken off meanwhile is seen; a refusal undoes the step.
    if not moved.agenda.exists():
        raise NotAllowed(_("还没有议题。"))
    if not moved.frozen.exists():
        raise NotAllowed(_("请先冻结会议数据。"))
    meeting_ask(moved, by, approved_by)
    return moved


@transaction.atomic
def meeting_resume(
    *, meeting: Meeting, by: Any, reason: str, version: int | None = None, **sheet: Unpack[Sheet]
) -> Meeting:
    """重新筹备: time or agenda change after all; what it takes counts anew once it is settled again."""
    needs(reason)
    withdraw(on=meeting, by=by, reason=reason)
    return move(meeting, "resume", by=by, version=version, text=reason, **sheet)


@transaction.atomic
def meeting_hold(
    *, meeting: Meeting, by: Any, at: datetime, absent: Iterable[Unit] = (), text: str = "",
    version: int | None = None, **sheet: Unpack[Sheet],
) -> Meeting:  # fmt: skip
    """登记召开: when it was, and who did not come."""
    if at > timezone.now():
        raise NotAllowed(_("召开时间不能在现在之后。"))
    moved = move(meeting, "hold", by=by, version=version, text=text, at=at, **sheet)
    missing = {one.pk for one in absent}
    moved.attendance.update(came=True)
    moved.attendance.filter(unit__in=missing).update(came=False)
    return moved


@transaction.atomic
def meeting_minutes(
    *, meeting: Meeting, by: Any, text: str, version: int | None = None, **sheet: Unpack[Sheet]
) -> Meeting:
    """附纪要: its gist, and the paper itself. A later one stands beside the earlier."""
    needs(text)
    sheet["papers"] = list(sheet.get("papers", ()))
    if not sheet["papers"]:
        raise NotAllowed(_("请附纪要文件。"))
    moved = move(
        meeting, "minutes", by=by, version=version, text=text, minutes=text,
        minutes_at=timezone.now(), **sheet,
    )  # fmt: skip
    return moved


@transaction.atomic
def meeting_finish(
    *, meeting: Meeting, by: Any, version: int | None = None, text: str = "", **sheet: Unpack[Sheet]
) -> Meeting:
    """会议办结: minutes are there, and nothing that was agreed is open."""
    fresh: Meeting = take(meeting, by, version, (Status.HELD,))
    if not fresh.minutes_at:
        raise NotAllowed(_("还没有纪要。"))
    left = fresh.decisions.exclude(task__status__in=SETTLED).count()
    if left:
        raise NotAllowed(_("还有 %(n)d 项议定事项没有办结。") % {"n": left})
    return move(fresh, "finish", by=by, text=text, **sheet)


@transaction.atomic
def meeting_cancel(
    *, meeting: Meeting, by: Any, reason: str, version: int | None = None, **sheet: Unpack[Sheet]
) -> Meeting:
    """取消会议."""
    needs(reason)
    withdraw(on=meeting, by=by, reason=reason)
    return move(meeting, "cancel", by=by, version=version, text=reason, **sheet)


def meeting_follow(task: Task, by: Any, *, done: bool) -> None:
    """A decision was done: with the last one the meeting is; one worked on again opens it again."""
    decision = Decision.objects.filter(task=task).select_related("meeting").first()
    if decision is None:
        return
    fresh = Meeting.objects.select_for_update().get(pk=decision.meeting_id)
    left = fresh.decisions.exclude(task__status__in=SETTLED).exists()
    if done and fresh.status == Status.HELD and fresh.minutes_at and not left:
        was, fresh.status = fresh.status, Status.DONE
        noted(fresh, "all_done", by=by, was=was)
    elif not done and fresh.status == Status.DONE:
        was, fresh.status = fresh.status, Status.HELD
        noted(fresh, "reopened", by=by, was=was)


@transaction.atomic
def kind_set(*, code: str, name: str, used: bool, by: Any) -> MeetingKind:
    """Name a kind of meeting, add one, or take it out of use; meetings of that kind keep it."""
    if not roles_of(by) & NAMING:
        raise NotAllowed(_("您的角色不办理这件事。"))
    needs(name)
    said = {"name": name, "used": used, "by": by, "at": timezone.now()}
    made, _new = MeetingKind.objects.update_or_create(code=code, defaults=said)
    record("meeting_kind.set", on=made, by=by, used=used)
    return made
