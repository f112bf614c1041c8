"""An inspection before it goes out: opened, its team, its draw. 督查的准备：立项、组队、抽取。"""

from collections.abc import Iterable
from datetime import date
from math import ceil
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.accounts.models import User
from qinglian.web.core.draws import draw, new_seed, population
from qinglian.web.core.moves import NotAllowed, Overtaken, locked
from qinglian.web.inspections.limits import step_due
from qinglian.web.inspections.models import (
    Draw,
    Inspection,
    JointBody,
    Matter,
    Member,
    PlanLine,
    Visit,
)
from qinglian.web.inspections.queries import drawable
from qinglian.web.inspections.services.rules import (
    gives,
    inspects,
    needs,
    not_yours,
    preparing,
    stepped,
)
from qinglian.web.inspections.states import Breadth, Stage, Status
from qinglian.web.units.models import Unit

MOST_BODIES = 5_000


@transaction.atomic
def inspection_open(
    *,
    title: str,
    matter: Matter,
    mode: str,
    breadth: str,
    begins_on: date,
    ends_on: date,
    by: Any,
    line: PlanLine | None = None,
    bodies: Iterable[Unit] = (),
) -> Inspection:
    """提出督查: one's own body gives it; others may go along."""
    if not inspects(by):
        raise not_yours()
    if ends_on < begins_on:
        raise NotAllowed(_("终止日期不能早于起始日期。"))
    if ends_on < timezone.localdate():
        raise NotAllowed(_("终止日期不能早于今天。"))
    if line is not None and (line.plan.approved_by_id is None or line.matter_id != matter.pk):
        raise NotAllowed(_("请选已批准的年度计划中这一督查事项的一项。"))
    made = Inspection.objects.create(
        title=title, matter=matter, line=line, mode=mode, breadth=breadth, begins_on=begins_on,
        ends_on=ends_on, giver_unit=by.unit, by=by, beyond=line is None,
    )  # fmt: skip
    JointBody.objects.bulk_create(
        JointBody(inspection=made, unit=one) for one in bodies if one.pk != by.unit_id
    )
    Member.objects.create(inspection=made, user=by, lead=True)
    stepped(made, "opened", by=by, text=title)
    return made


@transaction.atomic
def inspection_team(
    *, inspection: Inspection, members: Iterable[User], lead: User, by: Any, version: int | None = None
) -> Inspection:  # fmt: skip
    """组成督查组: people of the bodies that go, one of whom leads; somebody may fall ill while it is under way."""
    fresh: Inspection = locked(inspection, version)
    if fresh.status not in (Stage.PREPARING, Stage.ISSUED):
        raise Overtaken(fresh.get_status_display())
    if not gives(fresh, by):
        raise not_yours()
    bodies = {
        fresh.giver_unit_id,
        *fresh.bodies.filter(left_at=None).values_list("unit", flat=True),
    }
    people = {one.pk: one for one in (*members, lead)}
    if any(one.unit_id not in bodies or not one.is_active for one in people.values()):
        raise NotAllowed(_("组员应是督查单位或联合单位的人员。"))
    fresh.members.all().delete()
    Member.objects.bulk_create(
        Member(inspection=fresh, user=one, lead=one.pk == lead.pk) for one in people.values()
    )
    stepped(fresh, "team", by=by, people=len(people))
    return fresh


@transaction.atomic
def draw_seed(
    *,
    inspection: Inspection,
    by: Any,
    unit_types: Iterable[str] = (),
    levels: Iterable[str] = (),
    line: str = "",
    bodies: Iterable[Unit] = (),
    number: int | None = None,
    share: int | None = None,
    version: int | None = None,
) -> Draw:
    """
    Write down what is drawn from, how many, and a seed nobody chose, before anybody is drawn. This is done once: who
    could ask for another seed could ask until they like the outcome.
    """
    fresh = preparing(inspection, by, version)
    if Draw.objects.filter(inspection=fresh).exists():
        raise Overtaken(_("名册与种子已登记"))
    filters = {
        "unit_types": sorted(unit_types), "levels": sorted(levels), "line": line,
        "bodies": sorted(one.code for one in bodies),
    }  # fmt: skip
    codes = sorted(drawable(fresh, by, **filters).values_list("code", flat=True)[:MOST_BODIES])
    if not codes:
        raise NotAllowed(_("没有符合条件的单位。"))
    size = len(codes)
    if fresh.breadth == Breadth.SAMPLE:
        if bool(number) == bool(share):
            raise NotAllowed(_("抽查请写抽几个单位，或抽百分之几，写一样。"))
        size = min(size, number or ceil(size * (share or 0) / 100))
    made = Draw.objects.create(
        inspection=fresh, filters=filters, codes=codes, sha256=population(codes), seed=new_seed(),
        size=size, by=by,
    )  # fmt: skip
    stepped(
        fresh, "seeded", by=by, seed=made.seed, population=made.sha256, bodies=len(codes), size=size
    )
    return made


@transaction.atomic
def draw_run(*, inspection: Inspection, by: Any, version: int | None = None) -> Draw:
    """Draw: the same seed and population give the same bodies to anybody."""
    fresh = preparing(inspection, by, version)
    found = Draw.objects.select_for_update().filter(inspection=fresh).first()
    if found is None:
        raise NotAllowed(_("请先登记名册与种子。"))
    if found.drawn_at:
        raise Overtaken(_("已抽取"), found.drawn_by or "")
    found.drawn = draw(found.codes, found.seed, found.size)
    found.drawn_by, found.drawn_at = by, timezone.now()
    found.save()
    units = Unit.objects.in_bulk(found.drawn, field_name="code")
    Visit.objects.bulk_create(
        Visit(
            inspection=fresh, unit=units[code], giver_unit=fresh.giver_unit,
            due_on=step_due(Status.PLANNED, fresh.ends_on),
        )
        for code in found.drawn
    )  # fmt: skip
    stepped(fresh, "drawn", by=by, drawn=found.drawn)
    return found


@transaction.atomic
def inspection_withdraw(
    *, inspection: Inspection, by: Any, reason: str, version: int | None = None, **sheet: Any
) -> Inspection:
    """撤销: before it goes out."""
    needs(reason)
    fresh = preparing(inspection, by, version)
    fresh.visits.exclude(status=Status.MERGED).update(status=Status.CANCELLED, due_on=None)
    stepped(fresh, "withdrawn", by=by, now=Stage.WITHDRAWN, text=reason, **sheet)
    return fresh
