"""Batches in a lake, and runs over it: what a person types and gets. Persons and cases are fictional."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command import AS_OF, desk, ledger, penalty, qinglian, refused

BATCH = "批次 "
DESK = ("--packs", "packs", "--pack", "desk", *AS_OF)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def loaded(tmp_path: Path, home: Path) -> Path:
    """A folder with a ledger in a lake."""
    desk(tmp_path / "packs")
    ledger(tmp_path / "处罚.csv")
    said = load(tmp_path, home, "处罚.csv")
    assert "读到 3 行 = 保留 3 + 退回 0" in said
    return tmp_path


def load(folder: Path, home: Path, *args: str) -> str:
    done = qinglian("load", *args, "--lake", "湖", cwd=folder, HOME=str(home))
    assert done.returncode == 0, done.stderr
    return done.stdout


def batch(said: str) -> str:
    return next(line for line in said.splitlines() if line.startswith(BATCH)).removeprefix(BATCH)


def run(folder: Path, home: Path, *args: str) -> list[dict[str, Any]]:
    out = folder / "疑点.jsonl"
    given = (*DESK, "--out", out.name, *args)
    done = qinglian("run", *given, cwd=folder, HOME=str(home))
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in out.read_text("utf-8").splitlines()]


def told(signals: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{key: value for key, value in row.items() if key != "seen_at"} for row in signals]


def subjects(signals: list[dict[str, Any]]) -> set[tuple[str, str]]:
    return {(row["rule_id"], row["subject_id"]) for row in signals}


def test_a_lake_answers_as_the_file_does_and_again(loaded: Path, home: Path) -> None:
    from_file = run(loaded, home, "处罚.csv")
    assert from_file
    for _ in range(2):
        assert told(run(loaded, home, "--lake", "湖")) == told(from_file)
    table = qinglian("run", "--lake", "湖", *DESK, cwd=loaded, HOME=str(home))
    assert f"新增 0，有变化 0，相同 {len(from_file)}，不再出现 0" in table.stdout


def test_the_same_file_is_known(loaded: Path, home: Path) -> None:
    said = load(loaded, home, "处罚.csv")
    assert "未再装载" in said
    assert len(list((loaded / "湖" / "batches").iterdir())) == 1


def test_a_signal_is_explained_after_its_file_is_gone(loaded: Path, home: Path) -> None:
    (signal, *_) = run(loaded, home, "--lake", "湖")
    (loaded / "处罚.csv").unlink()
    done = qinglian("explain", signal["signal_id"][:12], "--from", "湖", cwd=loaded)
    assert done.returncode == 0, done.stderr
    assert signal["subject_id"] in done.stdout
    assert signal["basis"][0] in done.stdout
    assert refused(2, "explain", "ffff", "--from", "湖", cwd=loaded)


def test_a_correction_changes_its_cases_only(loaded: Path, home: Path) -> None:
    before = subjects(run(loaded, home, "--lake", "湖"))
    ledger(loaded / "更正.csv", penalty(2), penalty(3, decided="2024/12/2"))
    assert "已被后来的更正批次替换" in load(loaded, home, "更正.csv", "--correct")
    stepwise = run(loaded, home, "--lake", "湖")
    assert before == {("DESK-001", "CF002")}
    assert subjects(stepwise) == {("DESK-002", "CF003")}
    ledger(loaded / "全部.csv", penalty(1), penalty(2), penalty(3, decided="2024/12/2"))
    assert told(stepwise) == told(run(loaded, home, "全部.csv"))


def test_a_batch_is_superseded(loaded: Path, home: Path) -> None:
    first = next((loaded / "湖" / "batches").iterdir()).name
    run(loaded, home, "--lake", "湖")
    ledger(loaded / "新.csv", penalty(1))
    said = load(loaded, home, "新.csv", "--supersede", first[:20])
    assert f"替换批次 {first}" in said
    assert batch(said) != first
    assert told(run(loaded, home, "--lake", "湖")) == told(run(loaded, home, "新.csv"))


@pytest.mark.parametrize("name", ["退回.csv", "退回.xlsx"])
def test_refused_rows_are_written_out(tmp_path: Path, home: Path, name: str) -> None:
    ledger(tmp_path / "处罚.csv", penalty(1), penalty(2, decided="2023-02-30"))
    for _ in range(2):
        said = load(tmp_path, home, "处罚.csv", "--refused", name)
        assert f"已写 {name}：未收的 1 行" in said
    if name.endswith(".csv"):
        assert "2023-02-30" in (tmp_path / name).read_text("utf-8-sig")


def test_refused_rows_go_to_sheets_only(loaded: Path, home: Path) -> None:
    given = ("load", "处罚.csv", "--lake", "湖", "--refused", "退回.txt")
    done = qinglian(*given, cwd=loaded, HOME=str(home))
    assert done.returncode == 2
    assert "只能导出为 .xlsx 或 .csv" in done.stderr


def test_a_lake_that_takes_nothing_still_answers(loaded: Path, home: Path) -> None:
    from_file = run(loaded, home, "处罚.csv")
    (loaded / "湖" / ".writing").rmdir()
    (loaded / "湖" / ".writing").touch()  # nothing can be written aside any more, be it by root
    given = ("--lake", "湖", *DESK)
    done = qinglian("run", *given, cwd=loaded, HOME=str(home))
    assert done.returncode == 0, done.stderr
    assert "没有留存在数据湖中" in done.stdout + done.stderr
    assert told(run(loaded, home, "--lake", "湖")) == told(from_file)
    assert not list((loaded / "湖" / "runs").iterdir())


def test_what_is_no_lake_is_refused(tmp_path: Path, home: Path) -> None:
    said = refused(2, "run", "--lake", "没有", cwd=tmp_path, HOME=str(home))
    assert "不是数据湖" in said
    said = refused(2, "run", "甲.csv", "--lake", "没有", cwd=tmp_path, HOME=str(home))
    assert "不能同时给" in said
