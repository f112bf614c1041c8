"""People, bodies, numbers and days that do not exist, and the ways an office writes them."""

import random
from datetime import date, datetime, timedelta

import chinese_calendar

REGION = "990001"
SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜"
TRADES = ("商贸", "餐饮", "食品", "建材", "农业", "物流", "药房", "文化", "建设", "养护")
BEGIN = date(2024, 1, 8)


def credit_code(head: str) -> str:
    """A unified social credit code with the right check digit, of a region that does not exist."""
    total = sum(SIGNS.index(sign) * 3**place for place, sign in enumerate(head))
    return head + SIGNS[-total % 31]


def citizen(number: int) -> str:
    """A citizen number with the right check digit, of a region that does not exist."""
    head = (
        f"{REGION}{1960 + number % 40}{number % 12 + 1:02d}{number % 28 + 1:02d}{number % 999:03d}"
    )
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return (
        head
        + "10X98765432"[
            sum(int(digit) * weight for digit, weight in zip(head, weights, strict=True)) % 11
        ]
    )


def name(number: int) -> str:
    """A name that is seen to be made up."""
    return SURNAMES[number % len(SURNAMES)] + "某某"


def company(number: int) -> tuple[str, str]:
    """Name and credit code of a company."""
    trade = TRADES[number % len(TRADES)]
    kind = "有限公司" if number % 3 else "店（个体工商户）"
    order = "甲乙丙丁戊己庚辛壬癸"[number % 10] + "子丑寅卯辰巳午未申酉戌亥"[number // 10 % 12]
    return f"示例县{order}{trade}{kind}", credit_code(
        f"9{2 - bool(number % 3)}{REGION}MA{number:05d}XX"
    )


UNITS = {
    unit: credit_code(f"11{REGION}00000{number:03d}0")
    for number, unit in enumerate(
        (
            "示例县市场监督管理局",
            "示例县交通运输局",
            "示例县城市管理局",
            "示例县农业农村局",
            "示例县行政审批局",
        ),
        1,
    )
}


def working(day: date, days: int) -> date:
    """The day that many working days later."""
    while days > 0:
        day += timedelta(days=1)
        days -= chinese_calendar.is_workday(day)
    return day


def at_work(day: date) -> date:
    """The day, or the next working day."""
    while not chinese_calendar.is_workday(day):
        day += timedelta(days=1)
    return day


def clock(dice: random.Random, day: date) -> datetime:
    """A time in office hours."""
    return datetime(
        day.year, day.month, day.day, dice.randint(9, 16), dice.choice((0, 5, 10, 25, 30, 45, 50))
    )


def account(number: int) -> str:
    """A bank account that no bank gives out."""
    return f"9900{number:015d}"


def written(number: int, day: date) -> str:
    """A day in one of the ways people write it."""
    match number % 5:
        case 0:
            return f"{day.year}/{day.month}/{day.day}"
        case 1:
            return f"{day:%Y-%m-%d}"
        case 2:
            return f"{day.year}年{day.month}月{day.day}日"
        case 3:
            return f"{day:%Y.%m.%d}"
    return f"{day:%Y%m%d}"


def amount(number: int, yuan: int) -> str:
    """Ten thousands of yuan, now and then in full-width digits."""
    text = f"{yuan / 10000:g}"
    return (
        text.translate({ord(sign): ord(sign) + 0xFEE0 for sign in "0123456789"})
        if number % 13 == 4
        else text
    )


def half(text: str) -> str:
    """Full-width digits made half-width."""
    return text.translate({code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)})
