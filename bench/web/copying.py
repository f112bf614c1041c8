"""Rows into tables many at once: COPY on PostgreSQL, one prepared statement on SQLite. 成批写入。"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

AT_ONCE = 5_000
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def put(model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write rows; `columns` are names of fields. JSON columns take what can be dumped or a string that was."""
    names = ", ".join(f'"{model._meta.get_field(name).column}"' for name in columns)
    table = model._meta.db_table
    rest = iter(rows)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                while block := list(islice(rest, AT_ONCE)):
                    copy.write("".join("\t".join(map(_copied, row)) + "\n" for row in block))
        else:
            holes = ", ".join(["%s"] * len(columns))
            insert = f"INSERT INTO {table} ({names}) VALUES ({holes})"
            while block := list(islice(rest, AT_ONCE)):
                cursor.executemany(insert, [tuple(map(_bound, row)) for row in block])


@contextmanager
def unasked() -> Iterator[None]:
    """
    Leave out what PostgreSQL asks of each row by trigger, foreign keys among them: rows drawn here agree by their
    making, and SQLite asks the same of every row when the bench is tested.
    """
    with connection.cursor() as cursor:
        server = connection.vendor == "postgresql"
        if server:
            cursor.execute("SELECT current_setting('is_superuser') = 'on'")
            server = cursor.fetchone()[0]
        if server:
            cursor.execute("SET session_replication_role = replica")
        try:
            yield
        finally:
            if server:
                cursor.execute("SET session_replication_role = DEFAULT")


def _copied(value: Any) -> str:
    """A value as COPY reads it."""
    if value is None:
        return "\\N"
    if value is True or value is False:
        return "t" if value else "f"
    if isinstance(value, (list, dict)):
        value = json.dumps(value, ensure_ascii=False)
    return str(value).translate(_ESCAPED) if isinstance(value, str) else str(value)


def _bound(value: Any) -> Any:
    """A value as SQLite keeps it."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    if isinstance(value, date):
        return value.isoformat()
    return json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value


def settle(*tables: type[models.Model]) -> None:
    """Go on counting after the keys that were written, and let the planner look at what is there."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(tables)):
            cursor.execute(statement)
        for model in tables:
            # A vacuum cannot run inside a transaction, as tests are.
            swept = connection.vendor == "postgresql" and not connection.in_atomic_block
            cursor.execute(f"{'VACUUM ANALYZE' if swept else 'ANALYZE'} {model._meta.db_table}")
