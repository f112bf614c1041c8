"""The yearly plan and the matters. 年度计划与督查事项。"""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.inspections.models import Matter, Plan, PlanLine
from qinglian.web.inspections.services.rules import inspects, not_yours
from qinglian.web.inspections.states import APPROVING
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import roles_of


@transaction.atomic
def matter_add(*, name: str, by: Any) -> Matter:
    """Name a matter; under one name only once."""
    if not inspects(by):
        raise not_yours()
    name = " ".join(name.split())
    made, new = Matter.objects.get_or_create(name=name)
    if not new:
        raise NotAllowed(_("已有这个督查事项。"))
    record("matter.added", on=made, by=by)
    return made


@transaction.atomic
def plan_make(*, year: int, document: str, by: Any) -> Plan:
    """Begin a plan of one's own body."""
    if not inspects(by):
        raise not_yours()
    if Plan.objects.filter(unit=by.unit, year=year, document=document).exists():
        raise NotAllowed(_("已有同名的年度计划。"))
    made = Plan.objects.create(year=year, document=document, unit=by.unit, by=by)
    record("plan.made", on=made, by=by)
    return made


def _draft(plan: Plan, by: Any) -> Plan:
    fresh = Plan.objects.select_for_update().get(pk=plan.pk)
    if not Plan.objects.writable_by(by).filter(pk=plan.pk).exists():
        raise not_yours()
    if fresh.approved_by_id:
        raise Overtaken(_("已批准"), fresh.approved_by)
    return fresh


@transaction.atomic
def line_add(
    *,
    plan: Plan,
    by: Any,
    matter: Matter,
    giver_unit: Unit,
    quota: int,
    begins_month: int,
    ends_month: int,
) -> PlanLine:
    """One more line, until the plan is approved."""
    fresh = _draft(plan, by)
    if ends_month < begins_month:
        raise NotAllowed(_("终止月份不能早于起始月份。"))
    last = fresh.lines.aggregate(n=Max("number"))["n"] or 0
    made = PlanLine.objects.create(
        plan=fresh, number=last + 1, matter=matter, giver_unit=giver_unit, quota=quota,
        begins_month=begins_month, ends_month=ends_month,
    )  # fmt: skip
    record("plan.changed", on=fresh, by=by)
    return made


@transaction.atomic
def line_remove(*, line: PlanLine, by: Any) -> None:
    """Take a line out, until the plan is approved."""
    fresh = _draft(line.plan, by)
    line.delete()
    record("plan.changed", on=fresh, by=by)


@transaction.atomic
def plan_approve(*, plan: Plan, by: Any, text: str = "") -> Plan:
    """批准: by another person of the body; from then on it stands."""
    fresh = _draft(plan, by)
    if fresh.by_id == by.pk or not roles_of(by) & APPROVING:
        raise NotAllowed(_("年度计划由编制人以外的负责人批准。"))
    if not fresh.lines.exists():
        raise NotAllowed(_("年度计划还没有内容。"))
    fresh.approved_by, fresh.approved_at = by, timezone.now()
    fresh.version += 1
    fresh.save()
    record("plan.approved", on=fresh, by=by, reason=text)
    return fresh
