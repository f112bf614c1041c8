"""Runs kept in the lake: explained after the source is gone, compared, and asked again only where rows changed."""

from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qinglian.engine.lake import (
    Lake,
    LakeDataset,
    changed_cases,
    changed_subjects,
    compare,
    find_signal,
    last_run,
    open_lake,
    read_run,
    save_run,
)
from qinglian.engine.outcome import Coverage, Missing, Outcome
from qinglian.engine.signals import SCHEMA
from qinglian.model.errors import BadUsage
from qinglian.model.rule import Rule, read_card
from qinglian.model.text import Text
from tests.engine.lake.making import events, put

CARD = """\
id: APR-900
check: sequence.response
name: {zh: 示例规则, en: A rule for the test}
status: stable
basis: [{title: 示例条例 第一条, in_force: 2020-01-01}]
params: {activation: accepted, target: decided}
severity: yellow
exceptions: [{id: agreed, zh: 另有约定, en: Agreed otherwise}]
meaning: {zh: 提示, en: A lead}
"""


def rule(folder: Path, text: str = CARD) -> Rule:
    path = folder / "card.yaml"
    path.write_text(text, encoding="utf-8")
    return read_card(path, "approval_cn")


def signal(name: str, **more: Any) -> dict[str, Any]:
    evidence = [
        {"table": "event", "id": "1", "columns": "{}"},
        {"table": "event", "id": "2", "columns": "{}"},
    ]
    return {
        "signal_id": name * 32,
        "rule_id": "APR-900",
        "subject": "permit",
        "subject_id": name,
        "value": 1.0,
        "seen_at": datetime(2024, 6, 30, tzinfo=UTC),
        "as_of": date(2024, 6, 30),
        "evidence": evidence,
        **more,
    }


def outcome(asked: Rule, *signals: dict[str, Any], **more: Any) -> Outcome:
    coverage = Coverage(asked, asked=3, decided=2, undecided=1, flagged=len(signals))
    coverage.missing = [Missing("event", "resource", 1, Text("缺经办人", "no resource"))]
    coverage.next_due_on = date(2024, 7, 1)
    found = {
        "as_of": date(2024, 6, 30),
        "started_at": datetime(2024, 6, 30, 8, tzinfo=UTC),
        "rows": {("event", "1"): {"event_id": "1", "occurred_on": "2024-03-01"}},
        "params": {"APR-900": {"from": date(2024, 1, 1)}},
        **more,
    }
    return Outcome(
        signals=pa.Table.from_pylist(list(signals), SCHEMA),
        coverage=[coverage],
        sources=[],
        engine="duckdb",
        version="0.1",
        **found,
    )


@pytest.fixture
def opened(tmp_path: Path) -> LakeDataset:
    put(tmp_path / "lake", {"event": events(("1", "C", "2024-03-01"), ("2", "D", "2024-03-02"))})
    return open_lake(tmp_path / "lake")


def test_a_run_is_read_back_as_it_was(tmp_path: Path, opened: LakeDataset) -> None:
    asked = rule(tmp_path)
    said = outcome(asked, signal("a"), warnings=[Text("未对平", "not reconciled")])
    saved = save_run(said, opened, depends={"calendar": "abc"})
    kept = last_run(Lake(opened.lake.root))
    assert kept is not None
    assert kept.id == saved.id
    assert kept.record.batches == tuple(batch.id for batch in opened.batches)
    assert kept.record.depends == {"calendar": "abc"}
    assert kept.rules == {"APR-900": asked.sha256}
    again = kept.outcome()
    assert again.signals.to_pylist() == said.signals.to_pylist()
    assert again.coverage[0].missing == said.coverage[0].missing
    assert again.coverage[0].next_due_on == date(2024, 7, 1)
    card = again.coverage[0].rule.card
    assert (card.name, card.meaning, card.basis) == (
        asked.card.name,
        asked.card.meaning,
        asked.card.basis,
    )
    assert again.rows == said.rows
    assert again.warnings == said.warnings
    assert again.sources[0].name == "账.xlsx"


