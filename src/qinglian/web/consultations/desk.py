"""What consultations wait for whom. 工作台上的会签与征求意见。"""

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
from qinglian.web.core.desk import MOST, Figure, Waiting
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
    return Consultation.objects.filter(
        scope.q(Consultation.SCOPE), status=Status.ANSWERING
    ).annotate(left=Exists(Point.objects.filter(
        asked__round__consultation=OuterRef("pk"), asked__status=Turn.ANSWERED, needs=True, adopted=""
    )))  # fmt: skip


def waiting(user: Any) -> list[Waiting]:
    """What to draft, sign, answer, close; as the leader, what was let pass."""
    if not reach(user, Consultation.OBJECT, write=True):
        return []
    rows = with_stage(waiting_asked(user)).select_related("unit", "round__consultation__asker")
    found = [
        _of(one, _("签意见") if one.status == Turn.DRAFTED else _("反馈意见"),
            Stage(one.reminded).label if one.reminded else "")
        for one in rows.order_by("due_on", "pk")[:MOST]
    ]  # fmt: skip
    found += [
        Waiting(
            kind=one.get_kind_display(), title=mask_text(one.subject),
            act=_("答复意见") if one.left else _("办结征询"), url=one.get_absolute_url(),
            unit=str(one.asker), due_on=one.due_on, room=_("会签与征求意见"),
        )
        for one in asking(user).select_related("asker").order_by("due_on", "pk")[:MOST]
    ]  # fmt: skip
    if roles_of(user) & HEADS:
        told = told_of(user).exclude(pk__in=waiting_asked(user).values("pk"))
        told = told.select_related("unit", "round__consultation__asker").order_by("due_on", "pk")
        found += [_of(one, _("督促办理"), Stage.LEADER.label) for one in told[:MOST]]
    return found


def _of(one: Asked, act: Any, reminder: Any) -> Waiting:
    whole = one.round.consultation
    return Waiting(
        kind=whole.get_kind_display(), title=mask_text(whole.subject), act=act,
        url=whole.get_absolute_url(), unit=str(whole.asker), due_on=one.due_on, reminder=reminder,
        room=_("会签与征求意见"),
    )  # fmt: skip


def figures(user: Any) -> list[Figure]:
    """Consents that did not come in time."""
    if not reach(user, Consultation.OBJECT):
        return []
    late = Consultation.objects.visible_to(user).filter(missing_q()).count()
    address = f"{reverse('consultations:consultations')}?state=missing"
    return [Figure(late, _("逾期未会签"), address, grave=True)] if late else []


def missing_q() -> Q:
    """Countersigns in which a body let its day pass and has still to speak."""
    late = Asked.objects.filter(status__in=HEARD, due_on__lt=timezone.localdate())
    return Q(kind=Kind.COUNTERSIGN, status=Status.ASKING, pk__in=late.values("round__consultation"))
