"""
Exactly what an import would do, worked out without doing it. 导入预览。

The same plan is what is applied: preview and deed cannot differ. `digest` tells whether anything changed since
the plan was shown.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from qinglian.web.units.plans.bodies import Body, plan_bodies
from qinglian.web.units.plans.lines import Drawn, plan_lines
from qinglian.web.units.plans.people import Held, Person, plan_people, plan_roles
from qinglian.web.units.plans.steps import Step, What
from qinglian.web.units.sheets import LINES, PEOPLE, ROLES, UNITS


@dataclass(frozen=True, slots=True)
class Plan:
    """The rows on record as they will be, and the steps that lead there."""

    bodies: dict[str, Body]
    lines: list[Drawn]
    people: dict[str, Person]
    roles: list[Held]
    steps: tuple[Step, ...]

    @property
    def refused(self) -> bool:
        """Whether a row cannot be right: then nothing is done."""
        return any(step.what == What.REFUSED for step in self.steps)

    @property
    def changes(self) -> bool:
        """Whether anything would be done."""
        return any(step.what not in (What.REFUSED, What.SAME) for step in self.steps)

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """Sheet → what → how many."""
        found = Counter((step.sheet, step.what.value) for step in self.steps)
        sheets = dict.fromkeys(step.sheet for step in self.steps)
        return {
            sheet: {what: found[sheet, what] for what in What.values if found[sheet, what]}
            for sheet in sheets
        }

    @property
    def digest(self) -> str:
        """Differs when the plan would do anything else."""
        said = [(one.sheet, one.row, one.what.value, one.changes) for one in self.steps]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:16]


def plan_import(rows: Mapping[str, list[dict[str, Any]]]) -> Plan:
    """Lay the rows of a workbook over what is on record."""
    bodies, steps = plan_bodies(rows.get(UNITS, []))
    lines, more = plan_lines(rows.get(LINES, []), bodies)
    people, of_people = plan_people(rows.get(PEOPLE, []), bodies)
    roles, of_roles = plan_roles(rows.get(ROLES, []), people, bodies)
    return Plan(bodies, lines, people, roles, (*steps, *more, *of_people, *of_roles))
