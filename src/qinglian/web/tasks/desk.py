"""What tasks wait for whom. 工作台上的督办。"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from qinglian.web.clocks.models import Stage
from qinglian.web.clocks.reminding import HEADS
from qinglian.web.core.desk import Counter, Part, Waiting, first_of
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


def parts(user: Any) -> Iterator[Part]:
    """The most urgent ones, what was let pass, meetings, parts of others, what waits for one's agreement."""
    scope, roles = reach(user, Task.OBJECT, write=True), roles_of(user)
    if scope and roles & (WORKING | GIVING):
        yield Part(
            waiting_tasks(user), _task, related=("unit",), order=("due_on", "pk"),
            adds=lambda rows: first_of(with_stage(rows)),
        )  # fmt: skip
    if roles & HEADS:
        told = told_of(user).exclude(pk__in=waiting_tasks(user).values("pk"))
        yield Part(told, _told, related=("unit", "giver_unit"), order=("turn_due_on", "pk"))
    yield from meetings_waiting(user)
    if scope and roles & WORKING:
        helped = Assistant.objects.filter(
            scope.q({"assisting": "unit"}), done_at=None, task__status__in=OPEN
        )
        yield Part(helped, _helped, related=("task", "unit"))
    if scope and roles & GIVING:
        mine = Task.objects.filter(scope.q({"giver": "giver_unit"}))
        asked = Request.objects.filter(agreed=None, task__in=mine).exclude(by=user)
        yield Part(asked, _request, related=("task__unit",))


def counters(user: Any) -> Iterator[Counter]:
    """How many are open, how many late."""
    if reach(user, Task.OBJECT):
        rows = Task.objects.visible_to(user).filter(status__in=OPEN)
        late = rows.filter(due_on__lt=timezone.localdate(), paused_on=None)
        address = reverse("tasks:tasks")
        yield Counter(rows, _("在办督办"), f"{address}?state=open", empty=True)
        yield Counter(late, _("逾期督办"), f"{address}?state=late", grave=True, empty=True)


def _task(row: Any) -> Waiting:
    return Waiting(
        kind=row.get_origin_display(), title=mask_text(row.title), act=_(ACTS[Status(row.status)]),
        url=row.get_absolute_url(), unit=str(row.unit), room=_("督办"),
        due_on=None if row.paused_on else row.turn_due_on or row.due_on,
        reminder="" if row.paused_on or not row.reminded else Stage(row.reminded).label,
        listed=f"{reverse('tasks:tasks')}?state=mine&status={row.status}&sort=due_on",
        of=row.of,
    )  # fmt: skip


def _told(row: Task) -> Waiting:
    """As the leader: what the officers of one's body let pass."""
    return Waiting(
        kind=row.get_origin_display(), title=mask_text(row.title), act=_("督促办理"),
        url=row.get_absolute_url(), due_on=row.turn_due_on, reminder=Stage.LEADER.label,
        unit=str(row.giver_unit if row.status in GIVERS else row.unit),
    )  # fmt: skip


def _helped(one: Assistant) -> Waiting:
    return Waiting(
        kind=_("协办"), title=mask_text(one.task.title), act=_("完成协办"),
        url=one.task.get_absolute_url(), unit=str(one.unit), due_on=one.task.due_on,
    )  # fmt: skip


def _request(one: Request) -> Waiting:
    return Waiting(
        kind=one.get_kind_display(), title=mask_text(one.task.title), act=_("同意与否"),
        url=one.task.get_absolute_url(), unit=str(one.task.unit),
    )  # fmt: skip
