"""Numbers of a period: tasks, meetings, guidance. 督办、会议、督导的期间数字。"""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.periods import Counted, counts, period_address
from qinglian.web.core.reporting import Figure
from qinglian.web.tasks.counted import GUIDANCE_KINDS, KINDS, MEETING_KINDS
from qinglian.web.tasks.models import Guidance, Meeting, Task
from qinglian.web.units.scope import reach

TASKS, MEETINGS, GUIDANCE = _("督办"), _("会议"), _("督导")
PIECES, TIMES = _("件"), _("次")


def figures(user: Any, begins: date, ends: date) -> list[Figure]:
    """As far as this person sees; nothing of what they have no part in."""
    found: list[Figure] = []
    if reach(user, Task.OBJECT):
        listed = reverse("tasks:tasks"), reverse("tasks:guidance_acts")
        tasks, acts = Task.objects.visible_to(user), Guidance.objects.visible_to(user)
        found += _counted("tasks", TASKS, PIECES, tasks, KINDS, listed[0], begins, ends)
        found += _counted(
            "tasks.guidance", GUIDANCE, TIMES, acts, GUIDANCE_KINDS, listed[1], begins, ends
        )
    if reach(user, Meeting.OBJECT):
        rows, listed_at = Meeting.objects.visible_to(user), reverse("tasks:meetings")
        found += _counted(
            "tasks.meetings", MEETINGS, TIMES, rows, MEETING_KINDS, listed_at, begins, ends
        )
    return found


def _counted(
    prefix: str, group: Any, measure: Any, rows: QuerySet[Any], kinds: dict[str, Counted],
    address: str, begins: date, ends: date,
) -> list[Figure]:  # fmt: skip
    number = counts(rows, kinds, begins, ends)
    return [
        Figure(
            f"{prefix}.{what}", group, label, number[what], measure,
            period_address(address, what, begins, ends),
        )
        for what, (label, _condition) in kinds.items()
    ]  # fmt: skip
