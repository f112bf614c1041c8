"""
装载：从读入的样子到检查所见的样子。Load: from what an adapter read to what a check may see.

Staging tables `in_<table>` become tables `<table>`: types of the dictionary, local dates of
instants in the source's zone, what checks need to know of an identity derived before it is hashed,
names masked. A table that needs none of it is renamed, not copied.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import duckdb
import pyarrow as pa

from qinglian.engine import repeats
from qinglian.engine.backends.duckdb import literal, quoted, value
from qinglian.engine.dataset import Dataset
from qinglian.engine.identity import FAMILY, Hasher, companions, normal
from qinglian.engine.ledgers import date_only_of, steps
from qinglian.engine.validity import credit_code_valid
from qinglian.model.errors import BadInput
from qinglian.model.table import TableSpec, local_date_of, stem, tables
from qinglian.model.text import Text
from qinglian.sources.intake import Intake

SQL_TYPES = {
    "string": "VARCHAR",
    "strings": "VARCHAR[]",
    "code": "VARCHAR",
    "integer": "BIGINT",
    "number": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
    "money": "DECIMAL(18,2)",
}
COMPANIONS = {
    "valid": pa.bool_(),
    "region": pa.string(),
    "birth_year": pa.int64(),
    "prefix": pa.string(),
}


def load(intake: Intake, dataset: Dataset, *, hasher: Hasher) -> dict[str, int]:
    """Move what one file became into the tables of a dataset; return the rows added to each table."""
    added: dict[str, int] = {}
    for name in list(intake.tables):
        spec = tables()[name]
        plan = _Plan(intake, spec, hasher)
        try:
            plan.prepare()
            added[name] = plan.move()
        finally:
            plan.tidy()
        for process in spec.processes:
            intake.records(process, set(steps(spec, plan.columns)))
        dataset.adopt(name, plan.columns)
    dataset.records(intake.recorded)
    dataset.clear = hasher.clear
    return added


@dataclass(frozen=True)
class _Lookup:
    """A table of distinct identities: in clear, hashed, and what is known of each."""

    name: str
    suffixes: tuple[str, ...]


class _Plan:
    """What one staging table becomes, column by column."""

    def __init__(self, intake: Intake, spec: TableSpec, hasher: Hasher) -> None:
        self.con = intake.con
        self.intake = intake
        self.spec = spec
        self.hasher = hasher
        self.source = quoted(f"in_{spec.name}")
        found = "select 1 from duckdb_tables() where table_name = ? and not internal"
        self.exists = value(self.con, found, [spec.name]) is not None
        self.lent = f"in_{spec.name}" in _views(self.con)
        described = self.con.execute(f"describe {self.source}").fetchall()
        self.have: dict[str, str] = {row[0]: row[1] for row in described}
        self.select: dict[str, str] = {}
        self.joins: list[str] = []
        self.lookups: dict[str, _Lookup] = {}

    @property
    def columns(self) -> list[str]:
        """Columns of the table as loaded."""
        return list(self.select)

    def prepare(self) -> None:
        """Decide how each column is made."""
        for name in self.have:
            column = self.spec.columns.get(name)
            if column is not None:
                self._cast(name, SQL_TYPES[column.type])
                kind = column.identifies or self._identifies().get(name)
                if kind:
                    self._hide(name, kind)
                elif name.endswith("_uscc"):
                    self._judge_credit_code(name)
            elif name in self.spec.stored():
                self._cast(name, None)
            elif self.spec.open:
                self._keep(name)
        for column in self.spec.columns.values():
            if column.name in self.have and column.type in ("timestamp", "date"):
                self._local(column.name, column.type, step=bool(column.event))
        if self.spec.name == "event":
            self._number()

    def move(self) -> int:
        """Make the table, or append to it what it does not hold already; return how many rows."""
        target = quoted(self.spec.name)
        rows = int(value(self.con, f"select count(*) from {self.source}"))
        if not self.exists and not self.joins and not self.lent and self._unchanged():
            self.con.execute(f"alter table {self.source} rename to {target}")
            return rows
        made = ", ".join(f"{sql} as {quoted(name)}" for name, sql in self.select.items())
        query = f"select {made} from {self.source} as s {' '.join(self.joins)}"
        if not self.exists:
            self.con.execute(f"create table {target} as {query}")
            return rows
        met = repeats.append(self.con, self.spec, query)
        self.intake.notes += repeats.said(self.spec, met)
        return met.added

    def tidy(self) -> None:
        """Drop the staging table and the identities in clear."""
        self.con.execute(f"drop {'view' if self.lent else 'table'} if exists {self.source}")
        for lookup in self.lookups.values():
            self.con.execute(f"drop table if exists {lookup.name}")

    def _number(self) -> None:
        """Events without a position stand as in the file, those without an id are named by case and position.

        A second file counts on where the first ended: its events come later, and no id is given
        twice.
        """
        position = self.select.get("position", "s.rowid + 1")
        if self.exists and not {"event_id", "position"} <= set(self.have):
            last = value(self.con, "select greatest(count(*), max(position)) from event")
            position = f"{position} + {int(last) + 1}"
        self.select["position"] = position
        self.select.setdefault("event_id", f"{self.select['case_id']} || '#' || ({position})")

    def _unchanged(self) -> bool:
        plain = {name: f"s.{quoted(name)}" for name in self.have}
        return self.select == plain

    def _identifies(self) -> Mapping[str, str]:
        said = self.intake.mapping.get("identifies") or {}
        return said if isinstance(said, Mapping) else {}

    def _cast(self, name: str, wanted: str | None) -> None:
        source = f"s.{quoted(name)}"
        have = self.have[name]
        if wanted is None or have == wanted:
            self.select[name] = source
        elif have == "TIMESTAMP WITH TIME ZONE" and wanted == "TIMESTAMP":
            self.select[name] = f"timezone('UTC', {source})"
        elif have == "VARCHAR":
            self._must_cast(name, wanted)
            self.select[name] = f"cast({source} as {wanted})"
        else:
            self.select[name] = f"cast({source} as {wanted})"

    def _must_cast(self, name: str, wanted: str) -> None:
        column = quoted(name)
        bad = value(
            self.con,
            f"select {column} from {self.source} where {column} is not null "
            f"and try_cast({column} as {wanted}) is null limit 1",
        )
        if bad is not None:
            where = f"{self.spec.name}.{name}"
            raise BadInput(
                Text(f"{where} 的值 {bad!r} 不是 {wanted}", f"{where}: {bad!r} is no {wanted}")
            )

    def _keep(self, name: str) -> None:
        """An attribute under its own name: instants become UTC without zone, and a mapping may say it identifies."""
        self._cast(name, "TIMESTAMP" if self.have[name].startswith("TIMESTAMP") else None)
        if kind := self._identifies().get(name):
            self.select[name] = f"cast({self.select[name]} as VARCHAR)"
            self._hide(name, kind)

    def _hide(self, name: str, kind: str) -> None:
        lookup = self._lookup(name, kind)
        alias = f"i_{len(self.joins)}"
        plain = self.select[name]
        self.joins.append(f"left join {lookup.name} as {alias} on {alias}.raw = {plain}")
        self.select[name] = f"{alias}.shown"
        for suffix in lookup.suffixes:
            self.select[f"{name}_{suffix}"] = f"{alias}.{suffix}"

    def _lookup(self, name: str, kind: str) -> _Lookup:
        """Distinct identities of one column, hashed. Only these pass through Python."""
        column = f"cast({quoted(name)} as VARCHAR)"
        raws = [
            row[0]
            for row in self.con.execute(
                f"select distinct {column} from {self.source} where {quoted(name)} is not null"
            ).fetchall()
        ]
        if kind == "name":
            shown, known = [self.hasher.masked(raw) for raw in raws], []
        else:
            shown = [self.hasher.hashed(kind, raw) for raw in raws]
            today = date.today()
            known = [companions(kind, raw, today) if normal(kind, raw) else {} for raw in raws]
        suffixes = tuple(companions(kind, "", date.today())) if kind in FAMILY else ()
        columns = {"raw": pa.array(raws, pa.string()), "shown": pa.array(shown, pa.string())}
        for suffix in suffixes:
            values = [entry.get(suffix) for entry in known]
            columns[suffix] = pa.array(values, COMPANIONS[suffix])
        lookup = _Lookup(quoted(f"clear_{self.spec.name}_{name}"), suffixes)
        self.con.register("incoming_identities", pa.table(columns))
        self.con.execute(f"create or replace temp table {lookup.name} as from incoming_identities")
        self.con.unregister("incoming_identities")
        self.lookups[name] = lookup
        return lookup

    def _judge_credit_code(self, name: str) -> None:
        column = quoted(name)
        codes = self.con.execute(
            f"select {column}, count(*) from {self.source} where {column} is not null group by 1"
        ).fetchall()
        wrong = {
            code: rows for code, rows in codes if not credit_code_valid(normal("address", code))
        }
        right = f"s.{column} not in ({', '.join(map(literal, wrong))})" if wrong else "true"
        self.select[f"{name}_valid"] = f"case when s.{column} is not null then {right} end"
        if wrong:
            count, example = sum(wrong.values()), next(iter(wrong))
            self.intake.note(
                f"{name}：{count} 行的统一社会信用代码校验位不符（如 {example}），已照收，请向登记库核实",
                f"{name}: credit codes of {count} rows fail the check digit (such as {example}); kept, verify them",
            )

    def _local(self, name: str, kind: str, *, step: bool) -> None:
        """Local dates of instants; for the steps of a ledger also whether only the day is known."""
        zone = literal(self.intake.zone)
        if kind == "date":
            if step and f"{stem(name)}_at" not in self.spec.columns:
                midnight = f"timezone({zone}, cast({self.select[name]} as TIMESTAMP))"
                self.select[f"{stem(name)}_at"] = f"timezone('UTC', {midnight})"
                self.select[date_only_of(name)] = "true"
            return
        local = f"timezone({zone}, timezone('UTC', {self.select[name]}))"
        if local_date_of(name) not in self.have:
            self.select[local_date_of(name)] = f"cast({local} as DATE)"
        only = "date_only" if self.spec.name == "event" else date_only_of(name)
        if (step or self.spec.name == "event") and only not in self.have:
            self.select[only] = f"{local} = date_trunc('day', {local})"


def _views(con: duckdb.DuckDBPyConnection) -> set[str]:
    rows = con.execute("select view_name from duckdb_views() where not internal").fetchall()
    return {row[0] for row in rows}
