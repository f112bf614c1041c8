"""Compiled statements are kept, and nothing depends on their being kept."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from qinglian.engine import code, statements
from qinglian.engine.catalog import catalog
from qinglian.engine.identity import Hasher
from qinglian.engine.inputs import open_inputs
from qinglian.engine.run import run

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path / "qinglian" / "statements"


def kept(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_what_was_made_once_is_not_made_again(cache):
    made = []

    def make():
        made.append(1)
        return {"sql": "选 select"}

    asked = [statements.statements(["一", {"values": (1, date(2024, 1, 1))}], make) for _ in "12"]
    assert asked == [{"sql": "选 select"}] * 2
    assert made == [1]
    assert statements.statements(["二"], make) == asked[0]
    assert made == [1, 1]


def test_a_spoilt_file_is_made_again(cache):
    statements.statements("key", lambda: 1)
    (path,) = kept(cache)
    path.write_text("{half", "utf-8")
    assert statements.statements("key", lambda: 2) == 2
    assert statements.statements("key", lambda: 3) == 2


def test_where_nothing_can_be_written_nothing_is_kept(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    assert [statements.statements("key", lambda n=n: n) for n in (1, 2)] == [1, 2]


def test_other_code_has_other_statements_and_old_ones_go(cache, monkeypatch):
    for state in "abcde":
        monkeypatch.setattr(statements, "fingerprint", lambda state=state: state)
        assert statements.statements("key", lambda state=state: state) == state
    assert len(list(cache.iterdir())) == statements.GENERATIONS


def test_the_fingerprint_is_that_of_the_code(tmp_path, monkeypatch):
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "a.py").write_text("one")
    monkeypatch.setattr(code, "HERE", tmp_path)
    monkeypatch.setattr(code, "PARTS", ("checks",))
    first = code.fingerprint.__wrapped__()
    (tmp_path / "checks" / "a.py").write_text("two")
    assert code.fingerprint.__wrapped__() != first


@pytest.mark.slow
def test_a_run_answers_alike_from_kept_statements_and_without(cache):
    rules = catalog().chosen(["approval_cn", "ocds_red_flags"])

    def asked():
        paths = [*SAMPLES.glob("ledgers/*办件*.xlsx"), *SAMPLES.glob("tenders/*.jsonl.gz")]
        dataset = open_inputs(paths, hasher=Hasher(b"no secret"))
        seen = datetime(2026, 1, 1, tzinfo=UTC)
        return run(dataset, rules, as_of=date(2026, 1, 1), seen_at=seen).signals.to_pylist()

    first = asked()
    files = kept(cache)
    assert first
    assert len(files) > len(rules) / 2
    assert asked() == first
    assert kept(cache) == files