def test_a_signal_is_found_after_its_source_is_gone(tmp_path: Path, opened: LakeDataset) -> None:
    asked = rule(tmp_path)
    save_run(outcome(asked, signal("a"), signal("b")), opened)
    later = save_run(outcome(asked, signal("b")), opened)
    found = find_signal(opened.lake, "b" * 8)
    assert found is not None
    assert found[0].id == later.id
    assert found[1]["subject_id"] == "b"
    gone = find_signal(opened.lake, "a" * 32)
    assert gone is not None
    assert gone[0].rows["event", "1"]["occurred_on"] == "2024-03-01"
    assert find_signal(opened.lake, "c") is None
    save_run(outcome(asked, signal("a"), {**signal("a"), "signal_id": "ab" * 16}), opened)
    with pytest.raises(BadUsage, match="不止一个"):
        find_signal(opened.lake, "a")
    with pytest.raises(BadUsage, match="没有运行"):
        read_run(opened.lake, "never")


def test_the_last_run_that_asked_a_rule(tmp_path: Path, opened: LakeDataset) -> None:
    first = save_run(outcome(rule(tmp_path)), opened)
    other = save_run(outcome(rule(tmp_path, CARD.replace("APR-900", "APR-901"))), opened)
    assert (last_run(opened.lake) or first).id == other.id
    assert (last_run(opened.lake, asked=["APR-900"]) or other).id == first.id
    assert last_run(opened.lake, asked=["APR-900", "APR-901"]) is None


def test_signals_new_changed_and_no_longer_seen(tmp_path: Path, opened: LakeDataset) -> None:
    asked = rule(tmp_path)
    swapped = list(reversed(signal("b")["evidence"]))
    before = save_run(outcome(asked, signal("a"), signal("b"), signal("c")), opened)
    put(opened.lake.root, {"event": events(("3", "C", "2024-03-03"))})
    now = outcome(
        asked,
        signal("b", evidence=swapped, as_of=date(2024, 7, 31)),
        signal("c", value=2.0),
        signal("d"),
        as_of=date(2024, 7, 31),
    )
    found = compare(before, now, open_lake(opened.lake.root))
    assert (found.new, found.changed, found.same) == (("d" * 32,), ("c" * 32,), ("b" * 32,))
    (gone,) = found.gone
    assert gone.signal["subject_id"] == "a"
    said = "；".join(why.zh for why in gone.why)
    assert "新装载批次" in said
    assert "2024-06-30" in said
    assert "规则卡" not in said
    changed = rule(tmp_path, CARD + "# 门槛另议\n")
    assert "规则卡已修改" in compare(before, outcome(changed), opened).gone[0].why[0].zh
    assert compare(before, outcome(rule(tmp_path, CARD.replace("900", "902"))), opened).gone == ()


def ids(table: pa.Table | None) -> list[str]:
    assert table is not None
    return sorted(table.column(0).to_pylist())


def test_only_cases_whose_events_changed_are_asked_again(tmp_path: Path) -> None:
    root = tmp_path / "lake"
    old = put(
        root,
        {
            "event": events(
                ("1", "A", "2024-03-01"), ("2", "B", "2024-03-01"), ("3", "C", "2024-03-01")
            )
        },
    )
    run = save_run(outcome(rule(tmp_path)), open_lake(root))
    assert ids(changed_cases(run, open_lake(root))) == []
    put(
        root,
        {
            "event": events(
                ("1", "A", "2024-03-01"), ("2", "B", "2024-03-09"), ("4", "D", "2024-03-01")
            )
        },
        supersedes=(old.id,),
    )
    assert ids(changed_cases(run, open_lake(root))) == ["B", "C", "D"]


