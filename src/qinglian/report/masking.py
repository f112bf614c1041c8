"""
脱敏。How what identifies a person is shown in reports that people mail around.

Persons, phones, accounts, addresses and devices reach a report as hashes (`p:3f9a…`); it shows a short name for each,
so that equal persons stay equal to the eye. Names arrive masked by the loader. What may still stand in clear, in
refused rows or free text, is masked here. With a purpose given, hashes whose clear value is known are shown in clear.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from qinglian.engine.outcome import Outcome
from qinglian.engine.validity import citizen_valid
from qinglian.model.table import tables
from qinglian.model.text import Text
from qinglian.report.words import plain

FAMILIES = {
    "p": Text("人员", "person"),
    "t": Text("电话", "phone"),
    "b": Text("账号", "account"),
    "a": Text("地址", "address"),
    "d": Text("设备", "device"),
    "w": Text("文件作者", "author"),
}
HASH = re.compile(r"\b([ptbadw]):([0-9a-f]{24})\b")
CITIZEN = re.compile(
    r"(?<![0-9A-Za-z])\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![0-9A-Za-z])"
)
_DIGITS = re.compile(r"\d{11}")
MOBILE = re.compile(r"(?<![0-9A-Za-z])1[3-9]\d{9}(?![0-9A-Za-z])")


@dataclass(frozen=True)
class Masker:
    """Shows values of one report: masked, or in clear where a purpose was given."""

    masked: bool = True
    clear: Mapping[str, str] = field(default_factory=dict)

    def words(self, value: str, *, keep: str = "") -> Text:
        """Text in both languages: hashes get their short names; citizen numbers and mobile numbers are masked.

        `keep` is the id of a case, which is never masked however much it looks like a number of a person.
        """
        plain_text = self.hidden(value, keep=keep)
        return Text(*(self._unhashed(plain_text, language) for language in (0, 1)))

    def cell(self, value: object, kind: str | None = None) -> Text:
        """A value of a row; `kind` is what its column shows of a person, as in the dictionary."""
        if not isinstance(value, str | list):
            shown = (
                plain(value) if kind is None or value is None else self.hidden(plain(value), kind)
            )
            return Text(shown, shown)
        shown = self.hidden(plain(value), kind)
        return Text(*(self._unhashed(shown, language) for language in (0, 1)))

    def hidden(self, text: str, kind: str | None = None, *, keep: str = "") -> str:
        """Text without clear identities, hashes as they are: what may stand in the data embedded in a report."""
        if not self.masked:
            return text
        if kind is not None and not HASH.search(text):
            return mask(text, kind)
        if not _DIGITS.search(text):
            return text
        for pattern, shows in ((CITIZEN, "id"), (MOBILE, "phone")):
            for found in set(pattern.findall(text)):
                sure = shows == "phone" or citizen_valid(found.upper(), date.today())
                if sure and found not in keep:
                    text = text.replace(found, mask(found, shows))
        return text

    def refused(self, value: str | None, column: str | None) -> Text:
        """A value of a refused row, still in clear, under the heading of its source."""
        return self.cell(value, kinds_by_heading().get(column or ""))

    def _unhashed(self, text: str, language: int) -> str:
        def shown(found: re.Match[str]) -> str:
            if not self.masked and found[0] in self.clear:
                return self.clear[found[0]]
            return f"{FAMILIES[found[1]][language]} {found[2][:6]}"

        return HASH.sub(shown, text) if ":" in text else text


def masker(outcome: Outcome) -> Masker:
    """The masker of an outcome."""
    return Masker(outcome.masked, outcome.clear)


def mask(value: str, kind: str) -> str:
    """One clear value, hidden as its kind asks; a value hidden before stays as it is."""
    if "*" in value or not value.strip():
        return value
    if kind == "phone":
        return _middle(value, 3, 4)
    if kind == "id":
        return _middle(value, 4, 2)
    if kind in ("account", "device"):
        return _middle(value, 0, 4)
    if kind == "address":
        return f"{value[:6]}**"
    return f"{value[0]}**"


def _middle(value: str, before: int, after: int) -> str:
    """Hide the middle; of a value too short for that, everything."""
    if len(value) <= before + after:
        return "*" * len(value)
    return value[:before] + "*" * (len(value) - before - after) + value[-after:]


@cache
def kinds_by_heading() -> dict[str, str]:
    """
    What a column shows of a person, by its name in the dictionary or any heading found for it. A heading that is an
    identity number somewhere is one wherever it stands.
    """
    found = [
        (heading, column.identifies)
        for spec in tables().values()
        for column in spec.columns.values()
        if column.identifies
        for heading in (column.name, column.text.zh, *column.aliases)
    ]
    return dict(found) | {heading: kind for heading, kind in found if kind == "id"}
