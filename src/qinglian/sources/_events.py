"""Rows of a log, whatever file they came from, become events; those that cannot be right are refused."""

from collections.abc import Callable
from dataclasses import dataclass, field

from qinglian.model.errors import BadInput
from qinglian.model.table import table
from qinglian.model.text import Text
from qinglian.sources._headings import Headings, understand
from qinglian.sources._instants import WITH_OFFSET, Times, instant, quoted_text, read_times
from qinglian.sources.intake import Intake

TIMES = "read_time"
HAS_OFFSET = f"regexp_matches(raw, '{WITH_OFFSET}')"
IS_UTC = "regexp_matches(raw, '(Z|[+-]00(:?00)?)$')"
CASTS = {"integer": "bigint", "number": "double", "boolean": "boolean"}
NAMES = {
    "bigint": Text("整数", "a whole number"),
    "double": Text("数", "a number"),
    "boolean": Text("是或否", "yes or no"),
}


@dataclass(frozen=True)
class Raw:
    """A relation as read: SQL, the expression of a row's number, columns that are not of the source.

    `typed` is false where every column is text whose type is still to be seen. `stays` is true where
    the relation outlives the reading, so that its rows need not be copied. `place` tells the row as
    a person counts.
    """

    relation: str
    row: str
    hidden: tuple[str, ...] = ()
    typed: bool = True
    stays: bool = False
    refused: int = 0
    sheet: str | None = None
    place: Callable[[int], int] = field(default=lambda row: row)


@dataclass
class _Made:
    """SQL of each column of the events, and which of them may fail on which source column."""

    select: dict[str, str] = field(default_factory=dict)
    risky: dict[str, tuple[str, Text]] = field(default_factory=dict)
    join: str = ""
    why: dict[str, Text] = field(default_factory=dict)


def take(raw: Raw, intake: Intake) -> None:
    """Add the rows of a log to the events of an intake."""
    con = intake.con
    kinds = {
        name: kind
        for name, kind, *_ in con.execute(f"describe select * from {raw.relation}").fetchall()
        if name not in raw.hidden
    }
    found = understand(kinds, intake.mapping.get("columns"))
    if found.missing:
        raise _not_a_log(found, kinds)
    made = _columns(raw, intake, kinds, found)
    bad = _bad_rows(raw, intake, made)
    chosen = ", ".join(f'{sql} as "{name}"' for name, sql in made.select.items())
    wrong = " or ".join(f"({sql})" for sql, _ in made.risky.values())
    where = f" where not coalesce({wrong}, false)" if bad else ""
    query = f"select {chosen} from {raw.relation} s {made.join}{where}"
    kept = intake.lend("event", query) if raw.stays else intake.add("event", query)
    if not raw.stays:
        con.execute(f"drop table if exists {TIMES}")
    intake.rows_kept += kept
    intake.rows_read += kept + bad + raw.refused
    if not kept:
        raise BadInput(
            Text("没有一行可以读作事件，整份未读", "Not one row can be read as an event")
        )
    said = "、".join(f"{column}←{heading}" for column, heading in found.known.items())
    intake.note(f"列的对应：{said}", f"Columns understood: {said.replace('、', ', ')}")


def _columns(raw: Raw, intake: Intake, kinds: dict[str, str], found: Headings) -> _Made:
    made = _Made()
    spec = table("event")
    for name, heading in found.known.items():
        source, kind = f's."{heading}"', kinds[heading]
        column = spec.columns[name]
        if column.type == "timestamp":
            _time(raw, intake, made, heading, kind)
        elif column.type in CASTS and kind == "VARCHAR":
            cast = CASTS[column.type]
            text = f"nullif(trim({source}), '')"
            made.select[name] = f"try_cast({text} as {cast})"
            said = NAMES[cast]
            made.risky[heading] = (
                f"{text} is not null and {made.select[name]} is null",
                Text(f"不是{said.zh}", f"is not {said.en}"),
            )
        elif column.type == "string":
            made.select[name] = f"nullif(trim(cast({source} as varchar)), '')"
            if column.required:
                made.risky[heading] = (f"{made.select[name]} is null", Text("空缺", "is missing"))
        else:
            made.select[name] = source
    made.select.setdefault("position", raw.row)
    _renamed(intake, made)
    guessed = {} if raw.typed else _guessed(raw, intake, list(found.own))
    for heading, name in found.own.items():
        made.select[name] = guessed.get(heading, f's."{heading}"')
    return made


def _renamed(intake: Intake, made: _Made) -> None:
    """Canonical activities and the process, where a mapping names them."""
    words = intake.mapping.get("activities") or {}
    if words:
        pairs = " ".join(
            f"when {quoted_text(str(k))} then {quoted_text(str(v))}" for k, v in words.items()
        )
        plain = made.select["activity"]
        made.select["activity"] = f"case {plain} {pairs} else {plain} end"
    if process := intake.mapping.get("process"):
        made.select["process"] = quoted_text(str(process))


