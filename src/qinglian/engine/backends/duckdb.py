"""
DuckDB，进程内。DuckDB in process: the default backend.

Expressions are compiled by Ibis and run as SQL on the connection itself: Ibis' own first fetch
costs 0.9 s.
"""

from functools import cached_property
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

if TYPE_CHECKING:
    from ibis import Table
    from ibis.backends.duckdb import Backend


class DuckDB:
    """Runs Ibis expressions on one DuckDB connection."""

    name = "duckdb"

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self.con = con

    @cached_property
    def ibis(self) -> "Backend":
        """The Ibis backend on the connection; imported when first needed."""
        import ibis

        backend: Backend = ibis.duckdb.from_connection(self.con)
        return backend

    def table(self, name: str) -> "Table":
        """A table or view of the connection."""
        return self.ibis.table(name)

    def sql(self, expression: Any) -> str:
        """SQL text of an expression."""
        return str(self.ibis.compile(expression))

    def arrow(self, expression: Any) -> pa.Table:
        """Rows of an expression, or of SQL text."""
        text = expression if isinstance(expression, str) else self.sql(expression)
        return self.con.sql(text).to_arrow_table()

    def materialise(self, name: str, expression: Any) -> None:
        """Compute an expression, or SQL text, once and keep it as a table of this connection."""
        text = expression if isinstance(expression, str) else self.sql(expression)
        self.con.execute(f"create or replace temp table {quoted(name)} as {text}")


def connect(path: str = ":memory:") -> duckdb.DuckDBPyConnection:
    """Open a connection whose answers do not depend on the machine's time zone."""
    con = duckdb.connect(path)
    con.execute("set timezone = 'UTC'; set enable_progress_bar = false")
    return con


def quoted(name: str) -> str:
    """A name as SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def literal(text: str) -> str:
    """A text as SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def value(con: duckdb.DuckDBPyConnection, sql: str, parameters: list[Any] | None = None) -> Any:
    """The one value of a query, or None. The result is read to its end: an unfinished one blocks the connection."""
    rows = con.execute(sql, parameters or []).fetchall()
    return rows[0][0] if rows else None
