"""What consultations wait for whom. 工作台上的会签与征求意见。"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.clocks.models import Stage
from qinglian.web.clocks.reminding import HEADS
from qinglian.web.consultations.models import Asked, Consultation, Point
from qinglian.web.consultations.reminders import open_turns, told_of, with_stage
from qinglian.web.consultations.states import HEARD, Kind, Status, Turn
from qinglian.web.core.desk import Counter, Part, Waiting
from qinglian.web.core.masking import mask_text
from qinglian.web.units.scope import reach, roles_of


def waiting_asked(user: Any) -> QuerySet[Asked]:
    """Bodies of this person whose turn it is: to draft, or to sign what another drafted."""
    scope = reach(user, Consultation.OBJECT, write=True)
    own = open_turns().filter(scope.q(Asked.SCOPE))
    return own.exclude(status=Turn.DRAFTED, drafted_by=user)


def asking(user: Any) -> QuerySet[Consultation]:
    """What this person's body asked and has to answer now."""
    scope = reach(user, Consultation.OBJECT, write=True)
    return Consultation.objects.filter(scope.q(Consultation.SCOPE), status=Status.ANSWERING)


def with_left(rows: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """Whether points still wait for an answer."""
    return rows.annotate(left=Exists(Point.objects.filter(
        asked__round__consultation=OuterRef("pk"), asked__status=Turn.ANSWERED, needs=True, adopted=""
    )))  # fmt: skip


def parts(user: Any) -> Iterator[Part]:
    """What to draft, sign, answer, close; as the leader, what was let pass."""
    if not reach(user, Consultation.OBJECT, write=True):
        return
    related, order = ("unit", "round__consultation__asker"), ("due_on", "pk")
    yield Part(waiting_asked(user), _asked, related=related, order=order, adds=with_stage)
    yield Part(asking(user), _asking, related=("asker",), order=order, adds=with_left)
    if roles_of(user) & HEADS:
        told = told_of(user).exclude(pk__in=waiting_asked(user).values("pk"))
        yield Part(told, _told, related=related, order=order)


def counters(user: Any) -> Iterator[Counter]:
    """Consents that did not come in time."""
    if reach(user, Consultation.OBJECT):
        late = Consultation.objects.visible_to(user).filter(missing_q())
        address = f"{reverse('consultations:consultations')}?state=missing"
        yield Counter(late, _("逾期未会签"), address, grave=True)


def _asked(one: Any) -> Waiting:
    act = _("签意见") if one.status == Turn.DRAFTED else _("反馈意见")
    return _of(one, act, Stage(one.reminded).label if one.reminded else "")


def _told(one: Asked) -> Waiting:
    return _of(one, _("督促办理"), Stage.LEADER.label)


def _asking(one: Any) -> Waiting:
    return Waiting(
        kind=one.get_kind_display(), title=mask_text(one.subject),
        act=_("答复意见") if one.left else _("办结征询"), url=one.get_absolute_url(),
        unit=str(one.asker), due_on=one.due_on, room=_("会签与征求意见"),
    )  # fmt: skip


def _of(one: Asked, act: Any, reminder: Any) -> Waiting:
    whole = one.round.consultation
    return Waiting(
        kind=whole.get_kind_display(), title=mask_text(whole.subject), act=act,
        url=whole.get_absolute_url(), unit=str(whole.asker), due_on=one.due_on, reminder=reminder,
        room=_("会签与征求意见"),
    )  # fmt: skip


def missing_q() -> Q:
    """Countersigns in which a body let its day pass and has still to speak."""
    late = Asked.objects.filter(status__in=HEARD, due_on__lt=timezone.localdate())
    return Q(kind=Kind.COUNTERSIGN, status=Status.ASKING, pk__in=late.values("round__consultation"))
