"""What tasks and meetings ask of bodies, in the ledger. 督办、会议记入减负台账。"""

from typing import Any

from django.utils import timezone

from qinglian.web.burden.kinds import Kind
from qinglian.web.burden.models import Ask
from qinglian.web.burden.numbers import estimate
from qinglian.web.burden.services.asking import ask
from qinglian.web.tasks.models import Meeting, Task


def task_ask(task: Task, by: Any, approved_by: Any) -> None:
    """A report of the body that works, a part of those that assist, by the day it is due."""
    minutes = estimate(Kind.ITEM, task.due_on)
    units = [task.unit_id, *task.assistants.values_list("unit", flat=True)]
    ask(
        kind=Kind.ITEM, on=task, title=task.title, giver_unit=task.giver_unit, by=by,
        minutes=dict.fromkeys(units, minutes), on_day=task.due_on, approved_by=approved_by,
    )  # fmt: skip


def asked_before(task: Task) -> bool:
    """Whether the ledger has held it: a matter that follows from a warning never stood there."""
    return Ask.objects.filter(on_label=task._meta.label_lower, on_number=task.public_id).exists()


def meeting_ask(meeting: Meeting, by: Any, approved_by: Any) -> None:
    """The time of those who attend, on the day of the meeting."""
    day = timezone.localdate(meeting.at)
    units = list(meeting.attendance.values_list("unit", flat=True))
    ask(
        kind=Kind.MEETING, on=meeting, title=meeting.title, giver_unit=meeting.host, by=by,
        minutes=dict.fromkeys(units, estimate(Kind.MEETING, day)), on_day=day, approved_by=approved_by,
    )  # fmt: skip
