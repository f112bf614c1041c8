"""Who acts on a turn and how it moves. 每次落实的办理规则。"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext as _

from qinglian.web.accounts.roles import Role
from qinglian.web.audit.services import record
from qinglian.web.core.dated import in_force
from qinglian.web.core.moves import NotAllowed, Overtaken, locked
from qinglian.web.core.papers import must_prove
from qinglian.web.duties.kinds import REPORTED, WAITING, TurnStatus
from qinglian.web.duties.models import Duty, Turn, TurnPaper, TurnStep
from qinglian.web.duties.services.sending_rules import PREPARING
from qinglian.web.units.models import Reach
from qinglian.web.units.scope import reach, roles_of

if TYPE_CHECKING:
    from qinglian.web.core.uploads import Stored

DOING = frozenset(
    {
        Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.LEADER, Role.AUTHORITY_HANDLER,
        Role.AUTHORITY_HEAD, Role.PROGRAMME_OFFICE, Role.LEAD_LIAISON,
    }
)  # fmt: skip
"""Who reports for a body."""
REVIEWING = PREPARING
"""Who looks at it for the body that gave it."""
SOURCES = {
    "done": WAITING,
    "review": (TurnStatus.DONE,),
    "return": REPORTED,
    "drop": (*WAITING, TurnStatus.DONE),
}
"""From which states a verb leads on; a turn that was accepted may still be returned."""
SIDES = {"done": "unit", "review": "giver", "return": "giver", "drop": "giver"}


def side_q(by: Any, side: str) -> Q:
    """The rows on whose side a person acts: for the body that has to do it, or for the one that gave it."""
    roles = roles_of(by)
    if not roles & (DOING if side == "unit" else REVIEWING):
        return Q(pk__in=())
    column = {"unit": "unit", "giver": "giver_unit"}[side]
    found = reach(by, Duty.OBJECT, write=True).q({side: column})
    if side == "unit" and by.unit_id is not None:
        # An office that writes for a whole county does not report for its bodies: that is theirs.
        own = Reach.objects.filter(in_force(), kind=Reach.SELF, upper=by.unit_id)
        return found & Q(unit__in=own.values("lower"))
    return found


def on_side(row: Any, by: Any, side: str) -> bool:
    """Whether a person acts for a side of a turn or duty."""
    return bool(type(row).objects.filter(side_q(by, side), pk=row.pk).exists())


def take(turn: Turn, verb: str, by: Any, version: int | None) -> Turn:
    """The row for oneself, if the verb is this person's and fits its state."""
    fresh: Turn = locked(turn, version)
    if fresh.status not in SOURCES[verb]:
        raise Overtaken(fresh.get_status_display())
    if not on_side(fresh, by, SIDES[verb]):
        raise NotAllowed(_("您的角色不办理这件事。"))
    return fresh


def moved(
    turn: Turn,
    verb: str,
    now: str,
    *,
    by: Any,
    text: str = "",
    papers: "Iterable[Stored]" = (),
    offline: bool = False,
    data: dict[str, Any] | None = None,
    late: int = 0,
    written: str | None = None,
    **fields: Any,
) -> Turn:
    """
    Write a turn that was taken, its step, papers and record. What was done offline shows its sheet. `written`: what the
    body says of the turn from now on.
    """
    papers = list(papers)
    must_prove(papers, offline=offline)
    was, turn.status, turn.version = turn.status, now, turn.version + 1
    turn.text = turn.text if written is None else written
    for name, value in fields.items():
        setattr(turn, name, value)
    turn.save()
    step = TurnStep.objects.create(
        turn=turn, verb=verb, was=was, now=now, by=by, text=text, late_days=late, offline=offline,
        data=data or {},
    )  # fmt: skip
    TurnPaper.file(step, papers)
    record(f"turn.{verb}", on=turn, by=by, reason=text, was=was, now=now, late_days=late)
    return turn
