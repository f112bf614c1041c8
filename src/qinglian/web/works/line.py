"""
The line of a project from approval to archive: what was reached, what may come next, what waits for whom. 全过程线。
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from qinglian.web.works.lifecycle import (
    DOUBTS,
    FORBIDS,
    Finding,
    Kind,
    Phase,
    Reached,
    Said,
    findings,
    guard_of,
    kinds,
    phases,
)
from qinglian.web.works.models import Node, Project, Section
from qinglian.web.works.states import Side

NEAR = 2
"""Phases that are worked on at once: the first unfinished one and the one behind it."""


@dataclass(frozen=True, slots=True)
class Stop:
    """
    A node on the line. `state`: reached, part (some sections), open (may be entered), waits (time alone is missing,
    from `possible`), closed (something else is missing), passed (another node stands for it).
    """

    kind: Kind
    state: str
    rows: list[Reached]
    missing: list[Finding]
    doubts: list[Any]
    waits_for: list[Section]
    possible: date | None = None

    @property
    def on(self) -> date | None:
        """The day of it; of the last section where sections have their own."""
        return max((one.on for one in self.rows), default=None)

    @property
    def who(self) -> list[Any]:
        """Whose move it is."""
        return [Side(one).label for one in self.kind.by]

    @property
    def amount_fen(self) -> int | None:
        """The sum over its rows."""
        sums = [one.amount_fen for one in self.rows if one.amount_fen is not None]
        return sum(sums) if sums else None


@dataclass(frozen=True, slots=True)
class Stretch:
    """A phase with its stops."""

    phase: Phase
    stops: list[Stop]
    near: bool = True
    """Whether it is what is being worked on: earlier phases, the first unfinished one, and the one behind it."""

    @property
    def name(self) -> Said:
        """What it is called."""
        return self.phase.name


def reached_of(project: Project) -> list[Reached]:
    """All that stands: nodes that were entered and not withdrawn, and days that are given otherwise."""
    rows = Node.objects.filter(project=project, withdrawn_at=None).select_related("section", "by")
    found = [Reached(one.code, one.section_id, one.on, one.amount_fen, one) for one in rows]
    given = [kind for kind in kinds().values() if kind.given]
    for section in project.sections.all():
        found += [
            Reached(kind.code, section.pk, getattr(section, kind.given), section.price_fen)
            for kind in given
            if getattr(section, kind.given)
        ]
    return found


def line_of(project: Project, seen: Iterable[Section] | None = None) -> list[Stretch]:
    """The line; what stands for a section only of those that one sees."""
    reached = reached_of(project)
    sections = list(project.sections.all())
    ids = frozenset(one.pk for one in sections)
    visible = ids if seen is None else frozenset(one.pk for one in seen)
    shown = [one for one in reached if one.section_id is None or one.section_id in visible]
    counted = {(other, one.section_id) for one in reached for other in kinds()[one.code].counts_as}
    here = [one for one in sections if one.pk in visible]
    found = []
    unfinished = 0
    for phase in phases(project.template):
        stops = [_stop(project, kind, reached, shown, here, ids, counted) for kind in phase.nodes]
        found.append(Stretch(phase, stops, near=unfinished < NEAR))
        unfinished += any(one.state not in ("reached", "passed") for one in stops)
    return found


def _stop(
    project: Project, kind: Kind, reached: list[Reached], shown: list[Reached], here: list[Section],
    ids: frozenset[int], counted: set[tuple[str, int | None]],
) -> Stop:  # fmt: skip
    rows = [one for one in shown if one.code == kind.code]
    doubts = [
        guard
        for one in rows
        if one.row is not None
        for guard in (guard_of(project.template, key) for key in one.row.doubts)
        if guard
    ]
    done = {one.section_id for one in rows}
    left = [one for one in here if one.pk not in done and (kind.code, one.pk) not in counted]
    if kind.of_section and here and not left:
        return Stop(kind, "reached" if rows else "passed", rows, [], doubts, [])
    if not kind.of_section and rows:
        return Stop(kind, "reached", rows, [], doubts, [])
    if not kind.of_section and here and all((kind.code, one.pk) in counted for one in here):
        return Stop(kind, "passed", [], [], [], [])
    today, where = timezone.localdate(), [one.pk for one in left] if kind.of_section else [None]
    asked = [findings(project.template, kind.code, one, today, None, reached, ids) for one in where]
    said: dict[str, Finding] = {one.guard.key: one for several in asked for one in several}
    missing = [one for one in said.values() if one.guard.kind == FORBIDS]
    if any(one.guard.without for one in missing):
        return Stop(kind, "passed", rows, [], doubts, [])
    free = any(not [one for one in several if one.guard.kind == FORBIDS] for several in asked)
    possible = max((one.possible for one in missing if one.possible), default=None)
    if rows:
        state = "part"
    elif free:
        state = "open"
    elif missing and all(one.possible for one in missing):
        state = "waits"
    else:
        state = "closed"
    said_doubts = [one for one in said.values() if one.guard.kind == DOUBTS]
    return Stop(kind, state, rows, missing or said_doubts, doubts, left, possible)
