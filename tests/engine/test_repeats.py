"""Files of one run that hold the same rows: each row counts once, and the note of the later file says so."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qinglian.engine.dataset import Dataset
from qinglian.engine.identity import Hasher
from qinglian.engine.inputs import open_inputs
from qinglian.engine.load import load
from qinglian.engine.run import run
from qinglian.model.rule import read_card
from qinglian.sources.intake import Intake
from tests.cli.command import CARDS, desk, ledger
from tests.engine.lake.making import events, put, seen

HASHER = Hasher(bytes(range(32)))
Rows = list[dict[str, Any]]


def together(*files: dict[str, Rows]) -> tuple[Dataset, list[str]]:
    """Files read one after the other, and what is noted of the last."""
    dataset, notes = Dataset(), []
    for tables in files:
        intake = Intake(dataset.con)
        for name, rows in tables.items():
            intake.add(name, pa.Table.from_pylist(rows))
        load(intake, dataset, hasher=HASHER)
        notes = [note.zh for note in intake.notes]
    return dataset, notes


def found(dataset: Dataset, table: str, *columns: str) -> list[tuple[Any, ...]]:
    return sorted(dataset.con.execute(f"select {', '.join(columns)} from {table}").fetchall())


def bids(*rows: tuple[str | None, int]) -> dict[str, Rows]:
    return {"bid": [{"bid_id": bid, "rank": rank} for bid, rank in rows]}


def test_an_equal_row_counts_once_and_a_different_one_stays() -> None:
    dataset, notes = together(bids(("A", 1), ("B", 1)), bids(("A", 1), ("B", 2)))
    assert found(dataset, "bid", "bid_id", "rank") == [("A", 1), ("B", 1), ("B", 2)]
    assert notes == [
        "投标：1 行与先前文件完全相同，只算一次",
        "投标：1 个主键在几份文件中内容不同，各行都参与，请核对以哪份为准；"
        "装载进数据湖时，更正用 --correct，整批替换用 --supersede",
    ]


def test_a_file_that_has_a_row_twice_says_that_there_are_two() -> None:
    dataset, _ = together(bids(("A", 1)), bids(("A", 1), ("A", 1)), bids(("A", 1), ("A", 1)))
    assert found(dataset, "bid", "bid_id") == [("A",), ("A",)]


def test_rows_without_a_key_are_all_kept() -> None:
    dataset, notes = together(bids((None, 1), ("A", 1)), bids((None, 1), ("B", 1)))
    assert len(found(dataset, "bid", "bid_id is null", "rank")) == 4
    assert not notes


def test_a_column_that_only_the_later_file_has_makes_a_row_different() -> None:
    dataset, _ = together(bids(("A", 1), ("B", 1)), {"bid": [
        {"rank": 1, "bid_id": "A", "score": 90.5}, {"rank": 1, "bid_id": "B", "score": None}
    ]})  # fmt: skip
    assert found(dataset, "bid", "bid_id", "score is null") == [
        ("A", False),
        ("A", True),
        ("B", True),
    ]


STEPS: Rows = [
    {"case_id": "C", "activity": "accepted", "occurred_at": datetime(2024, 3, 1)},
    {"case_id": "C", "activity": "decided", "occurred_at": datetime(2024, 3, 5)},
]


def test_events_without_ids_are_known_by_what_they_say() -> None:
    delivered = {"case_id": "C", "activity": "delivered", "occurred_at": datetime(2024, 3, 6)}
    dataset, notes = together({"event": STEPS}, {"event": [STEPS[1], delivered]})
    assert found(dataset, "event", "event_id", "activity") == [
        ("C#1", "accepted"),
        ("C#2", "decided"),
        ("C#5", "delivered"),
    ]
    assert notes == [
        "事件：1 行与先前文件完全相同，只算一次",
        "事件：1 个办件的环节分散在几份文件，合并参与",
    ]


def test_events_with_ids_are_known_by_them() -> None:
    named = [{**row, "event_id": f"E{n}"} for n, row in enumerate(STEPS)]
    again = [named[0], {**named[1], "event_id": "E9"}]
    dataset, notes = together({"event": named}, {"event": again})
    assert found(dataset, "event", "event_id") == [("E0",), ("E1",), ("E9",)]
    assert notes == ["事件：1 行与先前文件完全相同，只算一次"]


def test_numbers_that_two_files_give_are_told_apart() -> None:
    first = [{**row, "event_id": f"环节#{n}"} for n, row in enumerate(STEPS)]
    other = [{**row, "event_id": f"环节#{n}", "case_id": "D"} for n, row in enumerate(STEPS)]
    dataset, _ = together({"event": first}, {"event": other})
    ids = [event for (event,) in found(dataset, "event", "event_id")]
    assert len(set(ids)) == 4
    assert ids[::2] == ["环节#0", "环节#1"]
    assert all(event.startswith("环节#") for event in ids)


def test_events_of_a_later_file_come_later() -> None:
    day = {"case_id": "C", "occurred_at": datetime(2024, 3, 1, 16), "date_only": True}
    files = [
        [{**day, "event_id": "甲#2", "activity": "accepted"}],
        [{**day, "event_id": "乙#2", "activity": "decided"}],
    ]
    dataset, _ = together(*({"event": rows} for rows in files))
    in_order = dataset.con.execute("select activity from event order by position").fetchall()
    assert in_order == [("accepted",), ("decided",)]
    assert len(found(dataset, "event", "distinct position")) == 2


def test_twins_of_a_ledger_are_asked_once(tmp_path: Path) -> None:
    folder = desk(tmp_path / "packs") / "desk"
    gbk = ledger(tmp_path / "处罚-gbk.csv")
    utf8 = tmp_path / "处罚.csv"
    utf8.write_text(gbk.read_text("gbk"), "utf-8")
    rules = [read_card(folder / f"{name}.yaml", "desk") for name in CARDS if name != "pack"]
    once = run(open_inputs([utf8], hasher=HASHER), rules, as_of=date(2024, 12, 31))
    twice = run(open_inputs([utf8, gbk], hasher=HASHER), rules, as_of=date(2024, 12, 31))
    assert once.signals.num_rows == 1
    for name in ("signal_id", "value", "evidence"):
        assert twice.signals[name].to_pylist() == once.signals[name].to_pylist()
    assert [c.asked for c in twice.coverage] == [c.asked for c in once.coverage]
    first, second = twice.sources
    assert (second.rows_read, second.rows_kept, second.tables) == (3, 3, {"penalty": 0})
    assert "行政处罚案件：3 行与先前文件完全相同，只算一次" in [note.zh for note in second.notes]
    assert not any("先前文件" in note.zh for note in first.notes)


KEYS = st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from([1, 2])), min_size=1, max_size=4)


def as_bids(rows: list[tuple[str, int]]) -> dict[str, Rows]:
    return bids(*rows)


def as_numbered_events(rows: list[tuple[str, int]]) -> dict[str, Rows]:
    numbered = [(f"{case}#{n}", case, f"2024-03-0{day}") for n, (case, day) in enumerate(rows, 1)]
    return {"event": events(*numbered)}


def as_events_with_ids(rows: list[tuple[str, int]]) -> dict[str, Rows]:
    return {"event": events(*((f"E{case}", case, f"2024-03-0{day}") for case, day in rows))}


@settings(max_examples=settings().max_examples // 4)
@pytest.mark.parametrize(
    ("made_of", "columns"),
    [
        (as_bids, ("bid_id", "rank")),
        (as_numbered_events, ("case_id", "day(occurred_on)")),
        (as_events_with_ids, ("event_id", "day(occurred_on)")),
    ],
    ids=["bid", "numbered", "named"],
)
@given(files=st.lists(KEYS, min_size=2, max_size=4))
def test_files_of_one_run_meet_as_batches_of_a_lake_do(
    made_of: Callable[[list[tuple[str, int]]], dict[str, Rows]],
    columns: tuple[str, str],
    files: list[list[tuple[str, int]]],
) -> None:
    dataset, _ = together(*map(made_of, files))
    table = next(iter(made_of([])))
    with TemporaryDirectory() as folder:
        for rows in files:
            put(Path(folder), made_of(rows))
        assert found(dataset, table, *columns) == seen(Path(folder), table, *columns)
    if made_of is as_numbered_events:
        ids = found(dataset, table, "event_id")
        assert len(set(ids)) == len(ids)
