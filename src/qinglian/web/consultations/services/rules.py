"""
How a consultation moves. 会签、征求意见的办理规则。

Whoever acts takes the whole consultation first and then the row of the body: two who act at once come one after the
other, whichever rows they mean.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.burden.services.asking import tell
from qinglian.web.clocks.terms import due_for
from qinglian.web.consultations.models import Asked, Consultation, Paper, Point, Round, Step
from qinglian.web.consultations.states import HEARD, OPEN, Status, Turn
from qinglian.web.core.dated import in_force
from qinglian.web.core.moves import NotAllowed, Overtaken, locked
from qinglian.web.core.papers import must_prove
from qinglian.web.core.workdays import add_working_days
from qinglian.web.units.models import Line, Reach, Unit
from qinglian.web.units.scope import openings_of, reach, visible_units

if TYPE_CHECKING:
    from qinglian.web.core.uploads import Stored

    Papers = Iterable[Stored]


def asker_units(user: Any) -> Any:
    """The bodies in whose name a person may ask."""
    return Unit.objects.filter(reach(user, Consultation.OBJECT, write=True).q({"asker": "pk"}))


def asked_units(user: Any) -> Any:
    """
    The bodies a person may ask: those they see, and all that belong to a body theirs belongs to. Bureaus of one county
    ask each other, though none sees into the other.
    """
    bodies = {one.unit_id for one in openings_of(user, timezone.localdate())} | {user.unit_id}
    tree = Reach.objects.filter(in_force(), kind__in=(Reach.SELF, Line.Kind.BELONGS))
    uppers = tree.filter(lower__in=bodies).values("upper")
    below = tree.filter(upper__in=uppers).values("lower")
    return Unit.objects.filter(pk__in=below) | visible_units(user)


def asks(consultation: Consultation, by: Any) -> bool:
    """Whether a person acts for the body that asks."""
    kept = reach(by, Consultation.OBJECT, write=True).q(Consultation.SCOPE)
    return Consultation.objects.filter(kept, pk=consultation.pk).exists()


def speaks(asked: Asked, by: Any) -> bool:
    """Whether a person acts for the body that is asked."""
    kept = reach(by, Consultation.OBJECT, write=True).q(Asked.SCOPE)
    return Asked.objects.filter(kept, pk=asked.pk).exists()


def refused() -> NotAllowed:
    """What is said to whoever has no part in it."""
    return NotAllowed(_("您的角色不办理这件事。"))


def take(consultation: Consultation, by: Any, version: int | None) -> Consultation:
    """The whole for oneself, as of the asker, while it is open."""
    fresh: Consultation = locked(consultation, version)
    if not asks(fresh, by):
        raise refused()
    if fresh.status not in OPEN:
        raise Overtaken(fresh.get_status_display())
    return fresh


def take_asked(asked: Asked, version: int | None, states: tuple[str, ...]) -> Asked:
    """The row of a body for oneself, and the whole with it; only of the last round of one that is open."""
    whole = Consultation.objects.select_for_update().get(pk=asked.round.consultation_id)
    fresh: Asked = locked(asked, version)
    if whole.status not in OPEN:
        raise Overtaken(whole.get_status_display())
    if fresh.status not in states:
        raise Overtaken(fresh.get_status_display())
    fresh.round.consultation = whole
    return fresh


def noted(
    consultation: Consultation,
    verb: str,
    *,
    by: Any,
    asked: Asked | None = None,
    text: str = "",
    papers: "Papers" = (),
    offline: bool = False,
    **data: Any,
) -> Step:
    """Write down what was done to what one holds; done offline it shows its sheet."""
    papers = list(papers)
    must_prove(papers, offline=offline)
    consultation.version += 1
    consultation.save()
    if asked is not None:
        asked.version += 1
        asked.save()
    step = Step.objects.create(
        consultation=consultation,
        asked=asked,
        verb=verb,
        by=by,
        text=text,
        offline=offline,
        data=data,
    )
    Paper.file(step, papers)
    told = {"unit_asked": str(asked.unit)} if asked is not None else {}
    record(f"consultation.{verb}", on=consultation, by=by, reason=text, **told)
    return step


def last_round(consultation: Consultation) -> Round:
    """The round that counts."""
    found = consultation.rounds.last()
    assert found is not None
    return found


def turn_begins(asked: Asked) -> None:
    """It is the turn of a body, from today."""
    asked.status, asked.asked_at = Turn.ASKED, timezone.now()
    asked.due_on = add_working_days(timezone.localdate(), asked.round.days)
    asked.save()
    tell(on=asked.round.consultation, unit=asked.unit_id)


def onward(consultation: Consultation) -> None:
    """After somebody answered: in turn the next is asked; once all have, the asker has to answer."""
    rows = Asked.objects.filter(round=last_round(consultation)).select_related("round")
    heard = [one for one in rows if one.status in HEARD]
    waiting = [one for one in rows if one.status == Turn.WAITING]
    if not heard and waiting:
        turn_begins(waiting[0])
        heard = waiting[:1]
    if heard:
        consultation.status = Status.ASKING
        consultation.due_on = max(one.due_on for one in heard if one.due_on)
    else:
        consultation.status = Status.ANSWERING
        consultation.due_on = due_for("consultation.answer", "", timezone.localdate())


def unanswered(consultation: Consultation) -> Any:
    """Points that wait for the answer of the asker; a draft that nobody signed makes none."""
    said = Point.objects.filter(
        asked__round__consultation=consultation, asked__status=Turn.ANSWERED
    )
    return said.filter(needs=True, adopted="")
