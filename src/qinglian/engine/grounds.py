"""
答案的根据。What a rule's answer hangs on besides the rows of its subject.

Where two runs agree in it, only subjects whose own rows changed can have another answer.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic_core import to_jsonable_python

from qinglian.engine.ask import asks_the_day
from qinglian.engine.asked import Asked
from qinglian.engine.backends.duckdb import quoted
from qinglian.engine.code import fingerprint
from qinglian.engine.dataset import Dataset
from qinglian.engine.processes import BOUND, attributes_of, columns_read
from qinglian.model.process import Constraint


@dataclass(frozen=True)
class Facts:
    """What process rules see alike of events: types, the columns filled at all, per process, and how many cases."""

    types: dict[str, str] = field(default_factory=dict)
    filled: dict[str | None, set[str]] = field(default_factory=dict)
    cases: int = 0


def facts(dataset: Dataset, asked: list[Asked]) -> Facts:
    """Look once at all events."""
    constraints = constraints_of(asked)
    if not constraints or not dataset.has("event"):
        return Facts()
    event = dataset.bind("event", (*BOUND, *columns_read(dataset, constraints)))
    names = [name for name in attributes_of(constraints) if name in event.columns]
    filled = ", ".join(f"count({quoted(name)})" for name in names)
    rows = dataset.con.execute(
        f"""select process, approx_count_distinct(case_id), {filled}
        from ({dataset.backend.sql(event)}) where case_id is not null group by process"""
    ).fetchall()
    return Facts(
        {name: str(kind) for name, kind in event.schema().items()},
        {row[0]: {name for name, n in zip(names, row[2:], strict=True) if n} for row in rows},
        sum(row[1] for row in rows),
    )


def grounds(dataset: Dataset, asked: list[Asked], as_of: date, known: Facts) -> dict[str, str]:
    """For each rule that judges its subjects alone, the hash of what its answers hang on."""
    shared = [fingerprint(), dataset.zone, calendar_hash(dataset)]
    return {
        one.rule.id: _hash([shared, _card(one, as_of), _data(dataset, one, known)])
        for one in asked
        if one.alone
    }


def calendar_hash(dataset: Dataset) -> str:
    """Hash of the working-day calendar of a run."""
    rows = dataset.con.execute(
        f"select day_on, working, wd_no from ({dataset.backend.sql(dataset.calendar)}) order by 1"
    ).fetchall()
    return _hash(rows)


def _card(one: Asked, as_of: date) -> list[Any]:
    """The card, the values in force, the clauses that may be cited, and the day where it matters."""
    in_force = [
        (item.in_force is None or item.in_force <= as_of, item.until is None or as_of < item.until)
        for item in one.rule.card.basis
    ]
    stretches = [
        (variant.since, variant.until, variant.values, variant.clauses) for variant in one.stretches
    ]
    day = as_of if _asks_the_day(one) else None
    return [one.rule.pack, one.rule.sha256, stretches, in_force, day]


def _asks_the_day(one: Asked) -> bool:
    """Whether an answer may change by the mere passing of days."""
    if one.check.is_process:
        return any(c.closed_by or c.suspended for c in one.constraints)
    return asks_the_day(one.check)


def _data(dataset: Dataset, one: Asked, known: Facts) -> list[Any]:
    """Which columns the sources have, of which type; for processes also which are filled and what could be recorded."""
    if one.check.is_process:
        columns = [*BOUND, *columns_read(dataset, one.constraints)]
        here = [(name, known.types.get(name), dataset.has("event", name)) for name in columns]
        return [here, [_carried(dataset, process, known, columns) for process in _processes(one)]]
    return [
        [(name, kind, dataset.has(table, name)) for name, kind in dataset.kinds(table, columns)]
        if dataset.has(table)
        else None
        for table, columns in one.check.reads.items()
    ]


def _carried(dataset: Dataset, process: str | None, known: Facts, columns: list[str]) -> list[Any]:
    """What the sources carry of a process: filled columns (of each process where none is named), activities."""
    filled = [
        (name, sorted(own & set(columns)))
        for name, own in known.filled.items()
        if process in (None, name)
    ]
    return [process, sorted(filled, key=str), sorted(dataset.recorded.get(process or "", ()))]


def _processes(one: Asked) -> list[str | None]:
    return sorted({constraint.process for constraint in one.constraints}, key=str)


def constraints_of(asked: list[Asked]) -> list[Constraint]:
    """What process rules ask, every stretch of every card."""
    return [constraint for one in asked for constraint in one.constraints]


def _hash(value: Any) -> str:
    body = json.dumps(to_jsonable_python(value), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(body.encode()).hexdigest()
