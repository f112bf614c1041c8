"""A run that starts from the last one says what a run over everything says."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from qinglian.engine import incremental, prepared
from qinglian.engine.catalog import catalog
from qinglian.engine.incremental import run_lake
from qinglian.engine.lake import Lake, NotWritten, compare, last_run, open_lake, save_run
from qinglian.engine.outcome import Outcome
from qinglian.engine.run import run
from qinglian.model.rule import Rule
from qinglian.model.text import Text
from tests.engine.lake.making import events, put
from tests.engine.lakes import Load, loads, read, rules, said

NOW = datetime(2024, 6, 1, tzinfo=UTC)
DAY = date(2024, 5, 1)
PERMITS = [
    {"permit_id": "A", "unit_id": "示例机关", "promised_days": 7, "legal_days": 5},
    {"permit_id": "B", "unit_id": "示例机关", "promised_days": None, "legal_days": 5},
]
EVENTS = [
    {**row, "process": "permit", "date_only": False, "position": place, "resource": "甲"}
    for place, row in enumerate(
        events(("1", "A", "2024-03-01"), ("2", "B", "2024-03-04"), ("3", "C", "2024-03-05"))
    )
]
OTHER = [{**EVENTS[0], "activity": "decided"}]


@settings(
    max_examples=max(5, settings().max_examples // 20),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)
@given(history=loads())
def test_whatever_came_the_answers_are_those_of_a_run_over_everything(history: list[Load]) -> None:
    with TemporaryDirectory() as folder:
        root, asked = Path(folder) / "lake", rules(Path(folder))
        for number, load in enumerate(history):
            live = [batch.id for batch in Lake(root).live()] if number else []
            replaced = live[load.supersedes : load.supersedes + 1] if load.supersedes >= 0 else []
            put(root, load.tables, corrects=load.corrects, supersedes=tuple(replaced))
            if load.as_of is None:
                continue
            opened = open_lake(root)
            stepwise = run_lake(opened, asked, load.as_of, seen_at=NOW, chunk_events=3)
            whole = run(open_lake(root), asked, as_of=load.as_of, seen_at=NOW)
            assert said(stepwise) == said(whole)
            save_run(stepwise, opened)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    put(tmp_path / "lake", {"event": EVENTS, "permit": PERMITS})
    return tmp_path / "lake"


@pytest.fixture
def asked(tmp_path: Path) -> list[Rule]:
    return rules(tmp_path)


def kept(root: Path, asked: list[Rule], as_of: date = DAY, **more: Any) -> Outcome:
    """Run and keep the run."""
    opened = open_lake(root)
    outcome = run_lake(opened, asked, as_of, seen_at=NOW, **more)
    save_run(outcome, opened)
    return outcome


def spied(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, list[str]]]:
    """What is asked from now on: of a part or the whole of the lake, and which rules."""
    heard = []

    def heed(name: str, listed: Any) -> None:
        real = getattr(incremental, name)

        def spy(dataset: Any, given: Any, *args: Any, **more: Any) -> Any:
            of = "part" if isinstance(dataset, incremental.Part) else "whole"
            heard.append((of, sorted(one.rule.id for one in listed(given))))
            return real(dataset, given, *args, **more)

        monkeypatch.setattr(incremental, name, spy)

    heed("answered", list)
    heed("run_processes", list)
    heed("run_formula", lambda one: [one])
    return heard


def test_where_nothing_changed_only_populations_are_asked_again(
    root: Path, asked: list[Rule], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = kept(root, asked)
    heard = spied(monkeypatch)
    assert said(kept(root, asked)) == said(first)
    assert heard == [("whole", ["T-speed"])]


def test_rules_that_ask_the_day_are_asked_of_everything_on_another_day(
    root: Path, asked: list[Rule], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(root, asked)
    heard = spied(monkeypatch)
    later = kept(root, asked, date(2024, 5, 2))
    assert heard == [("whole", ["T-response", "T-speed"])]
    assert set(later.signals["as_of"].to_pylist()) == {date(2024, 5, 2)}


def test_only_what_changed_is_asked(
    root: Path, asked: list[Rule], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(root, asked)
    put(root, {"permit": [{**PERMITS[1], "promised_days": 9}]}, corrects=True)
    heard = spied(monkeypatch)
    found = kept(root, asked)
    assert ("part", ["T-promise"]) in heard
    assert ("whole", ["T-speed"]) in heard
    assert not any("T-disqualified" in names for _, names in heard)
    promises = [row for row in found.signals.to_pylist() if row["rule_id"] == "T-promise"]
    assert [row["subject_id"] for row in promises] == ["A", "B"]


@pytest.mark.parametrize("changed", ["card", "params", "calendar", "columns"])
def test_what_cannot_be_compared_is_asked_of_everything(
    root: Path,
    asked: list[Rule],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    changed: str,
) -> None:
    kept(root, asked)
    more: dict[str, Any] = {}
    if changed == "card":
        card = tmp_path / "T-fee.yaml"
        card.write_text(card.read_text("utf-8") + "# 另议\n", "utf-8")
        asked, wanted = read(tmp_path), {"T-fee"}
    elif changed == "params":
        more, wanted = {"params": {"T-supplement": {"most": 2}}}, {"T-supplement"}
    elif changed == "calendar":
        days = [date.fromordinal(date(2024, 1, 1).toordinal() + day) for day in range(366)]
        put(root, {"calendar_day": [{"day_on": day, "working": day.day % 2 == 0} for day in days]})
        wanted = {rule.id for rule in asked}
    else:
        put(root, {"event": [{**EVENTS[2], "event_id": "4", "amount": 2.0}]})
        wanted = {"T-absence"}
    heard = spied(monkeypatch)
    kept(root, asked, **more)
    assert next(names for of, names in heard if of == "whole") == sorted({*wanted, "T-speed"})


@pytest.mark.parametrize("size", [1, 100])
def test_events_are_prepared_once_for_the_same_batches(
    root: Path, asked: list[Rule], monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    put(root, {"event": OTHER})
    plain = said(run(open_lake(root), asked, as_of=DAY, seen_at=NOW))
    whole = {"incremental": False, "chunk_events": size}
    assert said(kept(root, asked, **whole)) == plain
    (folder,) = (root / "prepared").iterdir()
    assert len(list(folder.glob("events-*.parquet"))) == (3 if size == 1 else 1)
    monkeypatch.delattr(prepared, "prepare_in_parts")
    assert said(kept(root, asked, **whole)) == plain
    later = date(2024, 3, 5)
    fresh = said(run(open_lake(root), asked, as_of=later, seen_at=NOW))
    assert said(kept(root, asked, later, **whole)) == fresh


def test_one_rule_starts_from_what_was_prepared_for_all(
    root: Path, asked: list[Rule], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept(root, asked, incremental=False)
    monkeypatch.delattr(prepared, "prepare_in_parts")
    few = [rule for rule in asked if rule.id == "T-response"]
    plain = said(run(open_lake(root), few, as_of=DAY, seen_at=NOW))
    assert said(kept(root, few, incremental=False)) == plain


def test_what_was_prepared_from_other_batches_goes(root: Path, asked: list[Rule]) -> None:
    few = [rule for rule in asked if rule.id == "T-response"]
    kept(root, few, incremental=False)
    kept(root, asked, incremental=False)
    old = {folder.name for folder in (root / "prepared").iterdir()}
    assert len(old) == 2
    put(root, {"event": OTHER})
    kept(root, asked, incremental=False)
    assert not old & {folder.name for folder in (root / "prepared").iterdir()}


def test_a_lake_that_takes_nothing_is_asked_all_the_same(
    root: Path, asked: list[Rule], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*args: Iterable[Any]) -> None:
        raise NotWritten(Text("磁盘已满", "disk full"))

    monkeypatch.setattr(prepared, "preparing", full)
    plain = run(open_lake(root), asked, as_of=DAY, seen_at=NOW)
    assert said(run_lake(open_lake(root), asked, DAY, seen_at=NOW)) == said(plain)


def test_too_many_verdicts_are_not_kept(
    root: Path, asked: list[Rule], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = said(kept(root, asked))
    monkeypatch.setattr(incremental, "KEPT_VERDICTS", 1)
    found = kept(root, asked)
    assert said(found) == first
    assert found.verdicts is None
    assert not found.depends


def test_rules_that_compare_subjects_say_where_their_fence_lies(tmp_path: Path) -> None:
    tenders = [{"tender_id": f"T{n}", "buyer_id": f"B{n % 9}"} for n in range(90)]
    bids = [
        {"bid_id": f"{n}", "tender_id": f"T{n % 90}", "bidder_id": f"C{n % 7}",
         "status": "disqualified" if n % 9 == n % 4 else "valid"}
        for n in range(400)
    ]  # fmt: skip
    put(tmp_path / "lake", {"tender": tenders, "bid": bids})
    ask = [catalog().rule("R038-buyer"), catalog().rule("R003")]
    first = kept(tmp_path / "lake", ask)
    fences = {entry.rule.id: entry.fence for entry in first.coverage}
    assert fences["R003"] is None
    assert fences["R038-buyer"] is not None
    more = [{**bid, "bid_id": f"x{n}", "status": "disqualified"} for n, bid in enumerate(bids)]
    put(tmp_path / "lake", {"bid": more[:200]})
    opened = open_lake(tmp_path / "lake")
    before = last_run(opened.lake)
    assert before is not None
    (moved,) = compare(before, run_lake(opened, ask, DAY, seen_at=NOW), opened).moved
    assert moved[0] == "R038-buyer"
