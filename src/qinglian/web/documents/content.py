"""
What a paper says, as it is kept. 文书内容的存法。

`core.drafts.Content` frozen as JSON, so that a paper says the same for ever: words are texts and citations
`{"text", "url"}`. `laid` numbers the headings: 一、（一）1. as GB/T 9704 has it. People edit words in one line, with
citations as `[12](/alerts/?state=open)`.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from qinglian.web.core import marks
from qinglian.web.core.drafts import GAP as GAP
from qinglian.web.core.drafts import (
    NOT_OURS,
    Cited,
    Content,
    Fields,
    Grid,
    Heading,
    Paragraph,
    Words,
)
from qinglian.web.core.moves import NotAllowed

_CITED = re.compile(r"\[([^\[\]]*)\]\((/[^()\s]*)\)")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
DIGITS = "〇一二三四五六七八九"


def frozen(content: Content) -> dict[str, Any]:
    """The content of a draft as JSON."""
    return {
        "title": content.title,
        "addressee": content.addressee,
        "signed": content.signed,
        "attached": list(content.attached),
        "copied": "",
        "blocks": [_block(one) for one in content.blocks],
    }


def _block(block: Any) -> dict[str, Any]:
    if isinstance(block, Heading):
        return {"is": "heading", "text": block.text, "level": block.level}
    if isinstance(block, Paragraph):
        return {"is": "paragraph", "words": _words(block.words)}
    if isinstance(block, Fields):
        return {"is": "fields", "rows": [[label, _words(said)] for label, said in block.rows]}
    if isinstance(block, Grid):
        rows = [[_words(cell) for cell in row] for row in block.rows]
        return {"is": "grid", "title": block.title, "heads": list(block.heads), "rows": rows}
    raise TypeError(f"no block of a paper: {block!r}")


def _words(words: Words) -> list[Any]:
    found: list[Any] = []
    for one in words if isinstance(words, tuple) else (words,):
        if isinstance(one, Cited):
            found.append({"text": one.text, "url": one.url})
        elif found and isinstance(found[-1], str):
            found[-1] += str(one)
        elif one:
            found.append(str(one))
    return found


def digest(content: dict[str, Any]) -> str:
    """The hash of what a paper says."""
    said = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def words_of(content: dict[str, Any]) -> Iterator[list[Any]]:
    """All running texts of a paper."""
    for block in content["blocks"]:
        if block["is"] == "heading":
            yield [block["text"]]
        elif block["is"] == "paragraph":
            yield block["words"]
        elif block["is"] == "fields":
            for label, words in block["rows"]:
                yield [label, *words]
        else:
            yield [block["title"], *block["heads"]]
            for row in block["rows"]:
                yield from row


def plain(words: list[Any]) -> str:
    """Words without their links."""
    return "".join(one if isinstance(one, str) else one["text"] for one in words)


def text_of(content: dict[str, Any]) -> str:
    """Everything a paper says, a line each."""
    head = [content["title"], content["addressee"], content["signed"], content["copied"]]
    return "\n".join([*head, *content["attached"], *map(plain, words_of(content))])


def citations(content: dict[str, Any]) -> list[dict[str, str]]:
    """Every number and name with where it is from."""
    return [one for words in words_of(content) for one in words if not isinstance(one, str)]


def gaps(content: dict[str, Any]) -> int:
    """How many places still wait for somebody's words."""
    return text_of(content).count(GAP)


def must_be_ours(title: str) -> None:
    """Refuse the title of a paper that only another body may issue."""
    if NOT_OURS.search(marks.flat(title)):
        raise NotAllowed(
            _(
                "监察建议、纪律检查建议等只能由有权机关制发，请改用工作提示单、提醒函、督办单或整改通知。"
            )
        )


def must_be_open(content: dict[str, Any]) -> None:
    """Refuse what is marked as a state secret."""
    if marks.found_in([text_of(content)]) == "secret":
        raise NotAllowed(_("内容带有国家秘密标识，本系统为非涉密系统，不能拟这份文书。"))


def typed(words: list[Any]) -> str:
    """Words as a person edits them."""
    return "".join(
        one if isinstance(one, str) else f"[{one['text']}]({one['url']})" for one in words
    )


def untyped(text: str) -> list[Any]:
    """Words as a person typed them: citations lead to pages of this site only."""
    text = _NOT_XML.sub("", text.replace("\r\n", "\n")).strip()
    found: list[Any] = []
    at = 0
    for match in _CITED.finditer(text):
        if match[2].startswith("//") or "\\" in match[2]:
            continue
        found += [text[at : match.start()], {"text": match[1], "url": match[2]}]
        at = match.end()
    return [one for one in (*found, text[at:]) if one]


def chinese(number: int) -> str:
    """1 to 99 as 一 to 九十九."""
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else DIGITS[tens]) + "十" if tens else ""
    return head + (DIGITS[ones] if ones or not tens else "")


def laid(content: dict[str, Any]) -> list[dict[str, Any]]:
    """The blocks with the numbers of their headings."""
    counts = [0, 0, 0, 0]
    found = []
    for block in content["blocks"]:
        if block["is"] == "heading":
            level = min(max(block["level"], 1), 4)
            counts[level - 1] += 1
            counts[level:] = [0] * (4 - level)
            number = counts[level - 1]
            mark = (f"{chinese(number)}、", f"（{chinese(number)}）", f"{number}.", f"（{number}）")
            block = {**block, "level": level, "text": mark[level - 1] + block["text"]}
        found.append(block)
    return found


def attached_lines(names: list[str]) -> list[str]:
    """附件说明: one name alone, or numbered names."""
    if len(names) < 2:
        return [f"附件：{one}" for one in names]
    return [f"{'附件：' if at == 1 else '　　　'}{at}.{name}" for at, name in enumerate(names, 1)]


def changed_numbers(first: dict[str, Any], now: dict[str, Any]) -> list[dict[str, str]]:
    """What is cited from one place and no longer says what it said when the paper was drafted."""
    was: dict[str, set[str]] = {}
    for one in citations(first):
        was.setdefault(one["url"], set()).add(one["text"])
    return [
        {**one, "was": "、".join(sorted(was[one["url"]]))}
        for one in citations(now)
        if one["url"] in was and one["text"] not in was[one["url"]]
    ]
