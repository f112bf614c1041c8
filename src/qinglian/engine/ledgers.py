"""
宽台账即事件。The dated steps of a wide ledger, read as events.

A ledger with a process (permit, penalty) has one row a case and one column a step. Each filled step
is an event `<table>:<case>:<activity>`. Where rows follow different laws (tender), the ledger's
branches say to which process a row belongs. Nothing is copied: the events are an expression over the
ledger, and carry, of its other columns, only those that are asked for.

Who did a step is the column `<step>_by` of the same stem. A step whose `_by` the dictionary knows
but the ledger lacks has an unknown resource, since the handling officer need not be the one who
decided; steps without `_by` are the handling officer's. Who took part beside them is the column
`<step>_with`, for the steps of the handling officer `handler2_id`.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from qinglian.model.table import Column, TableSpec, local_date_of, stem

if TYPE_CHECKING:
    from ibis import Table
    from ibis.expr import types as ir
    from ibis.expr.datatypes import DataType

OWN = {
    "event_id",
    "process",
    "case_id",
    "position",
    "activity",
    "occurred_at",
    "occurred_on",
    "date_only",
}
HANDLER, HANDLER2 = "handler_id", "handler2_id"


def steps(spec: TableSpec, present: Iterable[str]) -> dict[str, Column]:
    """Activities that a ledger with these columns can carry, each with the column of its day."""
    have = set(present)
    return {
        column.event: column
        for column in spec.columns.values()
        if column.event and column.name in have
    }


def date_only_of(column: str) -> str:
    """Companion of a step: true where only the day is known."""
    return f"{stem(column)}_date_only"


def event_columns(spec: TableSpec, present: Iterable[str]) -> set[str]:
    """Columns that the events of this ledger can fill; none where it has no step."""
    have = set(present)
    dated = steps(spec, have)
    if not dated:
        return set()
    found = OWN | (have - {spec.case} - _step_columns(spec))
    if HANDLER in have or any(f"{stem(column.name)}_by" in have for column in dated.values()):
        found.add("resource")
    if HANDLER2 in have or any(f"{stem(column.name)}_with" in have for column in dated.values()):
        found.add("second_resource")
    if "amount_yuan" in have:
        found.add("amount")
    return found


def events(ledger: "Table", spec: TableSpec, columns: Iterable[str]) -> "Table":
    """Events of a ledger as loaded, with the own columns of events and those of `columns` that it can fill."""
    fill = event_columns(spec, ledger.columns) & set(columns)
    extra = sorted(fill - OWN)
    return stacked(
        [
            _step(ledger, spec, activity, column, extra)
            for activity, column in steps(spec, ledger.columns).items()
        ],
        [*sorted(OWN), *extra],
    )


def process_of(rows: "Table", spec: TableSpec) -> "ir.Value":
    """The process of each row: that of the first branch whose columns all hold one of its codes."""
    import ibis

    made: ir.Value = ibis.literal(str(spec.process))
    for branch in reversed(spec.branches):
        if all(column in rows.columns for column in branch.where):
            fits: Any = ibis.literal(True)
            for column, codes in branch.where.items():
                fits = fits & rows[column].isin(codes)
            made = ibis.ifelse(fits, ibis.literal(branch.process), made)
    return made


def stacked(parts: list["Table"], columns: Iterable[str]) -> "Table":
    """One table below the other with `columns`; where a column's types differ it becomes text."""
    import ibis

    names = list(dict.fromkeys((*sorted(OWN), *columns)))
    if len(parts) == 1:
        return parts[0]
    if all(part.schema() == parts[0].schema() for part in parts[1:]):
        # Chosen once below the whole rather than in each part: a third of the statement, and of the time to write it.
        rows = ibis.union(*parts)
        return rows.select(*(name for name in names if name in rows.columns))
    types = {name: {part[name].type() for part in parts if name in part.columns} for name in names}
    alike = []
    for part in parts:
        chosen = {}
        for name, kinds in types.items():
            if kinds:
                kind = kinds.copy().pop() if len(kinds) == 1 else _common(kinds)
                chosen[name] = part[name].cast(kind) if name in part.columns else ibis.null(kind)
        alike.append(part.select(**chosen))
    return ibis.union(*alike)


def _common(kinds: set["DataType"]) -> str:
    return "float64" if all(kind.is_numeric() for kind in kinds) else "string"


def _step_columns(spec: TableSpec) -> set[str]:
    found = set()
    for column in spec.columns.values():
        if column.event:
            found |= {column.name, local_date_of(column.name), date_only_of(column.name)}
            found.add(f"{stem(column.name)}_at")
    return found


def _step(
    ledger: "Table", spec: TableSpec, activity: str, column: Column, extra: list[str]
) -> "Table":
    import ibis

    rows = ledger.filter(ledger[column.name].notnull())
    case = rows[str(spec.case)]
    position = list(spec.columns).index(column.name)
    return rows.select(
        event_id=ibis.literal(f"{spec.name}:") + case + ibis.literal(f":{activity}"),
        process=process_of(rows, spec),
        case_id=case,
        position=ibis.literal(position, "int64"),
        activity=ibis.literal(activity),
        occurred_at=_or_null(rows, f"{stem(column.name)}_at", "timestamp(6)"),
        occurred_on=_or_null(rows, f"{stem(column.name)}_on", "date"),
        date_only=_or_null(rows, date_only_of(column.name), "boolean"),
        **{name: _attribute(rows, spec, column, name) for name in extra},
    )


def _attribute(rows: "Table", spec: TableSpec, column: Column, name: str) -> "ir.Value":
    if name == "resource":
        by = f"{stem(column.name)}_by"
        return _or_null(rows, by if by in spec.columns else HANDLER, "string")
    if name == "second_resource":
        own = f"{stem(column.name)}_by" in spec.columns
        return _or_null(rows, f"{stem(column.name)}_with" if own else HANDLER2, "string")
    made: ir.Value = rows[name] if name in rows.columns else rows.amount_yuan.cast("float64")
    return made


def _or_null(rows: "Table", name: str, kind: str) -> "ir.Value":
    import ibis

    made: ir.Value = rows[name] if name in rows.columns else ibis.null(kind)
    return made
