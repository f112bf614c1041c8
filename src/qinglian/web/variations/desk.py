"""What variations wait for whom. 工作台上的变更。"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from qinglian.web.core.dated import in_force
from qinglian.web.core.desk import Counter, Part, Waiting
from qinglian.web.variations.models import Variation
from qinglian.web.variations.services.moving import allowed
from qinglian.web.variations.states import MOVES, OPEN, PENDING
from qinglian.web.works.models import Participant, Section

FORWARD = ("register", "survey", "draw", "scheme", "price", "approve", "order", "done")


def waiting_for(user: Any) -> Any:
    """Variations whose next step is for a post of this person."""
    own = Participant.objects.filter(
        in_force(), user=user.pk, confirmed_by__isnull=False, ended_at=None
    ).values_list("party__section", "party__side", "post")
    turn = Q(pk__in=())
    for section, side, post in own:
        states = {
            state
            for verb in FORWARD
            if post in MOVES[verb].who.get(side, ())
            for state in MOVES[verb].sources
        }
        turn |= Q(section=section, status__in=states)
    rows = Variation.objects.filter(section__in={one[0] for one in own}, status="pricing")
    asked = [one.pk for one in rows[:200] if allowed(one, "approve", user)]
    return Variation.objects.filter(turn | Q(pk__in=asked))


def parts(user: Any) -> Iterator[Part]:
    """Each with what is to be done."""
    if Participant.objects.filter(user=user.pk).exists():
        yield Part(waiting_for(user), _waiting, related=("section__project",), order=("at", "pk"))


def counters(user: Any) -> Iterator[Counter]:
    """How many are on their way."""
    if Section.objects.visible_to(user).exists():
        rows = Variation.objects.visible_to(user).filter(status__in=PENDING)
        yield Counter(rows, _("在办变更"), reverse("variations:variations"))


def _waiting(row: Any) -> Waiting:
    act = next(MOVES[verb].label for verb in FORWARD if row.status in MOVES[verb].sources)
    return Waiting(
        kind=_("工程变更"), title=row.title, act=str(act), url=row.get_absolute_url(), unit=str(row.section),
        room=_("工程变更"), due_on=row.papers_due_on if row.status in OPEN and not row.number else None,
    )  # fmt: skip
