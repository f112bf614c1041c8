"""Dates and amounts: whatever way they are written, the same value is read back."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qinglian.sources._amounts import NotANumber, read_count, read_number, read_yuan
from qinglian.sources._dates import SERIAL_ZERO, NotADate, read_moment, to_utc

FULL = {ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789"}
HAN = "〇一二三四五六七八九"
DAYS = {
    "iso": lambda day: f"{day:%Y-%m-%d}",
    "short": lambda day: f"{day.year}-{day.month}-{day.day}",
    "slashes": lambda day: f"{day.year}/{day.month}/{day.day}",
    "dots": lambda day: f"{day:%Y.%m.%d}",
    "han": lambda day: f"{day.year}年{day.month}月{day.day}日",
    "han padded": lambda day: f"{day:%Y年%m月%d日}",
    "digits": lambda day: f"{day:%Y%m%d}",
    "number": lambda day: int(f"{day:%Y%m%d}"),
    "serial": lambda day: (day - SERIAL_ZERO.date()).days,
    "serial text": lambda day: str((day - SERIAL_ZERO.date()).days),
    "full width": lambda day: f"{day.year}年{day.month}月{day.day}日".translate(FULL),
    "blanks": lambda day: f" {day.year} 年 {day.month} 月 {day.day} 日 ",
    "date": lambda day: day,
    "datetime": lambda day: datetime(day.year, day.month, day.day),
    "han digits": lambda day: (
        "".join(HAN[int(digit)] for digit in str(day.year))
        + f"年{_han(day.month)}月{_han(day.day)}日"
    ),
}
CLOCKS = {
    "minutes": lambda at: f"{at:%Y-%m-%d %H:%M}",
    "seconds": lambda at: f"{at:%Y-%m-%d %H:%M:%S}",
    "iso": lambda at: f"{at:%Y-%m-%dT%H:%M:%S}",
    "tenths": lambda at: f"{at:%Y-%m-%d %H:%M:%S}.0",
    "han": lambda at: f"{at.year}年{at.month}月{at.day}日 {at.hour}:{at.minute:02d}",
    "han clock": lambda at: f"{at.year}年{at.month}月{at.day}日{at.hour}时{at.minute}分",
    "half days": lambda at: f"{at.year}/{at.month}/{at.day} {_half_day(at)}:{at.minute:02d}",
    "digits": lambda at: f"{at:%Y%m%d%H%M%S}",
    "offset": lambda at: f"{at - timedelta(hours=8):%Y-%m-%dT%H:%M:%SZ}",
    "serial": lambda at: (at - SERIAL_ZERO) / timedelta(days=1),
    "datetime": lambda at: at,
}
days = st.dates(date(1950, 1, 1), date(2099, 12, 31))
moments = st.datetimes(datetime(1992, 1, 1), datetime(2099, 12, 31)).map(
    lambda at: at.replace(second=0, microsecond=0)
)


def _half_day(at: datetime) -> str:
    return f"上午{at.hour}" if at.hour < 12 else f"下午{at.hour % 12 or 12}"


def _han(number: int) -> str:
    tens, ones = divmod(number, 10)
    ten = {0: "", 1: "十"}.get(tens, HAN[tens] + "十")
    return ten + (HAN[ones] if ones else "")


@given(days, st.sampled_from(sorted(DAYS)))
def test_a_day_is_read_back_however_written(day: date, way: str) -> None:
    moment = read_moment(DAYS[way](day))
    assert moment.at == datetime(day.year, day.month, day.day)
    assert moment.date_only


@given(moments, st.sampled_from(sorted(CLOCKS)))
def test_a_time_is_read_back_however_written(at: datetime, way: str) -> None:
    assert read_moment(CLOCKS[way](at)).at == at


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-30",
        "2024-13-01",
        "20230229",
        "3/1/2024",
        "24-3-1",
        "2024年3月",
        "2024",
        "上午",
        "2024.3.1-2024.3.5",
        "1899-01-01",
        "2024-03-01 25:00",
        -5,
        True,
        1e9,
    ],
)
def test_what_is_no_day_is_refused_with_a_reason(text: object) -> None:
    with pytest.raises(NotADate) as raised:
        read_moment(text)
    assert raised.value.why.zh
    assert raised.value.why.en


def test_midnight_at_the_end_of_a_day() -> None:
    assert read_moment("2024-02-29 24:00").at == datetime(2024, 3, 1)


def test_local_times_become_utc_also_on_days_when_clocks_change() -> None:
    assert to_utc(datetime(2024, 3, 1), "Asia/Shanghai") == datetime(2024, 2, 29, 16)
    assert to_utc(datetime(2024, 3, 31, 1), "Europe/Rome") == datetime(2024, 3, 31, 0)
    assert to_utc(datetime(2024, 3, 31, 4), "Europe/Rome") == datetime(2024, 3, 31, 2)
    assert to_utc(datetime(2024, 10, 27, 12), "Europe/Rome") == datetime(2024, 10, 27, 11)


fen = st.integers(0, 10**13).map(lambda number: Decimal(number) / 100)
AMOUNTS = {
    "plain": lambda yuan: f"{yuan}",
    "thousands": lambda yuan: f"{yuan:,}",
    "sign": lambda yuan: f"￥{yuan:,}",
    "yuan": lambda yuan: f"{yuan}元",
    "full width": lambda yuan: f"{yuan}".translate(FULL),
    "full width comma": lambda yuan: f"{yuan:,}".replace(",", "，"),
    "wan": lambda yuan: f"{yuan / 10_000}万元",
    "yi": lambda yuan: f"{yuan / 100_000_000:f}亿元",
    "rmb": lambda yuan: f"人民币{yuan}元整",
    "decimal": lambda yuan: float(yuan),
}


@given(fen, st.sampled_from(sorted(AMOUNTS)))
def test_an_amount_is_read_back_however_written(yuan: Decimal, way: str) -> None:
    assert read_yuan(AMOUNTS[way](yuan)) == (yuan, False)


@given(st.integers(0, 10**9))
def test_an_amount_in_a_column_of_ten_thousands(fens: int) -> None:
    yuan = Decimal(fens) / 100
    assert read_yuan(str(yuan / 10_000), "万元")[0] == yuan
    assert read_yuan(float(yuan / 10_000), "万元")[0] == yuan


@pytest.mark.parametrize(
    ("text", "yuan"),
    [
        ("人民币伍仟元整", 5000),
        ("壹佰零伍万叁仟元整", 1_053_000),
        ("壹万贰仟元伍角", "12000.5"),
        ("(5)", -5),
    ],
)
def test_amounts_in_capitals_and_brackets(text: str, yuan: str | int) -> None:
    assert read_yuan(text)[0] == Decimal(yuan)


@pytest.mark.parametrize(
    "text", ["一些", "1,23", "12元5", "1.2.3", "约5000", True, float("nan"), float("inf"), 1e17]
)
def test_what_is_no_amount(text: object) -> None:
    with pytest.raises(NotANumber):
        read_yuan(text)


def test_counts_with_their_unit() -> None:
    assert read_count("20个工作日") == (20, "工作日")
    assert read_count("２人") == (2, "人")
    assert read_count(3.0) == (3, None)
    with pytest.raises(NotANumber):
        read_count(2.5)


def test_numbers_and_shares() -> None:
    assert read_number("１,２３４.5") == 1234.5
    assert read_number("12%") == 12
    with pytest.raises(NotANumber):
        read_number("1e400")


def test_no_machine_reads_dates_by_its_own_zone(tmp_path: Path) -> None:
    assert read_moment("2024-03-01T23:30:00Z", "Asia/Shanghai").at == datetime(2024, 3, 2, 7, 30)
