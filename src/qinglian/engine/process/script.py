"""Statements of one question, in order: a long expression is cut into steps, each compiled and kept by itself."""

from typing import Any, TypeAlias

import ibis
from ibis import Table

Expression: TypeAlias = Any
"""A column or scalar of Ibis, whose own annotations do not say that `1` and `True` may stand beside one."""


class Script:
    """Steps to run before the last statement; a step is the name of a temporary table and its SQL."""

    def __init__(self) -> None:
        self.steps: list[tuple[str, str]] = []

    def keep(self, rows: Table) -> Table:
        """Have these rows computed once and kept, since several later expressions read them."""
        name = f"process_step_{len(self.steps)}"
        self.steps.append((name, sql(rows)))
        return ibis.table(rows.schema(), name=name)


def sql(expression: Table) -> str:
    """SQL text of an expression for DuckDB."""
    return str(ibis.to_sql(expression, dialect="duckdb", pretty=False))
