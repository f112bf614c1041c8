"""Ask the unit, hear it, conclude. 请单位说明、说明、核实。"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.clocks.terms import due_for
from qinglian.web.core.moves import NotAllowed, Overtaken, locked
from qinglian.web.core.papers import Sheet, must_prove
from qinglian.web.evidence.concern_states import OVERSEEING, Finding, State
from qinglian.web.evidence.models import Bounds, Concern, ConcernPaper, ConcernStep, Use, own_bodies
from qinglian.web.evidence.services.rules import NOT_YOURS, acts_for, noted
from qinglian.web.evidence.states import STANDING, Status
from qinglian.web.units.scope import roles_of

if TYPE_CHECKING:
    from qinglian.web.core.uploads import Stored


def oversees(user: Any, concern: Concern) -> bool:
    """Whether a person may ask the unit and conclude: sees it, in such a role, and is not of the unit."""
    if not roles_of(user) & OVERSEEING or concern.unit_id in own_bodies(user):
        return False
    return Concern.objects.visible_to(user).filter(pk=concern.pk).exists()


def may(concern: Concern, user: Any) -> list[str]:
    """What this person may do now; the services ask again."""
    found = []
    if oversees(user, concern):
        if concern.status == State.OPEN:
            found += ["ask"]
        if concern.status != State.SETTLED and user.pk != concern.explained_by_id:
            found += ["conclude"]
    elif concern.status == State.ASKED and acts_for(user, concern.unit):
        found += ["explain"]
    return found


def heard(concern: Concern) -> bool:
    """Whether the unit has had its say, or let its day pass."""
    late = concern.due_on is not None and concern.due_on < timezone.localdate()
    return concern.status == State.EXPLAINED or (concern.status == State.ASKED and late)


def _take(concern: Concern, verb: str, by: Any, version: int | None) -> Concern:
    fresh: Concern = locked(concern, version)
    if fresh.status == State.SETTLED:
        raise Overtaken(fresh.get_status_display())
    if verb not in may(fresh, by):
        raise NotAllowed(_(NOT_YOURS))
    return fresh


def _say(
    concern: Concern, verb: str, by: Any, text: str, papers: "Iterable[Stored]" = (),
    offline: bool = False,
) -> Concern:  # fmt: skip
    papers = list(papers)
    must_prove(papers, offline=offline)
    if not text.strip():
        raise NotAllowed(_("请写理由。"))
    concern.version += 1
    concern.save()
    record(f"concern.{verb}", on=concern, by=by, reason=text, now=concern.status)
    step = ConcernStep.objects.create(concern=concern, verb=verb, by=by, text=text, offline=offline)
    ConcernPaper.file(step, papers)
    return concern


@transaction.atomic
def concern_ask(
    concern: Concern, *, by: Any, reason: str, version: int | None = None, **sheet: Unpack[Sheet]
) -> Concern:
    """请单位说明: from now on the unit sees it, and has some days to say what it is."""
    fresh = _take(concern, "ask", by, version)
    fresh.status, fresh.asked_by, fresh.asked_at = State.ASKED, by, timezone.now()
    fresh.due_on = due_for("evidence.explain", "", timezone.localdate())
    return _say(fresh, "ask", by, reason, **sheet)


@transaction.atomic
def concern_explain(
    concern: Concern, *, by: Any, text: str, version: int | None = None, **sheet: Unpack[Sheet]
) -> Concern:
    """情况说明 of the unit."""
    fresh = _take(concern, "explain", by, version)
    fresh.status, fresh.explanation = State.EXPLAINED, text
    fresh.explained_by, fresh.explained_at = by, timezone.now()
    return _say(fresh, "explain", by, text, **sheet)


@transaction.atomic
def concern_conclude(
    concern: Concern, *, by: Any, outcome: str, reason: str, version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Concern:  # fmt: skip
    """
    核实: a reasonable explanation may be seen without asking (a common template); anything else only once the unit was
    heard. 退回重做 returns what the piece is shown for.
    """
    fresh = _take(concern, "conclude", by, version)
    if outcome != Finding.REASONABLE and not heard(fresh):
        raise NotAllowed(_("先请单位说明，单位说明后或者期限过后再核实。"))
    fresh.status, fresh.outcome, fresh.reason = State.SETTLED, outcome, reason
    fresh.concluded_by, fresh.concluded_at = by, timezone.now()
    _say(fresh, "conclude", by, reason, **sheet)
    if outcome == Finding.REDO and fresh.piece is not None:
        for use in Use.objects.select_for_update().filter(piece=fresh.piece, status__in=STANDING):
            _send_back(use, by, reason)
    return fresh


def _send_back(use: Use, by: Any, reason: str) -> None:
    if by.pk in (use.made_by_id, use.confirmed_by_id):
        # Whoever put it forward does not judge it; the conclusion stands, and others return it.
        return
    was, use.status = use.status, Status.RETURNED
    use.reviewed_by, use.reviewed_at, use.reason = by, timezone.now(), reason
    noted(use, "return", by=by, was=was, text=reason)


@transaction.atomic
def bounds_set(*, by: Any, reason: str, **said: int) -> Bounds:
    """From where on something is shown, with the reason; what was shown before stays."""
    if not reason.strip():
        raise NotAllowed(_("请写理由。"))
    made = Bounds.objects.create(by=by, reason=reason, **said)
    record("evidence_bounds.set", on=made, by=by, reason=reason, **said)
    return made
