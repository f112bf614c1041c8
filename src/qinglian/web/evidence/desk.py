"""What waits for whom: to confirm, to mend, to explain, to conclude, to talk. 工作台上的材料与谈话。"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.core.desk import Counter, Part, Waiting
from qinglian.web.core.masking import mask_text
from qinglian.web.evidence.concern_states import OVERSEEING, State
from qinglian.web.evidence.models import Concern, TalkDue, Use, own_bodies
from qinglian.web.evidence.services.talks import TALKING
from qinglian.web.evidence.states import Status
from qinglian.web.units.scope import reach, roles_of

SOON = 30
"""Days before its day from which on a talk stands on the desk."""


def parts(user: Any) -> Iterator[Part]:
    """The most urgent ones."""
    if not reach(user, Use.OBJECT, write=True):
        return
    own, roles = own_bodies(user), roles_of(user)
    rows = Use.objects.filter(unit__in=own, status__in=(Status.PROPOSED, Status.RETURNED))
    yield Part(rows, _use, related=("piece", "unit"), order=("due_on", "pk"))
    asked = Concern.objects.filter(unit__in=own, status=State.ASKED)
    yield Part(asked, _asked, related=("unit",), order=("due_on", "pk"))
    if roles & OVERSEEING:
        heard = Concern.objects.visible_to(user).filter(status=State.EXPLAINED)
        yield Part(heard.exclude(unit__in=own), _heard, related=("unit",))
    if roles & TALKING and user.unit_id:
        until = timezone.localdate() + timedelta(days=SOON)
        due = TalkDue.objects.filter(unit=user.unit_id, talker=user, due_on__lte=until)
        yield Part(due, _talk, related=("person", "person_unit"), order=("due_on", "pk"))


def counters(user: Any) -> Iterator[Counter]:
    """How many wait to be looked at by whoever looks."""
    if roles_of(user) & OVERSEEING and reach(user, Concern.OBJECT):
        rows = Concern.objects.visible_to(user).exclude(unit__in=own_bodies(user))
        address = reverse("evidence:concerns")
        yield Counter(rows.exclude(status=State.SETTLED), _("待核实材料"), f"{address}?state=open")


def _use(one: Use) -> Waiting:
    return Waiting(
        kind=_("佐证材料"), title=mask_text(one.piece.title),
        act=_("确认材料") if one.status == Status.PROPOSED else _("补充材料"), url=one.get_absolute_url(),
        unit=str(one.unit), due_on=one.due_on, about=mask_text(one.on_title), room=_("佐证材料"),
    )  # fmt: skip


def _concern(one: Concern, act: str) -> Waiting:
    return Waiting(
        kind=one.get_kind_display(), title=mask_text(one.title), act=act, url=one.get_absolute_url(),
        unit=str(one.unit), due_on=one.due_on if one.status == State.ASKED else None,
        room=_("待核实材料"),
    )  # fmt: skip


def _asked(one: Concern) -> Waiting:
    return _concern(one, _("作情况说明"))


def _heard(one: Concern) -> Waiting:
    return _concern(one, _("看说明并核实"))


def _talk(one: TalkDue) -> Waiting:
    return Waiting(
        kind=_("谈话"), title=str(one.person), act=_("谈心谈话"),
        url=f"{reverse('evidence:talk_new')}?person={one.person_id}", unit=str(one.person_unit),
        due_on=one.due_on, room=_("谈话"),
    )  # fmt: skip
