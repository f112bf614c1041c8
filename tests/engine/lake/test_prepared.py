"""Prepared events: whole or absent, named after what they depend on, dropped when nobody reads them."""

import gc
from pathlib import Path

import pytest

from qinglian.engine.lake import drop_stale, find_prepared, open_lake, prepared_key, preparing
from tests.engine.lake.making import events, put


def test_what_was_prepared_is_found_again(tmp_path: Path) -> None:
    put(tmp_path, {"event": events(("1", "C", "2024-03-01"))})
    opened = open_lake(tmp_path)
    key = prepared_key(opened, "calendar")
    assert find_prepared(opened, key) is None
    with preparing(opened, key) as folder:
        (folder / "events.parquet").write_bytes(b"1")
        assert find_prepared(opened, key) is None
    found = find_prepared(open_lake(tmp_path), key)
    assert found is not None
    assert (found / "events.parquet").read_bytes() == b"1"


def test_a_failed_preparation_leaves_nothing(tmp_path: Path) -> None:
    put(tmp_path, {"event": events(("1", "C", "2024-03-01"))})
    opened = open_lake(tmp_path)
    with pytest.raises(ZeroDivisionError), preparing(opened, "k"):
        raise ZeroDivisionError
    assert find_prepared(opened, "k") is None
    assert list((tmp_path / ".writing").iterdir()) == []


def test_of_two_preparations_the_first_stands(tmp_path: Path) -> None:
    put(tmp_path, {"event": events(("1", "C", "2024-03-01"))})
    opened = open_lake(tmp_path)
    with preparing(opened, "k") as slow:
        with preparing(opened, "k") as quick:
            (quick / "who").write_text("quick")
        (slow / "who").write_text("slow")
    found = find_prepared(opened, "k")
    assert found is not None
    assert (found / "who").read_text() == "quick"


def test_the_key_changes_with_what_it_depends_on(tmp_path: Path) -> None:
    first = put(tmp_path, {"event": events(("1", "C", "2024-03-01"))})
    opened = open_lake(tmp_path)
    keys = {prepared_key(opened, "a"), prepared_key(opened, "b")}
    put(tmp_path, {"bid": [{"bid_id": "B"}]})
    assert prepared_key(open_lake(tmp_path), "a") in keys
    put(tmp_path, {"permit": [{"permit_id": "P"}]})
    keys.add(prepared_key(open_lake(tmp_path), "a"))
    put(tmp_path, {"event": events(("1", "C", "2024-03-01"))}, supersedes=(first.id,))
    keys.add(prepared_key(open_lake(tmp_path), "a"))
    assert len(keys) == 4


def test_stale_preparations_go_but_not_from_under_a_reader(tmp_path: Path) -> None:
    put(tmp_path, {"event": events(("1", "C", "2024-03-01"))})
    opened = open_lake(tmp_path)
    for key in ("old", "new", "read"):
        with preparing(opened, key) as folder:
            (folder / "events.parquet").write_bytes(b"1")
    reader = open_lake(tmp_path)
    assert find_prepared(reader, "read")
    assert drop_stale(opened, "new") == 1
    assert sorted(folder.name for folder in (tmp_path / "prepared").iterdir()) == ["new", "read"]
    del reader
    gc.collect()
    assert drop_stale(opened, "new") == 1
