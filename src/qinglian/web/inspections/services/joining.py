"""To go together instead of one after the other. 联合督查：一个组、去一次、一份报告。"""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.burden.services.asking import withdraw
from qinglian.web.core.moves import NotAllowed, Overtaken, decided, locked, undecided
from qinglian.web.inspections.models import Inspection, JointBody, Proposal, Step
from qinglian.web.inspections.queries import overlaps
from qinglian.web.inspections.services.rules import gives, needs, not_yours
from qinglian.web.inspections.states import GONE, Stage, Status


@transaction.atomic
def joint_propose(*, inspection: Inspection, other: Inspection, by: Any, reason: str) -> Proposal:
    """提议联合督查: to a body that goes to the same places in the same days."""
    needs(reason)
    fresh = locked(inspection, None)
    if fresh.status not in (Stage.PREPARING, Stage.ISSUED):
        raise Overtaken(fresh.get_status_display())
    if not gives(fresh, by):
        raise not_yours()
    if other.pk not in {one.other.pk for one in overlaps(fresh)}:
        raise NotAllowed(_("这两次督查没有同一时间去的同一单位。"))
    if fresh.proposals.filter(other=other, agreed=None).exists():
        raise NotAllowed(_("已有一项同样的申请等待同意。"))
    made = Proposal.objects.create(inspection=fresh, other=other, by=by, reason=reason)
    record("inspection.joint_proposed", on=fresh, by=by, reason=reason)
    return made


@transaction.atomic
def joint_decide(*, proposal: Proposal, by: Any, agree: bool, answer: str = "") -> Proposal:
    """
    同意与否: by the body that was asked. It goes along; its own visits to the bodies both would have visited become
    part of the joint one, so that each body is visited once.
    """
    fresh = Proposal.objects.select_for_update().get(pk=proposal.pk)
    undecided(fresh)
    ours, theirs = locked(fresh.inspection, None), locked(fresh.other, None)
    if not gives(theirs, by) or fresh.by_id == by.pk:
        raise not_yours()
    if not agree:
        needs(answer)
    decided(fresh, by=by, agree=agree, answer=answer)
    verb = f"joint_{'agreed' if agree else 'refused'}"
    for one in (ours, theirs):
        Step.objects.create(
            inspection=one,
            verb=verb,
            by=by,
            text=answer or fresh.reason,
            was=one.status,
            now=one.status,
        )
        record(f"inspection.{verb}", on=one, by=by, reason=answer)
    if agree:
        _join(ours, theirs, by)
    return fresh


def _join(ours: Inspection, theirs: Inspection, by: Any) -> None:
    JointBody.objects.update_or_create(
        inspection=ours, unit=theirs.giver_unit, defaults={"left_at": None}
    )
    going = {one.unit_id: one for one in ours.visits.exclude(status__in=GONE)}
    for visit in theirs.visits.select_for_update().filter(unit__in=going, status=Status.PLANNED):
        visit.merged_into = going[visit.unit_id]
        visit.status, visit.due_on, visit.version = Status.MERGED, None, visit.version + 1
        visit.save()
        Step.objects.create(
            visit=visit,
            verb="merged",
            by=by,
            was=Status.PLANNED,
            now=Status.MERGED,
            at=timezone.now(),
        )
        record("visit.merged", on=visit, by=by)
        withdraw(on=theirs, units=[visit.unit], by=by, reason=_("并入联合督查"))
