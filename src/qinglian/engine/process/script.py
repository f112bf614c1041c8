"""Statements of one question, in order: a long expression is cut into steps, each compiled and kept by itself."""

import hashlib
from dataclasses import dataclass
from typing import Any, TypeAlias

import ibis
from ibis import Table

Expression: TypeAlias = Any
"""A column or scalar of Ibis, whose own annotations do not say that `1` and `True` may stand beside one."""


@dataclass(frozen=True)
class Step:
    """A temporary table to be made from its SQL; a shared one is made once for all questions."""

    name: str
    sql: str
    shared: bool = False


class Script:
    """Steps to run before the last statement, in the SQL of one engine."""

    def __init__(self, dialect: str = "duckdb") -> None:
        self.dialect = dialect
        self.steps: list[Step] = []

    def keep(self, rows: Table) -> Table:
        """Have these rows computed once and kept, since several later expressions read them."""
        return self._step(rows, Step(f"process_step_{len(self.steps)}", self.sql(rows)))

    def share(self, rows: Table) -> Table:
        """Have these rows computed once for every question that asks for the same ones of the same events."""
        text = self.sql(rows)
        name = f"process_shared_{hashlib.sha256(text.encode()).hexdigest()[:16]}"
        return self._step(rows, Step(name, text, shared=True))

    def _step(self, rows: Table, step: Step) -> Table:
        if step not in self.steps:
            self.steps.append(step)
        return ibis.table(rows.schema(), name=step.name)

    def sql(self, expression: Table) -> str:
        """SQL text of an expression."""
        return str(ibis.to_sql(expression, dialect=self.dialect, pretty=False))
