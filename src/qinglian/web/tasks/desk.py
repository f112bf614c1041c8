"""What tasks wait for whom. 工作台上的督办。"""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from qinglian.web.clocks.models import Stage
from qinglian.web.clocks.reminding import HEADS
from qinglian.web.core.desk import MOST, Figure, Waiting, first_of
from qinglian.web.core.masking import mask_text
from qinglian.web.tasks.meeting_desk import meetings_waiting
from qinglian.web.tasks.models import Assistant, Request, Task
from qinglian.web.tasks.reminders import GIVERS, told_of, with_stage
from qinglian.web.tasks.states import GIVING, OPEN, WORKING, Status
from qinglian.web.units.scope import reach, roles_of

ACTS = {
    Status.ASSIGNED: gettext_noop("签收"),
    Status.WORKING: gettext_noop("办理并报告"),
    Status.REPORTED: gettext_noop("复核"),
    Status.REVIEW: gettext_noop("审核"),
    Status.RETURNED: gettext_noop("改派"),
}


def waiting_tasks(user: Any) -> QuerySet[Task]:
    """Tasks that wait for this person: on the side whose turn it is, in a role that may say the next verb."""
    scope, roles = reach(user, Task.OBJECT, write=True), roles_of(user)
    turn = Q(pk__in=())
    if roles & WORKING:
        own = scope.q({"unit": "unit"})
        turn |= own & Q(status=Status.ASSIGNED) | own & Q(status=Status.WORKING) & (
            Q(handler=None) | Q(handler=user)
        )
        turn |= own & Q(status=Status.REPORTED) & ~Q(handler=user)
    if roles & GIVING:
        turn |= scope.q({"giver": "giver_unit"}) & Q(status__in=(Status.REVIEW, Status.RETURNED))
    return Task.objects.filter(turn)


def waiting(user: Any) -> list[Waiting]:
    """The most urgent ones, parts of others, and what waits for one's agreement."""
    scope, roles = reach(user, Task.OBJECT, write=True), roles_of(user)
    address = reverse("tasks:tasks")
    rows = first_of(with_stage(waiting_tasks(user))).select_related("unit").order_by("due_on", "pk")
    found = [
        Waiting(
            kind=row.get_origin_display(),
            title=mask_text(row.title),
            act=_(ACTS[Status(row.status)]),
            url=row.get_absolute_url(),
            unit=str(row.unit),
            due_on=None if row.paused_on else row.turn_due_on or row.due_on,
            reminder="" if row.paused_on or not row.reminded else Stage(row.reminded).label,
            room=_("督办"),
            listed=f"{address}?state=mine&status={row.status}&sort=due_on",
            of=row.of,
        )
        for row in rows
    ]
    found += _told(user)
    found += meetings_waiting(user)
    if roles & WORKING:
        parts = Assistant.objects.filter(
            scope.q({"assisting": "unit"}), done_at=None, task__status__in=OPEN
        )
        found += [
            Waiting(
                kind=_("协办"),
                title=mask_text(one.task.title),
                act=_("完成协办"),
                url=one.task.get_absolute_url(),
                unit=str(one.unit),
                due_on=one.task.due_on,
            )
            for one in parts.select_related("task", "unit")[:MOST]
        ]
    if roles & GIVING:
        mine = Task.objects.filter(scope.q({"giver": "giver_unit"}))
        asked = (
            Request.objects.filter(agreed=None, task__in=mine)
            .exclude(by=user)
            .select_related("task__unit")
        )
        found += [
            Waiting(
                kind=one.get_kind_display(),
                title=mask_text(one.task.title),
                act=_("同意与否"),
                url=one.task.get_absolute_url(),
                unit=str(one.task.unit),
            )
            for one in asked[:MOST]
        ]
    return found


def _told(user: Any) -> list[Waiting]:
    """As the leader: what the officers of one's body let pass."""
    if not roles_of(user) & HEADS:
        return []
    rows = (
        told_of(user)
        .exclude(pk__in=waiting_tasks(user).values("pk"))
        .select_related("unit", "giver_unit")
    )
    return [
        Waiting(
            kind=row.get_origin_display(),
            title=mask_text(row.title),
            act=_("督促办理"),
            url=row.get_absolute_url(),
            unit=str(row.giver_unit if row.status in GIVERS else row.unit),
            due_on=row.turn_due_on,
            reminder=Stage.LEADER.label,
        )
        for row in rows.order_by("turn_due_on", "pk")[:MOST]
    ]


def figures(user: Any) -> list[Figure]:
    """How many are open, how many late."""
    if not reach(user, Task.OBJECT):
        return []
    late = Q(due_on__lt=timezone.localdate(), paused_on=None)
    rows = Task.objects.visible_to(user).filter(status__in=OPEN)
    said = rows.aggregate(open=Count("pk"), late=Count("pk", filter=late))
    address = reverse("tasks:tasks")
    return [
        Figure(said["open"], _("在办督办"), f"{address}?state=open"),
        Figure(said["late"], _("逾期督办"), f"{address}?state=late", grave=True),
    ]
