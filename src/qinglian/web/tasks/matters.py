"""What tasks, meetings and guidance put under the columns of a matter. 督办、会议、督导归入五栏。"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.masking import mask_text
from qinglian.web.tasks.matrix import Cell, Kind, Shown
from qinglian.web.tasks.models import Column, Decision, Guidance, Matter, Meeting, Task
from qinglian.web.tasks.states import Status

AGREED, TASK, MEETING, GUIDANCE = _("议定事项"), _("督办"), _("会议"), _("督导")


def cells(matters: list[Matter], user: Any) -> list[Cell]:
    """Decisions of meetings deploy; the tasks they became carry out."""
    rows = Decision.objects.filter(matter__in=matters, task__isnull=False)
    rows = rows.select_related("meeting", "task", "unit")
    meetings = set(
        Meeting.objects.visible_to(user).filter(decisions__in=rows).values_list("pk", flat=True)
    )
    tasks = set(
        Task.objects.visible_to(user).filter(decision__in=rows).values_list("pk", flat=True)
    )
    found = []
    for one in rows:
        url = one.meeting.get_absolute_url() if one.meeting_id in meetings else ""
        said = Shown(AGREED, mask_text(one.text), url, day_of(one.meeting.at), one.unit)
        found.append(Cell(one.matter_id, Column.DEPLOYED, said))
        shown = task_shown(one.task, linked=one.task_id in tasks)
        if one.task.status != Status.WITHDRAWN:
            found.append(Cell(one.matter_id, Column.CARRIED_OUT, shown))
    return found


def day_of(moment: datetime) -> date:
    """The local day of an instant."""
    return timezone.localtime(moment).date()


def task_shown(task: Task, *, linked: bool = True) -> Shown:
    """A task: done fills the column, the rest is on its way."""
    return Shown(
        TASK, mask_text(task.title), task.get_absolute_url() if linked else "",
        day_of(task.finished_at) if task.finished_at else task.due_on,
        task.get_status_display(), task.status, done=task.status == Status.DONE,
    )  # fmt: skip


def _tasks(user: Any, numbers: Iterable[str]) -> dict[str, Shown]:
    rows = Task.objects.visible_to(user).filter(public_id__in=list(numbers))
    return {one.public_id: task_shown(one) for one in rows}


def _given(user: Any, numbers: Iterable[str]) -> dict[str, Shown]:
    rows = Task.objects.visible_to(user).filter(public_id__in=list(numbers))
    return {
        one.public_id: Shown(
            one.get_origin_display(),
            mask_text(one.title),
            one.get_absolute_url(),
            day_of(one.assigned_at),
        )
        for one in rows
    }


def _meetings(user: Any, numbers: Iterable[str]) -> dict[str, Shown]:
    rows = Meeting.objects.visible_to(user).filter(public_id__in=list(numbers))
    return {
        one.public_id: Shown(
            MEETING, one.title, one.get_absolute_url(), day_of(one.at), one.get_status_display(),
            one.status, done=one.status in ("held", "done"),
        )
        for one in rows
    }  # fmt: skip


def _guidance(user: Any, numbers: Iterable[str]) -> dict[str, Shown]:
    rows = Guidance.objects.visible_to(user).filter(public_id__in=list(numbers))
    return {
        one.public_id: Shown(
            GUIDANCE, mask_text(one.seen), one.get_absolute_url(), one.on, one.get_mode_display()
        )
        for one in rows.select_related("unit")
    }


KINDS = [
    Kind("tasks.task", TASK, frozenset({Column.CARRIED_OUT}), _tasks),
    Kind("tasks.given", TASK, frozenset({Column.DEPLOYED}), _given),
    Kind("tasks.meeting", MEETING, frozenset({Column.DEPLOYED}), _meetings),
    Kind("tasks.guidance", GUIDANCE, frozenset({Column.INSPECTED}), _guidance),
]
