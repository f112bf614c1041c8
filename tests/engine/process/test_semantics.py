"""What was decided where the words leave room: one story each (all in Asia/Shanghai)."""

from datetime import date
from typing import Any

from tests.engine.process.driver import Log, Said, told

ANSWER = {"activation": "受理", "target": "决定"}
OPEN = {**ANSWER, "closed_by": "办结"}


def of(card: dict[str, Any], as_of: date, *steps: tuple[Any, ...], name: str = "response") -> Said:
    """What is said of the one case told."""
    return Log(told(*steps), as_of=as_of).ask(name, card)[None, "C"]


def days(number: int, unit: str = "calendar_days", **more: Any) -> dict[str, Any]:
    return {"within": {"at_most": number, "unit": unit, **more}}


def test_half_a_second_is_not_rounded_up() -> None:
    steps = [("C", "受理", "2024-03-04 01:00:00"), ("C", "决定", "2024-03-04 01:00:00.600")]
    within = {"at_least": 1, "unit": "seconds"}
    assert of({**ANSWER, "within": within}, date(2024, 4, 1), *steps).value == 1


def test_of_a_day_without_time_the_order_is_known_and_the_hours_are_not() -> None:
    steps = [("C", "受理", "2024-03-04"), ("C", "决定", "2024-03-04")]
    as_of = date(2024, 4, 1)
    assert of({**ANSWER, **days(24, "hours")}, as_of, *steps).state == "satisfied"
    assert of({**ANSWER, **days(23, "hours")}, as_of, *steps).state is None
    at_least_none = {"within": {"at_least": 0, "unit": "hours"}}
    assert of({**ANSWER, **at_least_none}, as_of, *steps).state == "satisfied"


def test_an_open_duty_of_hours_from_a_day_without_time() -> None:
    """Within 12 hours of some moment of 4 March: by noon, or by noon of the 5th."""
    card = {**OPEN, **days(12, "hours")}
    step = ("C", "受理", "2024-03-04")
    before = of(card, date(2024, 3, 4), step)
    assert (before.state, before.due) == ("at_risk", date(2024, 3, 4))
    assert of(card, date(2024, 3, 5), step).state is None
    assert of(card, date(2024, 3, 6), step).state == "violated"


def test_hours_end_on_the_local_day_of_their_last_moment() -> None:
    step = ("C", "受理", "2024-03-04 01:00")
    assert of({**OPEN, **days(2, "hours")}, date(2024, 3, 4), step).due == date(2024, 3, 4)
    assert of({**OPEN, **days(15, "hours")}, date(2024, 3, 4), step).due == date(2024, 3, 5)


def test_a_duty_is_late_from_the_day_after_its_last_day() -> None:
    step = ("C", "受理", "2024-03-04 01:00")
    card = {**OPEN, **days(5, "working_days")}
    last = of(card, date(2024, 3, 11), step)
    assert (last.state, last.due) == ("at_risk", date(2024, 3, 11))
    assert of(card, date(2024, 3, 12), step).state == "violated"
    assert of(card, date(2024, 3, 5), step).state == "pending"


def test_a_last_day_that_is_no_working_day_moves_but_a_minimum_does_not() -> None:
    """Ten days from 1 February 2024 end on the 11th, in the holiday; people work again on Sunday the 18th."""
    rolled = days(10, roll="next_working_day")
    for day, late in (("2024-02-18 01:00", 0), ("2024-02-19 01:00", 1)):
        steps = [("C", "受理", "2024-02-01 01:00"), ("C", "决定", day)]
        assert of({**ANSWER, **rolled}, date(2024, 4, 1), *steps).value == late
    minimum = {"within": {"at_least": 10, "unit": "calendar_days", "roll": "next_working_day"}}
    steps = [("C", "受理", "2024-02-01 01:00"), ("C", "决定", "2024-02-11 01:00")]
    assert of({**ANSWER, **minimum}, date(2024, 4, 1), *steps).value == 0


def test_a_last_day_past_the_calendar() -> None:
    """Whether 3 January 2027 is a working day nobody has announced: only what comes before it is sure."""
    card = {**ANSWER, **days(10, roll="next_working_day")}
    for day, state in (("2027-01-03 01:00", "satisfied"), ("2027-01-04 01:00", None)):
        steps = [("C", "受理", "2026-12-24 01:00"), ("C", "决定", day)]
        assert of(card, date(2026, 12, 25), *steps).state == state
    assert of(card, date(2026, 12, 25), ("C", "受理", "2026-12-24 01:00")).state == "violated"
    waiting = of(
        {**card, "closed_by": "办结"}, date(2026, 12, 25), ("C", "受理", "2026-12-24 01:00")
    )
    assert (waiting.state, waiting.due) == ("pending", None)


