"""Rows of a sheet become rows of a table: parties apart, what stands in for what, keys made of other columns."""

from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from qinglian.model.table import TableSpec
from qinglian.model.text import Text
from qinglian.sources.workbook.rulebook import mapping

if TYPE_CHECKING:
    from collections.abc import Mapping

STAGED = "workbook_rows"
DAY = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
CITIZEN = rf"[1-9]\d{{5}}(?:(?:19|20)\d{{2}}{DAY}\d{{3}}[\dX]|\d{{2}}{DAY}\d{{3}})"
CREDIT_CODE = "[0-9A-HJ-NPQRTUWXY]{18}"
HAN = r"\x{3400}-\x{9fff}"
PERSON = f"[{HAN}]{{2,4}}|[{HAN}]{{1,10}}·[{HAN}·]{{1,14}}|[{HAN}][*＊某×xX]{{1,3}}"
SEVERAL = "[、，,;；/|]"


def finish(
    con: duckdb.DuckDBPyConnection,
    spec: TableSpec,
    rows: pa.Table,
    reporting_unit: str | None,
    named: str,
) -> tuple[pa.Table, list[Text]]:
    """Complete typed rows with what follows from them; `named` names the sheet in keys made for rows without any."""
    con.register(STAGED, rows)
    try:
        work = _Work(con, spec, rows.schema.names)
        work.part_parties()
        work.part_officers()
        work.let_stand_in(reporting_unit)
        work.make_key(named)
        work.fill_standard_columns()
        done: pa.Table = con.sql(work.query).to_arrow_table()
    finally:
        con.unregister(STAGED)
    own = set(rows.schema.names)
    empty = [
        name
        for name in done.schema.names
        if name not in own and done[name].null_count == done.num_rows
    ]
    return done.drop_columns([*empty, "row"]), work.notes


class _Work:
    """A query that grows a step at a time; each step sees the columns of the one before."""

    def __init__(self, con: duckdb.DuckDBPyConnection, spec: TableSpec, columns: list[str]) -> None:
        self.con = con
        self.spec = spec
        self.have = list(columns)
        self.query = f"select * from {STAGED}"
        self.notes: list[Text] = []

    def set(self, columns: "Mapping[str, str]") -> None:
        """Replace or add columns by SQL."""
        kept = [
            f'{columns[name]} as "{name}"' if name in columns else f'"{name}"' for name in self.have
        ]
        new = [f'{sql} as "{name}"' for name, sql in columns.items() if name not in self.have]
        self.query = f"select {', '.join((*kept, *new))} from ({self.query})"
        self.have += [name for name in columns if name not in self.have]

    def part_parties(self) -> None:
        """Bodies and persons apart: a person's name and number go only where they will be hidden."""
        for said in mapping()["parties"].get(self.spec.name, ()):
            self._part(**said)

    def _part(self, id: str, name: str, person_id: str, person: str, type: str = "") -> None:
        if not {id, name, person_id} & set(self.have):
            return
        code, number = self._column(id), self._column(person_id)
        is_code = f"({_is(CREDIT_CODE, number)} and not {_is(CITIZEN, number)})"
        clear = "case when contains({0}, '*') or {1} then null else {0} end"
        self.set(
            {
                id: f"coalesce({clear.format(code, _is(CITIZEN, code))}, case when {is_code} then {number} end)",
                person_id: f"coalesce({clear.format(number, is_code)}, "
                f"case when {_is(CITIZEN, code)} then {code} end)",
            }
        )
        if name not in self.have:
            return
        looks = (
            f"{id} is null and ({person_id} is not null or ({_is(PERSON, name)} "
            f"and not regexp_matches({name}, '(?:{mapping()['body_words']})$')))"
        )
        is_person = f"coalesce({type} = 'person', {looks})" if type in self.have else f"({looks})"
        self.set(
            {
                person: f"coalesce({self._column(person)}, case when {is_person} then {name} end)",
                name: f"case when {is_person} then null else {name} end",
            }
        )

    def part_officers(self) -> None:
        """Two officers named in one cell; counted only where the column is seen to name more than one."""
        for said in mapping()["officers"].get(self.spec.name, ()):
            first, second, count = said["first"], said["second"], said["count"]
            if first not in self.have:
                continue
            names = f"string_split_regex({first}, '{SEVERAL}')"
            several = self._one(f"select bool_or(len({names}) > 1) from ({self.query})")
            if not several and second not in self.have:
                continue
            other = self._column(second)
            changes = {
                first: f"trim({names}[1])",
                second: f"coalesce({other}, nullif(trim({names}[2]), ''))",
            }
            if count not in self.have:
                own = f"len(list_filter({names}, lambda one: trim(one) <> ''))"
                changes[count] = (
                    f"case when {first} is not null then {own} + (case when {other} is null then 0 else 1 end) end"
                )
                label = self.spec.columns[first].text
                self.notes.append(
                    Text(
                        f"没有人数一列，按“{label.zh}”写出的姓名个数计",
                        f"There is no column of numbers; the names under {first} were counted",
                    )
                )
            self.set(changes)

    def let_stand_in(self, reporting_unit: str | None) -> None:
        """Fill what is empty from what says the same, and the unit from the sheet's title."""
        if (
            reporting_unit
            and "unit_name" in self.spec.columns
            and not {"unit_id", "unit_name"} & set(self.have)
        ):
            self.set({"unit_name": _literal(reporting_unit)})
            self.notes.append(
                Text(
                    f"没有单位一列，按标题中的填报单位“{reporting_unit}”记",
                    f"There is no column of units; {reporting_unit} was taken from the title",
                )
            )
        for column, other in mapping()["instead"].get(self.spec.name, {}).items():
            if other in self.have:
                self.set({column: f"coalesce({column}, {other})" if column in self.have else other})

    def make_key(self, named: str) -> None:
        """Where the ledger numbers nothing, name rows by other columns or by their place."""
        key = self.spec.key[0]
        if key in self.have or len(self.spec.key) > 1 or self.spec.name == "event":
            return
        parts = mapping()["composed"].get(self.spec.name, {}).get(key)
        if parts:
            self.set(
                {key: f"concat_ws(':', {', '.join(part for part in parts if part in self.have)})"}
            )
            return
        self.set({key: f"{_literal(named)} || '#' || row"})
        self.notes.append(
            Text(
                f"没有{self.spec.columns[key].text.zh}一列，以文件名和行号代",
                f"There is no column for {key}; rows are named by file and row number",
            )
        )

    def fill_standard_columns(self) -> None:
        """What OCDS calls value and currency, and the lists of which a ledger's row has one entry."""
        changes = {}
        if {"amount", "currency"} <= set(self.spec.columns) and "amount_yuan" in self.have:
            if "amount" not in self.have:
                changes["amount"] = "cast(amount_yuan as double)"
            if "currency" not in self.have:
                changes["currency"] = "case when amount_yuan is not null then 'CNY' end"
        if "position" in self.spec.columns and "position" not in self.have:
            changes["position"] = "row"
        for one in ("bidder_id", "supplier_id"):
            if f"{one}s" in self.spec.columns and one in self.have:
                changes[f"{one}s"] = f"case when {one} is not null then [{one}] end"
        if changes:
            self.set(changes)

    def _column(self, name: str) -> str:
        return f'"{name}"' if name in self.have else "cast(null as varchar)"

    def _one(self, query: str) -> Any:
        return self.con.execute(query).fetchall()[0][0]


def _is(pattern: str, column: str) -> str:
    return f"regexp_full_match({column}, '{pattern}')"


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
