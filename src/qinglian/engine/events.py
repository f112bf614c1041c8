"""Prepare the events of a data set once, for all process rules of a run."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import duckdb
import ibis
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
    shifts_of,
)

EPOCH = date(1970, 1, 1)
ORDERED = "ordered_event"
ACTIVITIES = "prepared_activity"
KEPT = ("event_id", "process", "case_id", "activity", "occurred_at", "occurred_on", "unit_id")


def prepare(
    con: duckdb.DuckDBPyConnection,
    event: Table,
    calendar: Table,
    *,
    attributes: Iterable[str] = (),
    recorded: dict[str, set[str]] | None = None,
    as_of: date,
    zone: str = "Asia/Shanghai",
) -> Prepared:
    """Order, number and code the events.

    `event` is the table as bound for checks, with `occurred_day` and `occurred_wd`; `calendar` has `day_no`, `wd_no`
    and `working`. Leaves `ordered_event` (every column, by `eid`) and the prepared tables in the connection.
    """
    names = tuple(dict.fromkeys(attributes))
    _create(con, ORDERED, ordered(event), order="eid")
    whole = ibis.table(_schema(con, ORDERED), name=ORDERED)
    kinds = whole.select("process", "activity").distinct()
    numbered = kinds.mutate(
        act=(ibis.row_number().over(order_by=["process", "activity"])).cast("int16")
    )
    _create(con, ACTIVITIES, numbered)
    activities = ibis.table(_schema(con, ACTIVITIES), name=ACTIVITIES)
    prepared = coded(whole, activities, (*names, "occurred_on", "date_only"))
    _create(con, EVENTS, prepared, order="act, case_no, eid")
    _create(con, CASES, _cases(whole), order="case_no")
    _create(con, DAYS, days_from(calendar), order="day_no")
    return _described(con, names, recorded or {}, as_of, zone)


def _described(
    con: duckdb.DuckDBPyConnection,
    attributes: tuple[str, ...],
    recorded: dict[str, set[str]],
    as_of: date,
    zone: str,
) -> Prepared:
    tables = {name: ibis.table(_schema(con, name), name=name) for name in (EVENTS, CASES, DAYS)}
    codes = con.execute(f"select process, activity, act from {ACTIVITIES}").fetchall()
    vague, unknown, first, last = _one(
        con,
        "select bool_or(date_only), bool_or(wd_no is null), min(day_no), max(day_no)"
        f" from {EVENTS}",
    )
    seen = [*(EPOCH + timedelta(days=day) for day in (first, last) if day is not None), as_of]
    most = _one(con, f"select max(n) from (select count(*) n from {EVENTS} group by case_no, act)")[
        0
    ]
    midnight = datetime.combine(as_of, time(), ZoneInfo(zone)).astimezone(timezone.utc)
    wd = _one(con, f"select max(wd_no) from {DAYS} where day_no = {day_number(as_of)}")[0]
    return Prepared(
        events=tables[EVENTS],
        cases=tables[CASES],
        days=tables[DAYS],
        activities={(process, activity): code for process, activity, code in codes},
        recorded=recorded,
        filled=_filled(con, [name for name in attributes if name in tables[EVENTS].columns]),
        date_only=bool(vague),
        unknown_days=bool(unknown) or wd is None,
        most_repeated=most or 0,
        as_of_day=day_number(as_of),
        as_of_wd=wd,
        as_of_us=int(midnight.timestamp()) * 1_000_000,
        shifts=shifts_of(zone, min(seen), max(seen) + timedelta(days=366)),
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
    return ibis.duckdb.from_connection(con).table(name).schema()


def _one(con: duckdb.DuckDBPyConnection, sql: str) -> tuple:  # type: ignore[type-arg]
    row = con.execute(sql).fetchone()
    assert row is not None
    return row
