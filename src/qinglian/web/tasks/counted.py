"""
What is counted of tasks in a period, for figures and for the lists they link to. 督办的期间口径。

One condition serves both, so that a number and its list cannot differ. On time or late is said by the last report: how
many working days it came after the day the task had then.
"""

from collections.abc import Callable
from datetime import date

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.periods import Counted, within
from qinglian.web.tasks.meeting_states import Status as MeetingStatus
from qinglian.web.tasks.models import Decision, Step, Task
from qinglian.web.tasks.states import OPEN, Status


def _said(*verbs: str) -> Callable[[date, date], Q]:
    def condition(begins: date, ends: date) -> Q:
        steps = Step.objects.filter(within("at", begins, ends), verb__in=verbs)
        return Q(pk__in=steps.values("task"))

    return condition


def _opened(begins: date, ends: date) -> Q:
    return within("assigned_at", begins, ends)


def _done(begins: date, ends: date) -> Q:
    return within("finished_at", begins, ends) & Q(status=Status.DONE)


def _reported(begins: date, ends: date, *, late: bool) -> Q:
    last = Step.objects.filter(task=OuterRef("pk"), verb="report").order_by("-at", "-pk")
    rows = Task.objects.filter(_done(begins, ends)).annotate(
        behind=Subquery(last.values("late_days")[:1])
    )
    return Q(pk__in=(rows.filter(behind__gt=0) if late else rows.filter(behind=0)).values("pk"))


def _on_time(begins: date, ends: date) -> Q:
    return _reported(begins, ends, late=False)


def _late(begins: date, ends: date) -> Q:
    return _reported(begins, ends, late=True)


def _achieved(begins: date, ends: date) -> Q:
    return _done(begins, ends) & Q(achieved=True)


def _unmet(begins: date, ends: date) -> Q:
    return _done(begins, ends) & Q(achieved=False)


def _overdue(begins: date, ends: date) -> Q:
    due = Q(due_on__gte=begins, due_on__lte=ends, due_on__lt=timezone.localdate())
    return due & Q(status__in=OPEN, paused_on=None)


def _agreed(begins: date, ends: date) -> Q:
    made = Decision.objects.filter(task__isnull=False)
    return _opened(begins, ends) & Q(pk__in=made.values("task"))


KINDS: dict[str, Counted] = {
    "opened": (_("新交办"), _opened),
    "agreed": (_("其中会议议定事项"), _agreed),
    "done": (_("办结"), _done),
    "on_time": (_("按期办结"), _on_time),
    "late": (_("逾期办结"), _late),
    "achieved": (_("办结并达到要求"), _achieved),
    "unmet": (_("办结没有达到要求"), _unmet),
    "overdue": (_("到期没有办结"), _overdue),
    "returned": (_("不属本单位退回"), _said("return")),
    "sent_back": (_("审核退回重办"), _said("send_back")),
    "reopened": (_("办结后退回重办"), _said("reopen")),
}


def _held(begins: date, ends: date) -> Q:
    return within("at", begins, ends) & Q(status__in=(MeetingStatus.HELD, MeetingStatus.DONE))


MEETING_KINDS: dict[str, Counted] = {"held": (_("召开会议"), _held)}
GUIDANCE_KINDS: dict[str, Counted] = {
    "made": (_("督导"), lambda begins, ends: Q(on__gte=begins, on__lte=ends)),
    "found": (
        _("督导发现问题"),
        lambda begins, ends: Q(on__gte=begins, on__lte=ends) & ~Q(found=""),
    ),
}
