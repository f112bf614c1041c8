"""What a measurement says, for eyes and for machines."""

import json
import sys
from pathlib import Path
from typing import Any

import yaml
from rich.console import Console
from rich.table import Table

from qinglian.engine.measure import Interval, Measured, wilson

HEADINGS = {
    "zh": ("规则", "埋差错", "找到", "漏", "形似", "冤", "另有", "精确率", "召回率"),
    "en": ("rule", "planted", "found", "missed", "honest", "false", "other", "precision", "recall"),
}


def as_dict(one: Measured) -> dict[str, Any]:
    """One rule as `measure --format json` prints it."""
    return {
        "rule_id": one.rule_id,
        "pack": one.pack,
        "status": one.status,
        "kind": one.kind,
        "planted": one.planted,
        "honest": one.honest,
        "found": one.found,
        "missed": one.missed,
        "false_alarms": one.false_alarms,
        "precision": _share(one.precision),
        "precision_interval": _ends(one.precision),
        "recall": _share(one.recall),
        "recall_interval": _ends(one.recall),
        "f1": one.f1,
        "asked": one.asked,
        "decided": one.decided,
        "flagged": one.flagged,
        "beside": one.beside,
        "bad_import": one.bad_import,
        "unlabelled": one.unlabelled,
        "error": one.error,
        "wrong": [
            {
                "label": wrong.label,
                "shape": wrong.shape,
                "subject": wrong.subject,
                "subject_id": wrong.subject_id,
                "rows": [{"table": table, "id": number} for table, number in wrong.rows],
            }
            for wrong in one.wrong[:WRONG_SHOWN]
        ],
    }


WIDTH = 110
WRONG_SHOWN = 50
"""Subjects listed of one rule at most."""


def write_json(found: list[Measured], out: Path | None) -> None:
    """`{"rules": [...], "totals": {...}}`; drafts stand among the rules and outside the totals."""
    said = {"rules": [as_dict(one) for one in found], "totals": totals(found)}
    text = json.dumps(said, ensure_ascii=False, indent=1) + "\n"
    if out is None:
        sys.stdout.write(text)
    else:
        out.write_text(text, "utf-8")


def totals(found: list[Measured]) -> dict[str, Any]:
    """Overall, per kind and per pack, drafts left out."""
    judged = [one for one in found if one.status != "draft"]
    groups = {"all": judged}
    for one in judged:
        groups.setdefault(one.kind, []).append(one)
        groups.setdefault(f"pack:{one.pack}", []).append(one)
    return {name: _total(members) for name, members in groups.items()}


def _total(members: list[Measured]) -> dict[str, Any]:
    found = sum(one.found for one in members)
    false = sum(one.false_alarms for one in members)
    planted = sum(one.planted for one in members)
    precision, recall = wilson(found, found + false), wilson(found, planted)
    return {
        "rules": len(members),
        "planted": planted,
        "found": found,
        "missed": planted - found,
        "honest": sum(one.honest for one in members),
        "false_alarms": false,
        "unlabelled": sum(one.unlabelled for one in members),
        "precision": _share(precision),
        "precision_interval": _ends(precision),
        "recall": _share(recall),
        "recall_interval": _ends(recall),
    }


def show(found: list[Measured], *, language: str, out: Path | None) -> None:
    """A table on the terminal or in a text file."""
    table = Table(box=None, pad_edge=False)
    for place, heading in enumerate(HEADINGS[language]):
        numbers_here = 0 < place < len(HEADINGS[language]) - 2
        table.add_column(heading, no_wrap=True, justify="right" if numbers_here else "left")
    for one in found:
        numbers = (one.planted, one.found, one.missed, one.honest, one.false_alarms, one.unlabelled)
        name = one.rule_id if one.status != "draft" else f"{one.rule_id} *"
        table.add_row(name, *map(str, numbers), _said(one.precision), _said(one.recall))
    if out is None:
        console = Console()
        Console(width=max(WIDTH, console.width)).print(table)
    else:
        with out.open("w", encoding="utf-8") as stream:
            Console(file=stream, width=WIDTH).print(table)


def worse(found: list[Measured], expected: Path) -> list[str]:
    """Rules that miss more or accuse more than committed expectations allow, a sentence each; drafts are left out."""
    said = yaml.safe_load(expected.read_text("utf-8"))
    known = {one.rule_id: one for one in found if one.status != "draft"}
    lines = []
    for rule_id, wanted in said.items():
        one = known.get(rule_id)
        if one is None:
            lines.append(f"{rule_id}: 没有量到 not measured")
            continue
        for name, share in (("recall", one.recall), ("precision", one.precision)):
            least = wanted.get(name)
            if least is not None and (share is None or share.share < least):
                lines.append(f"{rule_id}: {name} {_said(share)} < {least:.3f}")
    return lines


def _share(found: Interval | None) -> float | None:
    return None if found is None else round(found.share, 4)


def _ends(found: Interval | None) -> list[float] | None:
    return None if found is None else [round(found.low, 4), round(found.high, 4)]


def _said(found: Interval | None) -> str:
    return "–" if found is None else f"{found.share:.3f} [{found.low:.2f}, {found.high:.2f}]"
