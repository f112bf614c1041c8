"""What variations wait for whom. 工作台上的变更。"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast, Concat
from django.urls import reverse
from django.utils.translation import gettext as _

from qinglian.web.core.dated import in_force
from qinglian.web.core.desk import Counter, Part, Waiting
from qinglian.web.variations.models import Approval, Variation
from qinglian.web.variations.states import MOVES, OPEN, PENDING
from qinglian.web.works.models import Participant

FORWARD = ("register", "survey", "draw", "scheme", "price", "approve", "order", "done")


def _held(user: Any) -> Any:
    """The posts of a person in the section of a variation, today."""
    return Participant.objects.filter(
        in_force(), party__section=OuterRef("section"), user=user.pk, confirmed_by__isnull=False,
        ended_at=None,
    )  # fmt: skip


def _turn(user: Any, state: str) -> Q:
    """Variations in a state whose next step is for a post that the person holds there."""
    who = Q(pk__in=())
    for verb in FORWARD:
        if state in MOVES[verb].sources:
            for side, named in MOVES[verb].who.items():
                who |= Q(party__side=side, post__in=named)
    return Q(status=state) & Q(Exists(_held(user).filter(who)))


def waiting_for(user: Any) -> Any:
    """Variations whose next step is for a post of this person; of prices those whose level names it."""
    turn = Q(pk__in=())
    for state in sorted(
        {one for verb in FORWARD if MOVES[verb].who for one in MOVES[verb].sources}
    ):
        turn |= _turn(user, state)
    # Text of JSON is the same on both databases: ["owner", "leader"].
    named = Concat(Value('["'), "party__side", Value('", "'), "post", Value('"]'))
    asked = _held(user).annotate(named=named, level=Cast(OuterRef("level"), TextField()))
    done = Approval.objects.filter(variation=OuterRef("pk"), by=user.pk)
    turn |= Q(Exists(asked.filter(level__contains=F("named"))), ~Exists(done), status="pricing")
    return Variation.objects.filter(turn)


def parts(user: Any) -> Iterator[Part]:
    """Each with what is to be done."""
    if getattr(user, "is_authenticated", False):
        yield Part(waiting_for(user), _waiting, related=("section__project",), order=("at", "pk"))


def counters(user: Any) -> Iterator[Counter]:
    """How many are on their way."""
    if getattr(user, "is_authenticated", False):
        rows = Variation.objects.visible_to(user).filter(status__in=PENDING)
        yield Counter(rows, _("在办变更"), reverse("variations:variations"))


def _waiting(row: Any) -> Waiting:
    act = next(MOVES[verb].label for verb in FORWARD if row.status in MOVES[verb].sources)
    return Waiting(
        kind=_("工程变更"), title=row.title, act=str(act), url=row.get_absolute_url(), unit=str(row.section),
        room=_("工程变更"), due_on=row.papers_due_on if row.status in OPEN and not row.number else None,
    )  # fmt: skip
