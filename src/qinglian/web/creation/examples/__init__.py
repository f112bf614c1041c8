"""
Labelled examples of standards, as data: every place writes its own. 创建标准示例。

What the speeches name but do not explain (六清) stays a placeholder: six dimensions that are only numbered. A standard
whose dimensions still bear these names cannot be issued.
"""

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


@dataclass(frozen=True, slots=True)
class Example:
    """One example: its title, for which unit type or carrier, clauses, conditions and tiers as the tables have them."""

    code: str
    title: str
    unit_type: str
    carrier_kind: str
    clauses: tuple[dict[str, Any], ...]
    negatives: tuple[dict[str, Any], ...]
    tiers: tuple[dict[str, Any], ...]


@cache
def _read() -> dict[str, Example]:
    found = {}
    common = yaml.load(_text("common.yaml"), Loader=yaml.CSafeLoader)
    for file in sorted(files(__package__).iterdir(), key=lambda one: one.name):
        if not file.name.endswith(".yaml") or file.name == "common.yaml":
            continue
        body = yaml.load(file.read_text("utf-8"), Loader=yaml.CSafeLoader)
        code = file.name.removesuffix(".yaml")
        found[code] = Example(
            code, body["title"], body["unit_type"], body.get("carrier_kind", ""),
            tuple(_clause(one) for one in body["clauses"]),
            tuple(body.get("negatives", []) + common["negatives"]),
            tuple(body.get("tiers", common["tiers"])),
        )  # fmt: skip
    return found


def _text(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _clause(said: dict[str, Any]) -> dict[str, Any]:
    counted = "points" in said
    return {
        "number": str(said["number"]), "dimension": said.get("dimension", ""), "text": said["text"],
        "evidence": said.get("evidence", ["file"]), "counting": "points" if counted else "met",
        "points": said.get("points", 0),
    }  # fmt: skip


EXAMPLES = _read()
"""All of them by the name of their file."""
