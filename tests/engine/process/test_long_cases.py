"""A case of twenty thousand events of two activities: the same answers as on short cases, in one pass."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.engine.process.driver import Log

EVENTS = 20_000


@pytest.fixture(scope="module")
def log() -> Log:
    """`b a a b a a …`, one event a minute."""
    begin = datetime(2024, 3, 4)
    rows = [
        {
            "event_id": f"e{number}",
            "case_id": "C",
            "position": number,
            "activity": "a" if number % 3 else "b",
            "occurred_at": begin + timedelta(minutes=number),
        }
        for number in range(EVENTS)
    ]
    return Log(rows, as_of=date(2024, 6, 30))


def since(day: int, hour: int) -> int:
    """How many `a` there are from 2024-03-<day> <hour>:00 UTC on."""
    first = (day - 4) * 1440 + hour * 60
    return sum(1 for number in range(first, EVENTS) if number % 3)


A = since(4, 0)
MINUTE = {"at_most": 60, "unit": "seconds"}
DAYS = {"at_least": 2, "at_most": 5, "unit": "working_days"}


@pytest.mark.parametrize(
    ("name", "card", "violations"),
    [
        ("response", {}, 1),
        ("precedence", {}, 0),
        ("responded_existence", {}, 0),
        ("alternate_response", {}, A // 2 + 1),
        ("not_response", {}, A - 1),
        ("not_precedence", {}, A),
        ("response", {"within": MINUTE}, A // 2 + 1),
        ("response", {"within": MINUTE, "unless_before": "b"}, 0),
        ("precedence", {"within": MINUTE}, A // 2),
        (
            "response",
            {"within": DAYS},
            since(14, 16),
        ),  # the 18th is only one working day after the 15th,
        ("not_precedence", {"within": DAYS}, since(5, 16)),
        ("counted_precedence", {}, A - 1),
    ],
)
def test_answers_of_a_long_case(log: Log, name: str, card: dict[str, Any], violations: int) -> None:
    assert log.prepared.most_repeated > 10_000
    said = log.ask(name, {"activation": "a", "target": "b", **card})
    assert said[None, "C"].value == violations
