"""Event logs as CSV, Excel and Parquet: headings, times, types, and rows that cannot be right."""

import gzip
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard

from qinglian.engine.backends.duckdb import connect
from qinglian.model.errors import BadInput, BadUsage
from tests.sources.logs import events, hashed, opened

XES_NAMED = """\
case:concept:name,concept:name,time:timestamp,org:resource,event_index,case:amount,Note
C1,Create,2024-03-01 23:30:00+00:00,S1,0,007,a
C1,Send,2024-03-03T00:00:00+08:00,S2,1,008,b
C2,Create,2024-03-04 01:00:00Z,,0,009,
"""
CHINESE = """\
办件编号,环节,时间,经办人,金额
A,受理,2024年3月1日,测试甲,12.5
A,决定,2024/3/4 9:30,测试乙,3
"""


def text(tmp_path: Path, body: str, name: str = "log.csv", encoding: str = "utf-8") -> Path:
    path = tmp_path / name
    path.write_bytes(body.encode(encoding))
    return path


def test_xes_names(tmp_path: Path) -> None:
    dataset = opened(text(tmp_path, XES_NAMED))
    assert events(
        dataset, "case_id", "activity", "occurred_at", "occurred_on", "resource", "position"
    ) == [
        ("C1", "Create", datetime(2024, 3, 1, 23, 30), date(2024, 3, 2), hashed("S1"), 0),
        ("C1", "Send", datetime(2024, 3, 2, 16), date(2024, 3, 3), hashed("S2"), 1),
        ("C2", "Create", datetime(2024, 3, 4, 1), date(2024, 3, 4), None, 0),
    ]
    note = dataset.sources[0]
    assert (note.kind, note.rows_read, note.rows_kept, note.rows_refused) == ("events", 3, 3, 0)


def test_attributes_keep_their_names_and_codes_their_zeros(tmp_path: Path) -> None:
    dataset = opened(text(tmp_path, XES_NAMED))
    assert events(dataset, "case:amount", "Note") == [("007", "a"), ("008", "b"), ("009", None)]


def test_chinese_headings_and_local_times(tmp_path: Path) -> None:
    dataset = opened(text(tmp_path, CHINESE), kind="events")
    assert events(dataset, "occurred_at", "date_only", "resource", "amount") == [
        (datetime(2024, 2, 29, 16), True, hashed("测试甲"), 12.5),
        (datetime(2024, 3, 4, 1, 30), False, hashed("测试乙"), 3.0),
    ]
    assert any("local times of Asia/Shanghai" in said.en for said in dataset.sources[0].notes)


def test_the_zone_that_is_said(tmp_path: Path) -> None:
    path = text(tmp_path, CHINESE)
    assert events(opened(path, kind="events", zone="Europe/Rome"), "occurred_at")[0] == (
        datetime(2024, 2, 29, 23),
    )
    mapped = opened(path, kind="events", mapping={"timezone": "Europe/Rome"})
    assert events(mapped, "occurred_at")[0] == (datetime(2024, 2, 29, 23),)
    utc = opened(path, kind="events", mapping={"times": "utc"})
    assert events(utc, "occurred_at")[0] == (datetime(2024, 3, 1),)


@pytest.mark.parametrize("body", [XES_NAMED, CHINESE])
def test_the_zone_of_the_session_does_not_matter(tmp_path: Path, body: str) -> None:
    path = text(tmp_path, body)
    con = connect()
    con.execute("set timezone = 'America/New_York'")
    columns = ("event_id", "occurred_at", "occurred_on", "date_only")
    expected = events(opened(path, kind="events"), *columns)
    assert events(opened(path, kind="events", con=con), *columns) == expected


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    dataset = opened(text(tmp_path, CHINESE, encoding=encoding), kind="events")
    assert events(dataset, "activity") == [("受理",), ("决定",)]


@pytest.mark.parametrize(
    ("name", "pack"),
    [("log.csv.gz", gzip.compress), ("log.csv.zst", zstandard.ZstdCompressor().compress)],
)
def test_packed(tmp_path: Path, name: str, pack: Any) -> None:
    path = tmp_path / name
    path.write_bytes(pack(XES_NAMED.encode()))
    assert len(events(opened(path), "activity")) == 3


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_delimiters_and_line_ends(tmp_path: Path, delimiter: str) -> None:
    body = XES_NAMED.replace(",", delimiter).replace("\n", "\r\n")
    assert len(events(opened(text(tmp_path, body)), "activity")) == 3


def test_a_title_above_the_headings(tmp_path: Path) -> None:
    body = "某县办件流转记录,,,,\n统计日期 2024-06-30,,,,\n" + CHINESE
    dataset = opened(text(tmp_path, body), kind="events")
    assert events(dataset, "activity") == [("受理",), ("决定",)]


