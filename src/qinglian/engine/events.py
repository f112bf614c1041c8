"""Prepare the events of a data set once, for all process rules of a run."""

from collections.abc import Iterable, Iterator
from datetime import date

import duckdb
import ibis
import pyarrow as pa
from ibis import Table

from qinglian.engine.process.prepare import (
    CASES,
    DAYS,
    EVENTS,
    Prepared,
    coded,
    day_number,
    days_from,
    ordered,
)

ORDERED = "ordered_event"
ACTIVITIES = "prepared_activity"
PARTS = "prepared_part"


def prepare(
    con: duckdb.DuckDBPyConnection,
    event: Table,
    calendar: Table,
    *,
    attributes: Iterable[str] = (),
    recorded: dict[str, set[str]] | None = None,
    as_of: date,
    zone: str = "Asia/Shanghai",
    named: Iterable[str] = (),
) -> Prepared:
    """Order, number and code the events.

    `event` is the table as bound for checks, with `occurred_day` and `occurred_wd`; `calendar` has `day_no`, `wd_no`
    and `working`. `named` are the activities that the cards speak of: they take the first codes, so that compiled
    queries fit other data too. Leaves `ordered_event` (every column, by `eid`) and the prepared tables in the
    connection.
    """
    _create(con, ORDERED, ordered(event, date_only=_date_only(con, event)), order="eid")
    _number_activities(con, ORDERED, named)
    _create(con, DAYS, days_from(calendar), order="day_no")
    return _coded(con, attributes, recorded or {}, zone).at(as_of, working_day_number(con, as_of))


def prepare_in_parts(
    con: duckdb.DuckDBPyConnection,
    event: Table,
    calendar: Table,
    *,
    size: int,
    attributes: Iterable[str] = (),
    recorded: dict[str, set[str]] | None = None,
    zone: str = "Asia/Shanghai",
    named: Iterable[str] = (),
) -> Iterator[Prepared]:
    """The same for whole cases of about `size` events at a time, numbered through, to be judged on no day yet.

    The tables of a part lie in the connection until the next one is asked for. There is one at least, be it empty.
    """
    _number_activities(con, f"({ibis.to_sql(event, dialect='duckdb')})", named)
    _create(con, DAYS, days_from(calendar), order="day_no")
    parts = _parts(con, event, size)
    vague = _date_only(con, event)
    cases = events = 0
    for part in range(parts):
        mine = _of_part(con, event, part) if parts > 1 else event
        numbered = ordered(mine, date_only=vague, after_case=cases, after_event=events)
        _create(con, ORDERED, numbered, order="eid")
        yield _coded(con, attributes, recorded or {}, zone)
        cases += _one(con, f"select count(*) from {CASES}")[0]
        events += _one(con, f"select count(*) from {ORDERED}")[0]


def working_day_number(con: duckdb.DuckDBPyConnection, day: date) -> int | None:
    """How many working days the prepared calendar counts up to a day."""
    number: int | None = _one(
        con, f"select max(wd_no) from {DAYS} where day_no = {day_number(day)}"
    )[0]
    return number


def _date_only(con: duckdb.DuckDBPyConnection, event: Table) -> bool:
    """Whether of some event only the day is known."""
    relation = ibis.to_sql(event.select("date_only"), dialect="duckdb")
    return bool(_one(con, f"select bool_or(date_only) from ({relation})")[0])


def _parts(con: duckdb.DuckDBPyConnection, event: Table, size: int) -> int:
    """Divide the cases into parts, in their order; return how many."""
    con.execute(
        f"""create or replace table {PARTS} as
        select of_process, of_case, dense_rank() over (order by edge) - 1 part from (
            select coalesce(process, '') of_process, case_id of_case,
                (sum(n) over (order by process, case_id) - n) // {size} edge
            from (select process, case_id, count(*) n from ({ibis.to_sql(event, dialect="duckdb")})
                where case_id is not null group by all))"""
    )
    return int(_one(con, f"select coalesce(max(part), 0) + 1 from {PARTS}")[0])


def _of_part(con: duckdb.DuckDBPyConnection, event: Table, part: int) -> Table:
    mine = ibis.table(_schema(con, PARTS), name=PARTS)
    mine = mine.filter(mine.part == part)
    return event.semi_join(
        mine, [event.case_id == mine.of_case, event.process.fill_null("") == mine.of_process]
    )


