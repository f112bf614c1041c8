"""Columns of a lake that no batch fills."""

from collections.abc import Sequence

import duckdb

from qinglian.engine.backends.duckdb import literal, quoted
from qinglian.engine.lake.visible import Carrier


def without_blanks(con: duckdb.DuckDBPyConnection, files: Sequence[Carrier], select: str) -> str:
    """The same rows with what is empty throughout said in so many words, so that nobody has to look.

    The files know it of each column. Many a rule waits for columns that no source fills: joined and filtered by what is
    known to be nothing, it costs next to nothing. A column inside a list is not looked at.
    """
    paths = ", ".join(literal(str(file.path)) for file in files)
    (count,) = con.execute(
        f"select sum(num_rows) from parquet_file_metadata([{paths}])"
    ).fetchall()[0]
    if not count:
        return f"select * from ({select}) where false"
    found = con.execute(
        f"select path_in_schema from parquet_metadata([{paths}]) group by path_in_schema "
        "having bool_and(coalesce(stats_null_count = num_values, false)) and sum(num_values) > 0"
    ).fetchall()
    blank = {path for (path,) in found}
    types = {row[0]: row[1] for row in con.execute(f"describe {select}").fetchall()}
    said = [
        f"null::{kind} as {quoted(name)}"
        for name, kind in types.items()
        if name in blank and not kind.endswith("]")
    ]
    return f"select * replace ({', '.join(said)}) from ({select})" if said else select
