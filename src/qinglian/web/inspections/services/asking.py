"""Leave to go outside the plan or again, of one named person. 计划外与重复检查的批准。"""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken, decided, locked, undecided
from qinglian.web.core.papers import must_prove
from qinglian.web.inspections.models import Inspection, Paper, Request, Step, Visit
from qinglian.web.inspections.queries import agreed_repeat, approvers, beyond, made_before
from qinglian.web.inspections.queries import planned_besides as planned
from qinglian.web.inspections.services.rules import gives, needs, not_yours, on_side
from qinglian.web.inspections.states import GONE, Stage, Status

Kind = Request.Kind


def _named(inspection: Inspection, by: Any, approver: Any) -> None:
    if not approvers(by, inspection).filter(pk=approver.pk).exists():
        raise NotAllowed(_("批准人应是本单位或上级单位的负责人，且不是申请人。"))


@transaction.atomic
def beyond_ask(*, inspection: Inspection, by: Any, approver: Any, reason: str) -> Request:
    """申请计划外督查: before anything goes out, once it is drawn to how many bodies one would go."""
    needs(reason)
    fresh = locked(inspection, None)
    if fresh.status != Stage.PREPARING:
        raise Overtaken(fresh.get_status_display())
    if not gives(fresh, by):
        raise not_yours()
    if not fresh.visits.exclude(status__in=GONE).exists():
        raise NotAllowed(_("请先抽取单位，再申请批准。"))
    if not beyond(fresh):
        raise NotAllowed(_("这次督查在年度计划内，不需要批准。"))
    if fresh.requests.filter(kind=Kind.BEYOND, agreed=None).exists():
        raise NotAllowed(_("已有一项同样的申请等待同意。"))
    _named(fresh, by, approver)
    made = Request.objects.create(
        inspection=fresh, kind=Kind.BEYOND, approver=approver, by=by, reason=reason
    )
    record("inspection.beyond_asked", on=fresh, by=by, reason=reason)
    return made


@transaction.atomic
def repeat_ask(*, visit: Visit, by: Any, approver: Any, reason: str) -> Request:
    """申请重复检查: a second visit on the matter within the set time, and why."""
    needs(reason)
    fresh = locked(visit, None)
    if fresh.status != Status.PLANNED:
        raise Overtaken(fresh.get_status_display())
    if not (on_side(fresh, by, "giver") or on_side(fresh, by, "team")):
        raise not_yours()
    if made_before(fresh) is None and planned(fresh, by) is None:
        raise NotAllowed(_("规定时间内没有同一事项的督查，不需要批准。"))
    if fresh.requests.filter(agreed=None).exists():
        raise NotAllowed(_("已有一项同样的申请等待同意。"))
    _named(fresh.inspection, by, approver)
    made = Request.objects.create(
        inspection=fresh.inspection, visit=fresh, kind=Kind.REPEAT, approver=approver, by=by,
        reason=reason,
    )  # fmt: skip
    record("visit.repeat_asked", on=fresh, by=by, reason=reason)
    return made


@transaction.atomic
def request_decide(
    *, request: Request, by: Any, agree: bool, answer: str = "", papers: Any = (), offline: bool = False
) -> Request:  # fmt: skip
    """同意与否: the named person and nobody else."""
    papers = list(papers)
    must_prove(papers, offline=offline)
    fresh = Request.objects.select_for_update().get(pk=request.pk)
    undecided(fresh)
    if fresh.approver_id != by.pk:
        raise not_yours()
    if not agree:
        needs(answer)
    decided(fresh, by=by, agree=agree, answer=answer)
    verb = f"{fresh.kind}_{'agreed' if agree else 'refused'}"
    of = {"visit": fresh.visit} if fresh.visit else {"inspection": fresh.inspection}
    on = fresh.visit or fresh.inspection
    step = Step.objects.create(
        verb=verb, by=by, text=answer, was=on.status, now=on.status, offline=offline, **of
    )
    Paper.file(step, papers)
    record(f"{'visit' if fresh.visit else 'inspection'}.{verb}", on=on, by=by, reason=answer)
    return fresh


def must_be_leave_to_go_again(visit: Visit, by: Any) -> tuple[Visit | None, Request | None]:
    """The visit before and the approval of going again. Raises `NotAllowed` where one is there without the other."""
    before = made_before(visit)
    if before is None:
        return None, None
    agreed = agreed_repeat(visit)
    if agreed is None:
        raise NotAllowed(
            _("%(unit)s在规定时间内已有同一事项的督查，再去须经批准。") % {"unit": visit.unit}
        )
    if agreed.decided_by_id == by.pk:
        raise NotAllowed(_("批准重复检查的人不能自己去督查。"))
    return before, agreed