def _time(raw: Raw, intake: Intake, made: _Made, heading: str, kind: str) -> None:
    source = f's."{heading}"'
    times: Times | None = intake.mapping.get("times")
    if kind == "VARCHAR":
        distinct = f"select distinct {source} from {raw.relation} s where {source} is not null"
        written = intake.mapping.get("time_format")
        made.why = read_times(intake.con, TIMES, distinct, intake.zone, times or "local", written)
        made.join = f"left join {TIMES} on {TIMES}.raw = {source}"
        at = f"{TIMES}.moment"
        _say_zone(intake, times)
    else:
        at = instant(source, kind, intake.zone, times)
    made.select["occurred_at"] = at
    made.risky[heading] = (f"{at} is null", Text("空缺", "is missing"))


def _say_zone(intake: Intake, times: Times | None) -> None:
    """Say how times without an offset were taken, and when offsets are not those of the zone."""
    naive, with_offset = intake.con.execute(
        f"select count(*) filter (not has), count(*) filter (has) "
        f"from (select {HAS_OFFSET} as has from {TIMES} where moment is not null)"
    ).fetchall()[0]
    if naive and times == "utc":
        intake.note("没有时区的时间按 UTC 读", "Times without a zone are read as UTC")
    elif naive:
        intake.note(
            f"没有时区的时间按 {intake.zone} 当地时间读",
            f"Times without a zone are local times of {intake.zone}",
        )
    if with_offset:
        _say_offsets(intake)


def _say_offsets(intake: Intake) -> None:
    here = f"timezone({quoted_text(intake.zone)}, timezone('UTC', moment))"
    strange = intake.con.execute(
        f"select raw from {TIMES} where {HAS_OFFSET} and not {IS_UTC} "
        f"and left(raw, 10) <> strftime({here}, '%Y-%m-%d') limit 1"
    ).fetchall()
    if strange:
        intake.note(
            f"时间带有时差（如 {strange[0][0]}），在 {intake.zone} 是另一天；当地日期按 {intake.zone} 计，"
            "不对时请用 --timezone 指明",
            f"Times carry an offset (such as {strange[0][0]}) and fall on another day in {intake.zone}; days are those "
            f"of {intake.zone}; name another zone with --timezone",
        )


def _guessed(raw: Raw, intake: Intake, headings: list[str]) -> dict[str, str]:
    """Types of attributes read as text: whole numbers, numbers and truth values where every value is one.

    Digits with a leading zero, and more than eighteen of them, are codes and stay text.
    """
    if not headings:
        return {}
    tests = {
        "bigint": r"^-?(0|[1-9]\d{0,17})$",
        "double": r"^-?(0|[1-9]\d{0,14})(\.\d+)?([eE][+-]?\d+)?$",
        "boolean": r"^(?i:true|false)$",
    }
    asked = []
    for heading in headings:
        text = f"nullif(trim(\"{heading}\"), '')"
        asked.append(f"count({text})")
        asked += [f"bool_and(regexp_matches({text}, '{test}'))" for test in tests.values()]
    answers = intake.con.execute(f"select {', '.join(asked)} from {raw.relation}").fetchall()[0]
    guessed = {}
    for number, heading in enumerate(headings):
        filled, *fits = answers[number * 4 : number * 4 + 4]
        kind = next((kind for kind, fit in zip(tests, fits, strict=True) if fit), None)
        text = f"nullif(trim(s.\"{heading}\"), '')"
        guessed[heading] = f"cast({text} as {kind})" if filled and kind else text
    return guessed


def _bad_rows(raw: Raw, intake: Intake, made: _Made) -> int:
    """Refuse each row that cannot be right with its first fault; return how many."""
    wrong = " or ".join(f"({sql})" for sql, _ in made.risky.values())
    faults = " ".join(
        f"when {sql} then {quoted_text(heading)}" for heading, (sql, _) in made.risky.items()
    )
    values = " ".join(
        f'when {sql} then cast(s."{heading}" as varchar)'
        for heading, (sql, _) in made.risky.items()
    )
    rows = intake.con.execute(
        f"select {raw.row}, case {faults} end, case {values} end "
        f"from {raw.relation} s {made.join} where {wrong} order by 1"
    ).fetchall()
    for row, heading, value in rows:
        reason = made.risky[heading][1]
        if value is not None and value in made.why:
            reason = made.why[value]
        intake.refuse(raw.place(row), heading, value, reason, raw.sheet)
    return len(rows)


def _not_a_log(found: Headings, kinds: dict[str, str]) -> BadInput:
    spec = table("event")
    zh = "、".join(f"{spec.columns[name].text.zh}（{name}）" for name in found.missing)
    listed = ", ".join(list(kinds)[:12])
    return BadInput(
        Text(
            f"事件日志缺列：{zh}。文件里有：{listed}。请用 --mapping 写明 columns: {{列名: {found.missing[0]}}}",
            f"The event log lacks {', '.join(found.missing)}. It has: {listed}. "
            f"Name the column in --mapping: columns: {{heading: {found.missing[0]}}}",
        )
    )
