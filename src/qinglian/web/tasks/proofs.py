"""What of tasks and meetings may show that something was done: done tasks, meetings with minutes. 可作材料的记录。"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.masking import mask_text
from qinglian.web.core.periods import within
from qinglian.web.core.proofs import Proof, ProofKind
from qinglian.web.tasks.models import Attending, Meeting, Task
from qinglian.web.tasks.states import Status


def _tasks(user: Any) -> QuerySet[Task]:
    seen = Task.objects.visible_to(user)
    return seen.filter(status=Status.DONE, finished_at__isnull=False)


def _task(one: Task) -> Proof:
    on = timezone.localtime(one.finished_at).date()
    said = f"{one.title}：{one.done} {one.outcome}".replace("\n", " ")
    achieved = "达到要求" if one.achieved else "没有达到要求"
    return Proof(
        "tasks.done", one.public_id, mask_text(one.title), on, one.get_absolute_url(),
        mask_text(f"{said}（{on}办结，{achieved}）"),
    )  # fmt: skip


def _done(user: Any, unit: Any, begins: date, ends: date) -> Iterator[Proof]:
    rows = _tasks(user).filter(within("finished_at", begins, ends), unit=unit)
    return map(_task, rows.order_by("-finished_at"))


def _one_done(user: Any, number: str) -> Proof | None:
    found = _tasks(user).filter(public_id=number).first()
    return _task(found) if found else None


def _meetings(user: Any) -> QuerySet[Meeting]:
    return Meeting.objects.visible_to(user).filter(minutes_at__isnull=False)


def _meeting(one: Meeting) -> Proof:
    on = timezone.localtime(one.at).date()
    agreed = "；".join(one.decisions.values_list("text", flat=True))
    said = f"{one.title}（{on}，{one.place}）{one.minutes} 议定：{agreed}".replace("\n", " ")
    return Proof(
        "tasks.minutes", one.public_id, one.title, on, one.get_absolute_url(), mask_text(said)
    )


def _minuted(user: Any, unit: Any, begins: date, ends: date) -> Iterator[Proof]:
    came = Attending.objects.filter(unit=unit).exclude(came=False)
    part = Q(host=unit) | Q(pk__in=came.values("meeting"))
    rows = _meetings(user).filter(within("at", begins, ends), part)
    return map(_meeting, rows.order_by("-at"))


def _one_minuted(user: Any, number: str) -> Proof | None:
    found = _meetings(user).filter(public_id=number).first()
    return _meeting(found) if found else None


PROOFS = [
    ProofKind("tasks.done", _("已办结的督办"), _done, _one_done),
    ProofKind("tasks.minutes", _("会议纪要"), _minuted, _one_minuted),
]
