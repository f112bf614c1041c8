"""What of tasks and meetings may show that something was done: done tasks, meetings with minutes. 可作材料的记录。"""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.masking import mask_text
from qinglian.web.core.proofs import Proof, in_one_line, proof_kind
from qinglian.web.tasks.models import Attending, Meeting, Task
from qinglian.web.tasks.states import Status


def _tasks(user: Any) -> QuerySet[Task]:
    return Task.objects.visible_to(user).filter(status=Status.DONE, finished_at__isnull=False)


def _task(one: Task) -> Proof:
    on = timezone.localtime(one.finished_at).date()
    achieved = "达到要求" if one.achieved else "没有达到要求"
    said = in_one_line(one.title, one.done, one.outcome, f"{on}办结，{achieved}")
    return Proof(
        "tasks.done",
        one.public_id,
        mask_text(one.title),
        on,
        one.get_absolute_url(),
        mask_text(said),
    )


def _meetings(user: Any) -> QuerySet[Meeting]:
    return Meeting.objects.visible_to(user).filter(minutes_at__isnull=False)


def _meeting(one: Meeting) -> Proof:
    on = timezone.localtime(one.at).date()
    agreed = "；".join(one.decisions.values_list("text", flat=True))
    said = in_one_line(one.title, on, one.place, one.minutes, agreed and f"议定：{agreed}")
    return Proof(
        "tasks.minutes", one.public_id, one.title, on, one.get_absolute_url(), mask_text(said)
    )


def _took_part(unit: Any) -> Q:
    came = Attending.objects.filter(unit=unit).exclude(came=False)
    return Q(host=unit) | Q(pk__in=came.values("meeting"))


PROOFS = [
    proof_kind("tasks.done", _("已办结的督办"), _tasks, "finished_at", _task),
    proof_kind("tasks.minutes", _("会议纪要"), _meetings, "at", _meeting, _took_part),
]
