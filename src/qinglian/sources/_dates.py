"""
日期的各种写法。Dates and times as found in ledgers, read as local wall-clock time.

Read: 2024-3-1, 2024/3/1, 2024.03.01, 2024年3月1日, 20240301, 2024年3月1日 15:30, 下午3时30分, 二〇二四年三月一日,
ISO 8601 with an offset, spreadsheet serial numbers. Not read, because two answers are possible: the year last
(3/1/2024), two-digit years, a month without a day, a span of days.
"""

import re
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

from qinglian.model.text import Text
from qinglian.sources._words import plain

SERIAL_ZERO = datetime(1899, 12, 30)
SERIALS = (14_611, 73_051)  # 1940-01-01 … 2100-01-01
YEARS = (1900, 2100)
FOREVER = date(9999, 12, 31)

DAY = (
    r"(?P<y>\d{4})\s*(?:[-/.年、—–－]\s*(?P<m>\d{1,2})\s*[-/.月、—–－]\s*(?P<d>\d{1,2})\s*(?:日|号)?"
    r"|(?P<m8>\d{2})(?P<d8>\d{2}))"
)
NOON = r"(?P<noon>上午|下午|晚上|中午|凌晨|早上|am|pm)?"
CLOCK = (
    r"(?P<H>\d{1,2})\s*(?:[:：]|时|点)\s*(?:(?P<M>\d{1,2})\s*(?:[:：]\s*(?P<S>\d{1,2})(?:[.,](?P<F>\d{1,9}))?|分\s*"
    r"(?:(?P<S2>\d{1,2})\s*秒)?)?)?\s*(?P<noon2>am|pm)?"
)
PACKED = r"(?P<H6>\d{2})(?P<M6>\d{2})(?P<S6>\d{2})?"
WRITTEN = re.compile(
    rf"{DAY}(?:\s*[(（]?(?:星期|周)[一二三四五六日天][)）]?)?(?:[T\s]*{NOON}\s*(?:{CLOCK}|{PACKED})\s*(?P<zone>Z|[+-]\d{{2}}:?\d{{2}})?)?",
    re.IGNORECASE,
)
ISO_LENGTHS = (10, 16, 19)
HAN_DAY = re.compile(
    r"([〇零○O0一二三四五六七八九]{4})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})[日号]"
)
HAN = {"〇": 0, "零": 0, "○": 0, "o": 0, "0": 0} | {
    sign: n for n, sign in enumerate("一二三四五六七八九", 1)
}

YEAR_LAST = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{1,4}( .*)?")
NO_DAY = re.compile(r"\d{4}(年|[-/.年]\d{1,2}月?)")
SPAN = re.compile(r"\d{4}.*(至|到|~|～|--|—).*\d{1,2}")


class Moment(NamedTuple):
    """A local wall-clock time and whether only its day was given."""

    at: datetime
    date_only: bool


class NotADate(ValueError):
    """Carries why the text is no date, for the person who must mend it."""

    def __init__(self, why: Text) -> None:
        super().__init__(why.en)
        self.why = why


IMPOSSIBLE = Text("不是真实存在的日期", "no such day exists")
UNREADABLE = Text("读不出日期，请写作 2024-03-01", "not readable as a date; write 2024-03-01")


def read_moment(value: object, zone: str = "Asia/Shanghai") -> Moment:
    """Read a cell as a local time; raises `NotADate`."""
    if isinstance(value, str):
        return _written(value, zone)
    if isinstance(value, datetime):
        return _sensible(
            value, date_only=not (value.hour or value.minute or value.second or value.microsecond)
        )
    if isinstance(value, date):
        return _sensible(datetime(value.year, value.month, value.day), date_only=True)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _number(value)
    raise NotADate(UNREADABLE)


def _written(text: str, zone: str) -> Moment:
    if len(text) in ISO_LENGTHS and text[4] == "-":
        try:
            return _sensible(datetime.fromisoformat(text), date_only=len(text) == 10)
        except ValueError:
            pass  # 2024-3-1 10 has the length of a day too
    said = text.strip().lower()
    found = WRITTEN.fullmatch(said) or WRITTEN.fullmatch(_half(said))
    if found is None:
        return _rarely_written(said)
    part = found.groupdict()
    hour = part["H"] or part["H6"]
    clock = None if hour is None else _hour(int(hour), part["noon"] or part["noon2"])
    fraction = int((part["F"] or "0").ljust(6, "0")[:6])
    moment = _moment(
        int(part["y"]),
        int(part["m"] or part["m8"]),
        int(part["d"] or part["d8"]),
        clock,
        int(part["M"] or part["M6"] or 0),
        int(part["S"] or part["S2"] or part["S6"] or 0),
        fraction,
    )
    return _in_zone(moment, part["zone"], zone) if part["zone"] else moment


