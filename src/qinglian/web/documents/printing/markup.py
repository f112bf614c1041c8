"""
The body of a paper in WordprocessingML, in the styles of the master. 正文的 Word 标记。

Each number that cites something is a hyperlink that looks like the text around it, so that print stays clean.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any
from xml.sax.saxutils import escape, quoteattr

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
WIDTH = 8844
"""Twips: 156 mm."""
EDGE = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
MARGINS = (
    '<w:tblCellMar><w:left w:w="85" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
)


def run(text: str) -> str:
    """Plain text, its line breaks kept."""
    clean = escape(_NOT_XML.sub("", text))
    parts = clean.split("\n")
    inner = "<w:br/>".join(f'<w:t xml:space="preserve">{one}</w:t>' for one in parts)
    return f"<w:r>{inner}</w:r>"


class Body:
    """Writes blocks. `style`: the id of a paragraph style by its name; `link`: the id of a link by its address."""

    def __init__(self, style: Callable[[str], str], link: Callable[[str], str], site: str) -> None:
        self.style, self.link, self.site = style, link, site

    def words(self, words: Iterable[Any]) -> str:
        """Running text with its citations."""
        return "".join(
            run(one) if isinstance(one, str) else self._cited(one["text"], one["url"])
            for one in words
        )

    def paragraph(self, style: str, words: Iterable[Any], *, right: float = 0) -> str:
        """One paragraph in a style of the master, so many characters in from the right."""
        aside = (
            f'<w:ind w:rightChars="{int(right * 100)}" w:right="{int(right * 316)}"/>'
            if right
            else ""
        )
        return (
            f"<w:p><w:pPr><w:pStyle w:val={quoteattr(self.style(style))}/>{aside}</w:pPr>"
            f"{self.words(words)}</w:p>"
        )

    def blocks(self, blocks: Iterable[dict[str, Any]]) -> str:
        """All that stands between the addressee and the signature."""
        return "".join(self._block(block) for block in blocks)

    def _cited(self, text: str, url: str) -> str:
        whole = url if "://" in url else f"{self.site}{url}"
        return f"<w:hyperlink r:id={quoteattr(self.link(whole))}>{run(text)}</w:hyperlink>"

    def _block(self, block: dict[str, Any]) -> str:
        kind = block["is"]
        if kind == "heading":
            names = ("清廉一级标题", "清廉二级标题", "清廉三级标题", "清廉四级标题")
            return self.paragraph(names[block["level"] - 1], [block["text"]])
        if kind == "paragraph":
            return self.paragraph("清廉正文", block["words"])
        if kind == "fields":
            rows = [[("清廉表头", [label]), ("清廉表格", words)] for label, words in block["rows"]]
            return self._table(rows, (WIDTH * 26 // 100, WIDTH * 74 // 100), heads=0, tall=True)
        title = self.paragraph("清廉表名", [block["title"]]) if block["title"] else ""
        heads = [("清廉表头", [one]) for one in block["heads"]]
        rows = [heads, *([("清廉表格", cell) for cell in row] for row in block["rows"])]
        return title + self._table(rows, widths(block), heads=1)

    def _table(
        self,
        rows: list[list[tuple[str, list[Any]]]],
        columns: tuple[int, ...],
        *,
        heads: int,
        tall: bool = False,
    ) -> str:
        grid = "".join(f'<w:gridCol w:w="{one}"/>' for one in columns)
        body = ""
        for at, row in enumerate(rows):
            repeat = "<w:tblHeader/>" if at < heads else ""
            # What is to be filled in by hand gets room for it.
            room = 680 if row[-1][1] else 1250
            height = f'<w:trHeight w:val="{room}" w:hRule="atLeast"/>' if tall else ""
            cells = "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:vAlign w:val="center"/></w:tcPr>'
                f"{self.paragraph(style, words)}</w:tc>"
                for width, (style, words) in zip(columns, row, strict=True)
            )
            body += f"<w:tr><w:trPr><w:cantSplit/>{height}{repeat}</w:trPr>{cells}</w:tr>"
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(columns)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblBorders>{EDGE}</w:tblBorders><w:tblLayout w:type="fixed"/>{MARGINS}</w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
            f"{self.paragraph('清廉表格', [])}"
        )


def shares(block: dict[str, Any]) -> list[float]:
    """How wide the columns of a table are, by the longest text in each; none is starved."""
    rows = [[[one] for one in block["heads"]], *block["rows"]]
    longest = [
        max(
            (
                sum(len(one if isinstance(one, str) else one["text"]) for one in row[at])
                for row in rows
            ),
            default=1,
        )
        for at in range(len(block["heads"]))
    ]
    weights = [min(max(one, 4), 24) for one in longest]
    return [one / sum(weights) for one in weights]


def widths(block: dict[str, Any]) -> tuple[int, ...]:
    """The same in twips."""
    return tuple(int(WIDTH * one) for one in shares(block))
