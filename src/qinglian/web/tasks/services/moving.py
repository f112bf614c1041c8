"""The moves of a task. 督办的办理动作。"""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.burden.services.asking import withdraw
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.papers import Sheet, must_prove
from qinglian.web.tasks.limits import turn_due
from qinglian.web.tasks.models import Assistant, Paper, Step, Task
from qinglian.web.tasks.receivers import task_done, task_reopened
from qinglian.web.tasks.services.burden import asked_before, task_ask
from qinglian.web.tasks.services.rules import move, needs, on_side
from qinglian.web.tasks.states import GIVING, OPEN, Status
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import roles_of

if TYPE_CHECKING:
    from qinglian.web.tasks.services.rules import Papers


@transaction.atomic
def task_open(
    *,
    title: str,
    requirement: str,
    unit: Unit,
    due_on: date,
    by: Any,
    giver_unit: Unit,
    origin: str,
    origin_id: str = "",
    origin_label: str = "",
    origin_url: str = "",
    parent: Task | None = None,
    assisting: Iterable[tuple[Unit, str]] = (),
    counts: bool = False,
    approved_by: Any = None,
) -> Task:
    """
    交办: give a matter to a lead body, with those who assist. A sub-task ends no later than the matter it is a part of,
    and only who works on that gives it. `counts`: the burden ledger holds it as a request, and above the monthly cap
    `approved_by` is who approves; what follows from a warning or a finding is no request.
    """
    if parent is None:
        if not roles_of(by) & GIVING:
            raise NotAllowed(_("您的角色不交办事项。"))
    elif not on_side(parent, by, "unit"):
        raise NotAllowed(_("只有承办单位可以分解事项。"))
    if due_on < timezone.localdate():
        raise NotAllowed(_("办结期限不能早于今天。"))
    if parent is not None:
        if parent.status not in OPEN:
            raise Overtaken(parent.get_status_display())
        if due_on > parent.due_on:
            raise NotAllowed(_("子任务的期限不能晚于上级事项。"))
    task = Task.objects.create(
        title=title,
        requirement=requirement,
        unit=unit,
        due_on=due_on,
        turn_due_on=turn_due(Status.ASSIGNED, due_on),
        giver=by,
        giver_unit=giver_unit,
        origin=origin,
        origin_id=origin_id,
        origin_label=origin_label,
        origin_url=origin_url,
        parent=parent,
    )
    Assistant.objects.bulk_create(
        Assistant(task=task, unit=one, part=part) for one, part in assisting if one.pk != unit.pk
    )
    Step.objects.create(task=task, verb="assign", now=task.status, by=by, text=requirement)
    record("task.assigned", on=task, by=by, origin=origin, due_on=due_on.isoformat())
    if counts:
        task_ask(task, by, approved_by)
    return task


