"""
对照文件。What a user says about a file with `--mapping F.yaml`: which of its columns are which of
the dictionary.

    table: event
    process: penalty
    timezone: Europe/Rome
    columns: {办件号: case_id, 步骤: activity, 时刻: occurred_at}
    activities: {作出决定: decided}
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from qinglian.model.errors import BadUsage, nearest
from qinglian.model.rule import line_of
from qinglian.model.table import tables
from qinglian.model.text import Text

WORDS: dict[str, type] = {
    "source": str,
    "table": str,
    "process": str,
    "columns": dict,
    "activities": dict,
    "codes": dict,
    "timezone": str,
    "times": str,
    "time_format": str,
    "identifies": dict,
    "sheet": str,
    "header_row": int,
    "control": dict,
}
CHOICES = {
    "times": ("utc", "local"),
    "identifies": ("person", "id", "name", "phone", "account", "address", "device", "author"),
}
SAID = {
    dict: Text("一组“键: 值”", "a mapping of keys to values"),
    str: Text("文字", "a text"),
    int: Text("整数", "a whole number"),
}


def read_mapping(path: Path) -> dict[str, Any]:
    """Read a mapping; raises BadUsage naming file and line."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadUsage(
            Text(
                f"读不到对照文件 {path}：{error.strerror}",
                f"Cannot read mapping {path}: {error.strerror}",
            )
        ) from None
    try:
        body = yaml.load(raw, Loader=yaml.CSafeLoader) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or "?"
        line = mark.line + 1 if mark else 1
        raise _wrong(
            path, line, Text(f"不是合法的 YAML（{problem}）", f"not valid YAML ({problem})")
        ) from None
    if not isinstance(body, dict):
        raise _wrong(path, 1, Text("对照文件应是一组“键: 值”", "a mapping file is keys and values"))
    _check(path, raw, body)
    return body


def table_of(mapping: Mapping[str, Any]) -> str | None:
    """The table a mapping speaks of: as said, or events where it names case, activity and time."""
    if "table" in mapping:
        return str(mapping["table"])
    named = set((mapping.get("columns") or {}).values())
    return "event" if {"case_id", "activity", "occurred_at"} <= named else None


def _check(path: Path, raw: bytes, body: dict[str, Any]) -> None:
    for word, value in body.items():
        line = line_of(raw, (word,))
        if word not in WORDS:
            near = nearest(str(word), list(WORDS))
            raise _wrong(
                path, line, Text(f"不认识 {word}{near.zh}", f"unknown word {word}{near.en}")
            )
        if value is not None and not isinstance(value, WORDS[word]):
            said = SAID[WORDS[word]]
            raise _wrong(path, line, Text(f"{word} 应为{said.zh}", f"{word} should be {said.en}"))
    if (zone := body.get("timezone")) is not None and not is_zone(zone):
        line = line_of(raw, ("timezone",))
        raise _wrong(path, line, Text(f"没有时区 {zone}", f"no time zone {zone}"))
    if (name := body.get("table")) is not None and name not in tables():
        near = nearest(name, list(tables()))
        raise _wrong(
            path,
            line_of(raw, ("table",)),
            Text(f"没有表 {name}{near.zh}", f"no table {name}{near.en}"),
        )
    if (times := body.get("times")) is not None:
        _must_choose(path, raw, ("times",), times)
    for column, kind in (body.get("identifies") or {}).items():
        _must_choose(path, raw, ("identifies", column), kind)
    _check_columns(path, raw, body)


def _check_columns(path: Path, raw: bytes, body: dict[str, Any]) -> None:
    name = table_of(body)
    if name and tables()[name].open:
        return
    specs = [tables()[name]] if name else list(tables().values())
    known = {column for spec in specs for column in spec.stored()}
    for source, column in (body.get("columns") or {}).items():
        if column not in known:
            near = nearest(str(column), sorted(known))
            where = f" {name} " if name else ""
            raise _wrong(
                path,
                line_of(raw, ("columns", str(source))),
                Text(
                    f"表{where}没有列 {column}{near.zh}",
                    f"no column {column} in the dictionary{near.en}",
                ),
            )


def is_zone(name: str) -> bool:
    """Whether this names a time zone."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def _must_choose(path: Path, raw: bytes, loc: tuple[str, ...], value: object) -> None:
    choices = CHOICES[loc[0]]
    if value not in choices:
        listed = "、".join(choices)
        raise _wrong(
            path,
            line_of(raw, loc),
            Text(f"{loc[-1]} 应为 {listed} 之一", f"{loc[-1]} is one of {', '.join(choices)}"),
        )


def _wrong(path: Path, line: int, text: Text) -> BadUsage:
    return BadUsage(Text(f"{path}:{line}：{text.zh}", f"{path}:{line}: {text.en}"))
