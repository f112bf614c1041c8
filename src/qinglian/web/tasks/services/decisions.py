"""Decisions of a meeting return as tasks. 议定事项。"""

from collections.abc import Iterable
from datetime import date
from typing import Any, Unpack

from django.db import transaction
from django.db.models import Max
from django.utils import translation
from django.utils.translation import gettext as _

from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.papers import Sheet
from qinglian.web.tasks.meeting_states import Status
from qinglian.web.tasks.models import AgendaItem, Decision, Matter, Meeting, Task
from qinglian.web.tasks.services.meeting_rules import move, noted, take
from qinglian.web.tasks.services.moving import task_open
from qinglian.web.tasks.states import Origin
from qinglian.web.units.models import Unit


@transaction.atomic
def decision_add(
    *, meeting: Meeting, by: Any, text: str, unit: Unit, due_on: date, requirement: str = "",
    assisting: Iterable[Unit] = (), item: AgendaItem | None = None, matter: Matter | None = None,
    version: int | None = None,
) -> Decision:  # fmt: skip
    """Note what was agreed: who answers for it, by when. Nobody is given anything yet."""
    fresh: Meeting = take(meeting, by, version, (Status.HELD,))
    if item is not None and item.meeting_id != fresh.pk:
        raise NotAllowed(_("议题不是这次会议的。"))
    if matter is not None and matter.host_id != fresh.host_id:
        raise NotAllowed(_("工作事项不是主办单位的。"))
    last = fresh.decisions.aggregate(last=Max("number"))["last"] or 0
    made = Decision.objects.create(
        meeting=fresh, number=last + 1, text=text, requirement=requirement, unit=unit, due_on=due_on,
        item=item, matter=matter,
    )  # fmt: skip
    made.assisting.set([one for one in assisting if one.pk != unit.pk])
    noted(fresh, "decision", by=by, text=text)
    return made


@transaction.atomic
def decision_remove(*, decision: Decision, by: Any) -> None:
    """Take a decision off that was not given to anybody yet."""
    fresh: Meeting = take(decision.meeting, by, None, (Status.HELD,))
    row = Decision.objects.select_for_update().get(pk=decision.pk)
    if row.task_id:
        raise NotAllowed(_("已交办的议定事项不能删，可以撤销交办。"))
    row.delete()
    noted(fresh, "decision_removed", by=by, text=decision.text)


@transaction.atomic
def decisions_confirm(
    *, meeting: Meeting, by: Any, version: int | None = None, text: str = "", approved_by: Any = None,
    **sheet: Unpack[Sheet],
) -> Meeting:  # fmt: skip
    """确认并交办: every decision that was not yet given becomes a task, all of them or none."""
    # The meeting is taken first: of two who confirm at once the second finds nothing left.
    fresh = move(meeting, "confirm", by=by, version=version, text=text, **sheet)
    waiting = list(
        fresh.decisions.filter(task=None).select_related("unit").prefetch_related("assisting")
    )
    if not waiting:
        raise NotAllowed(_("没有待确认的议定事项。"))
    for one in waiting:
        one.task = _given(fresh, one, by, approved_by)
        one.save(update_fields=["task"])
        if one.matter_id and one.matter:
            one.matter.concerned.add(one.unit, *one.assisting.all())
    return fresh


def _given(meeting: Meeting, decision: Decision, by: Any, approved_by: Any) -> Task:
    # What is kept is kept in Chinese, whoever confirms it.
    with translation.override("zh-hans"):
        label = _("%(title)s第 %(n)d 项") % {"title": meeting.title[:180], "n": decision.number}
    try:
        return task_open(
            title=decision.text, requirement=decision.requirement or decision.text, unit=decision.unit,
            due_on=decision.due_on, by=by, giver_unit=meeting.host, origin=Origin.AGREED_ITEM,
            origin_id=meeting.public_id, origin_url=meeting.get_absolute_url(), origin_label=label,
            assisting=[(one, "") for one in decision.assisting.all()], counts=True, approved_by=approved_by,
        )  # fmt: skip
    except NotAllowed as error:
        said = {"n": decision.number, "why": error}
        raise NotAllowed(_("第 %(n)d 项：%(why)s") % said) from error