def test_other_headings_through_a_mapping(tmp_path: Path) -> None:
    body = "nr,what,when,watcher\n1,a,01.03.2024 10:00,W\n"
    said = {
        "columns": {"nr": "case_id", "what": "activity", "when": "occurred_at"},
        "time_format": "%d.%m.%Y %H:%M",
        "process": "penalty",
        "activities": {"a": "decided"},
        "identifies": {"watcher": "person"},
    }
    dataset = opened(text(tmp_path, body), mapping=said)
    assert events(dataset, "process", "activity", "occurred_at", "watcher") == [
        ("penalty", "decided", datetime(2024, 3, 1, 2), hashed("W"))
    ]


def test_rows_that_cannot_be_right_are_refused_one_by_one(tmp_path: Path) -> None:
    body = (
        "case_id,activity,timestamp,amount\n"
        "A,a,2024-03-01 10:00,1\n"
        "A,b,2023-02-30,1\n"  # row 3
        "A,c,2024-03-02\n"  # row 4
        ",d,2024-03-02 10:00,1\n"  # row 5
        "A,e,2024-03-02 10:00,many\n"  # row 6
        "A,f,,1\n"  # row 7
        "A,g,2024-03-03 10:00,1,2\n"  # row 8
        "A,h,2024-03-04,4\n"
    )
    dataset = opened(text(tmp_path, body))
    assert events(dataset, "activity", "amount") == [("a", 1.0), ("h", 4.0)]
    note = dataset.sources[0]
    assert (note.rows_read, note.rows_kept, note.rows_refused) == (8, 2, 6)
    refused = {
        entry["row"]: (entry["column"], entry["value"], entry["reason_en"])
        for entry in note.refused
    }
    assert refused[3] == ("timestamp", "2023-02-30", "no such day exists")
    assert refused[4][2] == "fewer cells than headings"
    assert refused[5] == ("case_id", None, "is missing")
    assert refused[6] == ("amount", "many", "is not a number")
    assert refused[7] == ("timestamp", None, "is missing")
    assert refused[8][2] == "more cells than headings"


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.csv"
    path.write_bytes(CHINESE.encode() + b"A," + b"\xff\xfe\xfd" + ",2024-03-05,测试甲,1\n".encode())
    note = opened(path, kind="events").sources[0]
    assert (note.rows_kept, note.rows_refused, note.refused[0]["row"]) == (2, 1, 4)
    assert note.refused[0]["reason_en"] == "holds bytes that are no text"


def test_quoted_cells(tmp_path: Path) -> None:
    body = 'case_id,activity,timestamp,note\nA,"a, b",2024-03-01,"two\nlines"\nA,"say ""x""",2024-03-02,\n'
    dataset = opened(text(tmp_path, body))
    assert events(dataset, "activity", "note") == [("a, b", "two\nlines"), ('say "x"', None)]


def test_names_that_differ_in_case_only(tmp_path: Path) -> None:
    body = (
        "case_id,activity,timestamp,org:resource,Resource,kind,Kind\nA,a,2024-03-01,r1,r2,k1,k2\n"
    )
    dataset = opened(text(tmp_path, body))
    assert events(dataset, "resource", "Resource_2", "kind", "Kind_2") == [
        (hashed("r1"), "r2", "k1", "k2")
    ]


def test_a_log_without_time_names_what_is_missing(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"lacks occurred_at\. It has: case_id, activity, when"):
        opened(text(tmp_path, "case_id,activity,when\nA,a,2024-03-01\n"), kind="events")


def test_a_log_without_one_good_row_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="Not one row"):
        opened(text(tmp_path, "case_id,activity,timestamp\nA,a,soon\n"))


