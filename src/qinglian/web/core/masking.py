"""
Names and telephone numbers as they are shown unless somebody has leave to see more. 姓名、手机号的遮盖。

`accounts.services.unmasking` gives the leave: a purpose, a second person, a time, and a record of each look.
"""

import re

STAR = "*"
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
