"""
Names and telephone numbers as they are shown unless somebody has leave to see more. 姓名、手机号的遮盖。

`accounts.services.unmasking` gives the leave: a purpose, a second person, a time, and a record of each look.
"""

import re
from datetime import date

STAR = "*"
MOBILE = re.compile(r"(?<![0-9A-Za-z])1[3-9]\d{9}(?![0-9A-Za-z])")
CITIZEN = re.compile(r"(?<![0-9A-Za-z])\d{6}((?:19|20)\d{6})\d{3}[\dXx](?![0-9A-Za-z])")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""Of the check character of a citizen number (GB 11643)."""
TWO_CHARACTERS = (
    "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛",
    "尉迟", "公羊", "赫连", "澹台", "皇甫", "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容",
    "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于", "司空", "令狐", "西门", "百里", "呼延",
)  # fmt: skip
"""Family names of two characters that are in use (《百家姓》 and the census lists)."""


def mask_name(name: str) -> str:
    """
    「张三丰」 as 「张**」, 「欧阳锋」 as 「欧阳*」; a name in letters keeps the first letter of each word. A name
    of one character is masked whole.
    """
    name = name.strip()
    if not name:
        return ""
    if name.isascii():
        return " ".join(word[0] + STAR * min(3, max(1, len(word) - 1)) for word in name.split())
    if "·" in name:
        return name.split("·")[0][0] + STAR * 3
    keeps = 2 if len(name) > 2 and name.startswith(TWO_CHARACTERS) else 1 if len(name) > 1 else 0
    return name[:keeps] + STAR * max(1, len(name) - keeps)


def mask_phone(phone: str) -> str:
    """「13812345678」 as 「138****5678」; a shorter number keeps its last two digits."""
    digits = re.sub(r"\D", "", phone)
    if not digits:
        return ""
    if len(digits) >= 11:
        # With a country code the eleven digits of the subscriber count.
        digits = digits[-11:]
        return f"{digits[:3]}****{digits[-4:]}"
    return STAR * max(0, len(digits) - 2) + digits[-2:] if len(digits) > 4 else STAR * len(digits)


def mask_text(text: str) -> str:
    """
    What somebody wrote, with the mobile and citizen numbers in it hidden. Names in a sentence cannot be told from other
    words; whoever writes is asked not to write more of them than is needed. Rows of data are masked by `runs.citing`.
    """
    if not re.search(r"\d{11}", text):
        return text
    text = MOBILE.sub(lambda found: mask_phone(found[0]), text)
    return CITIZEN.sub(_mask_citizen, text)


def _mask_citizen(found: re.Match[str]) -> str:
    number = found[0].upper()
    total = sum(int(digit) * by for digit, by in zip(number, WEIGHTS, strict=False))
    try:
        date.fromisoformat(found[1])
    except ValueError:
        return found[0]
    if "10X98765432"[total % 11] != number[-1]:
        return found[0]
    return number[:4] + STAR * 12 + number[-2:]