def test_empty_and_absent_files(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is empty"):
        opened(text(tmp_path, ""))
    with pytest.raises(BadInput, match="No file"):
        opened(tmp_path / "none.csv")


def test_a_file_of_no_known_kind(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"Understood: .*XES event log"):
        opened(text(tmp_path, "hello", name="letter.docx"))
    with pytest.raises(BadUsage, match="did you mean events"):
        opened(text(tmp_path, CHINESE), kind="event")


def test_the_same_bytes_twice_are_loaded_once(tmp_path: Path) -> None:
    first, second = text(tmp_path, XES_NAMED), text(tmp_path, XES_NAMED, name="copy.csv")
    dataset = opened(first, second, first)
    assert len(events(dataset, "activity")) == 3
    assert [note.rows_kept for note in dataset.sources] == [3, 0, 0]
    assert "same bytes as log.csv" in dataset.sources[1].notes[0].en


def test_a_case_that_goes_on_in_a_second_file(tmp_path: Path) -> None:
    first = text(tmp_path, "case_id,activity,timestamp\nA,a,2024-03-01\n")
    second = text(tmp_path, "case_id,activity,timestamp\nA,b,2024-03-01\n", name="next.csv")
    found = events(opened(first, second), "event_id", "position", "activity")
    assert len({event_id for event_id, _, _ in found}) == 2
    assert [activity for _, _, activity in sorted(found, key=lambda row: row[1])] == ["a", "b"]


def test_excel(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "说明"
    book.active.append(["填表说明"])
    sheet = book.create_sheet("流转")
    sheet.append(["某县办件流转记录"])
    sheet.append(["办件编号", "环节", "时间", "经办人", "金额", "备注"])
    sheet.append(["A", "受理", datetime(2024, 3, 1), "测试甲", 12.5, "007"])
    sheet.append([])
    sheet.append(["A", "决定", "2024-02-30", None, 3, None])
    sheet.append(["A", "送达", datetime(2024, 3, 4, 9, 30), None, None, None])
    path = tmp_path / "log.xlsx"
    book.save(path)
    dataset = opened(path, kind="events")
    assert events(dataset, "activity", "occurred_at", "amount", "备注") == [
        ("受理", datetime(2024, 2, 29, 16), 12.5, "007"),
        ("送达", datetime(2024, 3, 4, 1, 30), None, None),
    ]
    refused = dataset.sources[0].refused[0]
    assert (refused["sheet"], refused["row"], refused["column"]) == ("流转", 5, "时间")


def test_excel_with_xes_names_is_recognised(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["case:concept:name", "concept:name", "time:timestamp"])
    book.active.append(["A", "a", "2024-03-01T10:00:00+08:00"])
    path = tmp_path / "log.xlsx"
    book.save(path)
    assert events(opened(path), "occurred_at") == [(datetime(2024, 3, 1, 2),)]


def test_excel_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"no whole Excel file|no readable Excel file"):
        opened(text(tmp_path, "PK\x03\x04 nothing", name="log.xlsx"), kind="events")


def parquet(tmp_path: Path, times: pa.Array, **more: Any) -> Path:
    path = tmp_path / "log.parquet"
    columns = {
        "case_id": ["A"] * len(times),
        "activity": ["a"] * len(times),
        "timestamp": times,
        **more,
    }
    pq.write_table(pa.table(columns), path)
    return path


def test_parquet_timestamps_are_utc_unless_said(tmp_path: Path) -> None:
    at = datetime(2024, 3, 1, 23, 30)
    zoned = parquet(tmp_path, pa.array([at], pa.timestamp("us", "UTC")))
    assert events(opened(zoned), "occurred_at", "occurred_on") == [(at, date(2024, 3, 2))]
    naive = parquet(tmp_path, pa.array([at], pa.timestamp("ns")))
    assert events(opened(naive), "occurred_at", "occurred_on") == [(at, date(2024, 3, 2))]
    local = opened(naive, mapping={"times": "local"})
    assert events(local, "occurred_at", "occurred_on") == [
        (datetime(2024, 3, 1, 15, 30), date(2024, 3, 1))
    ]
    day = parquet(tmp_path, pa.array([date(2024, 3, 1)]))
    assert events(opened(day), "occurred_on", "date_only") == [(date(2024, 3, 1), True)]


def test_parquet_attributes_keep_their_types(tmp_path: Path) -> None:
    due = pa.array([datetime(2024, 5, 1)], pa.timestamp("us", "Europe/Rome"))
    path = parquet(tmp_path, pa.array([datetime(2024, 3, 1)]), points=[3], due=due)
    assert events(opened(path), "points", "due") == [(3, datetime(2024, 5, 1))]


def test_parquet_rows_without_a_time_are_refused(tmp_path: Path) -> None:
    path = parquet(tmp_path, pa.array([datetime(2024, 3, 1), None]))
    note = opened(path).sources[0]
    assert (note.rows_kept, note.rows_refused, note.refused[0]["row"]) == (1, 1, 2)


def test_parquet_cut_off(tmp_path: Path) -> None:
    path = parquet(tmp_path, pa.array([datetime(2024, 3, 1)]))
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(BadInput, match="no whole Parquet file"):
        opened(path)


def test_the_fines_log(shared: Path) -> None:
    dataset = opened(shared / "eventlogs" / "road_traffic_fines.parquet", zone="Europe/Rome")
    assert dataset.count("event") == 561_470
    rows = dataset.con.execute(
        "select count(distinct case_id), bool_and(date_only) from event"
    ).fetchall()
    assert rows == [(150_370, True)]
