"""Where other tools answer wrongly without a word (process.md 3.4, by its numbers), and we do not."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from tests.engine.process.driver import Log, told, violations

AS_OF = date(2024, 6, 30)


def asked(name: str, card: dict[str, Any], *steps: str | tuple[Any, ...]) -> dict[str, list[str]]:
    """Violating events of each case asked."""
    return violations(Log(told(*steps), as_of=AS_OF), name, card)


def test_1_every_execution_counts_for_four_eyes() -> None:
    rows = [
        ("C", "A", "2024-03-01 01:00", {"resource": "甲"}),
        ("C", "B", "2024-03-01 02:00", {"resource": "甲"}),
        ("C", "B", "2024-03-01 03:00", {"resource": "乙"}),
    ]
    assert asked("duties.four_eyes", {"activities": ["A", "B"]}, *rows) == {"C": ["e1"]}
    assert asked("duties.same_actor", {"activities": ["A", "B"]}, *rows) == {"C": ["e2"]}


@pytest.mark.parametrize("mixed", [False, True])
def test_2_interleaved_cases_and_any_order_of_rows(mixed: bool) -> None:
    rows = told(
        ("C", "a", "2024-03-01 01:00"),
        ("D", "a", "2024-03-01 02:00"),
        ("C", "b", "2024-03-01 03:00"),
        ("D", "b", "2024-03-01 04:00"),
    )
    log = Log(reversed(rows) if mixed else rows, as_of=AS_OF)
    for name in ("response", "chain_response", "alternate_response"):
        assert violations(log, name, {"activation": "a", "target": "b"}) == {"C": [], "D": []}
    for name in ("precedence", "chain_precedence", "alternate_precedence"):
        assert violations(log, name, {"activation": "b", "target": "a"}) == {"C": [], "D": []}
    succession = violations(log, "chain_succession", {"activation": "a", "target": "b"})
    assert succession == {"C": [], "D": []}


@pytest.mark.parametrize(
    ("name", "story", "wrong"),
    [
        ("not_succession", "a b a", ["e0", "e1"]),
        ("not_succession", "b a b", ["e1", "e2"]),
        ("not_succession", "b a", []),
        ("not_chain_succession", "a b a", ["e0", "e1"]),
        ("not_chain_succession", "a a b", ["e1", "e2"]),
        ("not_chain_succession", "a b b", ["e0", "e1"]),
        ("not_chain_succession", "a c b", []),
        ("not_coexistence", "b c", []),
        ("not_coexistence", "b c a", ["e0", "e2"]),
    ],
)
def test_3_negations_of_succession(name: str, story: str, wrong: list[str]) -> None:
    assert asked(name, {"activation": "a", "target": "b"}, f"C: {story}") == {"C": wrong}


def test_4_templates_that_are_missing_elsewhere() -> None:
    log = Log(told("C: a b b", "D: c"), as_of=AS_OF)
    assert violations(log, "end", {"activation": "b"}) == {"C": [], "D": ["e3"]}
    assert violations(log, "existence", {"activation": "b", "n": 2}) == {"C": [], "D": ["e3"]}
    assert violations(log, "choice", {"activation": "a", "target": "c"}) == {"C": [], "D": []}
    either = {"activation": "a", "target": "b"}
    assert violations(log, "exclusive_choice", either) == {"C": ["e0"], "D": ["e3"]}
    assert violations(log, "not_response", either) == {"C": ["e0"]}
    wrong = {"activation": "b", "target": "a"}
    assert violations(log, "not_precedence", wrong) == {"C": ["e1", "e2"]}


def test_5_composites() -> None:
    card = {"activation": "a", "target": "b"}
    log = Log(told("C: a b a", "D: b a b", "E: a a b b"), as_of=AS_OF)
    assert violations(log, "succession", card) == {"C": ["e2"], "D": ["e3"], "E": []}
    said = violations(log, "alternate_succession", card)
    assert said == {"C": ["e2"], "D": ["e3"], "E": ["e6", "e9"]}
    said = violations(log, "chain_succession", card)
    assert said == {"C": ["e2"], "D": ["e3"], "E": ["e6", "e9"]}
    assert violations(log, "coexistence", card) == {"C": [], "D": [], "E": []}


def test_6_7_same_and_different_person() -> None:
    rows = [
        ("C", "审核", "2024-03-01 01:00", {"resource": "甲"}),
        ("C", "批准", "2024-03-01 02:00", {"resource": "甲"}),
        ("D", "审核", "2024-03-01 01:00", {"resource": "甲"}),
        ("D", "批准", "2024-03-01 02:00", {"resource": "乙"}),
        ("E", "审核", "2024-03-01 01:00", {"resource": None}),
        ("E", "批准", "2024-03-01 02:00", {"resource": "乙"}),
    ]
    card = {"activation": "批准", "target": "审核"}
    said = asked("precedence", card | {"different": ["resource"]}, *rows)
    assert said == {"C": ["e1"], "D": [], "E": ["e5"]}
    said = asked("precedence", card | {"same": ["resource"]}, *rows)
    assert said == {"C": [], "D": ["e3"], "E": ["e5"]}


def test_8_not_equals_is_a_condition_like_any_other() -> None:
    rows = [
        ("C", "a", "2024-03-01 01:00", {"outcome": "驳回"}),
        ("D", "a", "2024-03-01 01:00", {"outcome": "准予"}),
        ("E", "a", "2024-03-01 01:00"),
    ]
    where = [{"column": "outcome", "not_equals": "准予"}]
    card = {"activation": "a", "target": "b", "where_activation": where}
    assert asked("response", card, *rows) == {"C": ["e0"]}


def test_9_and_or_inside_values() -> None:
    value = "x android and y or z"
    rows = [("C", "a", "2024-03-01 01:00", {"outcome": value})]
    card = {"activation": "a", "target": "b"}
    where = [{"column": "outcome", "equals": value}]
    assert asked("response", card | {"where_activation": where}, *rows) == {"C": ["e0"]}


@pytest.mark.parametrize("name", ["决定, 批准", "送达（当事人）", "a or b", 'it\'s "so"', "[x]"])
def test_10_any_text_may_name_an_activity(name: str) -> None:
    rows = [("C", name, "2024-03-01 01:00"), ("D", name, "2024-03-01 01:00")]
    rows.append(("D", "归档", "2024-03-01 02:00"))
    card = {"activation": name, "target": "归档"}
    assert asked("response", card, *rows) == {"C": ["e0"], "D": []}


def test_11_sixty_days_are_sixty_dates() -> None:
    """From winter into summer time in Rome: 60 days, but 59 days and 23 hours."""
    rows = told(("C", "a", "2024-02-29 23:00"), ("C", "b", "2024-04-29 22:00"))
    for row in rows:
        hours = 1 if row["occurred_at"] < datetime(2024, 3, 31, 1) else 2
        row["on"] = (row["occurred_at"] + timedelta(hours=hours)).date()
    log = Log(rows, as_of=AS_OF, zone="Europe/Rome")
    card = {"activation": "b", "target": "a"}
    days = {"at_least": 60, "at_most": 60, "unit": "calendar_days"}
    assert violations(log, "precedence", card | {"within": days}) == {"C": []}
    hours_ = {"at_least": 1440, "unit": "hours"}
    assert violations(log, "precedence", card | {"within": hours_}) == {"C": ["e1"]}


@pytest.mark.parametrize(
    ("sent", "in_time"),
    [
        ("2024-02-09 02:00", True),  # Friday before Spring Festival: the sixth working day
        ("2024-02-17 02:00", True),  # the last of eight days off: still six
        ("2024-02-18 02:00", False),  # a Sunday made up for: the seventh
    ],
)
def test_11_14_holidays_and_make_up_days(sent: str, in_time: bool) -> None:
    """Decided on Saturday 3 February 2024; the days after it begin with a Sunday that is worked."""
    rows = [("C", "决定", "2024-02-03 02:00"), ("C", "送达", sent)]
    within = {"at_most": 6, "unit": "working_days"}
    card = {"activation": "决定", "target": "送达", "within": within}
    assert asked("response", card, *rows) == {"C": [] if in_time else ["e0"]}


def test_14_a_working_saturday_is_not_zero_days() -> None:
    rows = [("C", "决定", "2024-05-10 02:00"), ("C", "送达", "2024-05-11 02:00")]
    card = {"activation": "决定", "target": "送达"}
    within = {"at_least": 1, "at_most": 1, "unit": "working_days"}
    assert asked("response", card | {"within": within}, *rows) == {"C": []}


def test_13_time_between_two_steps_is_asked_of_the_pair_named() -> None:
    rows = [("C", name, f"2024-03-0{n} 01:00") for n, name in enumerate("aabb", 1)]
    within = {"at_least": 1, "at_most": 1, "unit": "calendar_days"}
    card = {"activation": "b", "target": "a", "within": within}
    assert asked("precedence", card, *rows) == {"C": ["e3"]}


def test_15_an_activity_that_never_occurs() -> None:
    log = Log(told("C: a b"), as_of=AS_OF)
    assert violations(log, "response", {"activation": "a", "target": "x"}) == {"C": ["e0"]}
    assert violations(log, "response", {"activation": "x", "target": "a"}) == {}
    assert violations(log, "precedence", {"activation": "b", "target": "x"}) == {"C": ["e1"]}
    assert violations(log, "absence", {"activation": "x", "n": 1}) == {"C": []}
    assert violations(log, "existence", {"activation": "x", "n": 1}) == {"C": ["e0"]}
    assert violations(log, "not_coexistence", {"activation": "a", "target": "x"}) == {"C": []}


def test_16_open_cases_are_neither_conforming_nor_violated() -> None:
    rows = [
        ("C", "受理", "2024-06-24 01:00"),
        ("D", "受理", "2024-06-24 01:00"),
        ("D", "办结", "2024-06-25 01:00"),
        ("E", "受理", "2024-05-06 01:00"),
    ]
    within = {"at_most": 20, "unit": "working_days"}
    card = {"activation": "受理", "target": "决定", "within": within, "closed_by": "办结"}
    said = {case: x for (_, case), x in Log(told(*rows), as_of=AS_OF).ask("response", card).items()}
    assert (said["C"].state, said["C"].due) == ("pending", date(2024, 7, 22))
    assert said["D"].state == said["E"].state == "violated"


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("response", ["e2"]),
        ("alternate_response", ["e2"]),
        ("chain_response", ["e0", "e2"]),
        ("precedence", ["e0"]),
        ("alternate_precedence", ["e0"]),
        ("chain_precedence", ["e0", "e2"]),
        ("responded_existence", []),
        ("not_response", ["e0"]),
    ],
)
def test_no_event_answers_itself(name: str, wrong: list[str]) -> None:
    """Response[a, a]: every payment is followed by another."""
    assert asked(name, {"activation": "a", "target": "a"}, "C: a b a") == {"C": wrong}


def test_a_window_with_a_lower_bound_looks_at_every_candidate() -> None:
    rows = [
        ("C", "a", "2024-03-01 01:00"),
        ("C", "b", "2024-03-02 01:00"),
        ("C", "b", "2024-03-06 01:00"),
    ]
    within = {"at_least": 3, "at_most": 7, "unit": "calendar_days"}
    assert asked("response", {"activation": "a", "target": "b", "within": within}, *rows) == {
        "C": []
    }


def test_counted_precedence_lets_one_receipt_cover_one_invoice() -> None:
    card = {"activation": "invoice", "target": "receipt"}
    assert asked("counted_precedence", card, "C: receipt invoice invoice") == {"C": ["e2"]}
    assert asked("precedence", card, "C: receipt invoice invoice") == {"C": []}


def test_missing_columns_and_activities_leave_it_undecided() -> None:
    """A column that no source fills, an activity that no source carries: not "did not happen"."""
    rows = told("C: a b", process="permit")
    log = Log(rows, as_of=AS_OF, recorded={"permit": {"a", "b"}})
    card = {"process": "permit", "activation": "a", "target": "noticed"}
    answer = log.answer("response", card)
    assert answer.missing == ["event.noticed"]
    assert log.ask("response", card)["permit", "C"].state is None
    card = {"process": "permit", "activation": "b", "target": "a", "needs": ["excused"]}
    assert log.ask("response", card)["permit", "C"].state is None
    card = {"process": "permit", "activation": "a", "target": "b", "different": ["resource"]}
    assert log.answer("response", card).missing == ["event.resource"]
    assert log.ask("response", card)["permit", "C"].state is None
