"""
What of lists waits for whom: what arrived, what is due, what is to be looked at, what waits for approval.
工作台上的责任事项。

For most turns the system has found the record: the desk says how many, and one press on the turn's page confirms them.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qinglian.web.clocks.models import Stage
from qinglian.web.clocks.reminding import HEADS
from qinglian.web.clocks.terms import due_for
from qinglian.web.core.desk import Counter, Part, Waiting, first_of
from qinglian.web.core.masking import mask_text
from qinglian.web.duties.kinds import WAITING, SendingStatus, TurnStatus
from qinglian.web.duties.models import Sending, Turn
from qinglian.web.duties.services.showing import found_of
from qinglian.web.duties.turn_queries import waiting_duties, waiting_turns
from qinglian.web.duties.turn_reminders import told_of, with_stage
from qinglian.web.units.scope import reach, roles_of

RELATED = ("unit", "duty__item__of__of")


@dataclass(frozen=True, slots=True)
class Turns(Part):
    """Turns, with how many records were found for those that are to be done: looked for together."""

    user: Any = None

    def waiting(self) -> list[Waiting]:
        """The first of each state."""
        rows = list(self.adds(self.rows).select_related(*self.related).order_by(*self.order))
        found = found_of([one for one in rows if one.waits], self.user)
        return [_turn(one, found.get(one.pk, 0)) for one in rows]


def parts_of_lists(user: Any) -> Iterator[Part]:
    """All that waits of lists."""
    if not reach(user, Turn.OBJECT, write=True):
        return
    order = ("due_on", "pk")
    turns = waiting_turns(user)
    yield Turns(
        turns, _unread, related=RELATED, order=order, adds=lambda rows: first_of(with_stage(rows)),
        user=user,
    )  # fmt: skip
    yield Part(waiting_duties(user), _arrived, order=("sent",), adds=_by_sending)
    approving = Sending.objects.filter(status=SendingStatus.DRAFT, approver=user)
    related = ("of__of", "made_by", "giver_unit")
    yield Part(approving, _approving, related=related, order=("made_at",))
    if roles_of(user) & HEADS:
        told = told_of(user).exclude(pk__in=turns.values("pk"))
        yield Part(told, _told, related=RELATED, order=order, adds=first_of)


def counters_of_lists(user: Any) -> Iterator[Counter]:
    """How many turns of those one sees are late; nothing where none is."""
    if reach(user, Turn.OBJECT):
        late = Q(status__in=WAITING, due_on__lt=timezone.localdate())
        address = f"{reverse('duties:turns')}?state=late"
        rows = Turn.objects.visible_to(user).filter(late)
        yield Counter(rows, _("逾期未落实的责任事项"), address, grave=True)


def _unread(one: Turn) -> Waiting:
    return _turn(one, 0)


def _turn(row: Any, number: int) -> Waiting:
    act = _("落实并报告") if row.waits else _("复核")
    if row.status == TurnStatus.RETURNED:
        act = _("退回的，重新落实")
    said = ngettext("找到 %(n)d 条记录，请确认", "找到 %(n)d 条记录，请确认", number) % {
        "n": number
    }
    return Waiting(
        kind=row.duty.item.of.of.title, title=mask_text(row.duty.item.title), act=act,
        url=row.get_absolute_url(), unit=str(row.unit), due_on=row.due_on if row.waits else None,
        reminder=Stage(row.reminded).label if row.reminded else "", room=_("责任事项"),
        about=said if number else "", of=row.of,
        listed=f"{reverse('duties:turns')}?state=mine&status={row.status}&sort=due_on",
    )  # fmt: skip


def _by_sending(rows: QuerySet[Any]) -> QuerySet[Any]:
    """One line for what arrived together, however many items."""
    arrived = rows.order_by().values(
        "sending__public_id", "sending__of__of__title", "sending__giver_unit__name", "unit__name"
    )
    return arrived.annotate(n=Count("pk"), sent=Min("sending__sent_at"))


def _arrived(row: Any) -> Waiting:
    title = mask_text(row["sending__of__of__title"])
    return Waiting(
        kind=row["sending__giver_unit__name"], unit=row["unit__name"], room=_("责任事项"),
        title=_("%(list)s（%(n)d 项）") % {"list": title, "n": row["n"]}, act=_("签收清单"),
        url=reverse("duties:arrival", args=(row["sending__public_id"],)),
        due_on=due_for("turn.receive", "", timezone.localdate(row["sent"])),
    )  # fmt: skip


def _approving(one: Sending) -> Waiting:
    return Waiting(
        kind=_("拟稿人 %(who)s") % {"who": one.made_by}, title=mask_text(one.of.of.title),
        act=_("看预览并批准下发"), room=_("清单下发"), url=one.get_absolute_url(),
        unit=str(one.giver_unit),
    )  # fmt: skip


def _told(one: Any) -> Waiting:
    """As the leader: what the officers of one's body let pass."""
    return Waiting(
        kind=one.duty.item.of.of.title, title=mask_text(one.duty.item.title), act=_("督促落实"),
        room=_("责任事项"), url=one.get_absolute_url(), unit=str(one.unit), due_on=one.due_on,
        reminder=Stage.LEADER.label, of=one.of,
        listed=reverse("duties:turns") + "?state=late&sort=due_on",
    )  # fmt: skip