@transaction.atomic
def task_receive(
    *, task: Task, by: Any, promised: str = "", promised_on: date | None = None, version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Task:  # fmt: skip
    """签收: sign for it, and say what one will do by when, if one likes."""
    if promised_on and promised_on > task.due_on:
        raise NotAllowed(_("承诺的日期不能晚于办结期限；需要更多时间请申请延期。"))
    return move(
        task, "receive", by=by, version=version, handler=by, text=promised,
        promised=promised, promised_on=promised_on, **sheet,
    )  # fmt: skip


@transaction.atomic
def task_return(
    *, task: Task, by: Any, reason: str, version: int | None = None, **sheet: Unpack[Sheet]
) -> Task:
    """退回: not ours."""
    needs(reason)
    withdraw(on=task, units=[task.unit], by=by, reason=reason)
    return move(task, "return", by=by, version=version, text=reason, **sheet)


@transaction.atomic
def task_report(
    *, task: Task, by: Any, done: str, outcome: str, done_on: date, version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Task:  # fmt: skip
    """报告办结: what was done, and apart from it what came of it. Sub-tasks and parts of others come first."""
    needs(done)
    needs(outcome)
    if done_on > timezone.localdate():
        raise NotAllowed(_("做完的日期不能在今天之后。"))
    waiting = (
        task.parts.filter(status__in=OPEN).count() + task.assistants.filter(done_at=None).count()
    )
    if waiting:
        raise NotAllowed(_("还有 %(n)d 项子任务或协办没有办结。") % {"n": waiting})
    return move(
        task, "report", by=by, version=version, text=outcome, handler=by, checker=None,
        done=done, outcome=outcome, done_on=done_on, **sheet,
    )  # fmt: skip


@transaction.atomic
def task_check(
    *, task: Task, by: Any, text: str = "", version: int | None = None, **sheet: Unpack[Sheet]
) -> Task:
    """复核通过: by another person of the body."""
    if task.handler_id == by.pk:
        raise NotAllowed(_("复核人应是另一个人。"))
    return move(task, "check", by=by, version=version, text=text, checker=by, **sheet)


@transaction.atomic
def task_uncheck(
    *, task: Task, by: Any, reason: str, version: int | None = None, **sheet: Unpack[Sheet]
) -> Task:
    """复核退回: not good enough to leave the house."""
    needs(reason)
    if task.handler_id == by.pk:
        raise NotAllowed(_("复核人应是另一个人。"))
    return move(task, "uncheck", by=by, version=version, text=reason, **sheet)


@transaction.atomic
def task_send_back(
    *, task: Task, by: Any, reason: str, version: int | None = None, **sheet: Unpack[Sheet]
) -> Task:
    """退回重办: the outcome is not there."""
    needs(reason)
    return move(
        task,
        "send_back",
        by=by,
        version=version,
        text=reason,
        sent_back=task.sent_back + 1,
        achieved=False,
        **sheet,
    )


@transaction.atomic
def task_finish(
    *,
    task: Task,
    by: Any,
    achieved: bool,
    text: str = "",
    version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Task:
    """审核办结: by who gave it; done and achieved are two answers. Done without achieved needs a reason."""
    if not achieved:
        needs(text)
    if by.pk in (task.handler_id, task.checker_id):
        raise NotAllowed(_("承办、复核过的人不能审核办结。"))
    moved = move(
        task,
        "finish",
        by=by,
        version=version,
        text=text,
        achieved=achieved,
        finished_by=by,
        finished_at=timezone.now(),
        **sheet,
    )
    task_done.send(Task, task=moved, by=by)
    return moved


@transaction.atomic
def task_reassign(
    *,
    task: Task,
    by: Any,
    unit: Unit,
    reason: str = "",
    approved_by: Any = None,
    version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Task:
    """改派: to another body, after it was returned."""
    moved = move(
        task,
        "reassign",
        by=by,
        version=version,
        text=reason,
        unit=unit,
        handler=None,
        checker=None,
        **sheet,
    )
    if asked_before(task):
        task_ask(moved, by, approved_by)
    return moved


@transaction.atomic
def task_withdraw(
    *, task: Task, by: Any, reason: str, version: int | None = None, **sheet: Unpack[Sheet]
) -> Task:
    """撤销: before anybody signed for it."""
    needs(reason)
    withdraw(on=task, by=by, reason=reason)
    return move(task, "withdraw", by=by, version=version, text=reason, **sheet)


@transaction.atomic
def task_reopen(
    *,
    task: Task,
    by: Any,
    reason: str,
    due_on: date,
    version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Task:
    """回头看: it does not stand; work on it again by a new date."""
    needs(reason)
    moved = move(
        task, "reopen", by=by, version=version, text=reason, reopened=task.reopened + 1, due_on=due_on, achieved=False,
        finished_by=None, finished_at=None, checker=None, **sheet,
    )  # fmt: skip
    task_reopened.send(Task, task=moved, by=by, reason=reason)
    return moved


@transaction.atomic
def assistant_done(
    *,
    assistant: Assistant,
    by: Any,
    text: str,
    papers: "Papers" = (),
    offline: bool = False,
) -> Assistant:
    """协办完成: a body has done its part."""
    needs(text)
    papers = list(papers)
    must_prove(papers, offline=offline)
    if not on_side(assistant.task, by, "assisting") or by.unit_id != assistant.unit_id:
        raise NotAllowed(_("您的角色不办理这件事。"))
    fresh = Assistant.objects.select_for_update().get(pk=assistant.pk)
    if fresh.done_at:
        raise Overtaken(_("已完成"), fresh.done_by or "")
    fresh.done, fresh.done_at, fresh.done_by = text, timezone.now(), by
    fresh.save()
    now = fresh.task.status
    step = Step.objects.create(
        task=fresh.task, verb="assist", by=by, text=text, was=now, now=now, offline=offline
    )
    Paper.file(step, papers)
    record("task.assisted", on=fresh.task, by=by)
    return fresh
