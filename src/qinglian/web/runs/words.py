"""Names of the dictionary and the catalogue in the reader's language. 数据表、规则的显示名。"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from django.utils.translation import get_language

from qinglian.model.table import tables
from qinglian.model.text import Text
from qinglian.web.runs.cards import cards


def english() -> bool:
    """Whether the page is read in English."""
    return (get_language() or "").startswith("en")


def said(text: Text | dict[str, Any]) -> str:
    """A text in two languages, in the reader's."""
    if isinstance(text, Text):
        return text.en if english() else text.zh
    return str(text.get("en" if english() else "zh") or text.get("zh") or "")


def lines(texts: Iterable[Text]) -> Text:
    """Several texts, one a line, in both languages."""
    both = list(texts)
    return Text(zh="\n".join(one.zh for one in both), en="\n".join(one.en for one in both))


def told(row: Any, name: str) -> str:
    """What the engine said of a row, kept in two columns, as `trouble` and `trouble_en`: in the reader's language."""
    return str((english() and getattr(row, f"{name}_en")) or getattr(row, name))


def exception_name(text: str, signals: Iterable[Any]) -> str:
    """A permitted exception, kept in Chinese, in the reader's language: as the cards of the signals say it."""
    known = {one["zh"]: said(one) for signal in signals for one in signal.exceptions}
    return known.get(text, text)


def table_name(name: str) -> str:
    """The title of a table."""
    spec = tables().get(name)
    return said(spec.title) if spec else name


def column_name(table: str, name: str) -> str:
    """The heading of a column; derived columns keep the name they have in the data."""
    spec = tables().get(table)
    column = spec.columns.get(name) if spec else None
    return said(column.text) if column else name


@cache
def coded(codes: frozenset[str]) -> dict[str, Text] | None:
    """Codes in words, by the first column of the dictionary that knows them all; None where none does."""
    for spec in tables().values():
        for column in spec.columns.values():
            if column.codes and codes <= column.codes.keys():
                return {
                    code: Text((*column.codes[code], code)[0], code.replace("_", " "))
                    for code in codes
                }
    return None


def table_counts(counts: dict[str, int]) -> list[tuple[str, int]]:
    """Tables by title with their rows."""
    return [(table_name(name), rows) for name, rows in counts.items()]


@cache
def _names() -> dict[str, tuple[Text, str]]:
    return {rule.id: (rule.card.name, rule.pack) for rule in cards().rules}


def rule_name(rule_id: str) -> str:
    """The name of a rule of the catalogue as it is now; the id of one that is gone."""
    found = _names().get(rule_id)
    return said(found[0]) if found else rule_id


def pack_name(name: str) -> str:
    """The title of a pack."""
    pack = cards().packs.get(name)
    return said(pack.title) if pack else name


def pack_choices() -> list[tuple[str, str]]:
    """Packs as choices."""
    return [(name, said(pack.title)) for name, pack in cards().packs.items()]


def rules_of(pack: str) -> list[str]:
    """The rules of a pack, as the catalogue has them now."""
    return [rule for rule, (_name, of) in _names().items() if of == pack]


def known_field(name: str) -> bool:
    """Whether a pack has this name, or a rule this id or beginning of it."""
    return name in cards().packs or (bool(name) and any(rule.startswith(name) for rule in _names()))


def field_name(name: str) -> str:
    """A pack or a rule in words; what stands for several rules, as it is."""
    return pack_name(name) if name in cards().packs else rule_name(name)
