"""Tables of the dictionary as Parquet are lent as they are."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from qinglian.engine.identity import Hasher
from qinglian.engine.inputs import open_inputs
from qinglian.model.errors import BadInput

ROWS = {"permit_id": ["A", "B"], "unit_name": ["示例县水利局", None], "colour": ["red", "blue"]}


def write(path: Path, rows: dict[str, list], mark: str | None = None) -> Path:
    table = pa.table(rows)
    if mark:
        table = table.replace_schema_metadata({b"qinglian:table": mark.encode()})
    pq.write_table(table, path)
    return path


def opened(path: Path):
    return open_inputs([path], hasher=Hasher(b"k"))


def test_the_file_says_which_table_it_is(tmp_path: Path):
    dataset = opened(write(tmp_path / "anything.parquet", ROWS, "permit"))
    note = dataset.sources[0]
    assert (note.kind, note.rows_read, note.rows_kept) == ("tables", 2, 2)
    assert note.left_over == ["colour"]
    assert dataset.con.execute("select permit_id from permit order by 1").fetchall() == [
        ("A",),
        ("B",),
    ]


def test_else_its_name_does(tmp_path: Path):
    assert opened(write(tmp_path / "permit.parquet", ROWS)).sources[0].kind == "tables"


def test_a_log_named_event_is_read_as_a_log(tmp_path: Path):
    log = {
        "case:concept:name": ["1"],
        "concept:name": ["受理"],
        "time:timestamp": ["2024-03-01 10:00:00"],
    }
    assert opened(write(tmp_path / "event.parquet", log)).sources[0].kind == "events"


def test_without_its_key_a_table_is_refused(tmp_path: Path):
    with pytest.raises(BadInput, match="permit_id"):
        opened(write(tmp_path / "x.parquet", {"unit_name": ["局"]}, "permit"))


def test_a_table_nobody_knows_is_refused(tmp_path: Path):
    with pytest.raises(BadInput, match="nonsense"):
        opened(write(tmp_path / "x.parquet", ROWS, "nonsense"))


def test_half_a_file_is_refused(tmp_path: Path):
    path = write(tmp_path / "permit.parquet", ROWS, "permit")
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(BadInput, match="Parquet"):
        opened(path)


def test_events_tell_what_the_file_can_carry(tmp_path: Path):
    events = {
        "event_id": ["1", "2"],
        "process": ["permit", "permit"],
        "case_id": ["A", "A"],
        "activity": ["accepted", "decided"],
        "occurred_at": pa.array([0, 60_000_000], pa.timestamp("us")),
    }
    dataset = opened(write(tmp_path / "x.parquet", events, "event"))
    assert dataset.recorded["permit"] == {"accepted", "decided"}
