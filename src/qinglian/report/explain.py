"""
说明一个疑点。What one signal says: the rows, the rule, the law, and what would clear it.

It needs the report and nothing else: not the source, not the card.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import orjson
import pyarrow as pa
import pyarrow.compute as pc

from qinglian.engine.sayings import Saying, sayings
from qinglian.model.rule import Rule
from qinglian.model.text import Text
from qinglian.report import words
from qinglian.report.cited import Citer, concerned, subject_title
from qinglian.report.masking import Masker
from qinglian.report.measured import measure_title, measured
from qinglian.report.reading import KNOWN, chosen, read_signal
from qinglian.report.records import Item, Record, as_json, batches

ROWS = 50
"""Rows shown of one signal."""


def explain(signal_id: str, source: Path, *, language: str = "zh") -> str:
    """Explain a signal of a report (.jsonl, .csv, .xlsx, .html)."""
    return told(read_signal(signal_id, source), language)


def explained(
    signal_id: str,
    signals: pa.Table,
    *,
    language: str = "zh",
    rules: Iterable[Rule] = (),
    params: Mapping[str, Any] | None = None,
    zone: str | None = None,
) -> str:
    """Explain one of these signals, from a lake or a run in memory.

    `rules` are the cards as they stood, `params` what was laid over them, `zone` that of local time.
    """
    wanted, ids = signal_id.strip().lower(), signals["signal_id"]
    begun = [
        record
        for records in batches(signals.filter(pc.starts_with(ids, wanted)))
        for record in records
    ]
    others = ({"signal_id": known} for known in ids.slice(0, KNOWN).to_pylist())
    record = chosen(wanted, begun or others, Text("本次运行", "this run"))
    signal = {**orjson.loads(orjson.dumps(as_json(record))), "zone": zone}
    rule = next((rule for rule in rules if rule.id == signal["rule_id"]), None)
    return told(signal | ({"rule": _of_card(rule, params)} if rule else {}), language)


def _of_card(rule: Rule, params: Mapping[str, Any] | None) -> dict[str, Any]:
    """What a HTML report says of a card."""
    card = rule.card
    return {
        "meaning": card.meaning._asdict() if card.meaning else None,
        "basis": [{"title": item.title, "in_force": item.in_force} for item in card.basis],
        "asked": [
            {"threshold": one.threshold, "pauses": one.pauses, **one.text._asdict()}
            for one in sayings(rule, params)
        ],
    }


def _asked(signal: dict[str, Any]) -> list[Saying]:
    """The wordings that came along with a signal."""
    known = (signal.get("rule") or {}).get("asked", ())
    return [
        Saying(None, None, Text(one["zh"], one["en"]), one["threshold"], one["pauses"])
        for one in known
    ]


def told(signal: dict[str, Any], language: str) -> str:
    """The explanation in words, ready to print."""
    lines = [
        *_head(signal, language),
        *_law(signal, language),
        *_rows(signal, language),
        *_innocent(signal, language),
    ]
    return words.printable("\n".join([*lines, "", getattr(words.LEAD, language)]))


def _head(signal: dict[str, Any], language: str) -> list[str]:
    say = _Say(language)
    masker, asked = Masker(), _asked(signal)
    said = masker.words(signal[f"text_{language}"], keep=signal["subject_id"])
    pairs = [
        (say("疑点", "signal"), signal["signal_id"]),
        (say("级别", "level"), say.of(words.either(words.LEVELS, signal["severity"]))),
        (say("规则", "rule"), f"{signal['rule_id']}  {signal['check']} ({signal['pack']})"),
        (
            say("对象", "subject"),
            f"{say.of(subject_title(signal['subject']))} {signal['subject_id']}",
        ),
        (say("单位", "unit"), signal["unit_id"]),
        (say("期间", "period"), signal["period"]),
        (say.of(measure_title(signal, asked)), say.of(measured(signal, asked))),
        (say("到期日", "due on"), signal["due_on"]),
        (say("截至", "as of"), signal["as_of"]),
        (say("涉及方", "concerned"), say("；", "; ").join(_parties(signal, masker, say))),
    ]
    width = 18 if language == "en" else 12
    shown = [f"  {name}{' ' * (width - _width(name))}{value}" for name, value in pairs if value]
    return [getattr(said, language), "", *shown]


def _law(signal: dict[str, Any], language: str) -> list[str]:
    say = _Say(language)
    rule = signal.get("rule") or {}
    days = {entry["title"]: entry["in_force"] for entry in rule.get("basis", ())}
    lines = ["", say("法律依据", "Law")]
    for title in signal["basis"]:
        since = days.get(title)
        lines.append(
            f"  {title}"
            + (say(f"（{since} 起施行）", f" (in force from {since})") if since else "")
        )
    if not signal["basis"]:
        lines.append(say("  规则卡没有写明", "  the card names none"))
    if meaning := rule.get("meaning"):
        lines += ["", say("含义", "Meaning"), f"  {meaning[language]}"]
    return lines


def _rows(signal: dict[str, Any], language: str) -> list[str]:
    say = _Say(language)
    items = [
        Item(entry["table"], entry["id"], orjson.dumps(entry["columns"]).decode())
        for entry in signal["evidence"]
    ]
    record: Record = {**signal, "evidence": items}
    lines = ["", say(f"依据的数据行（{len(items)}）", f"Rows ({len(items)})")]
    for table in Citer(Masker(), zone=signal.get("zone")).tables(record, limit=ROWS):
        for row_id, cells in table.rows:
            lines.append(f"  {say.of(table.title)} {say.of(row_id)}")
            pairs = zip(table.heads, cells, strict=True)
            said = [f"{say.of(head)} {say.of(cell)}" for (head, _), cell in pairs if cell.zh != "–"]
            lines.append("    " + say("；", "; ").join(said))
    if not items:
        lines.append(say("  没有引用数据行", "  no row is cited"))
    if len(items) > ROWS:
        lines.append(say(f"  另有 {len(items) - ROWS} 行", f"  {len(items) - ROWS} more"))
    return lines


def _innocent(signal: dict[str, Any], language: str) -> list[str]:
    say = _Say(language)
    lines = ["", say("怎样可以排除（合规情形，须有凭据）", "What would clear it, with proof")]
    lines += [f"  · {entry[language]}" for entry in signal["exceptions"]]
    return (
        lines
        if signal["exceptions"]
        else [*lines, say("  规则卡没有列出", "  the card lists nothing")]
    )


def _parties(signal: dict[str, Any], masker: Masker, say: "_Say") -> list[str]:
    return [
        f"{say.of(role)} {say('、', ', ').join(say.of(who) for who in parties)}"
        for role, parties in concerned(signal, masker)
    ]


class _Say:
    """Chooses between two languages."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, zh: str, en: str) -> str:
        return zh if self.language == "zh" else en

    def of(self, text: Text) -> str:
        """A text in this language."""
        said: str = getattr(text, self.language)
        return said


def _width(text: str) -> int:
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)
