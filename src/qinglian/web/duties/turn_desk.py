"""
What of lists waits for whom: what arrived, what is due, what is to be looked at, what waits for approval.
工作台上的责任事项。

For most turns the system has found the record: the desk says how many, and one press on the turn's page confirms them.
"""

from typing import Any

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from qinglian.web.clocks.models import Stage
from qinglian.web.clocks.reminding import HEADS
from qinglian.web.clocks.terms import due_for
from qinglian.web.core.desk import MOST, Figure, Waiting, first_of
from qinglian.web.core.masking import mask_text
from qinglian.web.duties.kinds import WAITING, SendingStatus, TurnStatus
from qinglian.web.duties.models import Sending, Turn
from qinglian.web.duties.services.showing import found_of
from qinglian.web.duties.turn_queries import waiting_duties, waiting_turns
from qinglian.web.duties.turn_reminders import told_of, with_stage
from qinglian.web.units.scope import reach, roles_of


def waiting_lists(user: Any) -> list[Waiting]:
    """All of it, the most urgent first."""
    if not reach(user, Turn.OBJECT, write=True):
        return []
    return [*_turns(user), *_arrived(user), *_approving(user), *_told(user)]


def _turns(user: Any) -> list[Waiting]:
    """The first of each state, with how many records were found for those that are to be done."""
    address, room = reverse("duties:turns"), _("责任事项")
    rows = list(
        first_of(with_stage(waiting_turns(user)))
        .select_related("unit", "duty__item__of__of")
        .order_by("due_on", "pk")
    )
    found = found_of([one for one in rows if one.waits], user)
    shown = []
    for row in rows:
        act = _("落实并报告") if row.waits else _("复核")
        if row.status == TurnStatus.RETURNED:
            act = _("退回的，重新落实")
        number = found.get(row.pk, 0)
        said = ngettext("找到 %(n)d 条记录，请确认", "找到 %(n)d 条记录，请确认", number) % {
            "n": number
        }
        shown.append(
            Waiting(
                kind=row.duty.item.of.of.title, title=mask_text(row.duty.item.title), act=act,
                url=row.get_absolute_url(), unit=str(row.unit), due_on=row.due_on if row.waits else None,
                reminder=Stage(row.reminded).label if row.reminded else "", room=room,
                about=said if number else "", of=row.of,
                listed=f"{address}?state=mine&status={row.status}&sort=due_on",
            )
        )  # fmt: skip
    return shown


def _arrived(user: Any) -> list[Waiting]:
    """Sendings with something to sign for: one line each, however many items."""
    rows = (
        waiting_duties(user)
        .order_by()
        .values(
            "sending__public_id",
            "sending__of__of__title",
            "sending__giver_unit__name",
            "unit__name",
        )
        .annotate(n=Count("pk"), sent=Min("sending__sent_at"))
        .order_by("sent")[:MOST]
    )
    return [
        Waiting(
            kind=row["sending__giver_unit__name"],
            title=_("%(list)s（%(n)d 项）")
            % {"list": mask_text(row["sending__of__of__title"]), "n": row["n"]},
            act=_("签收清单"), room=_("责任事项"), unit=row["unit__name"],
            url=reverse("duties:arrival", args=(row["sending__public_id"],)),
            due_on=due_for("turn.receive", "", timezone.localdate(row["sent"])),
        )
        for row in rows
    ]  # fmt: skip


def _approving(user: Any) -> list[Waiting]:
    rows = Sending.objects.filter(status=SendingStatus.DRAFT, approver=user)
    return [
        Waiting(
            kind=_("拟稿人 %(who)s") % {"who": one.made_by}, title=mask_text(one.of.of.title),
            act=_("看预览并批准下发"), room=_("清单下发"), url=one.get_absolute_url(),
            unit=str(one.giver_unit),
        )
        for one in rows.select_related("of__of", "made_by", "giver_unit").order_by("made_at")[:MOST]
    ]  # fmt: skip


def _told(user: Any) -> list[Waiting]:
    """As the leader: what the officers of one's body let pass."""
    if not roles_of(user) & HEADS:
        return []
    rows = first_of(told_of(user).exclude(pk__in=waiting_turns(user).values("pk")))
    listed = reverse("duties:turns") + "?state=late&sort=due_on"
    return [
        Waiting(
            kind=one.duty.item.of.of.title, title=mask_text(one.duty.item.title),
            act=_("督促落实"), room=_("责任事项"), url=one.get_absolute_url(), unit=str(one.unit),
            due_on=one.due_on, reminder=Stage.LEADER.label, listed=listed, of=one.of,
        )
        for one in rows.select_related("unit", "duty__item__of__of").order_by("due_on", "pk")
    ]  # fmt: skip


def figures_of_lists(user: Any) -> list[Figure]:
    """How many turns of those one sees are late; nothing where none is."""
    if not reach(user, Turn.OBJECT):
        return []
    late = Q(status__in=WAITING, due_on__lt=timezone.localdate())
    number = Turn.objects.visible_to(user).filter(late).count()
    address = reverse("duties:turns")
    if not number:
        return []
    return [Figure(number, _("逾期未落实的责任事项"), f"{address}?state=late", grave=True)]
