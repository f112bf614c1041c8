"""XES as a stream: types, cases, repeated names, and files that are refused whole."""

import gzip
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from bench.write_xes import write_xes
from qinglian.model.errors import BadInput
from qinglian.sources.xes import stream
from tests.sources.logs import events, hashed, opened

LOG = """\
<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <global scope="event"><string key="concept:name" value="name"/></global>
  <string key="concept:name" value="a log"/>
  <trace>
    <event>
      <string key="concept:name" value="a &amp; b"/>
      <date key="time:timestamp" value="2024-03-01T23:30:00.000+00:00"/>
      <string value="S1" key="org:resource"/>
      <float key="sum" value="1.5"/>
      <int key="count" value="7"/>
      <boolean key="late" value="true"/>
      <date key="due" value="2024-04-01T00:00:00+02:00"/>
      <string key="nested" value="outer"><string key="inner" value="left out"/></string>
      <list key="many"><values><string key="x" value="1"/></values></list>
    </event>
    <event>
      <string key="concept:name" value="c"/>
      <date key="time:timestamp" value="2024-03-03T00:00:00+08:00"/>
      <int key="sum" value="2"/>
    </event>
    <string key="concept:name" value="案1"/>
    <date key="deadline" value="2024-05-01T00:00:00Z"/>
  </trace>
  <trace>
    <string key="concept:name" value="案2"/>
    <event>
      <string key="concept:name" value="c"/>
      <date key="time:timestamp" value="2024-03-04T00:00:00+08:00"/>
    </event>
  </trace>
</log>
"""


