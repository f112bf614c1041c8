"""
时刻。Instants in SQL: whatever a log writes becomes UTC without zone.

Text with an offset says itself when it was. Text without one is local time of the source's zone, as clerks write it;
timestamps of Parquet without zone are UTC, as programs write them. A mapping may say otherwise (`times: utc|local`).
"""

from typing import Literal

import duckdb
import pyarrow as pa

from qinglian.model.text import Text
from qinglian.sources._dates import NotADate, read_moment, to_utc
from qinglian.sources._words import FULL_WIDTH

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
    wide = "".join(chr(code) for code in FULL_WIDTH if 0xFF10 <= code <= 0xFF19)
    text = f"trim(translate({sql}, '{wide}　', '0123456789 '))"
    if written is not None:
        parsed = f"try_strptime({text}, {quoted_text(written)})"
        if "%z" in written:
            return f"timezone('UTC', cast({parsed} as timestamptz))"
        return from_naive(parsed, zone, times)
    dashed = f"regexp_replace({text}, '^(\\d{{4}})[/.年](\\d{{1,2}})[/.月](\\d{{1,2}})日?', '\\1-\\2-\\3')"
    naive = f"case when regexp_matches({dashed}, '{WRITTEN}') then try_cast({dashed} as timestamp) end"
    exact = (
        f"case when regexp_matches({text}, '{WITH_OFFSET}') "
        f"then timezone('UTC', try_cast(replace(replace({text}, ' +', '+'), ' -', '-') as timestamptz)) end"
    )
    made = f"coalesce({exact}, {from_naive(naive, zone, times)})"
    return f"case when year({made}) between 1900 and 2100 then {made} end"


def instant(sql: str, kind: str, zone: str, times: Times | None, written: str | None = None) -> str:
    """SQL for an instant of a column of DuckDB type `kind`."""
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"timezone('UTC', {sql})"
    if kind.startswith("TIMESTAMP"):
        return from_naive(sql, zone, times or "utc")
    if kind == "DATE":
        return from_naive(sql, zone, "local")
    return from_text(f"cast({sql} as varchar)", zone, times or "local", written)


def odd_times(
    con: duckdb.DuckDBPyConnection, texts: list[str], zone: str, times: Times
) -> tuple[pa.Table, dict[str, Text]]:
    """Read one by one the times that SQL could not read: table of `raw`, `at`, and why others are no time."""
    raws, ats, wrong = [], [], {}
    for text in texts:
        try:
            at = read_moment(text, zone).at
        except NotADate as error:
            wrong[text] = error.why
            continue
        raws.append(text)
        ats.append(to_utc(at, zone) if times == "local" else at)
    return pa.table({"raw": pa.array(raws, pa.string()), "at": pa.array(ats, pa.timestamp("us"))}), wrong
