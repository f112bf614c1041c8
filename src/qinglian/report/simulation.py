"""A simulation on the terminal and as JSON Lines: what would be new, what would be gone, by month and unit."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import IO

import orjson
from rich.cells import cell_len
from rich.text import Text as Line

from qinglian.engine.simulate import CHANGED, GONE, NEW, SAME, WHAT, Simulation
from qinglian.model.text import Text
from qinglian.report import words, writing
from qinglian.report.paper import Paper

FIRST = 8
"""Subjects shown that would be new, and that would be gone."""
UNITS = 15
"""Units shown, those with the most changes first."""
SAID = {
    NEW: Text("新增", "new"),
    GONE: Text("不再提示", "gone"),
    CHANGED: Text("数值有变", "changed"),
    SAME: Text("不变", "same"),
}


def show(
    found: Simulation,
    names: Mapping[str, str],
    *,
    language: str = "zh",
    out: Path | None = None,
) -> None:
    """Show a simulation on the terminal; plain text in a pipe or a file. `names`: names of units by id."""
    if out is not None:
        with writing(out), out.open("w", encoding="utf-8") as stream:
            _Shown(found, names, language, stream).everything()
    else:
        _Shown(found, names, language).everything()


def write(found: Simulation, stream: IO[bytes]) -> None:
    """Write one line a subject flagged before or after, and only such."""
    for batch in found.rows.to_batches():
        for row in batch.to_pylist():
            stream.write(orjson.dumps({"rule_id": found.rule.id, **row}) + b"\n")


class _Shown(Paper):
    """One simulation in one language."""

    def __init__(
        self,
        found: Simulation,
        names: Mapping[str, str],
        language: str,
        stream: IO[str] | None = None,
    ) -> None:
        super().__init__(language, stream)
        self.found = found
        self.names = names

    def everything(self) -> None:
        """What was changed, what it would do, when and to whom."""
        found, card = self.found, self.found.rule.card
        self.title(f"试算 {card.id} {card.name.zh}", f"Simulation of {card.id} {card.name.en}")
        for path, value in found.changes.items():
            stood = "、".join(map(self._stood, found.stood(path)))
            self.line(f"{path}: {stood} → {_plain(value)}")
        for said, cover in (
            (self.say("现行", "as it stands"), found.before),
            (self.say("试算", "as simulated"), found.after),
        ):
            numbers = [
                words.count(n)
                for n in (cover.asked, cover.decided, cover.undecided, cover.flagged, cover.pending)
            ]
            self.line(
                self.say(
                    "{}：问 {}，已判断 {}，无法判断 {}，疑点 {}，未到期 {}".format(said, *numbers),
                    "{}: {} asked, {} decided, {} undecided, {} flagged, {} pending".format(
                        said, *numbers
                    ),
                )
            )
        if not found.rows.num_rows:
            self.line(self.say("前后都没有疑点", "no signal before or after"))
            return
        self._table(self.say("按月", "By month"), self._months())
        self._table(self.say("按单位", "By unit"), self._units())
        self._first(NEW)
        self._first(GONE)
        self.console.print()
        self.line(self.of(words.LEAD), indent=0)

    def _stood(self, item: tuple[date | None, object]) -> str:
        since, value = item
        if since is None:
            return _plain(value)
        return self.say(f"{_plain(value)}（{since} 起）", f"{_plain(value)} (from {since})")

    def _months(self) -> list[tuple[str, Counter[str]]]:
        return [
            (month or self.say("没有日期", "no date"), counts)
            for month, counts in self.found.counts("month").items()
        ]

    def _units(self) -> list[tuple[str, Counter[str]]]:
        every = self.found.counts("unit_id")
        ranked = sorted(
            every.items(), key=lambda item: -sum(item[1][w] for w in (NEW, GONE, CHANGED))
        )
        shown = [
            (self.names.get(unit or "", unit or self.say("未载明单位", "no unit named")), counts)
            for unit, counts in ranked[:UNITS]
        ]
        if rest := ranked[UNITS:]:
            total = sum((counts for _, counts in rest), Counter[str]())
            said = self.say(f"其余 {len(rest)} 个单位", f"{len(rest)} other units")
            shown.append((said, total))
        return shown

    def _table(self, title: str, rows: list[tuple[str, Counter[str]]]) -> None:
        self.console.print()
        heads = [self.of(SAID[what]) for what in WHAT]
        numbers = [[words.count(counts[what]) for what in WHAT] for _, counts in rows]
        widths = [max(map(cell_len, column)) + 2 for column in zip(heads, *numbers, strict=True)]
        longest = max(cell_len(name) for name in (title, *(name for name, _ in rows))) + 4
        room = min(longest, self.console.width - sum(widths))
        self.row(Line(f"  {title}", style="bold"), room, heads, widths, "dim")
        for (name, _), line in zip(rows, numbers, strict=True):
            self.row(Line(f"  {words.printable(name)}"), room, line, widths, "")

    def _first(self, what: str) -> None:
        rows = [row for row in self.found.rows.to_pylist() if row["what"] == what]
        if not rows:
            return
        self.console.print()
        self.line(f"{self.of(SAID[what])} {words.count(len(rows))}", style="bold")
        for row in rows[:FIRST]:
            said = row[f"text_{self.language}"].removeprefix(self.of(self.found.rule.card.name))
            self.line(said.lstrip("：: "), indent=4, hang=2)
        if len(rows) > FIRST:
            more = words.count(len(rows) - FIRST)
            self.line(
                self.say(f"另有 {more} 条，全部见 --format jsonl", f"{more} more, all in --format jsonl"),
                indent=4, style="dim",
            )  # fmt: skip


def _plain(value: object) -> str:
    """A parameter as one reads it on a card."""
    return "–" if value is None else orjson.dumps(value, default=str).decode().replace('"', "")
