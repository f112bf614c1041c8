"""Reminders of applications and re-checks. 申报与复核的催办。"""

from datetime import timedelta

from django.db.models import Case, F, QuerySet, When
from django.utils import timezone

from qinglian.web.clocks.reminding import AHEAD, ROWS, Matter, last_stage, remind
from qinglian.web.creation.models import (
    Application,
    ApplicationReminder,
    Review,
    ReviewReminder,
)
from qinglian.web.creation.states import OPEN, ReviewStatus, Status


def applications_remind() -> int:
    """Once a day: the body that applies while it checks itself, the lead body afterwards."""
    near = timezone.localdate() + timedelta(days=AHEAD)
    rows = Application.objects.filter(status__in=OPEN, due_on__lte=near)
    turn = Case(When(status=Status.SELF, then=F("unit_id")), default=F("lead_unit_id"))
    said = rows.annotate(turn=turn).values_list("pk", "status", "due_on", "turn")
    return remind(
        ApplicationReminder,
        "application",
        "application",
        (Matter(*one) for one in said.iterator(ROWS)),
    )


def reviews_remind() -> int:
    """Once a day: the lead body."""
    near = timezone.localdate() + timedelta(days=AHEAD)
    rows = Review.objects.filter(
        status__in=(ReviewStatus.OPEN, ReviewStatus.REPORTED), due_on__lte=near
    )
    said = rows.values_list("pk", "status", "due_on", "lead_unit_id")
    return remind(ReviewReminder, "review", "review", (Matter(*one) for one in said.iterator(ROWS)))


def with_stage(rows: QuerySet[Application]) -> QuerySet[Application]:
    """Applications with `reminded`, the last stage of the step that waits."""
    return rows.annotate(reminded=last_stage(ApplicationReminder, "application"))
