"""What a meeting finds of the meetings before it, and its figures then and now. 上次议定事项与会议数据对照。"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from qinglian.web.core.reporting import Figure, by_key, figures_between
from qinglian.web.tasks.meeting_states import Status
from qinglian.web.tasks.models import Decision, Frozen, Meeting
from qinglian.web.tasks.states import OPEN


def previous(meeting: Meeting) -> Meeting | None:
    """The last meeting of the same host and kind that was held before this one."""
    rows = Meeting.objects.filter(host=meeting.host_id, kind=meeting.kind, at__lt=meeting.at)
    return rows.filter(status__in=(Status.HELD, Status.DONE)).exclude(pk=meeting.pk).first()


def carried_into(meeting: Meeting) -> QuerySet[Decision]:
    """上次议定事项: all of the meeting before, and of those before that what is still open."""
    before = Meeting.objects.filter(
        host=meeting.host_id, kind=meeting.kind, at__lt=meeting.at, status__in=(Status.HELD, Status.DONE)
    ).exclude(pk=meeting.pk)  # fmt: skip
    last = before.first()
    rows = Decision.objects.filter(meeting__in=before, task__isnull=False)
    rows = rows.filter(Q(meeting=last) | Q(task__status__in=OPEN))
    return rows.select_related("unit", "task", "meeting").order_by("meeting__at", "number")


def standing(decision: Decision) -> Any:
    """Where a decision stands, in words."""
    task = decision.task
    if task is None:
        return _("待确认")
    if task.status == "done" and task.achieved is False:
        return _("已办结，没有达到要求")
    return task.get_status_display()


@dataclass(frozen=True, slots=True)
class Compared:
    """One frozen figure beside today's; `now` is None where it is not counted for this reader any more."""

    group: str
    label: Any
    measure: Any
    then: str
    now: int | Decimal | None
    url: str

    @property
    def moved(self) -> bool:
        """Whether it is another number by now."""
        return self.now is not None and str(self.now) != self.then


def parted(rows: list[Compared]) -> dict[str, list[Compared]]:
    """Those that say something, and those that were nought and are: they stand folded beneath."""
    nought = [one for one in rows if one.then == "0" and not one.now]
    return {"said": [one for one in rows if one not in nought], "nought": nought}


def compared(frozen: Frozen, user: Any, *, live: bool) -> list[Compared]:
    """
    The figures as they were frozen; with `live` each beside what this person counts today and its list. Whoever only
    attends sees what was on the table: today's number along their own lines would be another one.
    """
    today = by_key(figures_between(user, frozen.begins, frozen.ends)) if live else {}
    return [_compared(one, today.get(one["key"])) for one in frozen.figures]


def _compared(said: dict[str, str], now: Figure | None) -> Compared:
    # The words of today are in the reader's language; where the figure is gone those of the record stand.
    return Compared(
        group=str(now.group) if now else said["group"],
        label=now.label if now else said["label"],
        measure=now.measure if now else said["measure"],
        then=said["number"],
        now=now.number if now else None,
        url=now.url if now else "",
    )
