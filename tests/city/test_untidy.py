"""The same city as tidy Parquet and as untidy ledgers is the same tables, apart from rows that cannot be right."""

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from qinglian.city import cells, typed
from qinglian.city.draw import Draw
from qinglian.city.ledgers import write_ledgers
from qinglian.city.make import County, county
from qinglian.city.size import STATION
from qinglian.city.untidy import Refused, write_untidy
from qinglian.engine.dataset import Dataset
from qinglian.engine.identity import Hasher
from qinglian.engine.inputs import open_inputs
from qinglian.model.table import TableSpec, tables
from qinglian.sources.workbook.rulebook import mapping

pytestmark = pytest.mark.xdist_group("city-untidy")  # its city is drawn once

HASHER = Hasher(b"k")


@pytest.fixture(scope="module")
def made() -> County:
    """A county without what is published as a file of its own."""
    whole = county(7, 1, STATION)
    return replace(whole, tables=whole.ledgers(), told=[])


@pytest.fixture(scope="module")
def tidy(made: County, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder = tmp_path_factory.mktemp("tidy")
    for name, table in made.tables.items():
        typed.write(table, folder / f"{name}.parquet")
    return open_inputs(sorted(folder.glob("*.parquet")), hasher=HASHER)


@pytest.fixture(scope="module")
def untidy(made: County, tmp_path_factory: pytest.TempPathFactory) -> tuple[Dataset, list[Refused]]:
    files, refused = write_untidy(
        tmp_path_factory.mktemp("untidy"), "示例县", made.tables, Draw(7, "dirty")
    )
    return open_inputs(files, hasher=HASHER), refused


def rows(dataset: Dataset, name: str, made: County) -> list[tuple]:
    """Rows of a table in order, the columns that a ledger carries.

    A ledger cannot tell an empty list from none; it trims its cells, takes one blank for many and full-width
    digits for plain ones; where an id is missing it takes the name.
    """
    spec = tables()[name]
    columns = [column.name for column in cells.filled(spec, made.tables[name])]
    listed = ", ".join(f"{_as_read(spec, column, columns)} as {column}" for column in columns)
    return dataset.con.execute(f'select {listed} from "{name}" order by all').fetchall()


def _as_read(spec: TableSpec, column: str, columns: list[str]) -> str:
    kind = spec.columns[column].type
    if kind == "strings":
        return f"case when len({column}) > 0 then {column} end"
    if kind != "string":
        return column
    way = [column]
    while (other := mapping()["instead"].get(spec.name, {}).get(way[-1])) in columns:
        way.append(other)
    said = ", ".join(f"nullif({_mended(name)}, '')" for name in way)
    return f"coalesce({said})"


def _mended(column: str) -> str:
    """A text as a ledger is read: digits of one width, one blank for many, none at the ends."""
    plain = f"translate({column}, '０１２３４５６７８９', '0123456789')"
    return f"trim(regexp_replace({plain}, '\\s+', ' ', 'g'))"


def test_untidy_ledgers_are_the_same_tables(made: County, tidy: Dataset, untidy):
    dataset, _ = untidy
    for name, table in made.tables.items():
        if table.num_rows:
            assert rows(dataset, name, made) == rows(tidy, name, made), name


def test_what_cannot_be_right_is_refused_and_nothing_else(made: County, untidy):
    dataset, refused = untidy
    bad = {}
    for one in refused:
        bad[one.file] = bad.get(one.file, 0) + 1
    for note in dataset.sources:
        assert note.rows_refused == bad.get(note.name, 0), note.refused[:3]
        assert note.rows_read == note.rows_kept + note.rows_refused
    assert sum(note.rows_kept for note in dataset.sources) == sum(
        table.num_rows for table in made.tables.values()
    )


def test_money_adds_up(made: County, tidy: Dataset, untidy):
    dataset, _ = untidy
    for name in made.tables:
        for column in cells.filled(tables()[name], made.tables[name]):
            if column.type == "money":
                asked = f'select sum("{column.name}") from "{name}"'
                assert (
                    dataset.con.execute(asked).fetchall() == tidy.con.execute(asked).fetchall()
                ), f"{name}.{column.name}"


def test_ledgers_handed_over_are_the_same_tables(made: County, tidy: Dataset, tmp_path: Path):
    dataset = open_inputs(write_ledgers(tmp_path, "示例县", made.tables), hasher=HASHER)
    assert not any(note.refused for note in dataset.sources)
    for name, table in made.tables.items():
        if table.num_rows:
            assert rows(dataset, name, made) == rows(tidy, name, made), name


def test_a_long_ledger_is_a_csv_of_the_same_rows(
    made: County, tidy: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("qinglian.city.ledgers.LONGEST_SHEET", 0)
    (path,) = write_ledgers(tmp_path, "示例县", {"penalty": made.tables["penalty"]})
    assert path.suffix == ".csv"
    assert rows(open_inputs([path], hasher=HASHER), "penalty", made) == rows(tidy, "penalty", made)


def test_a_formula_is_text(tmp_path: Path, made: County):
    table = made.tables["post"].slice(0, 1)
    spot = table.schema.get_field_index("post_name")
    table = table.set_column(spot, table.schema.field(spot), [["=1+1"]])
    (path,) = write_ledgers(tmp_path, "示例县", {"post": table})
    dataset = open_inputs([path], hasher=HASHER)
    said = duckdb.DuckDBPyConnection.execute(dataset.con, "select post_name from post").fetchall()
    assert said == [("=1+1",)]
