"""A batch is there whole or not at all: failing disks, killed processes, loads at the same time."""

import errno
import os
import random
import shutil
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from qinglian.engine.lake import Lake, open_lake
from qinglian.engine.lake.batch import Terms, keep
from qinglian.engine.lake.disk import NotWritten, alone, aside
from qinglian.model.errors import BadUsage
from qinglian.model.text import Text
from tests.engine.lake.making import BY, dataset, events, put

TABLES = {
    "event": events(("1", "C", "2024-03-01"), ("2", "C", "2024-03-02")),
    "bid": [{"bid_id": "A"}],
}
ROOT = Path(__file__).resolve().parents[3]


class Faults:
    """Makes the nth call among all watched ones fail as a full disk does."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.calls = 0
        self.fails_at = 0
        self.named: list[str] = []
        for owner, name in [
            (os, "mkdir"),
            (os, "fsync"),
            (os, "rename"),
            (pq, "write_table"),
            (Path, "write_text"),
        ]:
            monkeypatch.setattr(owner, name, self._watched(name, getattr(owner, name)))

    def _watched(self, name: str, plain: Callable[..., Any]) -> Callable[..., Any]:
        def called(*args: Any, **more: Any) -> Any:
            self.calls += 1
            self.named.append(name)
            if self.calls == self.fails_at:
                raise OSError(errno.ENOSPC, "No space left on device")
            return plain(*args, **more)

        return called


def test_a_full_disk_at_any_step_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "lake"
    old = put(root, TABLES)
    before = _tree(root)
    faults = Faults(monkeypatch)
    said = []
    for nth in count(1):
        lake = Lake(root)
        faults.calls, faults.fails_at, faults.named = 0, nth, []
        try:
            new, _ = keep(lake, dataset(TABLES), Terms(by=BY))
        except NotWritten as error:
            said.append(error.text.zh)
            left = _tree(root)
            assert left == before
        else:
            assert lake.batches() == [old, new]
            if faults.calls < nth:
                break
            shutil.rmtree(root / "batches" / new.id)
    assert len(said) >= 10
    assert all("什么都没有留下" in sentence for sentence in said)
    assert set(faults.named) == {"mkdir", "fsync", "rename", "write_table", "write_text"}


def test_a_write_that_the_system_refuses_leaves_nothing(tmp_path: Path) -> None:
    done = _python(
        """
        import resource
        from qinglian.engine.lake.disk import NotWritten
        lake = Lake(root, make=True)
        rows = [{"bid_id": str(n), "contract_id": f"{n * 7919:x}"} for n in range(100_000)]
        made = dataset({"bid": rows})
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))
        try:
            keep(lake, made, Terms(by="核对员"))
        except NotWritten as error:
            print(error)
        """,
        tmp_path / "lake",
    )
    out, err = done.communicate(timeout=60)
    assert "nothing was kept" in out, err
    assert _tree(tmp_path / "lake") == {"batches", "destroyed", "prepared", "runs", ".writing"}


def test_what_a_killed_process_left_is_cleaned_up_and_said(tmp_path: Path) -> None:
    put(tmp_path, TABLES)
    left = tmp_path / ".writing" / "20240301T000000000000-00000000-aaaaaa"
    left.mkdir()
    (left / "event.parquet").write_bytes(b"PAR1")
    lake = Lake(tmp_path)
    assert "清理了一次未完成的写入" in lake.notes[0].zh
    assert not left.exists()
    assert Lake(tmp_path).notes == []


def test_a_write_in_progress_is_left_alone(tmp_path: Path) -> None:
    lake = Lake(tmp_path, make=True)
    with aside(lake.root, lake.root / "batches" / "B") as folder:
        assert Lake(tmp_path).notes == []
        assert folder.is_dir()
    assert (tmp_path / "batches" / "B").is_dir()


WRITER = """
made = dataset({"bid": [{"bid_id": str(n), "rank": n} for n in range(5000)], "lot": [{"lot_id": "L"}]})
lake = Lake(root, make=True)
print("ready", flush=True)
while True:
    keep(lake, made, Terms(by="核对员"))
"""


def _kill_rounds(root: Path, rounds: int, seed: int) -> None:
    """Rounds until one met a half-written batch and one a whole one: how fast the disk is decides when that is."""
    chance = random.Random(seed)
    cleaned = whole = 0
    for number in range(20 * rounds):
        if number >= rounds and cleaned and whole:
            break
        writer = _python(WRITER, root)
        assert writer.stdout is not None
        assert writer.stdout.readline() == "ready\n"
        time.sleep(chance.uniform(0, 0.25 + 0.02 * number))
        writer.kill()
        writer.wait()
        lake = Lake(root)
        cleaned += len(lake.notes)
        whole = len(lake.batches())
        assert list((root / ".writing").iterdir()) == []
        for batch in lake.batches():
            assert batch.tables["bid"].rows == 5000
            folder = root / "batches" / batch.id
            assert pq.read_metadata(folder / "bid.parquet").num_rows == 5000
            assert pq.read_metadata(folder / "lot.parquet").num_rows == 1
    assert cleaned, "no round met a half-written batch"
    assert whole, "no round kept a batch"
    made = put(root, {"bid": [{"bid_id": "last", "rank": 0}]}, corrects=True, key_id=None)
    assert made.id == Lake(root).batches()[-1].id
    opened = open_lake(root)
    assert opened.con.execute("select count(*), count(distinct bid_id) from bid").fetchone() == (
        5001,
        5001,
    )


def test_killed_at_any_moment_a_batch_is_whole_or_absent(tmp_path: Path) -> None:
    _kill_rounds(tmp_path / "lake", rounds=6, seed=20240301)


@pytest.mark.slow
def test_killed_at_fifty_moments_a_batch_is_whole_or_absent(tmp_path: Path) -> None:
    _kill_rounds(tmp_path / "lake", rounds=50, seed=7)


def test_a_second_load_waits_for_the_first(tmp_path: Path) -> None:
    root = Lake(tmp_path, make=True).root
    heard: list[Text] = []
    order: list[str] = []
    inside = threading.Event()

    def second() -> None:
        inside.wait()
        with alone(root, by="乙", say=heard.append):
            order.append("second")

    other = threading.Thread(target=second)
    other.start()
    with alone(root, by="甲"):
        inside.set()
        while not heard:
            time.sleep(0.01)
        order.append("first")
    other.join()
    assert order == ["first", "second"]
    assert "甲" in heard[0].zh
    assert "等它完成" in heard[0].zh


def test_a_second_load_gives_up_with_a_sentence(tmp_path: Path) -> None:
    root = Lake(tmp_path, make=True).root
    with (
        alone(root, by="甲"),
        pytest.raises(BadUsage, match="稍后再试"),
        alone(root, by="乙", wait=0),
    ):
        pass


def _tree(root: Path) -> set[str]:
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.name != ".lock"}


def _python(body: str, root: Path) -> "subprocess.Popen[str]":
    head = f"""
    from pathlib import Path
    from qinglian.engine.lake import Lake
    from qinglian.engine.lake.batch import Terms, keep
    from tests.engine.lake.making import dataset
    root = Path({str(root)!r})
    """
    code = textwrap.dedent(head) + textwrap.dedent(body)
    paths = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    return subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )
