"""Reads across inspections, within what a person sees. 督查的查询。"""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.accounts.models import Assignment, User
from qinglian.web.core.dated import in_force, months_before
from qinglian.web.inspections.models import (
    Answer,
    Inspection,
    Item,
    Plan,
    PlanLine,
    Request,
    Visit,
)
from qinglian.web.inspections.models.inspection import own_bodies
from qinglian.web.inspections.models.visits import inside
from qinglian.web.inspections.states import APPROVING, GONE, MADE, Mode, Stage, Status
from qinglian.web.units.models import Line, Reach, Unit
from qinglian.web.units.scope import reach, visible_units


def reads(user: Any) -> bool:
    """Whether inspections concern a person at all: no page tells by being there that a visit is to come."""
    return bool(reach(user, Inspection.OBJECT))


def sees_inside(visit: Visit, user: Any) -> bool:
    """Whether a person sees what was answered and found: who goes and who oversees at once, others once it was sent."""
    if visit.sent_at:
        return True
    scope = reach(user, Visit.OBJECT)
    return Visit.objects.filter(inside(scope), pk=visit.pk).exists()


def drawable(
    inspection: Inspection,
    by: Any,
    *,
    unit_types: list[str],
    levels: list[str],
    line: str,
    bodies: list[str],
) -> QuerySet[Unit]:
    """Bodies within one's reach that fit; the bodies that go are not among them."""
    goers = {
        inspection.giver_unit_id,
        *inspection.bodies.filter(left_at=None).values_list("unit", flat=True),
    }
    today = timezone.localdate()
    found = visible_units(by).filter(in_force(today)).exclude(pk__in=goers)
    if unit_types:
        found = found.filter(unit_type__in=unit_types)
    if levels:
        found = found.filter(level__in=levels)
    if bodies:
        found = found.filter(code__in=bodies)
    if line in Line.Kind.values:
        below = Reach.objects.filter(
            in_force(today), kind=line, upper__in=own_bodies(by), depth__gte=1
        )
        found = found.filter(pk__in=below.values("lower"))
    return found


def made_before(visit: Visit, user: Any = None) -> Visit | None:
    """
    The last visit of another inspection that was made at the body on the matter within the set time. `user`: only what
    this person may know of; where somebody stands at the door all count.
    """
    since = months_before(timezone.localdate(), settings.CONFIG.repeat_months)
    rows = Visit.objects.filter(
        unit=visit.unit_id,
        inspection__matter=visit.inspection.matter_id,
        status__in=MADE,
        started_at__date__gt=since,
    )
    if user is not None:
        seen = Visit.objects.visible_to(user).values("pk")
        rows = rows.filter(Q(hidden=False) | Q(pk__in=seen))
    return rows.exclude(inspection=visit.inspection_id).order_by("-started_at").first()


def planned_besides(visit: Visit, user: Any) -> Visit | None:
    """
    A visit of another inspection to the body on the matter that is still to come within the set time. An unannounced
    one of others is not told, not even so.
    """
    inspection = visit.inspection
    months = settings.CONFIG.repeat_months
    rows = Visit.objects.filter(
        unit=visit.unit_id, inspection__matter=inspection.matter_id, status=Status.PLANNED,
        inspection__status=Stage.ISSUED, inspection__begins_on__lte=months_before(inspection.ends_on, -months),
        inspection__ends_on__gt=months_before(inspection.begins_on, months),
    )  # fmt: skip
    told = Q(inspection__mode=Mode.OPEN) | Q(pk__in=Visit.objects.visible_to(user).values("pk"))
    rows = rows.filter(told).exclude(inspection=inspection.pk)
    return rows.select_related("inspection__giver_unit").first()


def agreed_repeat(visit: Visit) -> Request | None:
    """The approval of a second visit."""
    return visit.requests.filter(kind=Request.Kind.REPEAT, agreed=True).last()


@dataclass(frozen=True, slots=True)
class Overlap:
    """Another inspection in the same period at bodies one would visit too."""

    other: Inspection
    units: list[Unit]
    asked: bool


def overlaps(inspection: Inspection) -> list[Overlap]:
    """Open inspections of other bodies, in the same days, at the same bodies: a joint visit is proposed. Unannounced
    ones are told to nobody.
    """
    units = inspection.visits.exclude(status__in=GONE).values("unit")
    rows = Visit.objects.filter(
        unit__in=units, status=Status.PLANNED, inspection__mode=Mode.OPEN,
        inspection__status=Stage.ISSUED, inspection__begins_on__lte=inspection.ends_on,
        inspection__ends_on__gte=inspection.begins_on,
    ).exclude(inspection__giver_unit=inspection.giver_unit_id)  # fmt: skip
    found: dict[Inspection, list[Unit]] = {}
    for one in rows.exclude(inspection=inspection.pk).select_related(
        "inspection__giver_unit", "unit"
    ):
        found.setdefault(one.inspection, []).append(one.unit)
    asked = set(inspection.proposals.filter(agreed=None).values_list("other", flat=True))
    return [Overlap(one, bodies, one.pk in asked) for one, bodies in found.items()]


