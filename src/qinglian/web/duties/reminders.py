"""Reminders of difficulties: who answers, then who asked. 困难问题的催办。"""

from datetime import timedelta

from django.db.models import Case, F, QuerySet, When
from django.utils import timezone

from qinglian.web.clocks.reminding import AHEAD, ROWS, Matter, last_stage, remind
from qinglian.web.duties.models import Difficulty, DifficultyReminder
from qinglian.web.duties.states import OPEN, Status


def difficulties_remind() -> int:
    """Once a day. What was joined to another is answered there and reminds nobody until then."""
    near = timezone.localdate() + timedelta(days=AHEAD)
    rows = Difficulty.objects.filter(status__in=OPEN, due_on__lte=near)
    rows = rows.exclude(status__in=(Status.RAISED, Status.RECEIVED), joined_to__isnull=False)
    turn = Case(When(status=Status.REPLIED, then=F("unit_id")), default=F("lead_unit_id"))
    said = rows.annotate(turn=turn).values_list("pk", "status", "due_on", "turn")
    return remind(
        DifficultyReminder, "difficulty", "difficulty",
        (Matter(*one) for one in said.iterator(ROWS)),
    )  # fmt: skip


def with_stage(rows: QuerySet[Difficulty]) -> QuerySet[Difficulty]:
    """Difficulties with `reminded`, the last stage of the step that waits."""
    return rows.annotate(reminded=last_stage(DifficultyReminder, "difficulty"))
