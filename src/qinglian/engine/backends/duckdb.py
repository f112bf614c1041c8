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
    dialect = "duckdb"

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

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """All rows of a query, read to the end: an unfinished result blocks the connection."""
        return self.con.execute(sql).fetchall()

    def materialise(self, name: str, expression: Any, *, order: str = "") -> None:
        """Compute an expression, or SQL text, once and keep it as a table."""
        text = expression if isinstance(expression, str) else self.sql(expression)
        if order:
            text = f"select * from ({text}) order by {order}"
        self.con.execute(f"create or replace table {quoted(name)} as {text}")

    def step(self, name: str, sql: str) -> None:
        """Keep the rows of a query as a temporary table."""
        self.con.execute(f"create or replace temp table {name} as {sql}")

    def put(self, name: str, rows: pa.Table) -> "Table":
        """Keep Arrow rows as a table."""
        self.con.register("incoming_rows", rows)
        self.con.execute(f"create or replace table {quoted(name)} as from incoming_rows")
        self.con.unregister("incoming_rows")
        return self.table(name)

    def nothing(self, name: str, columns: pa.Schema) -> None:
        """A view, not a table, of no rows: what is joined to it is then left out of a plan, not only found empty."""
        self.put(f"{name}_columns", columns.empty_table())
        self.con.execute(
            f"create or replace view {quoted(name)} as "
            f"select * from {quoted(f'{name}_columns')} where false"
        )

    def drop(self, name: str) -> None:
        """Drop a table, if it is there."""
        self.con.execute(f"drop table if exists {quoted(name)}")

    def microseconds(self, instant: Any) -> Any:
        """Microseconds from 1970 to an instant."""
        seconds = instant.epoch_seconds().floor().cast("int64")
        return seconds * 1_000_000 + instant.microsecond().cast("int64") % 1_000_000


SETTINGS = "set timezone = 'UTC'; set enable_progress_bar = false"


def connect(path: str = ":memory:") -> duckdb.DuckDBPyConnection:
    """Open a connection whose answers do not depend on the machine's time zone."""
    con = duckdb.connect(path)
    con.execute(SETTINGS)
    return con


def another(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """One more connection to the same data; a bare cursor would take the machine's time zone."""
    other = con.cursor()
    other.execute(SETTINGS)
    return other


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
