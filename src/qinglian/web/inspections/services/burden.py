"""What inspections take of the time of bodies, in the ledger. 督查占用的时间记入减负台账。"""

from typing import Any

from django.utils import timezone

from qinglian.web.burden.kinds import Kind
from qinglian.web.burden.numbers import estimate
from qinglian.web.burden.queries import asked_of
from qinglian.web.burden.services.asking import ask
from qinglian.web.inspections.models import Inspection, Visit
from qinglian.web.inspections.states import GONE


def going(inspection: Inspection) -> list[int]:
    """Keys of the bodies to be visited."""
    visits = inspection.visits.exclude(status__in=GONE)
    return list(visits.values_list("unit", flat=True))


def inspection_ask(inspection: Inspection, by: Any, approved_by: Any) -> None:
    """Of all bodies of an inspection that know of it, on its first day."""
    minutes = estimate(Kind.INSPECTION, inspection.begins_on)
    ask(
        kind=Kind.INSPECTION, on=inspection, title=inspection.title, giver_unit=inspection.giver_unit, by=by,
        minutes=dict.fromkeys(going(inspection), minutes), on_day=inspection.begins_on,
        plan_number=plan_number(inspection), approved_by=approved_by,
    )  # fmt: skip


def visit_minutes(visit: Visit) -> dict[int, int]:
    """What a visit took that the body had not known of before; nothing where the ledger holds it already."""
    if visit.unit_id in asked_of(visit.inspection):
        return {}
    return {visit.unit_id: max(1, visit.minutes or 0)}


def visit_ask(visit: Visit, by: Any, approved_by: Any) -> None:
    """Of a body that was visited unannounced, once it is told: the minutes it really took."""
    day = timezone.localdate(visit.started_at) if visit.started_at else timezone.localdate()
    inspection = visit.inspection
    ask(
        kind=Kind.INSPECTION, on=visit, title=inspection.title, giver_unit=inspection.giver_unit, by=by,
        minutes=visit_minutes(visit), on_day=day, plan_number=plan_number(inspection), approved_by=approved_by,
    )  # fmt: skip


def plan_number(inspection: Inspection) -> str:
    """The line of the yearly plan it stands in; empty outside the plan."""
    return str(inspection.line)[:60] if inspection.line_id else ""
