"""时刻。Instants in SQL: whatever a log writes becomes UTC without zone.

Text with an offset says itself when it was. Text without one is local time of the source's zone, as
clerks write it; timestamps of Parquet without zone are UTC, as programs write them. A mapping may
say otherwise (`times: utc|local`).
"""

from typing import Literal

import duckdb
import pyarrow as pa

from qinglian.model.text import Text
from qinglian.sources._dates import NotADate, read_moment, to_utc

Times = Literal["utc", "local"]

WITH_OFFSET = r"\d:\d{2}(:\d{2}(\.\d+)?)? ?(Z|[+-]\d{2}(:?\d{2})?)$"
WRITTEN = r"^\d{4}-\d{1,2}-\d{1,2}([T ]\d{1,2}:\d{1,2}(:\d{1,2}(\.\d+)?)?)?$"


def quoted_text(text: str) -> str:
    """A text as SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def from_naive(sql: str, zone: str, times: Times) -> str:
    """SQL for a timestamp without zone."""
    if times == "utc":
        return f"cast({sql} as timestamp)"
    return f"timezone('UTC', timezone({quoted_text(zone)}, cast({sql} as timestamp)))"


def from_text(sql: str, zone: str, times: Times, written: str | None = None) -> str:
    """SQL for a written time; null where the quick way cannot read it. `written` is a strptime format."""
    if written is not None:
        parsed = f"try_strptime(trim({sql}), {quoted_text(written)})"
        if "%z" in written:
            return f"timezone('UTC', cast({parsed} as timestamptz))"
        return from_naive(parsed, zone, times)
    text = f"trim(translate({sql}, '０１２３４５６７８９　', '0123456789 '))"
    dashed = f"regexp_replace({text}, '^(\\d{{4}})[/.年](\\d{{1,2}})[/.月](\\d{{1,2}})日?', '\\1-\\2-\\3')"
    exact = f"try_cast(replace(replace({text}, ' +', '+'), ' -', '-') as timestamptz)"
    made = (
        f"case when regexp_matches({text}, '{WITH_OFFSET}') then timezone('UTC', {exact}) "
        f"when regexp_matches({dashed}, '{WRITTEN}') "
        f"then {from_naive(f'try_cast({dashed} as timestamp)', zone, times)} end"
    )
    return f"case when year({made}) between 1900 and 2100 then {made} end"


def read_times(
    con: duckdb.DuckDBPyConnection,
    table: str,
    distinct: str,
    zone: str,
    times: Times,
    written: str | None = None,
) -> dict[str, Text]:
    """Make a table of `raw` and `moment` from the different texts of a query; return why others are no time.

    Logs repeat their times, so each text is read once: by SQL, and what that cannot read one by
    one.
    """
    con.execute(
        f"create or replace temp table {table} as "
        f"select raw, {from_text('raw', zone, times, written)} as moment from ({distinct}) as texts(raw)"
    )
    odd = con.execute(
        f"select raw from {table} where moment is null and trim(raw) <> ''"
    ).fetchall()
    if not odd or written is not None:
        return {}
    read, wrong = _one_by_one([row[0] for row in odd], zone, times)
    con.execute(f"delete from {table} where moment is null")
    con.register("incoming_times", read)
    con.execute(f"insert into {table} by name from incoming_times")
    con.unregister("incoming_times")
    return wrong


def instant(sql: str, kind: str, zone: str, times: Times | None) -> str:
    """SQL for an instant of a column of a DuckDB type that is no text."""
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"timezone('UTC', {sql})"
    if kind.startswith("TIMESTAMP"):
        return from_naive(sql, zone, times or "utc")
    return from_naive(f"cast({sql} as date)", zone, "local")


def _one_by_one(texts: list[str], zone: str, times: Times) -> tuple[pa.Table, dict[str, Text]]:
    raws, ats, wrong = [], [], {}
    for text in texts:
        try:
            at = read_moment(text, zone).at
        except NotADate as error:
            wrong[text] = error.why
            continue
        raws.append(text)
        ats.append(to_utc(at, zone) if times == "local" else at)
    columns = {"raw": pa.array(raws, pa.string()), "moment": pa.array(ats, pa.timestamp("us"))}
    return pa.table(columns), wrong
