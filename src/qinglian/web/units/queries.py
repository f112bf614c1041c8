"""Reads across bodies, lines and people, within what a person sees. 查询。"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from qinglian.web.accounts.models import Assignment
from qinglian.web.core.dated import in_force
from qinglian.web.units.models import Line, Unit
from qinglian.web.units.scope import visible_people, visible_units


@dataclass(slots=True)
class Neighbour:
    """A body at the other end of lines that hold today."""

    unit: Unit
    kinds: list[str] = field(default_factory=list)
    visible: bool = False
    shared: bool = False
    """It supervises several bodies: 综合派驻."""


@dataclass(slots=True)
class Around:
    """Lines of a body: those that hold, those that ended or are to come, and whom they join it with today."""

    held: list[Line]
    other: list[Line]
    uppers: list[Neighbour]
    lowers: list[Neighbour]
    supervised: int
    """How many bodies it supervises today; from two on it is a shared team."""


def around(unit: Unit, user: Any) -> Around:
    """The neighbourhood of a body; a neighbour one may not open is named but leads nowhere."""
    lines = list(
        Line.objects.filter(Q(upper=unit) | Q(lower=unit))
        .select_related("upper", "lower")
        .order_by("kind", "upper__code", "lower__code", "valid_from")
    )
    today = timezone.localdate()
    held = [line for line in lines if line.holds_on(today)]
    seen = set(
        visible_units(user)
        .filter(pk__in={pk for line in lines for pk in (line.upper_id, line.lower_id)})
        .values_list("pk", flat=True)
    )
    teams = shared_teams({line.upper_id for line in held if line.kind == Line.Kind.SUPERVISES})
    sides: dict[bool, dict[int, Neighbour]] = {True: {}, False: {}}
    for line in held:
        up = line.lower_id == unit.pk
        other = line.upper if up else line.lower
        one = sides[up].setdefault(other.pk, Neighbour(other, visible=other.pk in seen))
        one.kinds.append(line.kind)
        one.shared |= up and line.kind == Line.Kind.SUPERVISES and other.pk in teams
    for line in lines:
        # Marks for the template; not columns.
        line.up = line.lower_id == unit.pk
        line.other = line.upper if line.up else line.lower
        line.opens = line.other.pk in seen
        line.shared = line.kind == Line.Kind.SUPERVISES and line.upper_id in teams
    supervised = sum(line.kind == Line.Kind.SUPERVISES and not line.up for line in held)
    return Around(
        held,
        [line for line in lines if not line.holds_on(today)],
        list(sides[True].values()),
        list(sides[False].values()),
        supervised,
    )


def shared_teams(units: set[int]) -> set[int]:
    """Of these bodies those that supervise more than one body today 综合派驻."""
    found = Line.objects.filter(in_force(), kind=Line.Kind.SUPERVISES, upper__in=units)
    counted = found.values("upper").annotate(n=Count("lower", distinct=True)).order_by()
    return {row["upper"] for row in counted if row["n"] > 1}


def visible_roles(user: Any) -> QuerySet[Assignment]:
    """Roles of people one sees."""
    return Assignment.objects.filter(user__in=visible_people(user).order_by())


def waiting() -> Q:
    """Roles that wait for the second person."""
    return Q(approved_by=None, refused_by=None) & _open()


def _open() -> Q:
    """Not over: today is before the end, and the interval is not empty."""
    return Q(valid_to=None) | Q(valid_to__gt=timezone.localdate()) & Q(valid_to__gt=F("valid_from"))


def state_q(state: str) -> Q:
    """Roles in a state of `Assignment.State`, as its property says it."""
    today, states, open_ = timezone.localdate(), Assignment.State, _open()
    approved = Q(approved_by__isnull=False)
    return {
        states.WAITING: waiting(),
        states.HELD: approved & open_ & Q(valid_from__lte=today),
        states.COMING: approved & open_ & Q(valid_from__gt=today),
        states.ENDED: Q(refused_by=None) & ~open_,
        states.REFUSED: Q(refused_by__isnull=False),
    }[Assignment.State(state)]


def by_kind(neighbours: list[Neighbour]) -> dict[str, int]:
    """How many neighbours each kind of line joins."""
    found: dict[str, int] = defaultdict(int)
    for one in neighbours:
        for kind in one.kinds:
            found[kind] += 1
    return dict(found)
