"""
The nodes from approval to archive, and what the law says of their order. 从立项到归档：节点与先后。

The data is `lifecycle.yaml`. A guard asks one thing of a node that is to be entered: that another came before (by so
many days or months), that it comes within so many months, that a sum does not pass another one, that another did not
come. What it `forbids` is refused; what it `doubts` is allowed with a reason and stays marked.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qinglian.web.core.dated import months_after
from qinglian.web.core.wording import noted
from qinglian.web.works.states import Side

FORBIDS, DOUBTS = "forbids", "doubts"


@dataclass(frozen=True, slots=True)
class Said:
    """Something with a name in both languages."""

    zh: str
    en: str

    def __str__(self) -> str:
        return self.en if (get_language() or "").startswith("en") else self.zh


@dataclass(frozen=True, slots=True)
class Kind:
    """A node that may be reached. `amount`: what its sum is called, None where it has none."""

    code: str
    name: Said
    of_section: bool = False
    number: bool = False
    paper: bool = False
    amount: Said | None = None
    given: str = ""
    by: tuple[str, ...] = (Side.OWNER,)
    counts_as: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Guard:
    """One thing asked of a node; exactly one of `needs`, `of`, `over`, `without` is set."""

    at: str
    kind: str
    law: str
    needs: str = ""
    of: str = ""
    over: str = ""
    without: str = ""
    days: int = 0
    months: int = 0
    within: int = 0
    share: Decimal = Decimal(0)
    templates: tuple[str, ...] = ()

    @property
    def other(self) -> str:
        """The node it speaks of besides."""
        return self.needs or self.of or self.over or self.without

    @property
    def key(self) -> str:
        """How a mark names it; `guard_of` finds it again."""
        name = next(one for one in ("needs", "of", "over", "without") if getattr(self, one))
        return f"{self.at}.{name}.{self.other}"

    def earliest(self, on: date) -> date:
        """From when the node may follow one of this day."""
        return months_after(on, self.months) + timedelta(days=self.days)


@dataclass(frozen=True, slots=True)
class Phase:
    """Nodes that belong together on the line of a project."""

    name: Said
    nodes: tuple[Kind, ...]


@dataclass(frozen=True, slots=True)
class Reached:
    """A node as it stands: on which day, with which sum; `row` is its row, None where the day was given otherwise."""

    code: str
    section_id: int | None
    on: date
    amount_fen: int | None = None
    row: Any = None


@dataclass(frozen=True, slots=True)
class Finding:
    """What a guard says against a node on a day. `possible`: from when, where time alone is missing."""

    guard: Guard
    text: str
    possible: date | None = None

    def __str__(self) -> str:
        return str(noted(self.text, self.guard.law))


@cache
def _data() -> dict[str, Any]:
    text = files("qinglian.web.works").joinpath("lifecycle.yaml").read_text("utf-8")
    found: dict[str, Any] = yaml.load(text, Loader=yaml.CSafeLoader)
    return found


@cache
def kinds() -> Mapping[str, Kind]:
    """All nodes by code."""
    return {
        code: Kind(
            code, Said(said["zh"], said["en"]), said.get("of") == "section", said.get("number", False),
            said.get("paper", False), Said(**said["amount"]) if "amount" in said else None, said.get("given", ""),
            tuple(said.get("by", (Side.OWNER,))), tuple(said.get("counts_as", ())),
        )
        for code, said in _data()["nodes"].items()
    }  # fmt: skip


@cache
def phases(template: str) -> tuple[Phase, ...]:
    """The line of a template."""
    return tuple(
        Phase(Said(one["zh"], one["en"]), tuple(kinds()[code] for code in one["nodes"]))
        for one in _data()["templates"][template]
    )


@cache
def codes(template: str) -> frozenset[str]:
    """The nodes of a template."""
    return frozenset(kind.code for phase in phases(template) for kind in phase.nodes)


@cache
def guards() -> tuple[Guard, ...]:
    """All guards."""
    return tuple(
        Guard(
            **{
                **said,
                "share": Decimal(str(said.get("share", 0))),
                "templates": tuple(said.get("templates", ())),
            }
        )
        for said in _data()["guards"]
    )


@cache
def guards_of(template: str, code: str) -> tuple[Guard, ...]:
    """What is asked of a node in a template; a guard about a node that the template does not have asks nothing."""
    here = codes(template)
    stands = here | {also for code in here for also in kinds()[code].counts_as}
    return tuple(
        one
        for one in guards()
        if one.at == code
        and one.other in stands
        and (not one.templates or template in one.templates)
    )


def guard_of(template: str, key: str) -> Guard | None:
    """The guard that a mark names."""
    return next((one for one in guards_of(template, key.partition(".")[0]) if one.key == key), None)


def findings(
    template: str, code: str, section_id: int | None, on: date, amount_fen: int | None,
    reached: Iterable[Reached], section_ids: frozenset[int],
) -> list[Finding]:  # fmt: skip
    """What the guards say against entering a node for a section (None: for the project) on a day."""
    had: dict[str, list[Reached]] = {}
    for one in reached:
        for name in (one.code, *kinds()[one.code].counts_as):
            had.setdefault(name, []).append(one)
    found = []
    for guard in guards_of(template, code):
        wanted = _wanted(guard, section_id, section_ids)
        rows = [
            one
            for one in had.get(guard.other, ())
            if section_id is None or one.section_id in (None, section_id)
        ]
        finding = _ask(guard, on, amount_fen, rows, wanted)
        if finding is not None:
            found.append(finding)
    return found


def _wanted(guard: Guard, section_id: int | None, section_ids: frozenset[int]) -> frozenset[int]:
    """The sections that must have reached the other node: this one, or all where the whole project is asked."""
    other = kinds()[guard.other]
    joint = any(guard.other in one.counts_as for one in kinds().values())
    if not other.of_section and not joint:
        return frozenset()
    return section_ids if section_id is None else frozenset({section_id})


def _ask(
    guard: Guard, on: date, amount_fen: int | None, rows: list[Reached], wanted: frozenset[int]
) -> Finding | None:
    names = {"at": kinds()[guard.at].name, "other": kinds()[guard.other].name}
    if guard.without:
        return Finding(guard, _("已有“%(other)s”。") % names) if rows else None
    if guard.over:
        return _ask_sum(guard, amount_fen, rows, names)
    if guard.of:
        late = [one for one in rows if on > months_after(one.on, guard.within)]
        said = _("“%(at)s”晚于“%(other)s” %(months)d 个月以上。")
        return Finding(guard, said % {**names, "months": guard.within}) if late else None
    whole = [one for one in rows if one.section_id is None]
    left = wanted - {one.section_id for one in rows}
    if not whole and (left or not wanted):
        said = _("“%(other)s”还没有登记，不能先“%(at)s”。")
        if guard.kind == DOUBTS:
            said = _("“%(other)s”还没有登记，先“%(at)s”要写明依据。")
        return Finding(guard, said % names)
    last = max(guard.earliest(one.on) for one in rows)
    if on >= last:
        return None
    if guard.days or guard.months:
        said = _("“%(at)s”最早在 %(day)s：“%(other)s”之后要满 %(wait)s。")
        wait = (
            _("%(n)d 个月") % {"n": guard.months}
            if guard.months
            else _("%(n)d 日") % {"n": guard.days}
        )
        return Finding(guard, said % {**names, "day": last, "wait": wait}, last)
    said = _("“%(at)s”的日期早于“%(other)s”（%(day)s）。")
    return Finding(guard, said % {**names, "day": last}, last)


def _ask_sum(
    guard: Guard, amount_fen: int | None, rows: list[Reached], names: dict[str, Any]
) -> Finding | None:
    least = [one.amount_fen for one in rows if one.amount_fen]
    if amount_fen is None or not least or amount_fen <= min(least) * (1 + guard.share):
        return None
    said = _("“%(at)s”的金额超过“%(other)s”的 %(percent)s%%。")
    return Finding(guard, said % {**names, "percent": f"{100 * (1 + guard.share):.0f}"})
