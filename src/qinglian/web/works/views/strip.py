"""The strip map of a project. 条带图。"""

import re
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qinglian.roadworks.alignment import Alignment as Road
from qinglian.roadworks.errors import Refused
from qinglian.roadworks.stake import Stake, parse
from qinglian.web.works.drawing import TONES, Box, Strip, Window, draw, gather
from qinglian.web.works.models import Alignment, Part, Project, Section
from qinglian.web.works.services.places import refused, road
from qinglian.web.works.strips import Mark, marks
from qinglian.web.works.views.pages import _project

SHOWN = 60
"""Marks listed below the picture; more are to be zoomed into."""
NAMED = re.compile(r"[A-Z]*K\d{1,4}\+\d{3}(?:\.\d+)?")


@require_safe
def strip(request: HttpRequest, public_id: str) -> HttpResponse:
    """Stakes × tracks and layers, or × months, from the address: line, from, to, track, since, until, by."""
    project = _project(request, public_id)
    lines = list(project.alignments.prefetch_related("breaks"))
    asked, faults = _asked(request)
    chosen = [one for one in lines if one.prefix == asked["line"]] or lines
    layers = {one.name: one.place for one in project.layers.all()}
    strips, seen, tracks = [], [], set()
    for line in chosen:
        whole = road(line)
        window = _window(whole, asked, faults)
        found = list(marks(project, line, asked["since"], asked["until"], request.user))
        tracks |= {one.lane_track for one in found}
        if asked["track"]:
            found = [one for one in found if one.lane_track == asked["track"]]
        one = Strip(whole, window, structures(project, whole, window, request.user))
        gather(one, found, _by_month if asked["by"] == "time" else _by_layer(layers))
        inside = (m for m in found if float(m.start) < window.end and float(m.end) > window.start)
        seen += [(whole, mark) for mark in islice(inside, SHOWN + 1 - len(seen))]
        strips.append(one)

    def zoom(one: Strip, first: float, last: float) -> str:
        room = max((last - first) * 0.1, 5.0)
        first, last = max(0.0, first - room), min(float(one.road.length), last + room)
        return _address(asked, one.road, first, last)

    title = _("%(project)s 条带图") % {"project": project}
    return render(
        request, "works/strip.html",
        {
            "project": project, "lines": lines, "asked": asked, "faults": faults, "tracks": sorted(tracks),
            "picture": mark_safe(draw(strips, zoom, title)) if strips else "",
            "title": title, "tones": TONES.items(), "number": sum(one.number for one in strips),
            "rows": [_row(whole, mark) for whole, mark in seen] if len(seen) <= SHOWN else [],
            "most": SHOWN, "steps": _steps(asked, strips),
        },
    )  # fmt: skip


def _asked(request: HttpRequest) -> tuple[dict[str, Any], list[str]]:
    said: dict[str, Any] = {
        name: request.GET.get(name, "").strip()[:60]
        for name in ("line", "from", "to", "track", "since", "until", "by")
    }
    faults = []
    for name in ("since", "until"):
        try:
            said[name] = date.fromisoformat(said[name]) if said[name] else None
        except ValueError:
            said[name] = None
            faults.append(_("日期写成 2024-05-01 的样子。"))
    said["by"] = "time" if said["by"] == "time" else "layer"
    return said, faults


def _window(line: Road, asked: dict[str, Any], faults: list[str]) -> Window:
    """What part of the line; the whole of it where the stakes asked for are of another one."""
    ends = [Decimal(0), line.length]
    for at, name in enumerate(("from", "to")):
        if asked[name]:
            try:
                stake = parse(asked[name], prefix=asked["line"] or line.prefix)
                if stake.prefix == line.prefix:
                    ends[at] = line.distance(stake)
            except Refused as error:
                faults.append(str(refused(error)))
    if ends[1] <= ends[0]:
        faults.append(_("止点要在起点之后。"))
        ends = [Decimal(0), line.length]
    return Window(float(ends[0]), float(ends[1]))


def _by_layer(layers: dict[str, int]) -> Any:
    def row_of(mark: Mark) -> tuple[Any, str]:
        name = f"{mark.lane_track} · {mark.layer}" if mark.layer else str(mark.lane_track)
        return (str(mark.lane_track), layers.get(mark.layer, 999), mark.layer), name

    return row_of


def _by_month(mark: Mark) -> tuple[Any, str]:
    month = f"{mark.on:%Y-%m}" if mark.on else ""
    return (month, str(mark.lane_track)), f"{month or '–'} {mark.lane_track}"


def structures(project: Project, line: Road, window: Window, user: Any) -> list[Box]:
    """Parts whose names say where they stand: K12+345 示例大桥, ZK3+050～ZK4+200 示例隧道."""
    parts = Part.objects.filter(
        section__in=Section.objects.visible_to(user).filter(project=project), name__contains="+"
    ).exclude(rank=Part.Rank.MEMBER)
    found = []
    for part in parts.select_related("section"):
        places = []
        for text in NAMED.findall(part.name.upper().replace("＋", "+"))[:2]:
            try:
                places.append(float(line.distance(parse(text, prefix=line.prefix))))
            except Refused:
                continue
        if places and min(places) <= window.end and max(places) >= window.start:
            found.append(Box(part.name, min(places), max(places), part.section.get_absolute_url()))
    return found


def _stake(line: Road, metres: float) -> str:
    return str(line.stake(Decimal(str(round(metres, 1)))))


def _address(asked: dict[str, Any], line: Road, first: float, last: float) -> str:
    query = {name: str(value) for name, value in asked.items() if value}
    query |= {"line": line.prefix, "from": _stake(line, first), "to": _stake(line, last)}
    return "?" + urlencode(query)


def _steps(asked: dict[str, Any], strips: list[Strip]) -> list[tuple[str, str]]:
    """Nearer, farther, along: links, for there is nothing to drag."""
    if len(strips) != 1:
        return []
    line, window = strips[0].road, strips[0].window
    length, size = float(line.length), window.end - window.start
    found = []
    for label, first, last in (
        (_("前移"), window.start - size / 2, window.end - size / 2),
        (_("后移"), window.start + size / 2, window.end + size / 2),
        (_("放大"), window.start + size / 4, window.end - size / 4),
        (_("缩小"), window.start - size / 2, window.end + size / 2),
    ):
        first, last = max(0.0, first), min(length, last)
        if last - first >= 10 and (first, last) != (window.start, window.end):
            found.append((label, _address(asked, line, first, last)))
    return found


def _row(line: Road, mark: Mark) -> dict[str, Any]:
    ends = [line.stake(min(one, line.length)) for one in (mark.start, mark.end)]
    return {"mark": mark, "first": ends[0], "last": ends[1]}


def stakes_of(line: Alignment) -> tuple[Stake, Stake]:
    """First and last stake."""
    return Stake(line.prefix, line.first), Stake(line.prefix, line.last)
