"""Plans: when the worker asks again. 运行计划。"""

from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from qinglian.web.audit.services import record
from qinglian.web.core.dated import months_after
from qinglian.web.runs.models import Plan, Run
from qinglian.web.runs.services.running import run_start

STUCK = timedelta(hours=12)
"""A run that says nothing for so long was killed."""


@transaction.atomic
def plan_save(*, plan: Plan, by: Any) -> Plan:
    """Make or change a plan; it is due at its hour, today if that is still to come."""
    plan.due_at = plan_next(plan, timezone.now())
    plan.save()
    record(
        "plan.saved",
        on=plan,
        by=by,
        packs=plan.packs,
        every=plan.every,
        hour=plan.hour,
        active=plan.active,
    )
    return plan


@transaction.atomic
def runs_due() -> list[Run]:
    """Start the runs that are due; called by the worker every minute. Times that were missed are asked once."""
    now, started = timezone.now(), []
    for plan in Plan.objects.select_for_update().filter(active=True, due_at__lte=now):
        started.append(run_start(unit=plan.unit, packs=plan.packs, plan=plan))
        plan.due_at = plan_next(plan, now)
        plan.save(update_fields=["due_at"])
    Run.objects.filter(status=Run.Status.RUNNING, started_at__lt=now - STUCK).update(
        status=Run.Status.FAILED,
        trouble="运行中断，没有存下任何结果。",
        trouble_en="The run was interrupted; nothing was stored.",
        ended_at=now,
    )
    return started


def plan_next(plan: Plan, after: datetime) -> datetime | None:
    """
    The first time after an instant at which a plan is due: at its hour, on its first day and every day, week or month
    from there. The 31st is the last day of a shorter month, and the 31st again afterwards.
    """
    if plan.every == Plan.Every.NEVER or not plan.active:
        return None
    local = timezone.localtime(after)
    first = timezone.make_aware(datetime.combine(plan.first_on, time(plan.hour)))
    if first > local:
        return first
    days = (local.date() - plan.first_on).days
    if plan.every == Plan.Every.MONTH:
        months = (local.year - plan.first_on.year) * 12 + local.month - plan.first_on.month
        near = [months_after(plan.first_on, months + more) for more in (0, 1)]
    else:
        step = 7 if plan.every == Plan.Every.WEEK else 1
        near = [plan.first_on + timedelta(days=step * (days // step + more)) for more in (0, 1)]
    return next(
        at
        for day in near
        if (at := timezone.make_aware(datetime.combine(day, time(plan.hour)))) > local
    )
