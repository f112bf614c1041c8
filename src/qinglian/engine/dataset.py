"""
数据集：一次运行所见的各张表。The tables of one run, typed as the dictionary says, whatever the
sources had.

`bind` gives a check what it asks for: columns that no source had are typed nulls, tables that no
source had are empty, day numbers come from the calendar, and the dated steps of wide ledgers stand
among the events.
"""

from collections.abc import Callable, Iterable
from copy import copy
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

import duckdb

from qinglian.engine import ledgers
from qinglian.engine.backends import Backend
from qinglian.engine.backends.duckdb import DuckDB, another, connect, quoted
from qinglian.engine.calendar import calendar
from qinglian.engine.outcome import SourceNote
from qinglian.engine.turns import Once
from qinglian.model.errors import BadUsage, nearest
from qinglian.model.table import TableSpec, tables
from qinglian.model.text import Text

if TYPE_CHECKING:
    from ibis import Table
    from ibis.expr import types as ir

CALENDAR = "known_day"
CALENDAR_COLUMNS = {
    "day_on": "date",
    "working": "boolean",
    "name": "string",
    "day_no": "int32",
    "wd_no": "int32",
}


class Dataset:
    """Tables in one DuckDB connection, and what is known of where they came from.

    `columns` names the tables present and the columns that really were in the sources (with what
    was derived from them); `recorded` the activities of each process that the sources could carry
    at all; `clear` what hashes stood for, filled only where a purpose was given.
    """

    def __init__(
        self, con: duckdb.DuckDBPyConnection | None = None, *, zone: str = "Asia/Shanghai"
    ) -> None:
        self.con = con or connect()
        self.backend: Backend = DuckDB(self.con)
        self.zone = zone
        self.columns: dict[str, set[str]] = {}
        self.recorded: dict[str, set[str]] = {}
        self._sources: list[SourceNote] = []
        self._awaited: list[Callable[[], None]] = []
        self.clear: dict[str, str] = {}
        self._none: set[str] = set()
        self._described: dict[str, list[tuple[str, str]]] = {}
        self._once = Once()
        self._filled: dict[tuple[str, str], bool] = {}
        self._covered: dict[tuple[str, str, str], bool] = {}
        self._event_columns: dict[tuple[tuple[str, int], ...], set[str]] = {}

    @property
    def sources(self) -> list[SourceNote]:
        """What was understood of each source; waits for what is still being counted beside."""
        while self._awaited:
            self._awaited.pop()()
        return self._sources

    def note(self, note: SourceNote, awaited: Callable[[], None] | None) -> None:
        """Add what was understood of a source, and a function that waits for the rest of it where there is more."""
        self._sources.append(note)
        if awaited is not None:
            self._awaited.append(awaited)

    def beside(self, read: Iterable[str]) -> "Dataset":
        """The same tables on a connection of its own, for another thread.

        What must be made once for all is made here: the calendar, and those of the tables `read` that no source had.
        """
        self.stand_by(CALENDAR, *map(_nothing, read))
        other = copy(self)
        other.con = another(self.con)
        other.backend = DuckDB(other.con)
        return other

    def keep_once(self, name: str, sql: str) -> None:
        """Have the rows of a query as a table that those beside see too: whoever asks first makes it."""
        with self._once.turn(name) as made:
            if not made:
                self.backend.materialise(name, sql)

    def let_go(self) -> None:
        """Drop what was kept once: the data may be others when they are asked again."""
        for name in self._once.clear():
            self.backend.drop(name)

    def adopt(self, table: str, columns: Iterable[str] | None = None) -> None:
        """Make a table or view of the connection known; `columns` are those that a source had (None: all)."""
        if columns is None:
            rows = self.con.execute(f"describe {quoted(table)}").fetchall()
            columns = [row[0] for row in rows]
        self.columns.setdefault(table, set()).update(columns)
        self._described.pop(table, None)
        self._filled, self._covered = {}, {}
        if table == "calendar_day":
            self.__dict__.pop("_calendar", None)

    def records(self, recorded: dict[str, set[str]]) -> None:
        """Add activities that a source could carry."""
        for process, activities in recorded.items():
            self.recorded.setdefault(process, set()).update(activities)

    def has(self, table: str, column: str | None = None) -> bool:
        """Whether a source had this table, and this column of it."""
        if table == "event":
            known = self.event_columns
            return bool(known) and (column is None or column in known)
        return table in self.columns and (column is None or column in self.columns[table])

    @property
    def event_columns(self) -> set[str]:
        """Columns of events that some source had, those of wide ledgers included."""
        # Columns of a table are only ever added: as many as before are the same.
        had = tuple((name, len(columns)) for name, columns in self.columns.items())
        if had not in self._event_columns:
            found = set(self.columns.get("event", ()))
            for spec in self._ledgers:
                found |= ledgers.event_columns(spec, self.columns[spec.name])
            self._event_columns[had] = found
        return self._event_columns[had]

    def filled(self, table: str, column: str) -> bool:
        """Whether every row of a table has this column filled; false of events, which come from many tables."""
        if table == "event" or column not in self.columns.get(table, ()):
            return False
        if (table, column) not in self._filled:
            name = quoted(column)
            found = self.con.execute(f"select count(*) = count({name}) from {quoted(table)}")
            self._filled[table, column] = bool(found.fetchall()[0][0])
        return self._filled[table, column]

    def covered(self, column: str, home: str, other: str) -> bool:
        """Whether every row of one table has this column filled with a value that some row of the other has too."""
        if not {home, other} <= self.columns.keys() - {"event"} or not self.has(other, column):
            return False
        if home == other or not self.filled(home, column):
            return self.filled(home, column)
        if (column, home, other) not in self._covered:
            name = quoted(column)
            beyond = f"from {quoted(home)} anti join {quoted(other)} using ({name}) limit 1"
            found = self.con.execute(f"select 1 {beyond}").fetchall()
            self._covered[column, home, other] = not found
        return self._covered[column, home, other]

    def count(self, table: str) -> int:
        """Rows of a table as bound; 0 where no source had it."""
        if not self.has(table):
            return 0
        return int(self.backend.rows(self.backend.sql(self._rows(table, []).count()))[0][0])

    def bind(self, table: str, columns: Iterable[str]) -> "Table":
        """A table as a check sees it: its key and `columns`, typed by the dictionary.

        `<x>_day` and `<x>_wd` are added from `<x>_on`. Tables open to further attributes give any
        column that a source had, and null where none had it.
        """
        spec = tables().get(table)
        if spec is None:
            near = nearest(table, list(tables()))
            raise BadUsage(Text(f"没有表 {table}{near.zh}", f"No table {table}{near.en}"))
        wanted = list(dict.fromkeys((*spec.key, *columns)))
        if table == "calendar_day":
            return self.calendar.select(*wanted)
        types = self._types(spec, wanted)
        days = {name: f"{_stem(name)}_on" for name in wanted if _is_day(name, types)}
        stored = dict.fromkeys([name for name in wanted if name not in days] + list(days.values()))
        rows = self._rows(table, list(stored))
        rows = rows.select(**{name: _typed(rows, name, types.get(name)) for name in stored})
        for name, source in days.items():
            rows = self._with_day(rows, name, source)
        return rows.select(*wanted)

    def kinds(self, table: str, columns: Iterable[str]) -> list[tuple[str, str]]:
        """Columns as `bind` gives them, key first, with their types; of a table without writing a query."""
        if table in ("event", "calendar_day"):
            return [(n, str(kind)) for n, kind in self.bind(table, columns).schema().items()]
        spec = tables()[table]
        wanted = list(dict.fromkeys((*spec.key, *columns)))
        types = self._types(spec, wanted)
        own = dict(self._types_of(table)) if table in self.columns else {}
        return [(name, str(types.get(name) or own.get(name, "string"))) for name in wanted]

    def shape(self, table: str, columns: Iterable[str]) -> list[Any]:
        """All that `bind` of a table hangs on: its columns and their types, and which of those asked for were there.

        Of events, that of the wide ledgers too whose steps stand among them.
        """
        behind = [table]
        if table == "event":
            behind += [spec.name for spec in self._ledgers]
        had = [
            (name, sorted(self.columns[name]), self._types_of(name))
            for name in behind
            if name in self.columns
        ]
        return [table, had, [(name, self.has(table, name)) for name in columns]]

    def stand_by(self, *statements: str) -> None:
        """Make what SQL written for such data may name: the calendar, and the empty tables no source had."""
        for table in tables():
            if table not in self.columns and any(_nothing(table) in sql for sql in statements):
                self._empty(table)
        if any(CALENDAR in sql for sql in statements):
            self._calendar  # noqa: B018

    def _types_of(self, table: str) -> list[tuple[str, str]]:
        if table not in self._described:
            rows = self.con.execute(f"describe {quoted(table)}").fetchall()
            self._described[table] = [(row[0], row[1]) for row in rows]
        return self._described[table]

    @property
    def calendar(self) -> "Table":
        """The calendar: `day_on`, `working`, `name`, `day_no`, `wd_no`."""
        return self.backend.table(self._calendar)

    @cached_property
    def _calendar(self) -> str:
        given = None
        if "calendar_day" in self.columns:
            name = "name" if "name" in self.columns["calendar_day"] else "null"
            rows = self.con.execute(f"select day_on, working, {name} from calendar_day").fetchall()
            given = {
                day: (bool(working), said) for day, working, said in rows if _known(day, working)
            }
        self.backend.put(CALENDAR, calendar(given))
        return CALENDAR

    @property
    def _ledgers(self) -> list[TableSpec]:
        return [spec for spec in tables().values() if spec.process and spec.name in self.columns]

    def _rows(self, table: str, columns: list[str]) -> "Table":
        if table != "event":
            return self.backend.table(table if table in self.columns else self._empty(table))
        parts = [
            ledgers.events(self.backend.table(spec.name), spec, columns)
            for spec in self._ledgers
            if ledgers.event_columns(spec, self.columns[spec.name])
        ]
        if "event" in self.columns or not parts:
            own = self.backend.table("event" if "event" in self.columns else self._empty("event"))
            parts.insert(0, own)
        return ledgers.stacked(parts, columns)

    def _types(self, spec: TableSpec, wanted: list[str]) -> dict[str, str | None]:
        types: dict[str, str | None] = {**spec.bound()}
        for name in wanted:
            if name not in types:
                if not spec.open and not self.has(spec.name, name):
                    near = nearest(name, list(types))
                    raise BadUsage(
                        Text(
                            f"表 {spec.name} 没有列 {name}{near.zh}",
                            f"Table {spec.name} has no column {name}{near.en}",
                        )
                    )
                types[name] = None
        return types

    def _with_day(self, rows: "Table", name: str, source: str) -> "Table":
        if name.endswith("_day"):
            return rows.mutate(**{name: rows[source].epoch_days().cast("int32")})
        known = self.calendar.select(**{"known_on": "day_on", name: "wd_no"})
        return rows.left_join(known, rows[source] == known.known_on).drop("known_on")

    def _empty(self, table: str) -> str:
        name = _nothing(table)
        if name not in self._none:
            import ibis

            self.backend.nothing(name, ibis.schema(tables()[table].stored()).to_pyarrow())
            self._none.add(name)
        return name


def _nothing(table: str) -> str:
    """Name of the empty table that stands for one no source had."""
    return f"no_{table}"


def _stem(name: str) -> str:
    return name.removesuffix("_day").removesuffix("_wd")


def _is_day(name: str, types: dict[str, str | None]) -> bool:
    return name.endswith(("_day", "_wd")) and types.get(f"{_stem(name)}_on") == "date"


def _typed(rows: "Table", name: str, kind: str | None) -> "ir.Value":
    import ibis

    made: ir.Value
    if name not in rows.columns:
        made = ibis.null(kind or "string")
    elif kind is None or rows[name].type() == ibis.dtype(kind):
        made = rows[name]
    else:
        made = rows[name].cast(kind)
    return made


def _known(day: Any, working: Any) -> bool:
    return isinstance(day, date) and working is not None
