"""A case judged by two versions of a law is one subject: one verdict, one signal, both clauses."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import yaml

from qinglian.engine.outcome import Outcome
from qinglian.engine.run import run
from qinglian.model.rule import Rule, read_card
from tests.engine.lake.making import dataset, events

OLD = {"from": date(2020, 1, 1), "value": {"at_most": 9, "unit": "calendar_days"}, "basis": "旧条"}
NEW = {"from": date(2024, 3, 10), "value": {"at_most": 4, "unit": "calendar_days"}, "basis": "新条"}


def rule(folder: Path, check: str, params: dict[str, Any]) -> Rule:
    """A card with these dated parameters."""
    path = folder / "T.yaml"
    card = {
        "id": "T", "check": check, "name": {"zh": "超期", "en": "Late"}, "status": "stable", "severity": "blue",
        "basis": [{"title": "示例条例 第一条", "in_force": date(2020, 1, 1)}], "params": params,
    }  # fmt: skip
    path.write_text(yaml.safe_dump(card, allow_unicode=True), "utf-8")
    return read_card(path, "test")


def asked(folder: Path, *days: tuple[str, str, str]) -> Outcome:
    """Ask whether what was accepted was decided in time, by the window in force on the day of acceptance."""
    rows = [
        {**row, "activity": activity, "process": "permit", "date_only": True, "resource": None}
        for (case, activity, day), n in zip(days, range(len(days)), strict=True)
        for row in events((f"E{n}", case, day))
    ]
    card = rule(
        folder,
        "sequence.response",
        {"process": "permit", "activation": "accepted", "target": "decided", "within": [OLD, NEW]},
    )
    return run(dataset({"event": rows}), [card], as_of=date(2024, 6, 30))


LATE_TWICE = [
    ("C", "accepted", "2024-03-01"),
    ("C", "decided", "2024-03-20"),
    ("C", "accepted", "2024-03-21"),
    ("C", "decided", "2024-03-29"),
]


def test_late_under_both_versions_is_one_signal_with_both_clauses(tmp_path: Path) -> None:
    outcome = asked(tmp_path, *LATE_TWICE)
    (signal,) = outcome.signals.to_pylist()
    assert (signal["value"], signal["threshold"]) == (2, None)
    assert signal["basis"] == ["旧条", "示例条例 第一条", "新条"]
    assert sorted(row["id"] for row in signal["evidence"]) == ["E0", "E1", "E2", "E3"]
    zh, en = signal["text_zh"], signal["text_en"]
    assert zh.count("超期：") == en.count("Late: ") == 1
    assert "相隔 19 日，应不超过 9 日；C，" in zh
    assert "相隔 8 日，应不超过 4 日" in zh
    (cover,) = outcome.coverage
    assert (cover.asked, cover.decided, cover.flagged) == (1, 1, 1)


def test_late_under_one_version_is_said_of_that_one_alone(tmp_path: Path) -> None:
    outcome = asked(tmp_path, *LATE_TWICE[:3], ("C", "decided", "2024-03-22"))
    (signal,) = outcome.signals.to_pylist()
    assert (signal["value"], signal["threshold"]) == (1, 9)
    assert signal["basis"] == ["旧条", "示例条例 第一条"]
    (cover,) = outcome.coverage
    assert (cover.asked, cover.decided, cover.flagged) == (1, 1, 1)


def test_cases_of_one_version_each_are_two(tmp_path: Path) -> None:
    other = [("D", activity, day) for _, activity, day in LATE_TWICE[2:]]
    outcome = asked(tmp_path, *LATE_TWICE[:2], *other)
    assert [row["subject_id"] for row in outcome.signals.to_pylist()] == ["C", "D"]
    assert outcome.coverage[0].asked == 2


def test_the_day_of_an_instant_is_the_local_one(tmp_path: Path) -> None:
    values = [{"from": date(2024, 3, 10), "value": 3, "basis": "新条"}]
    card = rule(
        tmp_path,
        "competition.few_bidders",
        {"minimum_bidders": values, "methods": ["open"]},
    )
    # Half past midnight in Shanghai is still the day before in UTC.
    opened = {"T1": datetime(2024, 3, 9, 16, 30), "T2": datetime(2024, 3, 9, 15, 30)}
    tenders = [
        {"tender_id": name, "method": "open", "opened_at": at, "opened_on": (at + timedelta(hours=8)).date()}
        for name, at in opened.items()
    ]  # fmt: skip
    bids = [
        {"bid_id": name, "tender_id": name, "bidder_id": "甲", "withdrawn": False}
        for name in opened
    ]
    outcome = run(dataset({"tender": tenders, "bid": bids}), [card], as_of=date(2024, 6, 30))
    assert outcome.signals["subject_id"].to_pylist() == ["T1"]
    assert outcome.coverage[0].asked == 1
