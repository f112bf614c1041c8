"""
标识的校验。Whether identifiers can be right: credit codes, citizen numbers, phones, cards, devices,
network addresses, authors of files.

Each function answers true, false, or None for "not that kind of number, cannot tell". A false
credit code is a warning only: codes given out in the early trial regions carry check digits that do
not follow the standard.
"""

import re
from datetime import date
from ipaddress import ip_address

CREDIT_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CREDIT_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))
ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
CITIZEN_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CITIZEN_CHECKS = "10X98765432"

MOBILE = re.compile(r"1[3-9]\d{9}")
LANDLINE = re.compile(r"0[1-9]\d{1,2}[2-8]\d{6,7}|[48]00\d{7}")
CARD = re.compile(r"62\d{14,17}|[345]\d{15}")
NO_DEVICE = re.compile(
    r"[0F]+|N/?A|NONE|NULL|UNKNOWN|DEFAULT.*|TOBEFILLEDBYO\.?E\.?M\.?|无|空|未知|/+|-+"
)
NO_AUTHOR = re.compile(
    r"ADMINISTRATOR|ADMIN|GUEST|USERS?|PC|AUTHOR|COMPUTER|WINDOWS|微软(?:用户|中国)|MICROSOFT(?:OFFICE)?(?:USER)?"
    r"|(?:USER|PC|DESKTOP|WIN)-?\d+|LENOVO|THINKPAD|HP|DELL|ASUS|ACER|HUAWEI|WPS(?:OFFICE)?|KINGSOFT|APACHEPOI"
    r"|PYTHON-DOCX|OPENPYXL|N/?A|NONE|NULL|UNKNOWN|用户|作者|管理员|系统管理员|默认|无|未知|/+|-+|\d"
)
"""What machines and programs put where the author of a file is named."""


def credit_code_valid(code: str) -> bool:
    """统一社会信用代码 GB 32100-2015, with the organisation code inside it, GB 11714."""
    if len(code) != 18 or any(letter not in CREDIT_ALPHABET for letter in code):
        return False
    values = [CREDIT_ALPHABET.index(letter) for letter in code]
    rest = sum(value * weight for value, weight in zip(values, CREDIT_WEIGHTS, strict=False)) % 31
    if values[17] != (31 - rest) % 31:
        return False
    return organisation_check(code[8:16]) == code[16]


def organisation_check(body: str) -> str:
    """Check character of an organisation code, GB 11714."""
    total = sum(int(c, 36) * weight for c, weight in zip(body, ORGANISATION_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def citizen_check(body: str) -> str:
    """Check character of the first 17 digits of a citizen number, GB 11643-1999."""
    total = sum(int(digit) * weight for digit, weight in zip(body, CITIZEN_WEIGHTS, strict=True))
    return CITIZEN_CHECKS[total % 11]


def citizen_upgraded(number: str) -> str:
    """A citizen number of 15 digits as one of 18; anything else as it is."""
    if len(number) == 15 and number.isascii() and number.isdigit():
        body = f"{number[:6]}19{number[6:]}"
        return body + citizen_check(body)
    return number


def is_citizen_number(number: str) -> bool:
    """Whether this has the form of a citizen number of 18 places."""
    return bool(re.fullmatch(r"\d{17}[\dX]", number, re.ASCII))


def citizen_birthday(number: str) -> date | None:
    """Day of birth in a citizen number of 18 places; None where there is no such day."""
    try:
        return date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return None


def citizen_valid(number: str, today: date) -> bool | None:
    """公民身份号码; None for a passport, a permit, or a number with stars in it."""
    if not re.fullmatch(r"\d+X?", number, re.ASCII):
        return None
    if not is_citizen_number(number):
        return False
    born = citizen_birthday(number)
    return born is not None and born <= today and citizen_check(number[:17]) == number[17]


def phone_valid(number: str) -> bool | None:
    """Mobile or fixed line of the mainland; None where digits are hidden or the number is foreign."""
    if not number.isascii() or not number.isdigit():
        return None
    return bool(MOBILE.fullmatch(number) or LANDLINE.fullmatch(number))


def luhn(number: str) -> bool:
    """Luhn sum of a card number."""
    total = 0
    for place, digit in enumerate(reversed(number)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0


def account_valid(number: str) -> bool | None:
    """Bank card by Luhn; None for accounts of organisations, which have no common check digit."""
    return luhn(number) if CARD.fullmatch(number) else None


def device_valid(device: str) -> bool:
    """Whether a machine code says something: not empty, all zero, or the maker's placeholder."""
    return not NO_DEVICE.fullmatch(re.sub(r"[\s:：.\-_]", "", device) or "0")


def address_valid(address: str) -> bool | None:
    """Whether a network address is one of its kind in the world; None for what is no such address.

    Addresses inside a house (192.168.0.2), of carriers' own nets and of the machine itself are met everywhere.
    """
    try:
        return ip_address(address).is_global
    except ValueError:
        return None


def author_valid(author: str) -> bool:
    """Whether the author of a file says something, and is no name that machines and programs put there."""
    return not NO_AUTHOR.fullmatch(re.sub(r"\s", "", author) or "-")
