"""
哪些列有值。Which columns of the tables of a run carry a value, and which rules wait for one that does not.

One aggregate a table. What a rule waits for is what its coverage says was missing.
"""

from collections.abc import Iterable, Iterator

from qinglian.engine.backends.duckdb import quoted
from qinglian.engine.dataset import Dataset
from qinglian.engine.outcome import ColumnFill, Coverage, TableFill
from qinglian.model.table import TableSpec, tables
from qinglian.model.text import Text


def filled(dataset: Dataset, coverage: Iterable[Coverage]) -> list[TableFill]:
    """For each table of the sources its rows, and for each column of the dictionary the rows that carry a value."""
    present = [spec for spec in tables().values() if spec.name in dataset.columns]
    waiting = _waiting(present, coverage)
    return [_of_table(dataset, spec, waiting) for spec in present]


def _of_table(
    dataset: Dataset, spec: TableSpec, waiting: dict[tuple[str, str], list[str]]
) -> TableFill:
    kinds = {name: kind for name, kind, *_ in _described(dataset, spec.name)}
    have = [name for name in _columns(dataset, spec) if name in kinds]
    counts = [_count(name, kinds[name]) for name in have]
    row = dataset.con.execute(
        f"select count(*), {', '.join(counts) or '0'} from {quoted(spec.name)}"
    ).fetchall()[0]
    carried = dict(zip(have, row[1:], strict=False))
    return TableFill(
        table=spec.name,
        title=spec.title,
        rows=row[0],
        columns=[
            ColumnFill(
                name,
                spec.columns[name].text if name in spec.columns else Text(name, name),
                carried.get(name, 0),
                [] if carried.get(name) else waiting.get((spec.name, name), []),
            )
            for name in dict.fromkeys((*spec.columns, *have))
        ],
    )


def _described(dataset: Dataset, table: str) -> list[tuple[str, str]]:
    return dataset.con.execute(f"describe {quoted(table)}").fetchall()


def _columns(dataset: Dataset, spec: TableSpec) -> list[str]:
    """Columns that a source had: those of the dictionary, and further ones where the table is open to them."""
    had = dataset.columns[spec.name]
    own = [name for name in spec.columns if name in had]
    return own + sorted(had - spec.stored().keys()) if spec.open else own


def _count(name: str, kind: str) -> str:
    """SQL for the rows that carry a value; an empty list is none."""
    column = quoted(name)
    return f"count(nullif(len({column}), 0))" if kind.endswith("[]") else f"count({column})"


def _waiting(
    present: list[TableSpec], coverage: Iterable[Coverage]
) -> dict[tuple[str, str], list[str]]:
    """Rules by the table and column that they lacked."""
    found: dict[tuple[str, str], list[str]] = {}
    for item in coverage:
        process = item.rule.card.params.get("process")
        lacked = {
            place
            for gap in item.missing
            if gap.column
            for place in _places(present, gap.table, gap.column, process)
        }
        for place in sorted(lacked):
            found.setdefault(place, []).append(item.rule.id)
    return found


def _places(
    present: list[TableSpec], table: str, column: str, process: str | None
) -> Iterator[tuple[str, str]]:
    """Where a value would have to stand: of events, also in the ledger whose steps and attributes they are."""
    for spec in present:
        ledger = table == "event" and process in spec.processes
        if spec.name != table and not ledger:
            continue
        for own in spec.columns.values():
            if own.name == column or (ledger and own.event == column):
                yield spec.name, own.name
