"""
后端：表达式在哪里算。Where expressions run: one small class per engine.

The same Ibis expressions run on both; each engine compiles them to its own SQL.
"""

from typing import TYPE_CHECKING, Any, Protocol

import pyarrow as pa

if TYPE_CHECKING:
    from ibis import Table


class Backend(Protocol):
    """What the engine asks of a place where expressions run."""

    name: str
    dialect: str

    def table(self, name: str) -> "Table":
        """A table or view by name."""

    def sql(self, expression: Any) -> str:
        """SQL text of an expression."""

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """All rows of a query, as plain values."""

    def arrow(self, expression: Any) -> pa.Table:
        """Rows of an expression, or of SQL text."""

    def materialise(self, name: str, expression: Any, *, order: str = "") -> None:
        """Compute an expression, or SQL text, once and keep it under a name, in this order where one is given."""

    def step(self, name: str, sql: str) -> None:
        """Keep the rows of a query under a name, for the queries of the same question that read them."""

    def put(self, name: str, rows: pa.Table) -> "Table":
        """Keep rows from here under a name."""

    def nothing(self, name: str, columns: pa.Schema) -> None:
        """Keep a table of these columns that has no rows and never will."""

    def drop(self, name: str) -> None:
        """Forget what was kept under a name."""

    def microseconds(self, instant: Any) -> Any:
        """Microseconds from 1970 to an instant, as an expression."""
