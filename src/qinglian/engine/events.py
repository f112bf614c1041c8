"""Prepare the events of a data set once, for all process rules of a run."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

import pyarrow as pa
from ibis import Table

from qinglian.engine.backends import Backend
from qinglian.engine.numbering import forget, numbered
from qinglian.engine.process.prepare import (
    CASES,
    DAYS,
    EVENTS,
    Prepared,
    coded,
    day_number,
    days_from,
    unbound,
)

ORDERED = "ordered_event"
ACTIVITIES = "prepared_activity"
PARTS = "prepared_part"


def prepare(
    backend: Backend,
    event: Table,
    calendar: Table,
    *,
    attributes: Iterable[str] = (),
    recorded: dict[str, set[str]] | None = None,
    as_of: date,
    zone: str = "Asia/Shanghai",
    named: Iterable[str] = (),
    number: Callable[..., Table] | None = None,
) -> Prepared:
    """Order, number and code the events.

    `event` is the table as bound for checks, with `occurred_day` and `occurred_wd`; `calendar` has `day_no`, `wd_no`
    and `working`. `named` are the activities that the cards speak of: they take the first codes, so that compiled
    queries fit other data too. `number` numbers cases and events as `numbered` does. Leaves `ordered_event` (every
    column, by `eid`) and the prepared tables with the backend.
    """
    bound = backend.sql(event)
    vague = _date_only(backend, bound)
    if number is None:
        backend.materialise(ORDERED, numbered(backend, bound, date_only=vague), order="eid")
        forget(backend)
    else:
        backend.materialise(ORDERED, number(event, date_only=vague), order="eid")
    _number_activities(backend, ORDERED, named)
    backend.materialise(DAYS, days_from(calendar), order="day_no")
    prepared = _coded(backend, unbound(backend, ORDERED), attributes, recorded or {}, zone)
    return prepared.at(as_of, working_day_number(backend, as_of))


def prepare_in_parts(
    backend: Backend,
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

    The tables of a part lie with the backend until the next one is asked for. There is one at least, be it empty.
    """
    bound = backend.sql(event)  # once: binding many ledgers takes long to write down
    _number_activities(backend, f"({bound})", named)
    backend.materialise(DAYS, days_from(calendar), order="day_no")
    parts = _parts(backend, bound, size)
    vague = _date_only(backend, bound)
    cases = events = 0
    for part in range(parts):
        mine = _of_part(bound, part) if parts > 1 else bound
        whole = numbered(backend, mine, date_only=vague, after_case=cases, after_event=events)
        prepared = _coded(backend, whole, attributes, recorded or {}, zone)
        forget(backend)
        yield prepared
        cases += backend.rows(f"select count(*) from {CASES}")[0][0]
        events += backend.rows(f"select count(*) from {EVENTS}")[0][0]


def working_day_number(backend: Backend, day: date) -> int | None:
    """How many working days the prepared calendar counts up to a day."""
    rows = backend.rows(f"select max(wd_no) from {DAYS} where day_no = {day_number(day)}")
    number: int | None = rows[0][0]
    return number


def _date_only(backend: Backend, bound: str) -> bool:
    """Whether of some event only the day is known."""
    return bool(backend.rows(f"select bool_or(date_only) from ({bound})")[0][0])


def _parts(backend: Backend, bound: str, size: int) -> int:
    """Divide the cases into parts, in their order; return how many."""
    backend.materialise(
        PARTS,
        f"""select of_process, of_case, dense_rank() over (order by edge) - 1 part from (
            select coalesce(process, '') of_process, case_id of_case,
                (sum(n) over (order by process, case_id) - n) // {size} edge
            from (select process, case_id, count(*) n from ({bound})
                where case_id is not null group by all))""",
    )
    return int(backend.rows(f"select coalesce(max(part), 0) + 1 from {PARTS}")[0][0])


def _of_part(bound: str, part: int) -> str:
    return f"""select * from ({bound}) e where exists (
        from {PARTS} p where p.part = {part} and p.of_case = e.case_id and p.of_process = coalesce(e.process, ''))"""


def _number_activities(backend: Backend, relation: str, named: Iterable[str]) -> None:
    """Give every activity of a process a code; the first process with a named activity takes the code of its name."""
    free = {name: code for code, name in enumerate(sorted(set(named)))}
    first = len(free)
    pairs = backend.rows(f"select distinct process, activity from {relation} order by all")
    codes = {pair: free.pop(pair[1]) for pair in pairs if pair[1] in free}
    for pair in pairs:
        codes.setdefault(pair, first + len(codes))
    rows = [{"process": p, "activity": a, "act": code} for (p, a), code in codes.items()]
    kinds = pa.schema([("process", pa.string()), ("activity", pa.string()), ("act", pa.int16())])
    backend.put(ACTIVITIES, pa.Table.from_pylist(rows, kinds))


def _coded(
    backend: Backend,
    whole: Table,
    attributes: Iterable[str],
    recorded: dict[str, set[str]],
    zone: str,
) -> Prepared:
    """Code the ordered events, gather their cases, and see what the planner must know of them."""
    names = list(dict.fromkeys(attributes))
    activities = unbound(backend, ACTIVITIES)
    kept = (*names, "occurred_on", "date_only")
    prepared = coded(whole, activities, kept, backend.microseconds)
    backend.materialise(EVENTS, prepared, order="act, case_no, eid")
    backend.materialise(CASES, _cases(whole), order="case_no")
    tables = {name: unbound(backend, name) for name in (EVENTS, CASES, DAYS)}
    codes = backend.rows(f"select process, activity, act from {ACTIVITIES}")
    vague, undated, first, last = backend.rows(
        f"select bool_or(date_only), bool_or(wd_no is null), min(day_no), max(day_no) from {EVENTS}"
    )[0]
    counted = f"select act, count(*) n from {EVENTS} group by case_no, act"
    repeated = backend.rows(f"select act, max(n) from ({counted}) group by act having max(n) > 1")
    return Prepared(
        events=tables[EVENTS],
        cases=tables[CASES],
        days=tables[DAYS],
        activities={(process, activity): code for process, activity, code in codes},
        recorded=recorded,
        filled=_filled(backend, whole, [name for name in names if name in tables[EVENTS].columns]),
        date_only=bool(vague),
        most_repeated=max((most for _, most in repeated), default=1),
        repeated=frozenset(code for code, _ in repeated),
        zone=zone,
        undated=bool(undated),
        first_day=first,
        last_day=last,
    )


def _filled(backend: Backend, whole: Table, attributes: list[str]) -> dict[str | None, set[str]]:
    """Columns that hold a value at all, per process."""
    asked: dict[str, Any] = {name: whole[name].count() for name in attributes}
    rows = backend.rows(
        backend.sql(whole.group_by("process").aggregate(**(asked or {"n": whole.count()})))
    )
    return {row[0]: {name for name, n in zip(asked, row[1:], strict=False) if n} for row in rows}


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
