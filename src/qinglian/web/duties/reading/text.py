"""
The text of an 实施意见 into headings and sentences. 把方案正文拆成标题和句子。

Headings: 一、（一）1. （1） and 第N条、第N章, each with what stands under it; a heading may share its line with its
first sentence. Sentences end at 。；！？ outside brackets and quotation marks, so that （牵头单位：甲；责任单位：乙）
stays whole; such brackets are no sentences but say whom the text names for those of their paragraph.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from qinglian.web.duties.reading.asking import asks

NUMBER = "[一二三四五六七八九十百零〇]+"
HEADS = (
    (1, re.compile(rf"^第(?:{NUMBER}|\d+)[编章节]\s*")),
    (2, re.compile(rf"^第(?:{NUMBER}|\d+)条(?:之{NUMBER})?\s*")),
    (1, re.compile(rf"^{NUMBER}、\s*")),
    (2, re.compile(rf"^[（(]{NUMBER}[）)]\s*[、.．]?\s*")),
    (3, re.compile(r"^\d{1,2}(?:[.．、](?!\d)|\s+(?=[\u4e00-\u9fa5]))\s*")),
    (4, re.compile(r"^[（(]\d{1,2}[）)]\s*")),
    (4, re.compile(r"^[①②③④⑤⑥⑦⑧⑨⑩]\s*")),
)
"""Level and form of a label."""
MARKED = re.compile(r"^(#{1,4})\s+")
"""A heading by its style in Word, as `files` marks it."""
OPEN, CLOSE, ENDS = "（(《“「『【[", "）)》”」』】]", "。；！？;"
NAMED = re.compile(
    r"[（(【]?(?:牵头|责任|配合|承办|主办|协办|督办)(?:单位|部门|领导)[：:][^）)】]*[）)】]?[。；]?"
)
LONGEST_HEAD = 40
"""Characters of a heading that stands before a full stop in the line of its first sentence."""
MOST = 900
"""Pieces of one text; beyond it nobody decides sentence by sentence."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One heading or sentence as read; `asks` and `why` are proposals."""

    text: str
    label: str = ""
    heading: bool = False
    level: int = 0
    asks: bool = False
    why: str = ""
    named: str = ""

    @property
    def is_action(self) -> bool:
        """Whether a heading names an action or works: 实施思想引领行动."""
        return self.heading and bool(re.search(r"(?:行动|工程|计划|攻坚)$", self.text))


def pieces(text: str) -> list[Piece]:
    """All of a text, in its order."""
    found: list[Piece] = []
    path: list[tuple[int, str]] = []
    quiet = ""
    for line in (one.strip() for one in text.replace("\r", "\n").split("\n")):
        if not line:
            continue
        if NAMED.fullmatch(line):
            _name(found, line)
            continue
        level, label, rest = _labelled(line)
        if level:
            path = [one for one in path if one[0] < level] + [(level, label)]
        head, body = _head(rest, level, first=not found)
        where = "".join(one for _level, one in path)
        if head:
            if level <= 2:
                quiet = head
            found.append(Piece(head, where, heading=True, level=level))
        found += _sentences(body, where, quiet)
    return found


def _labelled(line: str) -> tuple[int, str, str]:
    """Level, label and the rest of a line; level 0 where it has no label."""
    if marked := MARKED.match(line):
        return len(marked[1]), "", line[marked.end() :]
    for level, form in HEADS:
        if (found := form.match(line)) and found.end() < len(line):
            return level, found[0].strip().rstrip("、.．"), line[found.end() :]
    return 0, "", line


def _head(rest: str, level: int, *, first: bool) -> tuple[str, str]:
    """What of a line is a heading, and what is running text."""
    bare = rest.rstrip()
    ends = next((place for place, sign in _signs(bare) if sign in ENDS), -1)
    if ends < 0:
        title = first and len(bare) <= 2 * LONGEST_HEAD and not bare.endswith(("：", ":"))
        return (bare, "") if (level and not bare.endswith(("：", ":"))) or title else ("", bare)
    if level and ends <= LONGEST_HEAD and bare[ends] == "。" and "，" not in bare[:ends]:
        return (bare[:ends], bare[ends + 1 :]) if bare[ends + 1 :].strip() else ("", bare)
    return "", bare


def _signs(text: str) -> Iterator[tuple[int, str]]:
    """Characters outside brackets and quotation marks, with their places."""
    depth = 0
    for place, sign in enumerate(text):
        if sign in OPEN:
            depth += 1
        elif sign in CLOSE:
            depth = max(0, depth - 1)
        elif depth == 0:
            yield place, sign


def _sentences(body: str, label: str, quiet: str) -> list[Piece]:
    """The sentences of a paragraph; whom it names in brackets belongs to all of them."""
    named = " ".join(_clean(one) for one in NAMED.findall(body))
    found: list[Piece] = []
    begin = 0
    plain = NAMED.sub("", body)
    for place, sign in [*_signs(plain), (len(plain), "")]:
        if sign in ENDS and (sign or place == len(plain)):
            said = plain[begin : place + 1].strip()
            begin = place + 1
            if said and re.search(r"\w", said):
                wanted, why = asks(said, under=quiet)
                found.append(Piece(said, label, asks=wanted, why=why, named=named[:200]))
    return found


def _clean(named: str) -> str:
    return named.strip("（(【）)】。；")


def _name(found: list[Piece], line: str) -> None:
    """A line that only names bodies belongs to the sentences right before it, up to their heading."""
    said = _clean(line)[:200]
    for place in range(len(found) - 1, -1, -1):
        if found[place].heading:
            break
        found[place] = replace(found[place], named=found[place].named or said)


def lead_of(named: str) -> str:
    """The first body that is named as lead: 牵头单位：县教育局、县财政局."""
    said = re.search(r"(?:牵头|主办|责任)(?:单位|部门)[：:]([^；;，,、。\s）)]+)", named)
    return said[1].strip() if said else ""