def _number_activities(con: duckdb.DuckDBPyConnection, relation: str, named: Iterable[str]) -> None:
    """Give every activity of a process a code; the first process with a named activity takes the code of its name."""
    free = {name: code for code, name in enumerate(sorted(set(named)))}
    first = len(free)
    pairs = con.execute(
        f"select distinct process, activity from {relation} order by all"
    ).fetchall()
    codes = {pair: free.pop(pair[1]) for pair in pairs if pair[1] in free}
    for pair in pairs:
        codes.setdefault(pair, first + len(codes))
    rows = [{"process": p, "activity": a, "act": code} for (p, a), code in codes.items()]
    kinds = pa.schema([("process", pa.string()), ("activity", pa.string()), ("act", pa.int16())])
    con.register("incoming_activities", pa.Table.from_pylist(rows, kinds))
    con.execute(f"create or replace table {ACTIVITIES} as from incoming_activities")
    con.unregister("incoming_activities")


def _coded(
    con: duckdb.DuckDBPyConnection,
    attributes: Iterable[str],
    recorded: dict[str, set[str]],
    zone: str,
) -> Prepared:
    """Code the ordered events, gather their cases, and see what the planner must know of them."""
    names = list(dict.fromkeys(attributes))
    whole = ibis.table(_schema(con, ORDERED), name=ORDERED)
    activities = ibis.table(_schema(con, ACTIVITIES), name=ACTIVITIES)
    prepared = coded(whole, activities, (*names, "occurred_on", "date_only"))
    _create(con, EVENTS, prepared, order="act, case_no, eid")
    _create(con, CASES, _cases(whole), order="case_no")
    tables = {name: ibis.table(_schema(con, name), name=name) for name in (EVENTS, CASES, DAYS)}
    codes = con.execute(f"select process, activity, act from {ACTIVITIES}").fetchall()
    vague, undated, first, last = _one(
        con,
        "select bool_or(date_only), bool_or(wd_no is null), min(day_no), max(day_no)"
        f" from {EVENTS}",
    )
    counted = f"select act, count(*) n from {EVENTS} group by case_no, act"
    repeated = con.execute(
        f"select act, max(n) from ({counted}) group by act having max(n) > 1"
    ).fetchall()
    return Prepared(
        events=tables[EVENTS],
        cases=tables[CASES],
        days=tables[DAYS],
        activities={(process, activity): code for process, activity, code in codes},
        recorded=recorded,
        filled=_filled(con, [name for name in names if name in tables[EVENTS].columns]),
        date_only=bool(vague),
        most_repeated=max((most for _, most in repeated), default=1),
        repeated=frozenset(code for code, _ in repeated),
        zone=zone,
        undated=bool(undated),
        first_day=first,
        last_day=last,
    )


def _filled(con: duckdb.DuckDBPyConnection, attributes: list[str]) -> dict[str | None, set[str]]:
    """Columns that hold a value at all, per process."""
    asked = ", ".join(f'count("{name}")' for name in attributes)
    rows = con.execute(
        f"select process{', ' if asked else ''}{asked} from {ORDERED} group by process"
    ).fetchall()
    return {
        row[0]: {name for name, n in zip(attributes, row[1:], strict=True) if n} for row in rows
    }


def _cases(whole: Table) -> Table:
    return whole.group_by("case_no").aggregate(
        process=whole.process.max(),
        case_id=whole.case_id.max(),
        unit_id=whole.unit_id.max(),
        first_eid=whole.eid.min(),
        last_eid=whole.eid.max(),
        n=whole.count().cast("int32"),
        first_day=whole.occurred_day.min().cast("int32"),
    )


def _create(con: duckdb.DuckDBPyConnection, name: str, rows: Table, order: str = "") -> None:
    sql = ibis.to_sql(rows, dialect="duckdb", pretty=False)
    tail = f" order by {order}" if order else ""
    con.execute(f"create or replace table {name} as select * from ({sql}){tail}")


def _schema(con: duckdb.DuckDBPyConnection, name: str) -> ibis.Schema:
    schema: ibis.Schema = ibis.duckdb.from_connection(con).table(name).schema()
    return schema


def _one(con: duckdb.DuckDBPyConnection, sql: str) -> tuple:  # type: ignore[type-arg]
    """The one row of a query, read to its end: an unfinished result blocks the connection."""
    return con.execute(sql).fetchall()[0]
