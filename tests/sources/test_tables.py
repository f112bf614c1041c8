"""Tables of the dictionary as Parquet: named by the file itself or by its name, refused where they are not whole."""

from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from qinglian.model.errors import BadInput
from qinglian.sources.intake import File, Intake
from qinglian.sources.tables import adapter

ROWS = {"post_id": ["G1"], "person_id": ["S1"], "from_on": ["2024-01-01"], "hobby": ["x"]}


def _written(path: Path, rows: dict[str, list[str]], mark: str | None = None) -> File:
    metadata = {adapter.MARK: mark.encode()} if mark else None
    pq.write_table(pa.table(rows).replace_schema_metadata(metadata), path)
    return File(path)


def _intake(wanted: dict[str, frozenset[str]] | None = None) -> Intake:
    return Intake(duckdb.connect(), zone="Asia/Shanghai", mapping={}, wanted=wanted)


def test_the_file_says_which_table(tmp_path: Path) -> None:
    file = _written(tmp_path / "x.parquet", ROWS, "post")
    intake = _intake()
    assert adapter.recognise(file) == 100
    adapter.read(file, intake)
    assert (intake.rows_kept, intake.left_over) == (1, ["hobby"])
    assert intake.con.execute('select post_id from "in_post"').fetchall() == [("G1",)]


def test_else_its_name_does(tmp_path: Path) -> None:
    assert adapter.recognise(_written(tmp_path / "post.parquet", ROWS)) == 60
    assert adapter.recognise(_written(tmp_path / "other.parquet", ROWS)) == 0
    assert adapter.recognise(_written(tmp_path / "award.parquet", ROWS)) == 0


def test_only_wanted_columns_and_keys(tmp_path: Path) -> None:
    file = _written(tmp_path / "post.parquet", ROWS)
    intake = _intake({"post": frozenset()})
    adapter.read(file, intake)
    columns = [row[0] for row in intake.con.execute('describe "in_post"').fetchall()]
    assert columns == ["post_id", "person_id", "from_on"]


def test_an_apostrophe_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "it's").mkdir()
    intake = _intake()
    adapter.read(_written(tmp_path / "it's" / "post.parquet", ROWS), intake)
    assert intake.rows_read == 1


def test_a_truncated_file_is_refused(tmp_path: Path) -> None:
    file = _written(tmp_path / "post.parquet", ROWS, "post")
    file.path.write_bytes(file.path.read_bytes()[:-30])
    with pytest.raises(BadInput, match="Parquet"):
        adapter.read(File(file.path), _intake())


def test_an_unknown_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="hobbies"):
        adapter.read(_written(tmp_path / "x.parquet", ROWS, "hobbies"), _intake())


def test_a_missing_key_is_refused(tmp_path: Path) -> None:
    rows = {name: held for name, held in ROWS.items() if name != "person_id"}
    with pytest.raises(BadInput, match="person_id"):
        adapter.read(_written(tmp_path / "x.parquet", rows, "post"), _intake())


def test_other_bytes_are_not_recognised(tmp_path: Path) -> None:
    (tmp_path / "post.csv").write_text("post_id\n1\n", "utf-8")
    assert adapter.recognise(File(tmp_path / "post.csv")) == 0
