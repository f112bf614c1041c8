"""
结论与计数。Verdicts of one rule and their numbers: one row a subject, from which coverage follows.

A run over files only counts them. A run over a lake keeps them too, so that the next one need ask only what changed.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from qinglian.engine import missing
from qinglian.engine.outcome import Coverage
from qinglian.engine.process.states import AT_RISK, PENDING, UNDECIDED, VIOLATED
from qinglian.engine.signals import SCHEMA as SIGNALS
from qinglian.engine.signals import merged

SCHEMA = pa.schema(
    {
        "rule_id": pa.string(),
        "stretch": pa.int16(),
        "subject_id": pa.string(),
        "state": pa.int8(),
        "due_on": pa.date32(),
        "missing": pa.string(),
    }
)
"""`stretch` is the place of the parameters in force; `state` as in `process.states`; `due_on` that of open duties.

`missing` names what an undecided subject lacked, a name a line. A row without a state says what the data lack
whoever is asked.
"""

BETWEEN = "\n"
BREAK = "chr(10)"
"""`BETWEEN` in SQL."""


LINES = f"""nullif(array_to_string(list_sort(list_distinct(flatten(
                list(string_split(missing, {BREAK})) filter (missing is not null)))), {BREAK}), '')"""
MASKS = "bit_or(missing)"
"""How several lacks of one subject become one: names a line, or bits of a number."""


def once_each(relation: str, keys: str, lacks: str = LINES) -> str:
    """SQL: one verdict a subject, from rows of `keys, stretch, subject_id, state, due_on, missing`.

    As inside a case, one violation decides; without one, what is not known, then what is still open.
    """
    return f"""
        select {keys}, min(stretch)::smallint stretch, any_value(subject_id) subject_id,
            (case when bool_or(state = {VIOLATED}) then {VIOLATED} else max(state) end)::tinyint state,
            min(due_on) due_on,
            case when not bool_or(state = {VIOLATED}) then {lacks} end missing
        from ({relation}) group by {keys}"""


@dataclass
class Found:
    """What one rule got. `process` is that of its card; verdicts are held only where they are `kept`.

    `summed`: values count places, so that those of one subject in two stretches add up.
    """

    rule_id: str
    process: str | None = None
    kept: bool = False
    summed: bool = False
    signals: list[pa.Table] = field(default_factory=list)
    verdicts: list[pa.Table] = field(default_factory=list)
    seconds: float = 0.0
    fence: tuple[float, float] | None = None
    _states: Counter[int] = field(default_factory=Counter)
    _lacks: Counter[str] = field(default_factory=Counter)
    _mentioned: set[str] = field(default_factory=set)
    _due: date | None = None

    def add(self, stretch: int, columns: dict[str, Any]) -> None:
        """Take the verdicts on subjects asked in one stretch of time: columns of `SCHEMA`."""
        n = len(columns["state"])
        constant = {"rule_id": self.rule_id, "stretch": stretch}
        filled = {
            name: pa.repeat(pa.scalar(said, SCHEMA.field(name).type), n)
            for name, said in constant.items()
        }
        whole = {**filled, **columns}
        self.take(
            pa.table(
                {
                    name: whole.get(name, pa.nulls(n, SCHEMA.field(name).type))
                    for name in SCHEMA.names
                },
                schema=SCHEMA,
            )
        )

    def take(self, rows: pa.Table) -> None:
        """Count verdicts, and hold them where they are kept."""
        self._mentioned.update(_lines(rows.filter(pc.is_null(rows["state"]))))
        rows = rows.filter(pc.is_valid(rows["state"]))
        for item in rows["state"].value_counts():
            self._states[item["values"].as_py()] += item["counts"].as_py()
        self._lacks.update(_lines(rows))
        open_duties = pc.is_in(rows["state"], pa.array([PENDING, AT_RISK], pa.int8()))
        due = pc.min(rows["due_on"].filter(open_duties)).as_py()
        self._due = min((day for day in (self._due, due) if day is not None), default=None)
        if self.kept:
            self.verdicts.append(rows)

    def tally(self, states: Counter[int], lacks: Counter[str], due: date | None) -> None:
        """Take verdicts that were counted elsewhere: how many in each state, what was lacked, the next day due."""
        self._states.update(states)
        self._lacks.update(lacks)
        self._due = min((day for day in (self._due, due) if day is not None), default=None)

    def count(
        self, con: duckdb.DuckDBPyConnection, rows: str, named: Callable[[int | None], list[str]]
    ) -> None:
        """Count verdicts where they are: `rows` is a select of `state, due_on, missing`, one row a subject.

        `named` tells the names that a number in `missing` stands for.
        """
        told = con.execute(
            f"select state, missing, count(*), min(due_on) from ({rows}) group by state, missing"
        ).fetchall()
        states: Counter[int] = Counter()
        lacks: Counter[str] = Counter()
        for state, lacked, n, _ in told:
            states[state] += n
            for name in named(lacked) if state == UNDECIDED else ():
                lacks[name] += n
        due = [day for state, _, _, day in told if day and state in (PENDING, AT_RISK)]
        self.tally(states, lacks, min(due, default=None))

    def mention(self, *names: str) -> None:
        """Say what the data lack whoever is asked."""
        self._mentioned.update(names)

    def stand(self, signals: pa.Table, verdicts: pa.Table) -> None:
        """Take what an earlier run said of other subjects."""
        self.take(verdicts)
        self.signals = [pa.concat_tables([*self.signals, signals]).sort_by("subject_id")]

    def all_signals(self) -> pa.Table:
        """Signals in one table, one for each id."""
        return merged(pa.concat_tables([SIGNALS.empty_table(), *self.signals]), summed=self.summed)

    def all_verdicts(self) -> pa.Table:
        """Verdicts in one table, subjects in order, then what was mentioned."""
        rows = pa.concat_tables([SCHEMA.empty_table(), *self.verdicts])
        rows = rows.sort_by([("stretch", "ascending"), ("subject_id", "ascending")])
        mentions = [
            {"rule_id": self.rule_id, "missing": name}
            for name in sorted(self._mentioned - self._lacks.keys())
        ]
        return pa.concat_tables([rows, pa.Table.from_pylist(mentions, SCHEMA)])

    def cover(self, cover: Coverage) -> None:
        """Fill the coverage of the rule."""
        states, lacks = self._states, dict.fromkeys(self._mentioned, 0) | self._lacks
        cover.asked = states.total()
        cover.undecided = states[UNDECIDED]
        cover.decided = cover.asked - cover.undecided
        cover.flagged = states[VIOLATED]
        cover.pending = states[PENDING]
        cover.at_risk = states[AT_RISK]
        cover.next_due_on = self._due
        cover.seconds = self.seconds
        cover.fence = self.fence
        cover.missing = [
            missing.said(name, subjects, self.process)
            for name, subjects in sorted(lacks.items(), key=lambda item: (-item[1], item[0]))
        ]


def _lines(rows: pa.Table) -> Counter[str]:
    """Names of what was missing, each with the number of its rows."""
    found: Counter[str] = Counter()
    for item in rows["missing"].drop_null().value_counts():
        for name in item["values"].as_py().split(BETWEEN):
            found[name] += item["counts"].as_py()
    return found
