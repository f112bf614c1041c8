"""
What an item of a list lacks: 有目标、有举措、有考核、有反馈（E04）, and words that say nothing.

Pure functions on strings: no database, no Django. `faults(item)` takes anything with the fields of an item. What words
count as empty, concrete or countable stands in `wording.yaml`; the rules are here:

* each of target, measure, check and feedback says something (`missing`);
* the target has a number, or a result one can look at; the measure an act somebody does (`vague`);
* no target or check counts paper: pieces of evidence, check-ins, points, 留痕 (`paper`, practice.md 3.4);
* all four owners are named (`owner`, B08), and a date or a cycle (`date`);
* a list of powers has its steps, risk points with a control, and a public version; a list of norms its basis.

A grave fault stands in the way of issuing; the others are advice.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from qinglian.web.duties.wording import words

FOUR = ("target", "measure", "check_by", "feedback")
OWNERS = ("principal", "supervisory", "first_person", "dual_duty")
DUTIES, POWER, NORMS = ("duty", "task"), "power", ("positive", "negative")


@dataclass(frozen=True, slots=True)
class Fault:
    """
    What is wrong (`missing`, `vague`, `paper`, `owner`, `date`, `steps`, `risks`, `control`, `public`, `basis`,
    `activity`), in which field, whether it stands in the way of issuing, and which words say so.
    """

    code: str
    field: str
    grave: bool = True
    words: str = ""

    @property
    def name(self) -> str:
        """As labels write it: `vague:target`."""
        return f"{self.code}:{self.field}"


def faults(item: Any, kind: str = "duty") -> list[Fault]:
    """All faults of an item of a list of this kind, in the order of its fields."""
    if kind in NORMS:
        return list(_norm(item))
    if kind == POWER:
        return list(_power(item))
    return [*_four(item), *_owners(item), *_when(item)]


def _said(item: Any, field: str) -> str:
    return str(getattr(item, field, "") or "").strip()


def _four(item: Any) -> Iterator[Fault]:
    for field in FOUR:
        text = _said(item, field)
        if is_empty(text):
            yield Fault("missing", field, words=text)
            continue
        if field != "feedback" and (counted := counts_paper(text)):
            yield Fault("paper", field, words=counted)
        elif field == "target" and not (has_result(text) or is_solid(text)):
            yield Fault("vague", field, words=listed(empty_words(text)))
        elif field == "measure" and not has_act(text):
            yield Fault("vague", field, grave=False, words=listed(empty_words(text)))
        elif field == "feedback" and (counted := counts_presence(text)):
            yield Fault("paper", field, words=counted)
    if counted := counts_paper(_said(item, "title")):
        yield Fault("paper", "title", words=counted)


def _owners(item: Any) -> Iterator[Fault]:
    for field in OWNERS:
        if is_empty(_said(item, field)):
            yield Fault("owner", field)


def _when(item: Any) -> Iterator[Fault]:
    cycle, due = _said(item, "cycle"), getattr(item, "due_on", None)
    if cycle in ("", "once") and not isinstance(due, date) and not due:
        yield Fault("date", "due_on")


def _power(item: Any) -> Iterator[Fault]:
    if not getattr(item, "steps", None):
        yield Fault("steps", "steps")
    risks = getattr(item, "risks", None) or []
    if not risks:
        yield Fault("risks", "risks")
    elif bare := [one.get("point", "") for one in risks if is_empty(one.get("control", ""))]:
        yield Fault("control", "risks", words=listed(bare))
    if is_empty(_said(item, "public_text")):
        yield Fault("public", "public_text", grave=False)
    for field in ("principal", "supervisory"):
        if is_empty(_said(item, field)):
            yield Fault("owner", field)
    if is_empty(_said(item, "basis")):
        yield Fault("basis", "basis")


def _norm(item: Any) -> Iterator[Fault]:
    if is_empty(_said(item, "basis")):
        yield Fault("basis", "basis")
    if is_empty(_said(item, "activity")):
        yield Fault("activity", "activity", grave=False)


def listed(found: Any) -> str:
    """Words as they stand in a text, each once."""
    return "、".join(dict.fromkeys(one for one in found if one))


def is_empty(text: str) -> bool:
    """Nothing was written, or only that it will be: 无、待定、按要求."""
    said = _plain(text)
    return not said or bool(words().filler.fullmatch(said))


def _plain(text: str) -> str:
    return re.sub(r"[\s，。；、,.;：:（）()\-—–]+", "", text)


def _without_negated(text: str) -> str:
    """Without what the sentence itself forbids: 不得以材料份数作评价."""
    return words().negated.sub("", text)


def counts_paper(text: str) -> str:
    """The words that make a number of pieces, check-ins or points the measure. A sample that is drawn is none."""
    said = _without_negated(text)
    found = words().paper.search(words().sampled.sub("", said)) or words().presence.search(said)
    return found[0] if found else ""


def counts_presence(text: str) -> str:
    """Check-ins, points and rankings of activity alone: of a way of feedback pieces of paper are no measure."""
    found = words().presence.search(_without_negated(text))
    return found[0] if found else ""


def empty_words(text: str) -> list[str]:
    """加强、推进、落实 and their like, as they stand in the text."""
    return words().empty.findall(text)


def _counted(text: str) -> str:
    """What is left to be counted: without days, names that have a number in them, and slogans."""
    for one in (words().days, words().named, words().slogan):
        text = one.sub("", text)
    return text


def has_result(text: str) -> bool:
    """A number of something, all or none of something, or a result one can look at."""
    said = _counted(text)
    return bool(words().quantity.search(said) or words().result.search(said))


def is_solid(text: str) -> bool:
    """It speaks of things, and no empty word and no slogan stands by."""
    return bool(
        words().concrete.search(text)
        and not words().empty.search(text)
        and not words().slogan.search(text)
    )


def has_act(text: str) -> bool:
    """Somebody does something that can be seen, more than collecting paper; or at least nothing in it is empty."""
    said = words().collected.sub("", text)
    if not _plain(words().slogan.sub("", said)):
        return False
    return bool(words().act.search(said) or has_result(said) or not words().empty.search(said))