def _rarely_written(said: str) -> Moment:
    text = plain(said)
    han = HAN_DAY.fullmatch(text)
    if han:
        year = int("".join(str(HAN[sign]) for sign in han[1]))
        return _moment(year, _han(han[2]), _han(han[3]), None, 0, 0)
    if NO_DAY.fullmatch(text):
        raise NotADate(_why(text))
    try:
        return _number(float(text))
    except NotADate:
        raise
    except ValueError:
        raise NotADate(_why(text)) from None


def _number(value: float) -> Moment:
    if SERIALS[0] <= value < SERIALS[1]:
        return serial_moment(value)
    if 19000101 <= value <= 99991231 and value == int(value):
        whole = int(value)
        return _moment(whole // 10000, whole // 100 % 100, whole % 100, None, 0, 0)
    raise NotADate(UNREADABLE)


def serial_moment(value: float) -> Moment:
    """A spreadsheet's serial number: days since 1899-12-30, to the second."""
    at = SERIAL_ZERO + timedelta(seconds=round(value * 86_400))
    return Moment(at, value == int(value))


def _moment(y: int, m: int, d: int, H: int | str | None, M: int, S: int, F: int = 0) -> Moment:
    try:
        if H == 24 and M == S == 0:
            return _sensible(datetime(y, m, d) + timedelta(days=1), date_only=False)
        return _sensible(datetime(y, m, d, int(H or 0), M, S, F), date_only=H is None)
    except NotADate:
        raise
    except (ValueError, OverflowError):
        raise NotADate(IMPOSSIBLE) from None


def _sensible(at: datetime, *, date_only: bool) -> Moment:
    if not YEARS[0] <= at.year <= YEARS[1] and at.date() != FOREVER:
        raise NotADate(Text(f"年份 {at.year} 不合常理", f"the year {at.year} cannot be right"))
    return Moment(at, date_only)


def _hour(hour: int, noon: str | None) -> int:
    if noon in ("下午", "晚上", "pm") and hour < 12:
        return hour + 12
    if noon == "中午" and hour < 3:
        return hour + 12
    if noon in ("凌晨", "am") and hour == 12:
        return 0
    return hour


def _in_zone(moment: Moment, offset: str, zone: str) -> Moment:
    if offset in ("Z", "z"):
        there = UTC
    else:
        minutes = int(offset[1:3]) * 60 + int(offset[-2:])
        there = timezone(timedelta(minutes=-minutes if offset[0] == "-" else minutes))
    here = moment.at.replace(tzinfo=there).astimezone(ZoneInfo(zone))
    return Moment(here.replace(tzinfo=None), False)


def _half(text: str) -> str:
    return "".join(
        chr(ord(sign) - 0xFEE0) if "！" <= sign <= "～" else " " if sign == "　" else sign
        for sign in text
    )


def _han(text: str) -> int:
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return HAN.get(text, 0) if len(text) == 1 else 0
    return (HAN[tens] if tens else 1) * 10 + (HAN[ones] if ones else 0)


def _why(text: str) -> Text:
    if YEAR_LAST.fullmatch(text):
        return Text(
            "年份应写四位并在最前，否则年月日分不清，请写作 2024-03-01",
            "four digits of a year must come first, or day, month and year cannot be told apart; write 2024-03-01",
        )
    if NO_DAY.fullmatch(text):
        return Text("只有年月，缺日", "the day is missing")
    if SPAN.fullmatch(text):
        return Text("写的是一段时间，不是一天", "a span of time, not one day")
    return UNREADABLE


@lru_cache(maxsize=65_536)
def _offset(day: date, zone: str) -> timedelta | None:
    """The zone's offset on a day, or None where it changes on that day."""
    start = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
    offset = start.utcoffset()
    next_day = day + timedelta(days=1) if day < date.max else day
    end = datetime(next_day.year, next_day.month, next_day.day, tzinfo=ZoneInfo(zone)).utcoffset()
    return offset if offset == end else None


def to_utc(at: datetime, zone: str) -> datetime:
    """A local wall-clock time as naive UTC; of two readings in autumn the first."""
    offset = _offset(at.date(), zone)
    if offset is None:
        offset = at.replace(tzinfo=ZoneInfo(zone)).utcoffset() or timedelta()
    return at - offset
