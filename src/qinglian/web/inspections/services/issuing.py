"""An inspection goes out, and ends. 督查的启动与结束。"""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.core.moves import NotAllowed, Overtaken, locked
from qinglian.web.core.wording import listed
from qinglian.web.inspections.models import Inspection, PlanLine, Request, Visit
from qinglian.web.inspections.queries import agreed_repeat, beyond, made_before, planned_besides
from qinglian.web.inspections.services.burden import inspection_ask
from qinglian.web.inspections.services.rules import gives, needs, not_yours, preparing, stepped
from qinglian.web.inspections.states import GONE, Mode, Stage, Status
from qinglian.web.units.models import Unit


def lacks(inspection: Inspection) -> list[str]:
    """What is still missing before it can go out."""
    said = []
    if not inspection.members.filter(lead=True).exists():
        said.append(_("没有组长"))
    if not inspection.items.exists():
        said.append(_("没有检查单"))
    draw = getattr(inspection, "draw", None)
    if draw is None:
        said.append(_("没有登记名册与种子"))
    elif draw.drawn_at is None:
        said.append(_("没有抽取"))
    elif not inspection.visits.exclude(status__in=GONE).exists():
        said.append(_("没有要去的单位"))
    return said


def repeats(inspection: Inspection, by: Any) -> list[Visit]:
    """Visits that would be a repeat and have no approval yet."""
    others = Visit.objects.filter(inspection__matter=inspection.matter_id)
    others = others.exclude(inspection=inspection.pk).exclude(status__in=GONE)
    rows = inspection.visits.filter(status=Status.PLANNED, unit__in=others.values("unit"))
    rows = rows.select_related("unit", "inspection")
    return [
        one
        for one in rows
        if (made_before(one, by) or planned_besides(one, by)) and not agreed_repeat(one)
    ]


@transaction.atomic
def inspection_issue(
    *, inspection: Inspection, by: Any, text: str = "", approved_by: Any = None, version: int | None = None,
    **sheet: Any,
) -> Inspection:  # fmt: skip
    """
    启动: from now on visits can be made, and bodies of an open inspection know. The line of the plan and the bodies are
    taken for oneself, so that two inspections cannot both use its last room, nor both be the first at a body. What it
    takes of the bodies' time stands in the burden ledger; of those that must not know, once they are told.
    """
    fresh = preparing(inspection, by, version)
    if missing := lacks(fresh):
        raise NotAllowed(_("还不能启动：%(missing)s。") % {"missing": listed(missing)})
    if fresh.line_id:
        PlanLine.objects.select_for_update().get(pk=fresh.line_id)
    units = fresh.visits.exclude(status__in=GONE).values("unit")
    list(Unit.objects.select_for_update().filter(pk__in=units).order_by("pk"))
    why = beyond(fresh)
    fresh.beyond = bool(why)
    if why:
        agreed = fresh.requests.filter(kind=Request.Kind.BEYOND, agreed=True).last()
        if agreed is None:
            raise NotAllowed(_("计划外督查须先经批准：%(why)s。") % {"why": listed(why)})
        fresh.beyond_approved_by = agreed.decided_by
    if again := repeats(fresh, by):
        named = listed(one.unit for one in again)
        raise NotAllowed(_("重复检查须先经批准：%(units)s。") % {"units": named})
    fresh.issued_at = timezone.now()
    if fresh.mode == Mode.OPEN:
        fresh.visits.exclude(status__in=GONE).update(hidden=False)
        inspection_ask(fresh, by, approved_by)
    stepped(fresh, "issued", by=by, now=Stage.ISSUED, text=text, **sheet)
    return fresh


@transaction.atomic
def inspection_close(
    *, inspection: Inspection, by: Any, report: str, version: int | None = None, **sheet: Any
) -> Inspection:
    """结束: one report of all bodies that went, once every visit was fed back."""
    needs(report)
    fresh: Inspection = locked(inspection, version)
    if fresh.status != Stage.ISSUED:
        raise Overtaken(fresh.get_status_display())
    if not gives(fresh, by):
        raise not_yours()
    open_ = fresh.visits.filter(
        status__in=(Status.PLANNED, Status.STARTED, Status.FINISHED)
    ).count()
    if open_:
        raise NotAllowed(_("还有 %(n)d 个单位没有督查或没有反馈。") % {"n": open_})
    fresh.report, fresh.closed_at = report, timezone.now()
    stepped(fresh, "closed", by=by, now=Stage.CLOSED, text=report, **sheet)
    return fresh
