"""
公开页文本中有完整的个人号码。A published page shows whole personal numbers.

《个人信息保护法》第二十五条：个人信息处理者不得公开其处理的个人信息，取得个人单独同意的除外；第三十四条：国家机关处
理个人信息不得超出履行法定职责所必需的范围和限度。

只认完整而合于校验的号码：公民身份号码核校验码，银行卡号核 Luhn 校验，手机号核号段；打了星号的不计。值是找到的号码个
数。没有页面文本的，留空。证据只指到页面，不引号码。
Only whole numbers that pass their check count: the check digit of citizen numbers, the Luhn digit of bank cards,
the prefix of mobile phones; starred ones do not. The value is how many were found. Without the text nothing is
concluded. The evidence names the page and never quotes the number.
"""

from collections.abc import Iterable
from functools import reduce
from operator import add
from typing import Any

import ibis
from ibis import Table

from qinglian.checks._rows import the_row
from qinglian.model.check import Check, Param
from qinglian.model.text import Text

ID = "^[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]$"
PHONE = "^1[3-9][0-9]{9}$"
CARD = "^62[0-9]{14,17}$"
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
LONGEST_CARD = 19

check = Check(
    __name__,
    title=Text(zh="公开页有完整的个人号码", en="Whole personal numbers on a published page"),
    subject="disclosure",
    scope="case",
    needs={"disclosure": ("disclosure_id", "page_text")},
    helps={"disclosure": ("unit_id", "published_on")},
    params={
        "kinds": Param(
            list, Text("查找的号码：id、phone、bank_card", "numbers looked for"), required=True
        )
    },
    seen=Text(
        "公开页 {subject_id} 有 {value} 个完整的个人号码",
        "Page {subject_id} shows {value} whole personal numbers",
    ),
)


@check
def evaluate(disclosure: Table, *, kinds: list[str]) -> Table:
    """Count the whole personal numbers on every published page."""
    asked = disclosure.filter(disclosure.published_on.notnull() | disclosure.page_text.notnull())
    plain = asked.page_text.translate("０１２３４５６７８９", "0123456789")
    words = asked.select("disclosure_id", word=plain.re_split("[^0-9A-Za-z]+").unnest())
    found = {"id": _citizen_number, "phone": _phone, "bank_card": _bank_card}
    hits = words.filter(ibis.or_(*(found[kind](words.word) for kind in kinds)))
    counted = hits.group_by("disclosure_id").aggregate(hits=hits.count())
    joined = asked.left_join(counted, "disclosure_id")
    number = joined.page_text.notnull().ifelse(joined.hits.fill_null(0), ibis.null("int64"))
    return joined.select("disclosure_id", "unit_id", value=number, flagged=number > 0)


@check.evidence
def evidence(flagged: Table, disclosure: Table) -> Table:
    """The page."""
    return the_row(flagged, disclosure, table="disclosure", key="disclosure_id", role="page")


def _citizen_number(word: Any) -> Any:
    total = _added(_digit(word, place) * weight for place, weight in enumerate(ID_WEIGHTS))
    expected = (total % 11).cases(*enumerate("10X98765432"))
    return word.re_search(ID) & (word.substr(17, 1).upper() == expected)


def _phone(word: Any) -> Any:
    return word.re_search(PHONE)


def _bank_card(word: Any) -> Any:
    padded = word.lpad(LONGEST_CARD, "0")
    digits = [_digit(padded, place) for place in reversed(range(LONGEST_CARD))]
    doubled = [digit * 2 - (digit > 4).ifelse(9, 0) for digit in digits[1::2]]
    return word.re_search(CARD) & (_added([*digits[::2], *doubled]) % 10 == 0)


def _digit(word: Any, place: int) -> Any:
    return word.substr(place, 1).ascii_str().cast("int64") - ord("0")


def _added(numbers: Iterable[Any]) -> Any:
    return reduce(add, numbers)