def test_ledgers_count_as_events(tmp_path: Path) -> None:
    root = tmp_path / "lake"
    put(
        root, {"permit": [{"permit_id": "A", "unit_id": "甲"}, {"permit_id": "B", "unit_id": "甲"}]}
    )
    run = save_run(outcome(rule(tmp_path)), open_lake(root))
    put(root, {"permit": [{"permit_id": "B", "unit_id": "乙"}]}, corrects=True)
    assert ids(changed_cases(run, open_lake(root))) == ["B"]


def test_subjects_of_formulas_are_followed_through_their_tables(tmp_path: Path) -> None:
    root = tmp_path / "lake"
    put(root, {"tender": [{"tender_id": "T"}, {"tender_id": "U"}]})
    run = save_run(outcome(rule(tmp_path)), open_lake(root))
    put(root, {"bid": [{"bid_id": "1", "tender_id": "T"}]})
    assert ids(changed_subjects(run, open_lake(root), "tender_id", ["tender", "bid"])) == ["T"]


def test_everything_is_asked_again_where_runs_do_not_compare(tmp_path: Path) -> None:
    root = tmp_path / "lake"
    put(root, {"event": events(("1", "A", "2024-03-01"))})
    opened = open_lake(root)
    run = save_run(outcome(rule(tmp_path)), opened)
    opened.records({"permit": {"noticed"}})
    assert changed_cases(run, opened) is None
    old = Lake(root).batches()[0]
    put(root, {"event": events(("1", "A", "2024-03-01"))}, supersedes=(old.id,))
    Lake(root).destroy(old.id)
    assert changed_cases(run, open_lake(root)) is None


LOADS = st.lists(
    st.tuples(
        st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("12"), st.integers(1, 3)), min_size=1, max_size=5),
        st.booleans(),
        st.integers(0, 4),
    ),
    min_size=2,
    max_size=5,
)  # fmt: skip


@settings(max_examples=settings().max_examples // 4)
@given(loads=LOADS, at=st.integers(0, 3))
def test_changed_cases_are_those_whose_visible_rows_differ(
    loads: list[tuple[list[tuple[str, str, int]], bool, int]], at: int
) -> None:
    with TemporaryDirectory() as folder:
        root, there, run = Path(folder) / "lake", Counter[tuple[str, ...]](), None
        for number, (rows, corrects, replaced) in enumerate(loads):
            made = [(f"{case}-{event}", case, f"2024-03-0{day}") for case, event, day in rows]
            live = [batch.id for batch in Lake(root).live()] if number else []
            supersedes = tuple(live[replaced : replaced + 1])
            put(root, {"event": events(*made)}, corrects=corrects, supersedes=supersedes)
            if number == min(at, len(loads) - 2):
                run = save_run(outcome(rule(Path(folder))), open_lake(root))
                there = visible(root)
        assert run is not None
        now = visible(root)
        differ = {case for case, *_ in ((there - now) + (now - there))}
        assert ids(changed_cases(run, open_lake(root))) == sorted(differ)


def visible(root: Path) -> Counter[tuple[str, ...]]:
    con = open_lake(root).con
    return Counter(
        con.execute("select case_id, event_id, occurred_on::varchar from event").fetchall()
    )


def test_a_fence_that_moved_is_named_as_the_cause(tmp_path: Path, opened: LakeDataset) -> None:
    asked = rule(tmp_path)
    first = outcome(asked, signal("a"))
    first.coverage[0].fence = (0.25, 0.25)
    before = save_run(first, opened)
    now = outcome(asked)
    now.coverage[0].fence = (0.5, 0.75)
    found = compare(before, now, opened)
    assert [(rule_id, said.zh) for rule_id, said in found.moved] == [
        ("APR-900", "界线由 0.25 移到 0.5–0.75")
    ]
    assert found.gone[0].why[0].en == "the fence moved from 0.25 to 0.5–0.75"
    now.coverage[0].fence = (0.25, 0.25)
    assert compare(before, now, opened).moved == ()
