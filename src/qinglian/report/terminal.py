"""The terminal: what was understood of each file, how far each rule could be asked, and the first signals."""

from pathlib import Path
from typing import IO

from rich.cells import cell_len
from rich.text import Text as Line

from qinglian.engine.outcome import Coverage, Outcome, SourceNote
from qinglian.model.text import Text
from qinglian.report import words, writing
from qinglian.report.filling import EMPTY, FULL, PARTLY, filling
from qinglian.report.masking import Masker, masker
from qinglian.report.paper import Paper
from qinglian.report.records import Record, batches

FIRST = 5
"""Signals shown of one rule."""
REFUSED = 5
"""Refused rows shown of one source."""
COLOURS = {"red": "red", "orange": "dark_orange", "yellow": "yellow", "blue": "blue"}
STYLES = {"flagged": "bold", "no_data": "dim", "unsettled": "dim", "none": "dim", "error": "red"}
MARKS = {"red": "■", "orange": "▲", "yellow": "◆", "blue": "●"}


def show(outcome: Outcome, *, language: str = "zh", out: Path | None = None) -> None:
    """Show a run on the terminal; plain text in a pipe or a file."""
    if out is not None:
        with writing(out), out.open("w", encoding="utf-8") as stream:
            _Shown(outcome, language, stream).everything()
    else:
        _Shown(outcome, language).everything()


def show_coverage(outcome: Outcome, *, language: str = "zh") -> None:
    """Show what was read and how far each rule could be asked, no signals."""
    shown = _Shown(outcome, language)
    shown.sources()
    shown.filled()
    shown.coverage()


