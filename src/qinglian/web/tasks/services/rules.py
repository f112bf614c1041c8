"""
How a task moves. 督办的办理规则。

Every verb goes through `move`: it takes the row for itself, compares the version the form was made from, asks side and
state, and writes step, papers and record in one transaction.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken, locked
from qinglian.web.core.papers import must_prove
from qinglian.web.core.workdays import late_days
from qinglian.web.tasks.limits import turn_due
from qinglian.web.tasks.models import Assistant, Paper, Step, Task
from qinglian.web.tasks.states import GIVING, MOVES, WORKING
from qinglian.web.units.scope import reach, roles_of

if TYPE_CHECKING:
    from qinglian.web.core.uploads import Stored

    Papers = Iterable[Stored]


def on_side(task: Task, by: Any, side: str) -> bool:
    """Whether a person acts for the body that works (`unit`), that gave (`giver`) or that assists (`assisting`)."""
    scope = reach(by, Task.OBJECT, write=True)
    if side == "giver" and not roles_of(by) & GIVING:
        return False
    if side != "giver" and not roles_of(by) & WORKING:
        return False
    if side == "assisting":
        return Assistant.objects.filter(scope.q({side: "unit"}), task=task).exists()
    return Task.objects.filter(scope.q({side: Task.SCOPE[side]}), pk=task.pk).exists()


def take(task: Task, version: int | None) -> Task:
    """The row for oneself, as the form knew it."""
    fresh: Task = locked(task, version)
    return fresh


def move(
    task: Task,
    verb: str,
    *,
    by: Any,
    version: int | None = None,
    text: str = "",
    papers: "Papers" = (),
    offline: bool = False,
    data: dict[str, Any] | None = None,
    **fields: Any,
) -> Task:
    """Say a verb, inside a transaction. What was done offline shows its sheet."""
    papers = list(papers)
    must_prove(papers, offline=offline)
    fresh, allowed = take(task, version), MOVES[verb]
    if fresh.status not in allowed.sources:
        raise Overtaken(fresh.get_status_display())
    if not on_side(fresh, by, allowed.side):
        raise NotAllowed(_("您的角色不办理这件事。"))
    was = fresh.status
    late = late_days(fresh.due_on, fresh.paused_on)
    fresh.status, fresh.version = allowed.target, fresh.version + 1
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.turn_due_on = turn_due(fresh.status, fresh.due_on)
    fresh.save()
    step = Step.objects.create(
        task=fresh,
        verb=verb,
        was=was,
        now=fresh.status,
        by=by,
        text=text,
        data=data or {},
        late_days=late,
        offline=offline,
    )
    Paper.file(step, papers)
    record(f"task.{verb}", on=fresh, by=by, reason=text, was=was, now=fresh.status, late_days=late)
    return fresh


def needs(said: str) -> None:
    """Stop where nothing was said."""
    if not said.strip():
        raise NotAllowed(_("请写明情况或理由。"))
