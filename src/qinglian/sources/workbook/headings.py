"""Headings: what a column is called, in which unit it counts, and which column of the dictionary that is."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from qinglian.model.table import Column
from qinglian.sources._words import plain
from qinglian.sources.workbook.rulebook import Ledger, ledgers

MONEY = "百万元|千万元|亿元|万元|千元|元"
IN_BRACKETS = re.compile(
    rf"[(\[【](?:单位:?)?(?:人民币)?({MONEY}|万|个?工作日|个?自然日|天|日|人|次|家|份|%|小时|分钟)[)\]】]"
)
AT_THE_END = re.compile(rf"[/,，_-]?(?:人民币)?(?<!单)({MONEY})$")
BRACKETS = re.compile(r"[(\[【][^)\]】]*[)\]】]")
NUMBERING = re.compile(r"^(?:[(]?\d{1,2}[)]|\d{1,2}[.、])(?=\D)")
FRILLS = re.compile(r"[*★:：\"'“”]")
UNIT_NAMES = {"万": "万元", "个工作日": "工作日", "个自然日": "自然日"}


@dataclass(frozen=True)
class Heading:
    """A heading as written, the names it may be known by (best first), and the unit it states."""

    text: str
    names: tuple[str, ...]
    unit: str | None = None


@dataclass
class Match:
    """A sheet read as one kind of ledger: column number → column of the dictionary."""

    ledger: Ledger
    columns: dict[int, Column] = field(default_factory=dict)
    score: float = 0.0

    @property
    def complete(self) -> bool:
        """Whether the sheet has the least that such a ledger must have."""
        have = {column.name for column in self.columns.values()}
        return all(group & have for group in self.ledger.requires)

    def at(self, name: str) -> int | None:
        """Number of the sheet's column for a column of the dictionary."""
        return next(
            (number for number, column in self.columns.items() if column.name == name), None
        )


def heading_of(*levels: str) -> Heading:
    """The heading that the cells above a column make, topmost first."""
    said = [level for level in dict.fromkeys(levels) if level]
    if not said:
        return Heading("", ())
    unit = None
    cleaned = []
    for level in said:
        name, own = _without_unit(plain(level))
        unit = own or unit
        cleaned.append(name)
    names = ["".join(cleaned), cleaned[-1]] if len(cleaned) > 1 else [cleaned[0]]
    names += [shorter for name in names if (shorter := BRACKETS.sub("", name)) != name]
    return Heading(said[-1].strip(), tuple(dict.fromkeys(name for name in names if name)), unit)


@cache
def _without_unit(text: str) -> tuple[str, str | None]:
    name = NUMBERING.sub("", FRILLS.sub("", text))
    found = IN_BRACKETS.search(name)
    if found:
        name = name[: found.start()] + name[found.end() :]
    else:
        found = AT_THE_END.search(name)
        if found is None or found.start() == 0:
            return name, None
        name = name[: found.start()]
    unit = found[1]
    return name, UNIT_NAMES.get(unit, unit)


def match(
    headings: Sequence[Heading], ledger: Ledger, own: Mapping[str, str] | None = None
) -> Match:
    """Give each heading the column of the ledger's table that it names best; each column once.

    `own` are names from a user's mapping, heading as written → column.
    """
    chosen = {plain(name): target.rpartition(".")[2] for name, target in (own or {}).items()}
    offers = []
    for number, heading in enumerate(headings):
        given = chosen.get(plain(heading.text))
        if given is not None:
            if given in ledger.spec.columns:
                offers.append((-1, number, given))
            continue
        for worse, name in enumerate(heading.names):
            for rank, known in known_names(ledger.name).get(name, ()):
                offers.append((rank + 100 * worse, number, known))
    found = Match(ledger)
    taken: set[str] = set()
    for _, number, target in sorted(offers):
        if number not in found.columns and target not in taken:
            column = ledger.spec.columns[target]
            if _unit_fits(headings[number], column):
                found.columns[number] = column
                taken.add(target)
    found.score = sum(_weight(headings[number]) for number in found.columns)
    return found


def _unit_fits(heading: Heading, column: Column) -> bool:
    if heading.unit is None or column.unit is None or column.type == "money":
        return True
    return not (column.unit == "工作日" and heading.unit in ("自然日", "小时", "分钟"))


@cache
def known_names(table: str) -> dict[str, tuple[tuple[int, str], ...]]:
    """Names of a table's columns → the columns they may mean, each with a rank (0 the best)."""
    found: dict[str, list[tuple[int, str]]] = {}
    spec = ledgers()[table].spec
    for column in spec.columns.values():
        told = (column.text.zh, column.name, *column.aliases)
        if column.name == "amount" and "amount_yuan" in spec.columns:
            told = (column.name,)  # what a Chinese ledger calls an amount is in yuan
        for rank, name in enumerate(dict.fromkeys(_without_unit(plain(word))[0] for word in told)):
            found.setdefault(name, []).append((rank, column.name))
    return {name: tuple(sorted(offers)) for name, offers in found.items()}


@cache
def _tables_knowing(name: str) -> int:
    return sum(name in known_names(table) for table in ledgers())


def _weight(heading: Heading) -> float:
    """A heading that few kinds of ledger know says more."""
    counts = [known for name in heading.names if (known := _tables_knowing(name))]
    return 1 + 2 / min(counts) if counts else 1


@cache
def all_names() -> frozenset[str]:
    """Every name of a column that any ledger knows."""
    return frozenset(name for table in ledgers() for name in known_names(table))


def is_known(text: str) -> bool:
    """Whether a cell's text is the name of a column of some ledger."""
    return any(name in all_names() for name in heading_of(text).names)


def best_match(
    headings: Sequence[Heading],
    said: str,
    own: Mapping[str, str] | None = None,
    table: str | None = None,
) -> Match | None:
    """The kind of ledger these headings make; `said` is what the file, the sheet and its title are called."""
    kinds = [ledgers()[table]] if table in ledgers() else list(ledgers().values())
    found = [match(headings, ledger, own) for ledger in kinds]
    for one in found:
        one.score += 2 * any(word in said for word in one.ledger.words)
    complete = [one for one in found if one.complete]
    if not complete and table is not None:
        complete = [one for one in found if one.columns]
    return max(complete, key=lambda one: one.score, default=None)