class _Shown(Paper):
    """One outcome in one language."""

    def __init__(self, outcome: Outcome, language: str, stream: IO[str] | None = None) -> None:
        super().__init__(language, stream)
        self.outcome = outcome
        self.masker: Masker = masker(outcome)

    def everything(self) -> None:
        """All parts, what a signal is at the end."""
        run = self.outcome
        self.line(
            f"qinglian {run.version} · {self.say('截至', 'as of')} {run.as_of}",
            indent=0,
            style="dim",
        )
        self.sources()
        self.coverage(whole=False)
        self.signals()
        self.close()

    def sources(self) -> None:
        """What was read and refused."""
        self.title("读入", "Read")
        for warning in self.outcome.warnings:
            self.line("! " + self.of(warning), style="yellow")
        for note in self.outcome.sources:
            self._source(note)
        if not self.outcome.sources:
            self.line(self.say("没有读入文件", "no file was read"))

    def _source(self, note: SourceNote) -> None:
        read, kept, refused = (
            words.count(n) for n in (note.rows_read, note.rows_kept, note.rows_refused)
        )
        kind = self.of(words.either(words.KINDS, note.kind))
        self.line(note.name)
        self.line(
            self.say(
                f"{kind}，读 {read} 行 = 收 {kept} + 未收 {refused}",
                f"{kind}, {read} rows read = {kept} kept + {refused} refused",
            ),
            indent=4,
        )
        for said in note.notes:
            self.line(self.masker.hidden(self.of(said)), indent=4, style="dim")
        if note.control.get("reconciled") is False:
            self.line(
                self.say("! 与提供单位的控制总数不相符", "! does not tie to the provider's control totals"),
                indent=4, style="yellow",
            )  # fmt: skip
        if note.left_over:
            names = self.say("、", ", ").join(note.left_over)
            self.line(
                self.say("没有用到的列：", "columns not used: ") + names, indent=4, style="dim"
            )
        for row in note.refused[:REFUSED]:
            self.line(self._refused(row), indent=4, hang=2)
        if note.rows_refused > REFUSED:
            more = words.count(note.rows_refused - min(REFUSED, len(note.refused)))
            self.line(
                self.say(f"未收的另有 {more} 行", f"{more} more refused rows"),
                indent=4,
                style="dim",
            )

    def _refused(self, row: dict[str, object]) -> str:
        column = str(row.get("column") or "")
        raw = row.get("value")
        value = self.of(self.masker.refused(None if raw is None else str(raw), column))
        reason = row.get(f"reason_{self.language}") or ""
        place = f"{row['sheet']} " if row.get("sheet") else ""
        if row.get("row"):
            place += self.say(f"第 {row['row']} 行 ", f"row {row['row']} ")
        return self.say(
            f"未收 {place}{column} {value}：{reason}", f"refused {place}{column} {value}: {reason}"
        )

    def filled(self) -> None:
        """Which tables the sources became, and which of their columns carry values."""
        if not self.outcome.filled:
            return
        self.title("各列有值的情况", "Columns that carry values")
        for table in map(filling, self.outcome.filled):
            name = table.table
            head = Line.assemble((self.of(name.title), "bold"), (f" {name.table}", "dim"))
            head.append(self.say("　", "  ") + self.of(table.summary))
            self.line(head, hang=2)
            said = {
                PARTLY: [
                    f"{self.of(table.name(column))} {table.share(column)}"
                    for column in table.partly
                ],
                FULL: [self.of(table.name(column)) for column in table.full],
                EMPTY: [self.of(table.name(column)) for column in table.empty],
            }
            for column in table.waited:
                rules = " ".join(column.waiting)
                self.line(
                    self.say("空：", "empty: ")
                    + f"{self.of(table.name(column))} ({name.table}.{column.name}) ← {rules}",
                    indent=4, hang=4,
                )  # fmt: skip
            for kind, names in said.items():
                if names:
                    listed = self.say("、", ", ").join(names)
                    self.line(
                        self.of(kind) + self.say("：", ": ") + listed, indent=4, hang=4, style="dim"
                    )

    def coverage(self, *, whole: bool = True) -> None:
        """How far each rule could be asked, then why some could not; unless `whole`, those never asked in one line."""
        self.title("覆盖", "Coverage")
        if not self.outcome.coverage:
            self.line(self.say("没有选中任何规则", "no rule was chosen"))
            return
        if shown := [item for item in self.outcome.coverage if whole or item.asked or item.error]:
            self._table(shown)
        for item in shown:
            self._why(item)
        if left := [item.rule.id for item in self.outcome.coverage if item not in shown]:
            said = self.say(
                f"没有数据可问的规则 {len(left)} 条，缺什么见 qinglian coverage：",
                f"{len(left)} rules had nothing to ask, qinglian coverage says what is missing: ",
            )
            self.line(said + " ".join(left), style="dim")

    def _table(self, items: list[Coverage]) -> None:
        heads = (
            ("问", "asked"),
            ("已判断", "decided"),
            ("无法判断", "undecided"),
            ("疑点", "flagged"),
        )
        titles = [self.say(*head) for head in heads]
        rows = [self._numbers(item) for item in items]
        widths = [max(map(cell_len, column)) + 2 for column in zip(titles, *rows, strict=True)]
        ids = max(len(item.rule.id) for item in items) + 5
        room = self.console.width - sum(widths)
        head = Line(" " * ids + self.say("规则", "rule"), style="dim")
        self.row(head, room, titles, widths, "dim")
        for item, numbers in zip(items, rows, strict=True):
            card = item.rule.card
            name = Line.assemble("  ", (MARKS[card.severity], COLOURS[card.severity]), " ", card.id)
            name.append(" " * (ids - name.cell_len) + self.of(card.name))
            self.row(name, room, numbers, widths, STYLES.get(words.answer(item), ""))

    def _numbers(self, item: Coverage) -> list[str]:
        """Asked, decided, undecided, flagged; a dash where a zero would look like an answer."""
        answer = words.answer(item)
        if answer in ("error", "none") or (answer == "no_data" and not item.asked):
            return ["–"] * 4
        flagged = words.count(item.flagged) if item.decided else "–"
        return [*map(words.count, (item.asked, item.decided, item.undecided)), flagged]

    def _why(self, item: Coverage) -> None:
        card = item.rule.card
        said = []
        if item.error:
            said.append(
                self.of(words.ANSWERS["error"]) + self.say("：", ": ") + self.of(item.error)
            )
        answer = words.answer(item)
        if answer in ("no_data", "unsettled"):
            said.append(self.of(words.ANSWERS[answer]))
        if answer == "unsettled":
            said.append(self.of(words.UNSETTLED))
        for gap in item.missing:
            where = f"{gap.table}.{gap.column}" if gap.column else gap.table
            subjects = f"{words.count(gap.subjects)} " if gap.subjects else ""
            said.append(
                self.say(f"{subjects}件" if subjects else "", subjects)
                + f"{self.of(gap.text)} ({where})"
            )
        if waiting := item.pending + item.at_risk:
            due = item.next_due_on or "–"
            count = words.count(waiting)
            said.append(
                self.say(f"未到期 {count} 件，最近到期 {due}", f"{count} pending, next due {due}")
            )
        said += [self.of(note) for note in item.notes]
        if said:
            self.line(
                f"{card.id}  " + self.say("；", "; ").join(said), hang=len(card.id) + 2, style="dim"
            )

    def signals(self) -> None:
        """Signals by rule, the first of each in words."""
        total = self.outcome.signals.num_rows
        levels = " ".join(
            f"{MARKS[level]} {self.of(words.LEVELS[level])} {words.count(count)}"
            for level, count in words.level_counts(self.outcome).items()
        )
        self.title(f"疑点 {words.count(total)} 条", f"Signals: {words.count(total)}")
        if not total:
            self.line(self.of(words.silence(self.outcome)))
            return
        self.line(levels)
        order = {level: rank for rank, level in enumerate(words.LEVELS)}
        flagged = [item for item in self.outcome.coverage if item.flagged]
        for item in sorted(
            flagged, key=lambda item: (order[item.rule.card.severity], item.rule.id)
        ):
            self._rule(item)

    def _rule(self, item: Coverage) -> None:
        import pyarrow.compute as pc

        card = item.rule.card
        self.console.print()
        head = Line.assemble(
            (MARKS[card.severity], COLOURS[card.severity]), f" {card.id} ", (self.of(card.name), "bold"),
            (self.say(f"  {words.count(item.flagged)} 条", f"  {words.count(item.flagged)}"), "dim"),
        )  # fmt: skip
        self.line(head, hang=2)
        if card.id in self.outcome.reviews:
            share = words.share(item.flagged, item.decided)
            self.line(
                self.say(
                    f"规则需复核：标出 {share}，先看规则与数据是否合适",
                    f"rule needs review: {share} flagged",
                ),
                indent=4,
            )
            return
        if basis := [entry.title for entry in card.basis if entry.until is None]:
            self.line(self.say("；", "; ").join(basis), indent=4, style="dim")
        chosen = pc.indices_nonzero(pc.equal(self.outcome.signals["rule_id"], card.id)).slice(
            0, FIRST
        )
        for records in batches(self.outcome.signals.take(chosen)):
            for record in records:
                self._signal(record, card.name)
        if item.flagged > FIRST:
            more = words.count(item.flagged - FIRST)
            self.line(self.say(f"另有 {more} 条", f"{more} more"), indent=4, style="dim")

    def _signal(self, record: Record, name: Text) -> None:
        said = self.of(
            self.masker.words(record[f"text_{self.language}"], keep=record["subject_id"])
        )
        head = f"{name.zh}：" if self.language == "zh" else f"{name.en}: "
        self.line(f"{record['signal_id'][:8]}  {said.removeprefix(head)}", indent=4, hang=10)

    def close(self) -> None:
        """What a signal is, and where the rest stands."""
        self.console.print()
        self.line(self.of(words.LEAD), indent=0)
        self.line(
            self.say(
                "全部疑点与依据：--format html、xlsx 或 jsonl，加 --out 文件。",
                "All signals with their rows: --format html, xlsx or jsonl with --out FILE.",
            ),
            indent=0, style="dim",
        )  # fmt: skip
