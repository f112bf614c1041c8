"""Who acts on a difficulty and how it moves. 困难问题的办理规则。"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.core.dated import in_force
from qinglian.web.core.moves import NotAllowed, Overtaken, locked
from qinglian.web.core.papers import must_prove
from qinglian.web.core.workdays import late_days
from qinglian.web.duties.limits import turn_due
from qinglian.web.duties.models import Difficulty, DifficultyPaper, DifficultyStep
from qinglian.web.duties.states import ANSWERING, ASKING, MOVES
from qinglian.web.units.models import Reach
from qinglian.web.units.scope import reach, roles_of

if TYPE_CHECKING:
    from qinglian.web.core.uploads import Stored

    Papers = Iterable[Stored]


def works_for(by: Any, unit_id: int) -> bool:
    """Whether a person is of a body, or of one that took over its matters."""
    rows = Reach.objects.filter(in_force(), kind=Reach.SELF, upper=by.unit_id, lower=unit_id)
    return by.unit_id is not None and rows.exists()


def on_side(difficulty: Difficulty, by: Any, side: str) -> bool:
    """Whether a person acts for the body that asked (`unit`) or that answers (`lead`)."""
    scope, roles = reach(by, Difficulty.OBJECT, write=True), roles_of(by)
    if side == "unit" and not (roles & ASKING and works_for(by, difficulty.unit_id)):
        return False
    if side == "lead" and not roles & ANSWERING:
        return False
    columns = {side: Difficulty.SCOPE[side]}
    return Difficulty.objects.filter(scope.q(columns), pk=difficulty.pk).exists()


def needs(said: str) -> None:
    """Stop where nothing was said."""
    if not said.strip():
        raise NotAllowed(_("请写明情况或理由。"))


def take(difficulty: Difficulty, verb: str, by: Any, version: int | None) -> Difficulty:
    """The row for oneself, if the verb is this person's and fits its state."""
    fresh: Difficulty = locked(difficulty, version)
    move = MOVES[verb]
    if fresh.status not in move.sources:
        raise Overtaken(fresh.get_status_display())
    if not on_side(fresh, by, move.side):
        raise NotAllowed(_("您的角色不办理这件事。"))
    return fresh


def moved(
    difficulty: Difficulty,
    verb: str,
    now: str,
    *,
    by: Any,
    text: str = "",
    papers: "Papers" = (),
    offline: bool = False,
    data: dict[str, Any] | None = None,
    **fields: Any,
) -> Difficulty:
    """Write a difficulty that was taken, its step, papers and record. What was done offline shows its sheet."""
    papers = list(papers)
    must_prove(papers, offline=offline)
    was, late = difficulty.status, late_days(difficulty.due_on, None)
    difficulty.status, difficulty.version = now, difficulty.version + 1
    for name, value in fields.items():
        setattr(difficulty, name, value)
    if now != was or "reply_due_on" in fields:
        difficulty.due_on = turn_due(now, difficulty.reply_due_on)
    difficulty.save()
    made = DifficultyStep.objects.create(
        difficulty=difficulty, verb=verb, was=was, now=now, by=by, text=text, late_days=late,
        offline=offline, data=data or {},
    )  # fmt: skip
    DifficultyPaper.file(made, papers)
    record(
        f"difficulty.{verb}", on=difficulty, by=by, reason=text, was=was, now=now, late_days=late,
        **(data or {}),
    )  # fmt: skip
    return difficulty
