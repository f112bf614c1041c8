"""
图。Charts of a report, as SVG text without script.

Specifications are written in the grammar of Altair (Vega-Lite) as plain values and go straight to vl-convert:
importing Altair would cost every report half a second and add nothing. The tests read each specification back with
Altair. Labels stand above their bars, so that long Chinese names fit a phone and no layout hangs on the fonts of the
machine that draws.
"""

import json
import re
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import Any, NamedTuple
from unicodedata import east_asian_width

from qinglian.model.text import Text
from qinglian.report.levels import LEVELS

WIDTH = 320
BAR = 12
STEP = 36
_NOISE = re.compile(r' (?:font-family|role|aria-[a-z]+|class|pointer-events)="[^"]*"')
"""Said once by the style sheet, or already by the label of the whole picture."""
_BEFORE = "https://vega.github.io/vega-datasets/"
"""Where the drawing library believes relative addresses to be."""
FONT = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Source Han Sans SC, WenQuanYi Micro Hei, sans-serif"
COLOURS = {"red": "#b3261e", "orange": "#d9741a", "yellow": "#e3b505", "blue": "#2f6fb3"}
INK, MUTED, LINE = "#1c2430", "#586273", "#d9dee5"


class Bar(NamedTuple):
    """A labelled number, split by level; `url` is where its mark leads."""

    label: Text
    levels: dict[str, int]
    url: str = ""

    @property
    def total(self) -> int:
        """All levels together."""
        return sum(self.levels.values())


def bars(rows: Sequence[Bar], language: str, described: str) -> str:
    """Horizontal bars, one a row, stacked by level, with the label above and the number at the end."""
    order = [str(index) for index in range(len(rows))]
    names = [
        {"row": key, "label": shortened(getattr(row.label, language), 42), "total": row.total}
        for key, row in zip(order, rows, strict=True)
    ]
    y = {"field": "row", "type": "nominal", "sort": order, "axis": None}
    top = max((row.total for row in rows), default=1) or 1
    # Room for the number beyond the longest bar, as wide as it is written.
    room = max(1.16, 1.06 + 0.035 * len(f"{top:,}"))
    x: dict[str, Any] = {"type": "quantitative", "axis": None, "scale": {"domain": [0, top * room]}}
    label = {
        "type": "text",
        "align": "left",
        "baseline": "bottom",
        "dy": -BAR // 2 - 1,
        "fontSize": 12,
    }
    layers = [
        {
            "data": {"values": _by_level(rows, order)},
            "mark": {"type": "bar", "size": BAR},
            "encoding": {
                "y": y,
                "x": {**x, "field": "count", "stack": "zero"},
                **_coloured(),
                **_linked(rows),
            },
        },
        {
            "data": {"values": names},
            "mark": {**label, "color": INK},
            "encoding": {"y": y, "x": {"value": 0}, "text": {"field": "label"}},
        },
        {
            "data": {"values": names},
            "mark": {
                "type": "text",
                "align": "left",
                "dx": 5,
                "fontSize": 12,
                "fontWeight": 600,
                "color": INK,
            },
            "encoding": {
                "y": y,
                "x": {**x, "field": "total"},
                "text": {"field": "total", "format": ","},
            },
        },
    ]
    height = STEP * max(len(rows), 1)
    drawn = _svg({"layer": layers, "width": WIDTH, "height": height}, described)
    return _leading(drawn, rows, language)


def columns(rows: Sequence[Bar], language: str, described: str) -> str:
    """Upright columns in the order given, stacked by level: time runs to the right."""
    order = [getattr(row.label, language) for row in rows]
    every = max(1, -(-len(rows) // 8))
    axis = {
        "title": None, "labelAngle": 0, "domainColor": LINE, "ticks": False, "labelPadding": 6, "labelOverlap": False,
        "values": order[:: every],
    }  # fmt: skip
    counts = {"title": None, "gridColor": LINE, "domain": False, "ticks": False, "tickCount": 4, "format": ",d",
              "tickMinStep": 1}  # fmt: skip
    spec = {
        "data": {"values": _by_level(rows, order)},
        "mark": {"type": "bar"},
        "encoding": {
            "x": {
                "field": "row",
                "type": "ordinal",
                "sort": order,
                "axis": axis,
                "scale": {"paddingInner": 0.25, "domain": order},
            },
            "y": {"field": "count", "type": "quantitative", "stack": "zero", "axis": counts},
            **_coloured(),
            **_linked(rows),
        },
        "width": WIDTH - 40,
        "height": 180,
    }
    return _leading(_svg(spec, described), rows, language)


def shortened(text: str, width: int) -> str:
    """Text cut to a width in half-width characters, a Chinese character counting two."""
    used = 0
    for index, letter in enumerate(text):
        used += 2 if east_asian_width(letter) in "WFA" else 1
        if used > width:
            return text[: max(index - 1, 1)].rstrip() + "…"
    return text


def _linked(rows: Sequence[Bar]) -> dict[str, Any]:
    """Marks that lead somewhere, where any does."""
    return {"href": {"field": "url", "type": "nominal"}} if any(row.url for row in rows) else {}


def _by_level(rows: Sequence[Bar], order: Sequence[str]) -> list[dict[str, Any]]:
    return [
        {"row": key, "level": level, "rank": rank, "count": row.levels[level]}
        | ({"url": row.url} if row.url else {})
        for key, row in zip(order, rows, strict=True)
        for rank, level in enumerate(LEVELS)
        if row.levels.get(level)
    ]


def _coloured() -> dict[str, Any]:
    scale = {"domain": list(COLOURS), "range": list(COLOURS.values())}
    return {
        "color": {"field": "level", "type": "nominal", "scale": scale, "legend": None},
        "order": {"field": "rank", "type": "quantitative"},
    }


def specification(body: dict[str, Any]) -> dict[str, Any]:
    """A whole Vega-Lite specification around one chart, quiet and without background."""
    return {
        **body,
        "background": "transparent",
        "padding": 2,
        "autosize": {"type": "pad", "contains": "content"},
        "config": {
            "font": FONT,
            "aria": False,
            "view": {"stroke": None},
            "axis": {"labelColor": MUTED, "labelFontSize": 11},
        },
    }


def _svg(body: dict[str, Any], described: str) -> str:
    drawn = _drawn(json.dumps(specification(body), ensure_ascii=False, sort_keys=True))
    head = f'<svg class="chart" role="img" aria-label="{escape(described)}" viewBox='
    return re.sub(r"<svg [^>]*?viewBox=", lambda _: head, _NOISE.sub("", drawn), count=1)


def _leading(drawn: str, rows: Sequence[Bar], language: str) -> str:
    """
    Marks lead where their rows say: the drawing library puts an address of its own before each. The first mark of a
    row is read aloud and reached by the keyboard, the others of the same row only by the pointer.
    """
    said = {
        escape(row.url): escape(f"{getattr(row.label, language)} {row.total:,}")
        for row in rows
        if row.url
    }
    if not said:
        return drawn
    named: set[str] = set()

    def link(found: re.Match[str]) -> str:
        address = found[1].removeprefix(_BEFORE)
        if address in named:
            return f'<a href="{address}" tabindex="-1" aria-hidden="true">'
        named.add(address)
        return f'<a href="{address}" aria-label="{said.get(address, "")}">'

    drawn = drawn.replace('role="img"', 'role="group"', 1)
    return re.sub(r'<a xlink:href="([^"]*)">', link, drawn)


@lru_cache(maxsize=256)
def _drawn(spec: str) -> str:
    """The SVG of a specification; equal content is drawn once."""
    import vl_convert

    drawn: str = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    return drawn