def test_a_month_ends_on_the_last_day_of_a_shorter_month() -> None:
    for day, late in (("2024-02-29 01:00", 0), ("2024-03-01 01:00", 1)):
        steps = [("C", "受理", "2024-01-31 01:00"), ("C", "决定", day)]
        assert of({**ANSWER, **days(1, "months")}, date(2024, 4, 1), *steps).value == late


PAUSE = {"suspended": [{"start": "中止", "end": "恢复", "needs": "doc_no"}]}
PAPER = {"doc_no": "文〔2024〕1号"}


def test_suspended_days_do_not_count_and_none_twice() -> None:
    """Suspended from the 5th to the 8th and again from the 7th to the 10th: the 6th to the 10th."""
    pauses = [
        ("C", "中止", "2024-03-05 01:00", PAPER),
        ("C", "中止", "2024-03-07 01:00", PAPER),
        ("C", "恢复", "2024-03-10 01:00"),
    ]
    for day, late in (("2024-03-14 01:00", 0), ("2024-03-15 01:00", 1)):
        steps = [("C", "受理", "2024-03-04 01:00"), *pauses, ("C", "决定", day)]
        assert of({**ANSWER, **days(5), **PAUSE}, date(2024, 4, 1), *steps).value == late


def test_a_suspension_without_its_paper_does_not_stop_the_clock() -> None:
    steps = [
        ("C", "受理", "2024-03-04 01:00"),
        ("C", "中止", "2024-03-05 01:00", {"doc_no": ""}),
        ("C", "恢复", "2024-03-10 01:00"),
        ("C", "决定", "2024-03-11 01:00"),
    ]
    assert of({**ANSWER, **days(5), **PAUSE}, date(2024, 4, 1), *steps).value == 1


def test_while_the_clock_stands_still_there_is_no_last_day() -> None:
    steps = [("C", "受理", "2024-03-04 01:00"), ("C", "中止", "2024-03-09 01:00", PAPER)]
    said = of({**OPEN, **days(5), **PAUSE}, date(2024, 6, 1), *steps)
    assert (said.state, said.due) == ("pending", None)
    steps[1] = ("C", "中止", "2024-03-10 01:00", PAPER)
    assert of({**OPEN, **days(5), **PAUSE}, date(2024, 6, 1), *steps).state == "violated"


MORE = {"extension": {"activity": "批准延长", "at_most": 5}}


def test_an_extension_counts_once_and_only_on_or_before_the_last_day() -> None:
    for approved, decided, late in (("09", "14", 0), ("09", "15", 1), ("10", "14", 1)):
        steps = [
            ("C", "受理", "2024-03-04 01:00"),
            ("C", "批准延长", f"2024-03-{approved} 01:00"),
            ("C", "批准延长", f"2024-03-{approved} 02:00"),
            ("C", "决定", f"2024-03-{decided} 03:00"),
        ]
        assert of({**ANSWER, **days(5), **MORE}, date(2024, 4, 1), *steps).value == late


def test_a_duty_ends_with_an_event_that_comes_in_time() -> None:
    card = {**ANSWER, **days(5), "until": "撤回"}
    for day, late in (("2024-03-09 01:00", 0), ("2024-03-10 01:00", 1)):
        steps = [("C", "受理", "2024-03-04 01:00"), ("C", "撤回", day)]
        assert of(card, date(2024, 4, 1), *steps).value == late


def test_a_prohibition_ends_with_an_event_between_the_two() -> None:
    """Seen from either side: a pair with a fresh tender between is no breach."""
    card = {"activation": "流标", "target": "签约", "until": "重新招标"}
    between = [(x, f"2024-03-0{n} 01:00") for n, x in enumerate(("流标", "重新招标", "签约"), 1)]
    steps = [("C", *step) for step in between]
    for name in ("not_response", "not_succession", "not_coexistence"):
        assert of(card, date(2024, 4, 1), *steps, name=name).value == 0
    for name in ("not_succession", "not_coexistence"):
        assert of(card, date(2024, 4, 1), steps[0], steps[2], name=name).value == 2


def test_who_did_it_in_one_part_says_nothing_of_another() -> None:
    """An unknown reviewer of lot 2, where nobody decided, leaves lot 1 decided."""
    steps = [
        ("C", "审核", "2024-03-01 01:00", {"resource": "甲", "lot_id": "1"}),
        ("C", "决定", "2024-03-02 01:00", {"resource": "乙", "lot_id": "1"}),
        ("C", "审核", "2024-03-03 01:00", {"resource": None, "lot_id": "2"}),
    ]
    card = {"activities": ["审核", "决定"], "per": ["lot_id"]}
    assert of(card, date(2024, 4, 1), *steps, name="duties.four_eyes").state == "satisfied"
    card = {"activities": ["审核", "决定"]}
    assert of(card, date(2024, 4, 1), *steps, name="duties.four_eyes").state is None


