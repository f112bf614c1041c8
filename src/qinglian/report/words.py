"""
报告里的用词。Words that every kind of report shows, in both languages.

Chinese words follow the glossary; a word of the data itself stays as it is.
"""

import re
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from math import isfinite
from typing import Any

from qinglian.engine.outcome import Coverage, Outcome
from qinglian.model.text import Text
from qinglian.report.levels import LEVELS as LEVELS

LEAD = Text("疑点是线索，不是结论。", "A signal is a lead, never a finding.")
SECRECY = Text(
    "本系统为非涉密系统，严禁存储、处理、传输国家秘密；工作秘密按本单位规定办理。",
    "This is not a classified system: state secrets must not be stored, processed or sent here.",
)

STATES = {
    "satisfied": Text("已满足", "satisfied"),
    "violated": Text("不符", "not met"),
    "pending": Text("未到期", "pending"),
    "at_risk": Text("临近到期", "at risk"),
}
STATUSES = {
    "draft": Text("草稿", "draft"),
    "trial": Text("试用", "trial"),
    "stable": Text("正式", "stable"),
    "retired": Text("停用", "retired"),
}
SUBJECTS = {
    "case": Text("办件", "case"),
    "contracting_process": Text("采购过程", "contracting process"),
    "buyer": Text("采购人", "buyer"),
    "procuring_entity": Text("采购实体", "procuring entity"),
    "tenderer": Text("投标人", "tenderer"),
    "supplier": Text("供应商", "supplier"),
}
ROLES = {
    **SUBJECTS,
    "officer": Text("经办人", "officer"),
    "party": Text("相对人", "party"),
    "expert": Text("评标专家", "expert"),
    "unit": Text("单位", "unit"),
    "payee": Text("收款方", "payee"),
    "payer": Text("付款方", "payer"),
    "winner": Text("中标人", "winner"),
}
KINDS = {
    "workbook": Text("台账", "ledger"),
    "events": Text("事件日志", "event log"),
    "xes": Text("XES 事件日志", "XES event log"),
    "ocds": Text("OCDS 采购数据", "OCDS releases"),
}
HEADINGS = {
    "signal_id": Text("疑点编号", "Signal id"),
    "rule_id": Text("规则编号", "Rule"),
    "check": Text("检查", "Check"),
    "pack": Text("规则包", "Pack"),
    "severity": Text("级别", "Level"),
    "subject": Text("对象种类", "Kind of subject"),
    "subject_id": Text("对象编号", "Subject"),
    "unit_id": Text("单位编号", "Unit id"),
    "period": Text("期间", "Period"),
    "value": Text("数值", "Value"),
    "threshold": Text("界限", "Threshold"),
    "state": Text("状态", "State"),
    "due_on": Text("到期日", "Due on"),
    "seen_at": Text("发现时间", "Seen at"),
    "as_of": Text("截至", "As of"),
    "parties": Text("涉及方", "Parties"),
    "evidence": Text("依据的数据行", "Rows"),
    "basis": Text("法律依据", "Law"),
    "exceptions": Text("合规情形", "Lawful explanations"),
    "text_zh": Text("说明（中文）", "Text (Chinese)"),
    "text_en": Text("说明（英文）", "Text (English)"),
}
ANSWERS = {
    "flagged": Text("有疑点", "signals"),
    "clean": Text("未见疑点", "no signal"),
    "partly": Text("已判断的未见疑点", "no signal where decided"),
    "no_data": Text("缺数据，无法判断", "no data, undecided"),
    "unsettled": Text("不下结论", "not concluded"),
    "none": Text("没有可问的对象", "nothing to ask"),
    "error": Text("规则卡有误，未问", "not asked: mistake on the card"),
}

UNSETTLED = Text(
    "没有缺列，但数量不足以比较，或者情形不明",
    "no column is missing, but there is too little to compare or the facts leave it open",
)
"""Why a rule that lacks nothing may still conclude nothing."""

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def answer(item: Coverage) -> str:
    """Which kind of answer a rule gave, a key of `ANSWERS`; "no data" and "no signal" are never one."""
    if item.error:
        return "error"
    if item.flagged:
        return "flagged"
    if not item.decided:
        return "no_data" if item.missing else "unsettled" if item.undecided else "none"
    return "partly" if item.undecided else "clean"


def silence(outcome: Outcome) -> Text:
    """What a run without signals says: nothing seen, or nothing that could be judged."""
    if any(item.decided for item in outcome.coverage):
        return Text("能够判断的范围内未见疑点", "no signal where the data could be judged")
    return Text("数据不足，没有规则能够判断", "the data were not enough to answer any rule")


def level_counts(outcome: Outcome) -> dict[str, int]:
    """Signals by level, all four levels, most serious first."""
    counted = outcome.signals["severity"].value_counts().to_pylist()
    found = {entry["values"]: entry["counts"] for entry in counted}
    return {level: found.get(level, 0) for level in LEVELS}


def plain(value: object) -> str:
    """A value for people: no needless zeros, thousands set apart, no control characters."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return number(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes" if not value.second else "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple):
        return "、".join(plain(item) for item in value)
    return printable(str(value))


def count(value: int) -> str:
    """A count, thousands set apart."""
    return f"{value:,}"


def number(value: float | Decimal | None) -> str:
    """A number with at most four decimals; thousands are set apart from five digits on, so that years stay years."""
    if value is None or not isfinite(value):
        return "–"
    comma = "," if abs(float(value)) >= 10_000 else ""
    if value == int(value):
        return f"{int(value):{comma}}"
    return f"{value:{comma}.4f}".rstrip("0").rstrip(".")


def printable(text: str) -> str:
    """Text without characters that steer a terminal, turn the reading direction or break a file."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


def moment(value: datetime) -> str:
    """An instant in local time, with its distance from UTC."""
    local = value.astimezone()
    shown = local.strftime("%z")
    return f"{local:%Y-%m-%d %H:%M} (UTC{shown[:3]}:{shown[3:5]})"


def share(part: int, whole: int) -> str:
    """A share in per cent, with one decimal."""
    return f"{part / whole:.1%}" if whole else "–"


def portion(part: int, whole: int) -> str:
    """A share in per cent that says 100% or 0% only where that is so."""
    if 0 < part < whole:
        return f"{min(max(part / whole, 0.001), 0.999):.1%}"
    return share(part, whole)


def either(words: Mapping[str, Text], word: str | None) -> Text:
    """The word in both languages, or as it is where it is not known."""
    if word is None:
        return Text("–", "–")
    return words.get(word) or Text(word, word)


def completeness(entry: Mapping[str, Any]) -> Text:
    """One sentence on how complete the data are: its own words, or its names and numbers."""
    if entry.get("zh") and entry.get("en"):
        return Text(str(entry["zh"]), str(entry["en"]))
    said = "; ".join(f"{name}: {plain(value)}" for name, value in entry.items())
    return Text(said, said)


def overlay(params: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What `--params` laid over the cards, as `rule` and `param = value` in words."""
    said = []
    for rule_id, values in params.items():
        if isinstance(values, Mapping):
            said.append(
                (rule_id, "; ".join(f"{name} = {_flow(value)}" for name, value in values.items()))
            )
        else:
            said.append((rule_id, "off" if values in (False, "off") else str(values)))
    return said


def _flow(value: object) -> str:
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{name}: {_flow(item)}" for name, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(item) for item in value) + "]"
    return printable(str(value))