def line_used(line: PlanLine, but: Inspection | None = None) -> int:
    """How many visits of a line are out or made."""
    rows = Visit.objects.filter(
        inspection__line=line, inspection__status__in=(Stage.ISSUED, Stage.CLOSED)
    )
    return rows.exclude(status__in=GONE).exclude(inspection=but.pk if but else None).count()


def beyond(inspection: Inspection) -> list[str]:
    """Why an inspection is outside the yearly plan; nothing where it is inside."""
    line = inspection.line
    if line is None:
        return [_("不在年度计划内")]
    said = []
    if line.giver_unit_id != inspection.giver_unit_id:
        said.append(_("年度计划定的督查单位是%(unit)s") % {"unit": line.giver_unit})
    days = (inspection.begins_on, inspection.ends_on)
    inside = all(
        one.year == line.plan.year and line.begins_month <= one.month <= line.ends_month
        for one in days
    )
    if not inside:
        said.append(
            _("年度计划定在%(year)d年%(begins)d至%(ends)d月")
            % {"year": line.plan.year, "begins": line.begins_month, "ends": line.ends_month}
        )
    wanted = inspection.visits.exclude(status__in=GONE).count()
    left = line.quota - line_used(line, inspection)
    if wanted > left:
        said.append(
            _("年度计划还可到访 %(left)d 个单位，这次要去 %(wanted)d 个")
            % {"left": max(0, left), "wanted": wanted}
        )
    return said


def approvers(by: Any, inspection: Inspection) -> QuerySet[User]:
    """Who may be named: heads of one's bodies and of those these belong to; nobody of a body that is to be visited."""
    bodies = own_bodies(by) | {inspection.giver_unit_id}
    uppers = Reach.objects.filter(in_force(), kind=Line.Kind.BELONGS, lower__in=bodies)
    bodies |= set(uppers.values_list("upper", flat=True))
    held = Assignment.objects.filter(in_force(), role__in=APPROVING, approved_by__isnull=False)
    visited = inspection.visits.values("unit")
    mine = held.filter(Q(unit__in=bodies) | Q(user__unit__in=bodies)).exclude(unit__in=visited)
    people = User.objects.filter(pk__in=mine.values("user"), is_active=True).exclude(pk=by.pk)
    return people.exclude(unit__in=visited).order_by("name")


@dataclass(slots=True)
class Row:
    """An item of a checklist with its answer."""

    item: Item
    answer: Answer | None
    papers: list[Any]
    findings: list[Any]

    @property
    def lacks_photo(self) -> bool:
        """Whether a photograph is still to be taken; what does not apply is not photographed."""
        na = self.answer is not None and self.answer.choice == "na"
        return self.item.photo and not self.papers and not na

    @property
    def done(self) -> bool:
        """Whether it needs nothing more."""
        return self.answer is not None and not self.answer.empty and not self.lacks_photo


def checklist(visit: Visit) -> list[Row]:
    """All items with the last answer of each, all photographs of any answer, and what was found."""
    last: dict[int, Answer] = {}
    papers: dict[int, list[Any]] = {}
    for one in visit.answers.select_related("item", "by").prefetch_related("papers").order_by("pk"):
        last[one.item_id] = one
        papers.setdefault(one.item_id, []).extend(one.papers.all())
    found: dict[int | None, list[Any]] = {}
    for finding in visit.findings.order_by("pk"):
        found.setdefault(finding.item_id, []).append(finding)
    return [
        Row(item, last.get(item.pk), papers.get(item.pk, []), found.get(item.pk, []))
        for item in visit.inspection.items.all()
    ]


@dataclass(slots=True)
class Progress:
    """A line of a plan and what became of it, as far as one sees."""

    line: PlanLine
    planned: int
    done: int
    beyond: int

    @property
    def left(self) -> int:
        """Visits that the plan still has room for."""
        return max(0, self.line.quota - self.planned - self.done)


def progress(plan: Plan, user: Any) -> list[Progress]:
    """Each line with its visits: to come, made, beyond it. Hidden ones count for who sees them."""
    seen = Visit.objects.visible_to(user).exclude(status__in=GONE)
    seen = seen.filter(inspection__status__in=(Stage.ISSUED, Stage.CLOSED))
    counted = {
        one["inspection__line"]: one
        for one in seen.filter(inspection__line__plan=plan)
        .order_by()
        .values("inspection__line")
        .annotate(
            planned=Count("pk", filter=Q(status=Status.PLANNED)),
            done=Count("pk", filter=Q(status__in=MADE)),
            beyond=Count("pk", filter=Q(inspection__beyond=True)),
        )
    }
    none = {"planned": 0, "done": 0, "beyond": 0}
    return [
        Progress(
            line, *(counted.get(line.pk, none)[name] for name in ("planned", "done", "beyond"))
        )
        for line in plan.lines.select_related("matter", "giver_unit", "plan")
    ]


def outside(plan: Plan, user: Any) -> QuerySet[Inspection]:
    """Inspections of the year without a line, by the body that made the plan or one named in it."""
    givers = {plan.unit_id, *plan.lines.values_list("giver_unit", flat=True)}
    rows = Inspection.objects.visible_to(user).filter(line=None, begins_on__year=plan.year)
    return rows.filter(giver_unit__in=givers, issued_at__isnull=False)
