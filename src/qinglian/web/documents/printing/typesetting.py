"""
A paper as PDF without LibreOffice: `paper.typ` has the same measures and gets the same content. 内置排版。
"""

import json
from functools import lru_cache
from importlib.resources import files
from typing import Any

import typst

from qinglian.web.documents.printing.fields import Printed, signature_gaps
from qinglian.web.documents.printing.markup import shares
from qinglian.web.documents.printing.squares import square_svg


@lru_cache(maxsize=1)
def _fonts() -> typst.Fonts:
    """The fonts of the system, looked through once in each process."""
    return typst.Fonts()


@lru_cache(maxsize=1)
def _template() -> bytes:
    return files(__package__).joinpath("paper.typ").read_bytes()


def typeset(paper: Printed) -> bytes:
    """The PDF of a paper. What is given is data: texts are set as they are, never read as markup."""
    said = json.dumps(_given(paper), ensure_ascii=False)
    made: Any = typst.compile(_template(), font_paths=_fonts(), sys_inputs={"paper": said})
    return made


def _given(paper: Printed) -> dict[str, Any]:
    return {
        "texts": paper.texts,
        "blocks": [_block(one, paper.site) for one in paper.blocks],
        "attached": paper.attached,
        "countersigned": paper.countersigned,
        "gaps": signature_gaps(paper.texts["署名"], paper.texts["日期"]),
        "square": square_svg(paper.code),
    }


def _block(block: dict[str, Any], site: str) -> dict[str, Any]:
    if block["is"] == "paragraph":
        return {**block, "words": _words(block["words"], site)}
    if block["is"] == "fields":
        return {**block, "rows": [[label, _words(words, site)] for label, words in block["rows"]]}
    if block["is"] == "grid":
        rows = [[_words(cell, site) for cell in row] for row in block["rows"]]
        return {**block, "rows": rows, "shares": shares(block)}
    return block


def _words(words: list[Any], site: str) -> list[Any]:
    return [
        one
        if isinstance(one, str)
        else {**one, "url": one["url"] if "://" in one["url"] else f"{site}{one['url']}"}
        for one in words
    ]
