"""Draws and days: the same integers by seed, and the working days of the calendar as published."""

from datetime import timedelta

import chinese_calendar
import numpy as np
import pytest

from qinglian.city import days, names
from qinglian.city.draw import Draw
from qinglian.engine import validity


def test_same_seed_same_integers() -> None:
    assert Draw(7, "a").below(1000, 6).tolist() == Draw(7, "a").below(1000, 6).tolist()
    assert Draw(7, "a").below(1000, 6).tolist() != Draw(8, "a").below(1000, 6).tolist()


def test_a_stream_does_not_disturb_another() -> None:
    one = Draw(7)
    one.at("a").below(10, 100)
    assert one.at("b").below(1000, 6).tolist() == Draw(7, "b").below(1000, 6).tolist()


def test_these_integers_on_every_machine() -> None:
    assert Draw(7, "known").between(0, 10**12, 3).tolist() == KNOWN


KNOWN = [325842473514, 890400264561, 882349298339]


def test_weights_and_limits() -> None:
    draw = Draw(7, "weights")
    assert set(draw.place(3, 500, [0, 1, 0]).tolist()) == {1}
    skewed = draw.skewed(1000, 2000, low=200, high=9000)
    assert skewed.min() >= 200
    assert skewed.max() <= 9000
    assert 900 < int(np.median(skewed)) < 1100
    assert sorted(draw.some(20, 20).tolist()) == list(range(20))
    with pytest.raises(ValueError, match="3 of 2"):
        draw.some(2, 3)


def test_identity_numbers_are_valid_and_differ() -> None:
    numbers = names.identity_numbers(7, "990101", 0, 20_000).tolist()
    assert len(set(numbers)) == 20_000
    assert all(validity.citizen_valid(number, days.LAST) for number in numbers)
    assert {number[:6] for number in numbers} == {"990101"}


@pytest.mark.parametrize("kind", ["11", "12", "54", "91"])
def test_credit_codes_are_valid_and_differ(kind: str) -> None:
    codes = names.credit_codes(kind, "990203", 1, 2000).tolist()
    assert len(set(codes)) == 2000
    assert all(validity.credit_code_valid(code) for code in codes)


def test_workdays_are_those_published() -> None:
    span = np.arange(days.START, days.END + 1, dtype=np.int64)
    published = [chinese_calendar.is_workday(days.EPOCH + timedelta(day)) for day in span.tolist()]
    assert days.is_workday(span).tolist() == published
    later = days.after_workdays(span, 5)
    assert np.all(days.workdays_until(later) - days.workdays_until(span) == 5)
    assert np.all(days.is_workday(days.next_workday(span[:-20])))
    assert days.is_workday(days.MAKE_UP).all()


def test_months_end_at_the_last_day_of_a_shorter_one() -> None:
    last = np.array([np.datetime64("2024-01-31").astype(int)], dtype=np.int64)
    assert days.add_months(last, 1).astype("datetime64[D]").tolist()[0].isoformat() == "2024-02-29"


def test_never_stays_never() -> None:
    never = np.array([days.NEVER], dtype=np.int64)
    assert days.clock(never, 9).tolist() == [days.NEVER]
    assert days.day_of(days.at_office(Draw(7), never)).tolist() == [days.NEVER]
