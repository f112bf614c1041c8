"""More time, and a stopped clock. 延期与中止计时。"""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.core.moves import NotAllowed, decided, undecided
from qinglian.web.core.papers import must_prove
from qinglian.web.core.workdays import resumed
from qinglian.web.rectification.limits import turn_due
from qinglian.web.rectification.models import Paper, Problem, Request
from qinglian.web.rectification.services.rules import (
    is_hand,
    needs,
    noted,
    on_side,
    take,
    taken_by,
    took_part,
)
from qinglian.web.rectification.states import EXTENSIONS, WRITABLE

if TYPE_CHECKING:
    from qinglian.web.rectification.services.rules import Papers


@transaction.atomic
def request_make(
    *, problem: Problem, kind: str, by: Any, reason: str, until: date | None = None, version: int | None = None,
    papers: "Papers" = (),
) -> Request:  # fmt: skip
    """Ask whoever supervises, with what proves it."""
    fresh = taken_by(problem, by, "unit", WRITABLE, version)
    needs(reason)
    if fresh.paused_on:
        raise NotAllowed(_("已中止计时。"))
    if fresh.requests.filter(kind=kind, agreed=None).exists():
        raise NotAllowed(_("已有一项同样的申请等待同意。"))
    if kind == Request.Kind.EXTEND:
        if fresh.extended >= EXTENSIONS:
            raise NotAllowed(_("只能延期一次。"))
        if until is None or until <= fresh.due_on:
            raise NotAllowed(_("延期后的日期应晚于原期限。"))
    made = Request.objects.create(problem=fresh, kind=kind, by=by, reason=reason, until=until)
    took_part(fresh, by)
    noted(fresh, f"{kind}_asked", by=by, text=reason)
    Paper.file(asked=made, papers=papers)
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
    """
    Agree or not: a second person, who supervises and is no hand. What was asked with goes to the step that answers.
    """
    papers = list(papers)
    must_prove(papers, offline=offline)
    fresh = Request.objects.select_for_update().select_related("problem").get(pk=request.pk)
    problem = take(fresh.problem)
    undecided(fresh)
    if fresh.by_id == by.pk or not on_side(problem, by, "supervisor") or is_hand(problem, by):
        raise NotAllowed(_("您的角色不办理这件事。"))
    decided(fresh, by=by, agree=agree, answer=answer)
    if agree and fresh.kind == Request.Kind.EXTEND and fresh.until:
        problem.due_on, problem.extended = fresh.until, problem.extended + 1
        problem.turn_due_on = turn_due(problem)
    elif agree:
        problem.paused_on = timezone.localdate()
    verb = f"{fresh.kind}_{'agreed' if agree else 'refused'}"
    step = noted(problem, verb, by=by, text=answer or fresh.reason, papers=papers, offline=offline)
    fresh.papers.update(asked=None, step=step)
    return fresh


@transaction.atomic
def problem_resume(
    *,
    problem: Problem,
    by: Any,
    reason: str,
    version: int | None = None,
    papers: "Papers" = (),
    offline: bool = False,
) -> Problem:
    """The clock goes on; the term moves by the working days it stood still."""
    fresh = take(problem, version)
    needs(reason)
    if fresh.paused_on is None:
        raise NotAllowed(_("没有中止计时。"))
    if not on_side(fresh, by, "unit") and not on_side(fresh, by, "supervisor"):
        raise NotAllowed(_("您的角色不办理这件事。"))
    fresh.due_on, fresh.paused_on = resumed(fresh.due_on, fresh.paused_on), None
    fresh.turn_due_on = turn_due(fresh)
    noted(fresh, "resumed", by=by, text=reason, papers=papers, offline=offline)
    return fresh
