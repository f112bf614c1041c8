"""What waits for whom: to confirm, to mend, to explain, to conclude, to talk. 工作台上的材料与谈话。"""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.core.desk import MOST, Figure, Waiting
from qinglian.web.core.masking import mask_text
from qinglian.web.evidence.concern_states import OVERSEEING, State
from qinglian.web.evidence.models import Concern, Use, own_bodies
from qinglian.web.evidence.services.talks import schedule
from qinglian.web.evidence.states import Status
from qinglian.web.units.scope import reach, roles_of

SOON = 30
"""Days before its day from which on a talk stands on the desk."""


def waiting(user: Any) -> list[Waiting]:
    """The most urgent ones."""
    if not reach(user, Use.OBJECT, write=True):
        return []
    return [*_uses(user), *_concerns(user), *_talks(user)][:MOST]


def _uses(user: Any) -> list[Waiting]:
    rows = Use.objects.filter(
        unit__in=own_bodies(user), status__in=(Status.PROPOSED, Status.RETURNED)
    )
    return [
        Waiting(
            kind=_("佐证材料"),
            title=mask_text(one.piece.title),
            act=_("确认材料") if one.status == Status.PROPOSED else _("补充材料"),
            url=one.get_absolute_url(),
            unit=str(one.unit),
            due_on=one.due_on,
            about=mask_text(one.on_title),
            room=_("佐证材料"),
        )
        for one in rows.select_related("piece", "unit").order_by("due_on", "pk")[:MOST]
    ]


def _concerns(user: Any) -> list[Waiting]:
    seen = Concern.objects.visible_to(user).select_related("unit")
    own = own_bodies(user)
    asked = seen.filter(unit__in=own, status=State.ASKED)
    answered = seen.none()
    if roles_of(user) & OVERSEEING:
        answered = seen.filter(status=State.EXPLAINED).exclude(unit__in=own)
    return [
        Waiting(
            kind=one.get_kind_display(), title=mask_text(one.title), act=act, url=one.get_absolute_url(),
            unit=str(one.unit), due_on=one.due_on if one.status == State.ASKED else None,
            room=_("待核实材料"),
        )
        for rows, act in ((asked, _("作情况说明")), (answered, _("看说明并核实")))
        for one in rows.order_by("due_on", "pk")[:MOST]
    ]  # fmt: skip


def _talks(user: Any) -> list[Waiting]:
    if user.unit is None:
        return []
    today = timezone.localdate()
    return [
        Waiting(
            kind=_("谈话"), title=str(one.person), act=_("谈心谈话"),
            url=f"{reverse('evidence:talk_new')}?person={one.person.pk}", unit=str(one.unit),
            due_on=one.due_on, room=_("谈话"),
        )
        for one in schedule(user.unit, user)
        if (one.due_on - today).days <= SOON
    ]  # fmt: skip


def figures(user: Any) -> list[Figure]:
    """How many wait to be looked at by whoever looks."""
    if not roles_of(user) & OVERSEEING or not reach(user, Concern.OBJECT):
        return []
    rows = Concern.objects.visible_to(user).exclude(unit__in=own_bodies(user))
    number = rows.exclude(status=State.SETTLED).count()
    address = reverse("evidence:concerns")
    return [Figure(number, _("待核实材料"), f"{address}?state=open")] if number else []
