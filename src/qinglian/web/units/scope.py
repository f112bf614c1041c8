"""
Who sees what, and why. 谁看得见什么，为什么看得见。

One function, `reach`, serves every query, export, call, search and download. A scoped model says in `SCOPE`
which of its columns hold bodies (`{"unit": "responsible_unit", "authority": "authority_unit"}`) and in `OBJECT`
what it is called in the grants; its manager is `Scoped`. Where a row must be hidden whoever reaches it, the
model's own queryset leaves it out first.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.accounts.models import Assignment, User
from qinglian.web.accounts.roles import ALL, GRANTS, Grant, Role
from qinglian.web.core.dated import in_force
from qinglian.web.units.models import Line, Reach, Unit

HOME = frozenset({"giver", "lead", "urging", "host", "asker"})
"""
What one's own body gave, leads, urges, holds or asked is one's own, for whichever body the role is held: an office
works for a whole county.
"""


EVERY_ROW = ~Q(pk__in=())
"""True of every row. An empty `Q()` is not: joined by `|` with another condition it vanishes, and the other is left."""


@dataclass(frozen=True, slots=True)
class Opening:
    """One grant of one role a person holds: from the body of the role, since a day."""

    role: str
    grant: Grant
    unit_id: int
    since: date

    @property
    def way(self) -> tuple[int, frozenset[str], int | None]:
        """What of `Reach` this opening goes along: from where, by which lines, how far."""
        return self.unit_id, self.grant.via, self.grant.depth

    def goes(self, kind: str, depth: int) -> bool:
        """Whether a way of a kind and length is one of this opening."""
        return kind in self.grant.via and (self.grant.depth is None or depth <= self.grant.depth)


@dataclass(frozen=True, slots=True)
class Scope:
    """What one person reaches of one kind of object on one day."""

    openings: tuple[Opening, ...]
    on: date
    user: User = field(repr=False)

    def __bool__(self) -> bool:
        return bool(self.openings)

    def q(self, columns: dict[str, str]) -> Q:
        """The condition on rows whose bodies stand in `columns` (anchor → column)."""
        by_anchor: dict[str, dict[tuple[int, frozenset[str], int | None], None]] = {}
        for opening in self.openings:
            if ALL in opening.grant.via:
                return EVERY_ROW
            if opening.grant.anchor in columns:
                by_anchor.setdefault(opening.grant.anchor, {})[opening.way] = None
        found = Q(pk__in=())
        for anchor, ways in by_anchor.items():
            found |= Q(**{f"{columns[anchor]}__in": RawSQL(*_reached(self.on, tuple(ways)))})
        return found

    def reasons(self, row: models.Model) -> list[str]:
        """Why the row is visible, a sentence each: 「您因派驻监督自2024-03-01起可见」."""
        columns: dict[str, str] = row.SCOPE  # type: ignore[attr-defined]
        said: list[str] = []
        paths = self._paths(row, columns)
        for opening in self.openings:
            role = Role(opening.role).label
            if ALL in opening.grant.via:
                said.append(
                    _("您因角色“%(role)s”自%(day)s起可见") % {"role": role, "day": opening.since}
                )
                continue
            unit_id = self._body(opening, row, columns)
            for kind, upper, lower, depth, begins in paths:
                if (upper, lower) != (opening.unit_id, unit_id) or not opening.goes(kind, depth):
                    continue
                line = _("本单位") if kind == Reach.SELF else Line.Kind(kind).label
                said.append(
                    _("您因%(line)s自%(day)s起可见（%(role)s）")
                    % {"line": line, "day": max(begins, opening.since), "role": role}
                )
        return list(dict.fromkeys(said))

    def _body(self, opening: Opening, row: models.Model, columns: dict[str, str]) -> int | None:
        """The body of the row that counts for an opening, or of what the row belongs to (`section__project__…`)."""
        column = columns.get(opening.grant.anchor)
        if not column:
            return None
        *way, last = column.split("__")
        of: Any = row
        for name in way:
            of = getattr(of, name)
        found: int | None = getattr(of, column_id(of, last))
        return found

    def _paths(
        self, row: models.Model, columns: dict[str, str]
    ) -> list[tuple[str, int, int, int, date]]:
        """The ways from the bodies of all openings to those of the row, in one statement."""
        ends = [
            (one.unit_id, lower)
            for one in self.openings
            if ALL not in one.grant.via and (lower := self._body(one, row, columns)) is not None
        ]
        if not ends:
            return []
        uppers, lowers = zip(*ends, strict=True)
        rows = Reach.objects.filter(
            in_force(self.on), upper__in=set(uppers), lower__in=set(lowers)
        ).order_by("pk")
        return list(rows.values_list("kind", "upper_id", "lower_id", "depth", "valid_from"))


@lru_cache(maxsize=4096)
def _reached(
    on: date, ways: tuple[tuple[int, frozenset[str], int | None], ...]
) -> tuple[str, tuple[Any, ...]]:
    """
    The bodies at the end of any of the ways on a day, as a statement written out once: a page asks for them dozens of
    times, and as a queryset they would be built, copied and renamed each time.
    """
    inside = Q()
    for upper, kinds, depth in ways:
        one = Q(upper_id=upper, kind__in=sorted(kinds))
        inside |= one if depth is None else one & Q(depth__lte=depth)
    rows = Reach.objects.filter(in_force(on), inside).order_by().values("lower_id")
    return rows.query.sql_with_params()


def column_id(row: models.Model, column: str) -> str:
    """The attribute that holds the key of the body in a column: the row itself where the column is its key."""
    return row._meta.get_field(column).attname if column != "pk" else "pk"


def held_by(user: Any, on: date) -> tuple[tuple[str, int, date], ...]:
    """Role, body and since when, of each role a person holds on a day; read once a request and kept on the person."""
    if hasattr(user, "openings"):
        return ()
    kept: dict[date, tuple[tuple[str, int, date], ...]] = user.__dict__.setdefault("_held", {})
    if on not in kept:
        held = Assignment.objects.filter(in_force(on), user=user, approved_by__isnull=False)
        rows = held.order_by("role", "unit__code").values_list("role", "unit_id", "valid_from")
        kept[on] = tuple(rows)
    return kept[on]


def openings_of(user: Any, on: date) -> tuple[Opening, ...]:
    """All that the roles of a person open on a day; of a system that calls, what was opened to it (`callers`)."""
    if hasattr(user, "openings"):
        said: tuple[Opening, ...] = user.openings(on)
        return said
    kept: dict[date, tuple[Opening, ...]] = user.__dict__.setdefault("_openings", {})
    if on not in kept:
        kept[on] = tuple(
            Opening(role, grant, body, since)
            for role, unit, since in held_by(user, on)
            for grant in GRANTS[role]
            for body in dict.fromkeys((unit, user.unit_id if grant.anchor in HOME else unit))
            if body is not None
        )
    return kept[on]


def reach(user: Any, kind: str, *, write: bool = False, on: date | None = None) -> Scope:
    """What a person reaches of one kind of object (the names in `roles.Grant.object`), to read or also to change."""
    day = on or timezone.localdate()
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return Scope((), day, user)
    opened = openings_of(user, day)
    return Scope(
        tuple(one for one in opened if one.grant.object == kind and (one.grant.write or not write)),
        day,
        user,
    )


def roles_of(user: Any) -> set[str]:
    """The roles a person holds today, for whichever body."""
    if not getattr(user, "is_authenticated", False):
        return set()
    return {role for role, _, _ in held_by(user, timezone.localdate())}


class Scoped(models.QuerySet[Any]):
    """A queryset that knows who looks."""

    def visible_to(self, user: Any) -> Self:
        """The rows a person may read."""
        return self.filter(reach(user, self.model.OBJECT).q(self.model.SCOPE))

    def writable_by(self, user: Any) -> Self:
        """The rows on which a person may act."""
        return self.filter(reach(user, self.model.OBJECT, write=True).q(self.model.SCOPE))


def visible_units(user: Any, *, write: bool = False) -> models.QuerySet[Unit]:
    """Bodies a person may read, or change."""
    return Unit.objects.filter(reach(user, Unit.OBJECT, write=write).q(Unit.SCOPE))


def visible_people(user: Any, *, write: bool = False) -> models.QuerySet[User]:
    """People a person may read, or change."""
    return User.objects.filter(reach(user, User.OBJECT, write=write).q(User.SCOPE))