def test_what_names_no_lot_speaks_for_all_lots() -> None:
    """One notice answers for both lots; the contract of lot 1 answers for no award of lot 2."""
    steps = [
        ("C", "受理", "2024-03-01 01:00", {"lot_id": None}),
        ("C", "决定", "2024-03-02 01:00", {"lot_id": "1"}),
        ("C", "决定", "2024-03-02 02:00", {"lot_id": "2"}),
        ("C", "送达", "2024-03-03 01:00", {"lot_id": "1"}),
    ]
    late = date(2024, 4, 1)
    before = {"activation": "决定", "target": "受理", "compatible": ["lot_id"]}
    assert of(before, late, *steps, name="precedence").value == 0
    after = {"activation": "决定", "target": "送达", "compatible": ["lot_id"]}
    assert of(after, late, *steps).value == 1
    assert of({**after, "compatible": []}, late, *steps).value == 0


def test_a_duty_of_one_round_does_not_end_with_another() -> None:
    steps = [
        ("C", "决定", "2024-03-02 01:00", {"lot_id": "1"}),
        ("C", "撤回", "2024-03-03 01:00", {"lot_id": "2"}),
    ]
    card = {"activation": "决定", "target": "送达", "until": ["撤回"], "compatible": ["lot_id"]}
    assert of(card, date(2024, 4, 1), *steps).value == 1
    assert of({**card, "compatible": []}, date(2024, 4, 1), *steps).value == 0


def test_what_was_done_before_is_not_asked_again() -> None:
    """Paid before the term began, agreeing as the other event would; the case is asked, and nothing is owed."""
    paid = ("C", "决定", "2024-03-01 01:00", {"lot_id": "1", "amount": 5.0})
    begun = ("C", "受理", "2024-03-04 01:00", {"lot_id": "1"})
    late = date(2024, 6, 1)
    card = {**ANSWER, **days(5), "unless_before": "决定"}
    said = of(card, late, paid, begun)
    assert (said.activations, said.state) == (1, "satisfied")
    assert of({**card, "unless_before": []}, late, paid, begun).value == 1
    assert of(card, late, begun).value == 1
    assert of(card, late, begun, ("C", "决定", "2024-03-20 01:00")).value == 1
    assert of({**card, "closed_by": "办结"}, date(2024, 3, 5), begun).state == "pending"
    assert (
        of({**card, "compatible": "lot_id"}, late, paid, (*begun[:3], {"lot_id": "2"})).value == 1
    )
    assert of({**card, "same": "lot_id"}, late, paid, (*begun[:3], {"lot_id": "2"})).value == 1
    assert of({**card, "different": "lot_id"}, late, paid, begun).value == 1
    assert of({**card, "per": "lot_id"}, late, paid, (*begun[:3], {"lot_id": "2"})).value == 1
    more = {"where_target": [{"column": "amount", "at_least": 9}]}
    assert of({**card, **more}, late, paid, begun).value == 1


def test_what_was_done_before_counts_for_every_later_beginning_and_only_for_those() -> None:
    steps = [
        ("C", "受理", "2024-03-01 01:00"),
        ("C", "撤回", "2024-03-02 01:00"),
        ("C", "受理", "2024-03-03 01:00"),
        ("C", "受理", "2024-03-04 01:00"),
    ]
    card = {**ANSWER, "unless_before": "撤回"}
    for name in ("response", "alternate_response", "chain_response", "succession"):
        assert of(card, date(2024, 6, 1), *steps, name=name).value == 1
    with_answer = [*steps, ("C", "决定", "2024-03-05 01:00")]
    assert of(card, date(2024, 6, 1), *with_answer, name="alternate_response").value == 1
    assert of(card, date(2024, 6, 1), *with_answer).value == 0


def test_on_a_day_without_time_the_order_of_the_source_says_what_was_before() -> None:
    card = {**ANSWER, **days(5), "unless_before": "撤回"}
    steps = [("C", "撤回", "2024-03-04"), ("C", "受理", "2024-03-04")]
    assert of(card, date(2024, 6, 1), *steps).value == 0
    assert of(card, date(2024, 6, 1), *reversed(steps)).value == 1


def test_one_too_many_for_sure_is_enough() -> None:
    """Three notices, one of them of unknown hour: at most one within a day is broken by the two that are known."""
    steps = [
        ("C", "催告", "2024-03-04 01:00"),
        ("C", "催告", "2024-03-04 02:00"),
        ("C", "催告", "2024-03-05"),
    ]
    card = {"activation": "催告", "n": 2, **days(24, "hours")}
    assert of(card, date(2024, 4, 1), *steps, name="absence").state == "violated"
    assert of({**card, "n": 3}, date(2024, 4, 1), *steps, name="absence").state is None
