"""Which rows count, against a model in plain Python."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qinglian.engine.lake.opened import open_lake
from qinglian.model.errors import BadUsage
from tests.engine.lake.making import events, put, seen


def bids(*rows: tuple[str, int]) -> dict[str, list[dict[str, Any]]]:
    return {"bid": [{"bid_id": bid, "rank": rank} for bid, rank in rows]}


def test_two_batches_are_seen_together(tmp_path: Path) -> None:
    put(tmp_path / "lake", bids(("A", 1)))
    put(tmp_path / "lake", bids(("B", 2)))
    assert seen(tmp_path / "lake", "bid", "bid_id", "rank") == [("A", 1), ("B", 2)]


def test_columns_meet_by_name(tmp_path: Path) -> None:
    put(tmp_path, bids(("A", 1)))
    put(tmp_path, {"bid": [{"score": 90.5, "bid_id": "B"}]})
    assert seen(tmp_path, "bid", "bid_id", "rank", "score") == [("A", 1, None), ("B", None, 90.5)]


def test_what_is_empty_throughout_is_said_so_and_keeps_its_type(tmp_path: Path) -> None:
    put(tmp_path, {"bid": [{"bid_id": "A", "rank": 1, "score": None}]})
    lake = open_lake(tmp_path)
    (view,) = lake.con.execute("select sql from duckdb_views() where view_name = 'bid'").fetchone()
    assert "AS score" in view
    assert "AS rank" not in view
    kinds = {name: kind for name, kind, *_ in lake.con.execute("describe bid").fetchall()}
    assert list(kinds) == ["bid_id", "rank", "score"]
    assert lake.con.execute("select bid_id, rank, score from bid").fetchall() == [("A", 1, None)]
    put(tmp_path, {"bid": [{"bid_id": "B", "rank": None, "score": 3}]})
    assert seen(tmp_path, "bid", "bid_id", "rank", "score") == [("A", 1, None), ("B", None, 3)]


def test_a_superseded_batch_is_not_seen_and_not_deleted(tmp_path: Path) -> None:
    old = put(tmp_path, bids(("A", 1), ("B", 1)))
    new = put(tmp_path, bids(("A", 2)), supersedes=(old.id,))
    assert seen(tmp_path, "bid", "bid_id", "rank") == [("A", 2)]
    assert (tmp_path / "batches" / old.id / "bid.parquet").exists()
    last = put(tmp_path, bids(("C", 3)), supersedes=(new.id[:20],))
    assert last.supersedes == (new.id,)
    assert seen(tmp_path, "bid", "bid_id", "rank") == [("C", 3)]


def test_a_replaced_batch_is_not_replaced_again(tmp_path: Path) -> None:
    old = put(tmp_path, bids(("A", 1)))
    new = put(tmp_path, bids(("A", 2)), supersedes=(old.id,))
    with pytest.raises(BadUsage, match=new.id):
        put(tmp_path, bids(("A", 3)), supersedes=(old.id,))
    with pytest.raises(BadUsage, match="没有批次"):
        put(tmp_path, bids(("A", 3)), supersedes=("nothing",))


def test_a_correction_replaces_rows_of_its_keys_only(tmp_path: Path) -> None:
    put(tmp_path, bids(("A", 1), ("B", 1)))
    put(tmp_path, bids(("A", 2)), corrects=True)
    assert seen(tmp_path, "bid", "bid_id", "rank") == [("A", 2), ("B", 1)]
    assert any("1 行已被后来的更正批次替换" in said.zh for said in open_lake(tmp_path).warnings)


def test_the_same_row_twice_counts_once_and_a_different_one_stays(tmp_path: Path) -> None:
    put(tmp_path, bids(("A", 1), ("B", 1)))
    put(tmp_path, bids(("A", 1), ("B", 2)))
    assert seen(tmp_path, "bid", "bid_id", "rank") == [("A", 1), ("B", 1), ("B", 2)]
    warnings = [said.zh for said in open_lake(tmp_path).warnings]
    assert any("1 行与先前批次完全相同" in said for said in warnings)
    assert any("1 个主键在几个批次中内容不同" in said for said in warnings)


def test_rows_without_a_key_are_all_kept(tmp_path: Path) -> None:
    nameless = {"bid": [{"bid_id": None, "rank": 1}, {"bid_id": "A", "rank": 1}]}
    put(tmp_path, nameless)
    put(tmp_path, nameless, corrects=True)
    found = seen(tmp_path, "bid", "coalesce(bid_id, '-')", "rank")
    assert found == [("-", 1), ("-", 1), ("A", 1)]


def test_an_attribute_may_have_the_name_of_a_file(tmp_path: Path) -> None:
    row = {"event_id": "1", "case_id": "C", "filename": "甲", "place": 3, "corrects": True}
    put(tmp_path, {"event": [row]})
    put(tmp_path, {"event": [{**row, "place": 4}]}, corrects=True)
    assert seen(tmp_path, "event", "filename", "place", "corrects") == [("甲", 4, True)]


def test_numbered_events_are_known_by_what_they_say(tmp_path: Path) -> None:
    put(tmp_path, {"event": events(("C#1", "C", "2024-03-01"), ("C#2", "C", "2024-03-05"))})
    put(tmp_path, {"event": events(("C#7", "C", "2024-03-05"), ("C#8", "C", "2024-03-09"))})
    assert seen(tmp_path, "event", "event_id") == [("C#1",), ("C#2",), ("C#8",)]
    assert any("1 个办件的环节分散在几个批次" in said.zh for said in open_lake(tmp_path).warnings)


def test_a_correction_of_numbered_events_replaces_the_case(tmp_path: Path) -> None:
    put(tmp_path, {"event": events(("C#1", "C", "2024-03-01"), ("C#2", "C", "2024-03-05"))})
    put(tmp_path, {"event": events(("D#1", "D", "2024-03-01"))})
    put(tmp_path, {"event": events(("C#1", "C", "2024-03-02"))}, corrects=True)
    assert seen(tmp_path, "event", "event_id", "occurred_on::varchar") == [
        ("C#1", "2024-03-02"),
        ("D#1", "2024-03-01"),
    ]


def test_a_correction_of_events_with_ids_replaces_the_events(tmp_path: Path) -> None:
    put(tmp_path, {"event": events(("E1", "C", "2024-03-01"), ("E2", "C", "2024-03-05"))})
    put(tmp_path, {"event": events(("E1", "C", "2024-03-02"))}, corrects=True)
    assert seen(tmp_path, "event", "event_id", "occurred_on::varchar") == [
        ("E1", "2024-03-02"),
        ("E2", "2024-03-05"),
    ]


def test_numbers_given_twice_are_told_apart(tmp_path: Path) -> None:
    put(tmp_path, {"event": events(("C#1", "C", "2024-03-01"), ("C#2", "C", "2024-03-05"))})
    put(tmp_path, {"event": events(("C#1", "C", "2024-03-01"), ("C#2", "C", "2024-03-08"))})
    put(tmp_path, {"event": events(("C#2", "C", "2024-03-09"), ("C#3", "C", "2024-03-10"))})
    ids = [event for (event,) in seen(tmp_path, "event", "event_id")]
    assert ids[:2] + ids[-1:] == ["C#1", "C#2", "C#3"]
    assert len(set(ids)) == 5
    assert all(event.startswith("C#2-") for event in ids[2:4])


def test_the_same_file_gives_the_same_numbers_again(tmp_path: Path) -> None:
    put(tmp_path, {"event": events(("C#1", "C", "2024-03-01"))})
    for day in ("2024-03-05", "2024-03-05"):
        last = put(tmp_path, {"event": events(("C#1", "C", day))})
        ids = seen(tmp_path, "event", "event_id")
        assert len(ids) == 2
        put(tmp_path, {"lot": [{"lot_id": "L"}]}, supersedes=(last.id,))
        kept = seen(tmp_path, "event", "event_id")
    assert kept == [("C#1",)]
    put(tmp_path, {"event": events(("C#1", "C", "2024-03-05"))})
    assert seen(tmp_path, "event", "event_id") == ids


Row = tuple[str, int]
ROWS = st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from([1, 2])), max_size=4)
STEPS = st.lists(
    st.tuples(ROWS, st.booleans(), st.sets(st.integers(0, 5), max_size=2)), min_size=1, max_size=6
)


class Model:
    """The lake in plain Python: batches in order; what they replace; what then is seen."""

    def __init__(self) -> None:
        self.batches: list[tuple[list[Row], bool]] = []
        self.gone: set[int] = set()

    def load(self, rows: list[Row], corrects: bool, supersedes: set[int]) -> None:
        self.gone |= supersedes
        self.batches.append((rows, corrects))

    def visible(self) -> list[Row]:
        there: Counter[Row] = Counter()
        for number, (rows, corrects) in enumerate(self.batches):
            if number in self.gone:
                continue
            if corrects:
                keys = {key for key, _ in rows}
                there = Counter({row: n for row, n in there.items() if row[0] not in keys})
            there |= Counter(
                rows
            )  # the larger count: a batch adds only the copies that were not there
        return sorted(there.elements())


def bid_rows(rows: list[Row]) -> dict[str, list[dict[str, Any]]]:
    return {"bid": [{"bid_id": bid, "rank": rank} for bid, rank in rows]}


def event_rows(rows: list[Row]) -> dict[str, list[dict[str, Any]]]:
    """Events without ids of their own: the loader names them by case and row."""
    numbered = [
        (f"{case}#{row}", case, f"2024-03-0{day}") for row, (case, day) in enumerate(rows, 1)
    ]
    return {"event": events(*numbered)}


@settings(max_examples=settings().max_examples // 4)
@pytest.mark.parametrize(
    ("made_of", "columns"),
    [(bid_rows, ("bid_id", "rank")), (event_rows, ("case_id", "day(occurred_on)"))],
    ids=["bid", "event"],
)
@given(steps=STEPS)
def test_any_sequence_of_loads_shows_what_the_model_shows(
    made_of: Callable[[list[Row]], dict[str, list[dict[str, Any]]]],
    columns: tuple[str, str],
    steps: list[tuple[list[Row], bool, set[int]]],
) -> None:
    model, ids = Model(), []
    table = next(iter(made_of([])))
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for rows, corrects, wanted in steps:
            old = {number for number in wanted if number < len(ids) and number not in model.gone}
            if not rows:
                old = set()  # a batch without a row may not replace another
            made = put(
                root,
                made_of(rows) if rows else {"lot": [{"lot_id": "L"}]},
                corrects=corrects,
                supersedes=tuple(ids[number] for number in old),
            )
            ids.append(made.id)
            model.load(rows, corrects, old)
        assert seen(root, table, *columns) == model.visible()
        if table == "event":
            ids = seen(root, table, "event_id")
            assert len(set(ids)) == len(ids)
