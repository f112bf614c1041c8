"""Read one signal back out of a report, whatever its format, with nothing but the report."""

import csv
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

from qinglian.model.errors import BadInput, BadUsage, nearest
from qinglian.model.signal import FIELDS
from qinglian.model.spreadsheet import unescaped
from qinglian.model.text import Text
from qinglian.report.csv import LISTS
from qinglian.report.levels import LEVELS
from qinglian.report.words import HEADINGS

Found = dict[str, Any]

EMBEDDED = re.compile(
    r'<script type="application/json" id="signals-data">(.*?)</script>', re.DOTALL
)
SIGNAL_ID = re.compile(rb'^\{"signal_id":"([0-9a-f]{32})"')
KNOWN = 20_000
"""Ids among which the nearest is looked for."""


def read_signal(signal_id: str, source: Path) -> Found:
    """The signal with this id, or the only one whose id begins so, with the keys of `FIELDS`.

    Of a HTML report come along `rule` (name, meaning, law with its days, what it asked) and the `zone` of local time.
    """
    wanted = signal_id.strip().lower()
    readers = {
        ".jsonl": _jsonl,
        ".ndjson": _jsonl,
        ".csv": _csv,
        ".xlsx": _xlsx,
        ".html": _html,
        ".htm": _html,
    }
    reader = readers.get(source.suffix.lower())
    if reader is None:
        raise BadUsage(
            Text(
                f"{source}：只认 jsonl、csv、xlsx、html 报告",
                f"{source}: a report is a jsonl, csv, xlsx or html file",
            )
        )
    if not wanted:
        raise BadUsage(Text("请给出疑点编号", "Name the id of a signal"))
    if not source.is_file():
        raise BadUsage(Text(f"没有文件 {source}", f"No file {source}"))
    try:
        return chosen(wanted, reader(wanted, source), Text(str(source), str(source)))
    except (OSError, ValueError, KeyError, csv.Error) as error:
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise BadInput(
            Text(
                f"{source} 不是疑点报告，或已损坏（{said}）",
                f"{source} is no report of signals, or damaged ({said})",
            )
        ) from None


def chosen(wanted: str, signals: Iterable[Found], place: Text) -> Found:
    """The one signal meant; several or none are an error that names what is near."""
    found: list[Found] = []
    near: list[str] = []
    for signal in signals:
        known = str(signal["signal_id"])
        if known == wanted:
            return signal
        if known.startswith(wanted):
            found.append(signal)
        elif len(near) < KNOWN:
            near.append(known)
    if len(found) == 1:
        return found[0]
    if found:
        ids = ", ".join(signal["signal_id"] for signal in found[:5])
        raise BadUsage(
            Text(
                f"{len(found)} 条疑点的编号以 {wanted} 开头：{ids}",
                f"{len(found)} signals begin with {wanted}: {ids}",
            )
        )
    same = [known for known in near if known[:2] == wanted[:2]] or near
    close = nearest(wanted, same)
    if not close.zh and near:
        like = max(near, key=lambda known: _alike(known, wanted))
        close = Text(f"，最接近的是 {like}", f"; the nearest is {like}")
    raise BadUsage(
        Text(
            f"{place.zh} 中没有疑点 {wanted}{close.zh}",
            f"No signal {wanted} in {place.en}{close.en}",
        )
    )


def _alike(one: str, other: str) -> int:
    """How many letters two ids have in common from the start."""
    return next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), len(other))


def _jsonl(wanted: str, source: Path) -> Iterator[Found]:
    """Only lines that may hold the id are parsed; of the others the id alone is taken."""
    needle = f'"{wanted}'.encode()
    with source.open("rb") as lines:
        for line in lines:
            if needle in line:
                yield orjson.loads(line)
            elif begins := SIGNAL_ID.match(line):
                yield {"signal_id": begins[1].decode()}
            elif line.strip():
                yield {"signal_id": orjson.loads(line)["signal_id"]}


def _csv(_: str, source: Path) -> Iterator[Found]:
    csv.field_size_limit(sys.maxsize)
    with source.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            yield _typed({name: unescaped(row[name]) for name in FIELDS})


def _xlsx(_: str, source: Path) -> Iterator[Found]:
    from python_calamine import CalamineError, CalamineWorkbook

    names = {title: name for name, text in HEADINGS.items() for title in text}
    levels = {said: level for level, text in LEVELS.items() for said in text}
    try:
        sheets = CalamineWorkbook.from_path(str(source))
        for name in sheets.sheet_names:
            rows = iter(sheets.get_sheet_by_name(name).iter_rows())
            heads = [names.get(str(cell)) for cell in next(rows, [])]
            if "signal_id" not in heads:
                continue
            for cells in rows:
                row = {head: str(cell) for head, cell in zip(heads, cells, strict=False) if head}
                if row["signal_id"]:
                    yield _typed({**row, "severity": levels.get(row["severity"], row["severity"])})
    except CalamineError as error:
        raise ValueError(error) from None


def _html(wanted: str, source: Path) -> Iterator[Found]:
    """Signals embedded in the page, then those of the file beside it."""
    embedded = EMBEDDED.search(source.read_text("utf-8"))
    if embedded is None:
        raise ValueError("signals-data")
    body = orjson.loads(embedded[1])
    seen = set()
    for signal in body["signals"]:
        rule = body["rules"][signal["rule_id"]]
        seen.add(signal["signal_id"])
        whole = {**rule["shared"], **signal}
        yield {**{name: whole[name] for name in FIELDS}, "rule": rule, "zone": body.get("zone")}
    rest = source.with_name(Path(body["rest"]).name) if body["rest"] else None
    if rest is not None and rest.is_file():
        for signal in _jsonl(wanted, rest):
            if signal["signal_id"] not in seen:
                rule = body["rules"].get(signal.get("rule_id"))
                yield {**signal, "rule": rule, "zone": body.get("zone")}


def _typed(row: dict[str, str]) -> Found:
    """Cells of text as the values they were."""
    typed: Found = {name: row.get(name) or None for name in FIELDS}
    for name in LISTS:
        typed[name] = orjson.loads(typed[name] or "[]")
    for name in ("value", "threshold"):
        typed[name] = float(typed[name]) if typed[name] else None
    for name in ("due_on", "as_of"):
        typed[name] = typed[name][:10] if typed[name] else None
    return typed
