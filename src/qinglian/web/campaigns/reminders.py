"""Reminders of self-checks. 自查的催办。"""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from qinglian.web.campaigns.models import Part, Reminder
from qinglian.web.campaigns.states import PartStatus, Status
from qinglian.web.clocks.reminding import AHEAD, ROWS, Matter, last_stage, remind

WAITING = (PartStatus.ASKED, PartStatus.REPORTED)


def parts_remind() -> int:
    """Once a day: self-checks of campaigns that run."""
    near = timezone.localdate() + timedelta(days=AHEAD)
    rows = Part.objects.filter(
        status__in=WAITING, campaign__status=Status.RUNNING, due_on__lte=near
    ).values_list("pk", "status", "due_on", "unit")
    return remind(Reminder, "part", "campaign", (Matter(*one) for one in rows.iterator(ROWS)))


def with_stage(rows: QuerySet[Part]) -> QuerySet[Part]:
    """Parts with `reminded`, the last stage of the step that waits."""
    return rows.annotate(reminded=last_stage(Reminder, "part"))
