"""More time, and a stopped clock. 延期与中止计时。"""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken, decided, undecided
from qinglian.web.core.papers import must_prove
from qinglian.web.core.workdays import resumed
from qinglian.web.tasks.limits import turn_due
from qinglian.web.tasks.models import Paper, Request, Step, Task
from qinglian.web.tasks.services.rules import on_side, take
from qinglian.web.tasks.states import EXTENSIONS, Status

if TYPE_CHECKING:
    from qinglian.web.tasks.services.rules import Papers


@transaction.atomic
def request_make(
    *,
    task: Task,
    kind: str,
    by: Any,
    reason: str,
    until: date | None = None,
    papers: "Papers" = (),
) -> Request:
    """Ask who gave it, with what proves it."""
    fresh = take(task, None)
    if not reason.strip():
        raise NotAllowed(_("请写明情况或理由。"))
    if not on_side(fresh, by, "unit"):
        raise NotAllowed(_("您的角色不办理这件事。"))
    if fresh.status != Status.WORKING or fresh.paused_on:
        raise Overtaken(fresh.get_status_display())
    if fresh.requests.filter(kind=kind, agreed=None).exists():
        raise NotAllowed(_("已有一项同样的申请等待同意。"))
    if kind == Request.Kind.EXTEND:
        if fresh.extended >= EXTENSIONS:
            raise NotAllowed(_("只能延期一次。"))
        if until is None or until <= fresh.due_on:
            raise NotAllowed(_("延期后的日期应晚于原期限。"))
        if fresh.parent and until > fresh.parent.due_on:
            raise NotAllowed(_("子任务的期限不能晚于上级事项。"))
    made = Request.objects.create(task=fresh, kind=kind, by=by, reason=reason, until=until)
    Paper.file(asked=made, papers=papers)
    record(f"task.{kind}_asked", on=fresh, by=by, reason=reason)
    return made


@transaction.atomic
def request_decide(
    *,
    request: Request,
    by: Any,
    agree: bool,
    answer: str = "",
    papers: "Papers" = (),
    offline: bool = False,
) -> Request:
    """Agree or not: who gave it. What was asked with goes to the step that answers it."""
    papers = list(papers)
    must_prove(papers, offline=offline)
    fresh = Request.objects.select_for_update().select_related("task").get(pk=request.pk)
    task = take(fresh.task, None)
    undecided(fresh)
    if fresh.by_id == by.pk or not on_side(task, by, "giver"):
        raise NotAllowed(_("您的角色不办理这件事。"))
    decided(fresh, by=by, agree=agree, answer=answer)
    if agree and fresh.kind == Request.Kind.EXTEND and fresh.until:
        task.due_on, task.extended = fresh.until, task.extended + 1
        task.turn_due_on = turn_due(task.status, task.due_on)
    elif agree:
        task.paused_on = timezone.localdate()
    task.version += 1
    task.save()
    verb = f"{fresh.kind}_{'agreed' if agree else 'refused'}"
    step = Step.objects.create(
        task=task,
        verb=verb,
        was=task.status,
        now=task.status,
        by=by,
        text=answer or fresh.reason,
        offline=offline,
    )
    fresh.papers.update(asked=None, step=step)
    Paper.file(step, papers)
    record(f"task.{verb}", on=task, by=by, reason=answer)
    return fresh


@transaction.atomic
def task_resume(
    *, task: Task, by: Any, reason: str, papers: "Papers" = (), offline: bool = False
) -> Task:
    """The clock goes on; the term moves by the working days it stood still."""
    papers = list(papers)
    must_prove(papers, offline=offline)
    fresh = take(task, None)
    if fresh.paused_on is None:
        raise Overtaken(fresh.get_status_display())
    if not on_side(fresh, by, "unit") and not on_side(fresh, by, "giver"):
        raise NotAllowed(_("您的角色不办理这件事。"))
    fresh.due_on, fresh.paused_on, fresh.version = (
        resumed(fresh.due_on, fresh.paused_on),
        None,
        fresh.version + 1,
    )
    fresh.turn_due_on = turn_due(fresh.status, fresh.due_on)
    fresh.save()
    now = fresh.status
    step = Step.objects.create(
        task=fresh, verb="resume", was=now, now=now, by=by, text=reason, offline=offline
    )
    Paper.file(step, papers)
    record("task.resumed", on=fresh, by=by, reason=reason)
    return fresh