def xes(tmp_path: Path, body: str = LOG, name: str = "log.xes", encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_bytes(body.encode(encoding))
    return path


def test_events_and_their_attributes(tmp_path: Path) -> None:
    dataset = opened(xes(tmp_path))
    assert events(
        dataset, "case_id", "position", "activity", "occurred_at", "occurred_on", "resource"
    ) == [
        ("案1", 0, "a & b", datetime(2024, 3, 1, 23, 30), date(2024, 3, 2), hashed("S1")),
        ("案1", 1, "c", datetime(2024, 3, 2, 16), date(2024, 3, 3), None),
        ("案2", 0, "c", datetime(2024, 3, 3, 16), date(2024, 3, 4), None),
    ]
    assert events(dataset, "sum", "count", "late", "due", "nested", "case:deadline") == [
        (1.5, 7, True, datetime(2024, 3, 31, 22), "outer", datetime(2024, 5, 1)),
        (2.0, None, None, None, None, datetime(2024, 5, 1)),
        (None, None, None, None, None, None),
    ]
    note = dataset.sources[0]
    assert (note.kind, note.rows_read, note.rows_kept) == ("xes", 3, 3)
    assert any("nested or list attributes" in said.en for said in note.notes)


def test_batches_join_without_a_seam(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = events(opened(xes(tmp_path)), "case_id", "position", "activity", "sum", "case:deadline")
    monkeypatch.setattr(stream, "BATCH", 1)
    monkeypatch.setattr(stream, "CHUNK", 7)
    assert (
        events(opened(xes(tmp_path)), "case_id", "position", "activity", "sum", "case:deadline")
        == whole
    )


def test_names_with_a_prefix(tmp_path: Path) -> None:
    body = LOG.replace("xmlns=", "xmlns:x=").replace("</", "</x:")
    body = body.replace("<", "<x:").replace("<x:/x:", "</x:").replace("<x:?", "<?")
    assert len(events(opened(xes(tmp_path, body)), "activity")) == 3


@pytest.mark.parametrize(("encoding", "declared"), [("gb18030", "GBK"), ("utf-16", "UTF-16")])
def test_encodings(tmp_path: Path, encoding: str, declared: str) -> None:
    body = LOG.replace("UTF-8", declared)
    assert events(opened(xes(tmp_path, body, encoding=encoding)), "case_id")[0] == ("案1",)


def test_packed(tmp_path: Path) -> None:
    path = tmp_path / "log.xes.gz"
    path.write_bytes(gzip.compress(LOG.encode()))
    assert len(events(opened(path), "activity")) == 3


def test_keys_that_differ_in_case_only(tmp_path: Path) -> None:
    body = LOG.replace('key="late"', 'key="SUM"')
    assert events(opened(xes(tmp_path, body)), "sum", "SUM_2")[0] == (1.5, True)


def test_a_key_with_two_types_becomes_text(tmp_path: Path) -> None:
    body = LOG.replace('<int key="sum" value="2"/>', '<string key="sum" value="two"/>')
    assert events(opened(xes(tmp_path, body)), "sum") == [("1.5",), ("two",), (None,)]


def test_a_value_that_does_not_fit_its_type_is_left_empty_and_said(tmp_path: Path) -> None:
    dataset = opened(xes(tmp_path, LOG.replace('"count" value="7"', '"count" value="seven"')))
    assert events(dataset, "count")[0] == (None,)
    assert any("count: 1 values do not fit" in said.en for said in dataset.sources[0].notes)


def test_traces_of_one_name_are_one_case(tmp_path: Path) -> None:
    dataset = opened(xes(tmp_path, LOG.replace("案2", "案1")))
    assert events(dataset, "case_id", "position") == [("案1", 0), ("案1", 1), ("案1", 2)]
    assert any("repeat a name" in said.en for said in dataset.sources[0].notes)


def test_events_that_cannot_be_right_are_refused(tmp_path: Path) -> None:
    body = LOG.replace("2024-03-03T00:00:00+08:00", "2024-02-30T00:00:00+08:00")
    note = opened(xes(tmp_path, body)).sources[0]
    assert (note.rows_read, note.rows_kept, note.rows_refused) == (3, 2, 1)
    assert (note.refused[0]["row"], note.refused[0]["column"]) == (2, "time:timestamp")
    assert note.refused[0]["reason_en"] == "no such day exists"


def test_offsets_of_another_zone_are_said(tmp_path: Path) -> None:
    notes = opened(xes(tmp_path), zone="America/New_York").sources[0].notes
    assert any("fall on another day in America/New_York" in said.en for said in notes)


ENTITIES = LOG.replace("<log", '<!DOCTYPE log [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<log', 1)
FOREIGN = LOG.replace("<log", '<!DOCTYPE log SYSTEM "file:///etc/hostname">\n<log', 1)


@pytest.mark.parametrize("body", [ENTITIES, FOREIGN])
def test_a_document_type_is_refused(tmp_path: Path, body: str) -> None:
    with pytest.raises(BadInput, match="declares a document type"):
        opened(xes(tmp_path, body))


@pytest.mark.parametrize("cut", [200, 700, len(LOG) - 3])
def test_a_log_cut_off_is_refused_whole(tmp_path: Path, cut: int) -> None:
    with pytest.raises(BadInput, match="cut off"):
        opened(xes(tmp_path, LOG[:cut]))


def test_a_packed_log_cut_off_is_refused_whole(tmp_path: Path) -> None:
    path = tmp_path / "log.xes.gz"
    path.write_bytes(gzip.compress(LOG.encode())[:-20])
    with pytest.raises(BadInput, match="cut off"):
        opened(path)


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (LOG.replace("</event>", "</evnt>", 1), r"line 17: not well-formed XML"),
        ("<html><body/></html>", "outermost element is <html>"),
        (LOG.replace("案1", "\x00"), "not well-formed"),
    ],
)
def test_what_is_no_xes_is_refused(tmp_path: Path, body: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        opened(xes(tmp_path, body))


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    path.write_bytes(LOG.encode().replace("案1".encode(), b"\xff\xfe"))
    with pytest.raises(BadInput, match="not well-formed"):
        opened(path)


def test_written_and_read_again(tmp_path: Path) -> None:
    rows: dict[str, Any] = {
        "case:concept:name": ["A", "A", "B"],
        "case_index": [0, 0, 1],
        "event_index": [0, 1, 0],
        "concept:name": ["x", "y", "x"],
        "time:timestamp": pa.array([datetime(2024, 3, 30, 23, 30)] * 3, pa.timestamp("us", "UTC")),
        "amount": [1.5, None, 2.0],
        "points": [None, 3, None],
        "case:area": ["n", "n", None],
    }
    source, target = tmp_path / "log.parquet", tmp_path / "log.xes.gz"
    pq.write_table(pa.table(rows), source)
    assert write_xes(source, target, zone="Europe/Rome") == 3
    columns = (
        "event_id",
        "activity",
        "occurred_at",
        "occurred_on",
        "amount",
        "points",
        "case:area",
    )
    assert events(opened(target), *columns) == events(opened(source), *columns)
