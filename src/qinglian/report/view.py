"""What the HTML report says, gathered from an outcome: plain values, ready to be set."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from qinglian.engine.outcome import Coverage, Outcome
from qinglian.engine.sayings import Saying, sayings
from qinglian.model.rule import Basis, Rule
from qinglian.model.text import Text
from qinglian.report import words
from qinglian.report.cited import CitedTable, Citer, concerned, same_unit, unit_names
from qinglian.report.figures import Figure, figures
from qinglian.report.filling import Filling, filling
from qinglian.report.masking import Masker, masker
from qinglian.report.measured import measure_title, measured
from qinglian.report.records import Record, batches

REVIEW_EXAMPLES = 5
"""Signals shown of a rule that needs review."""
LEAST = 10
"""Signals that every rule may show, however many rules there are."""


@dataclass(frozen=True)
class SignalView:
    """One signal as shown."""

    record: Record
    subject: Text
    said: Text
    measure_title: Text
    measured: Text
    unit_id: str | None
    unit: str | None
    concerned: list[tuple[Text, list[Text]]]
    tables: list[CitedTable]
    rows_left: int


@dataclass
class RuleView:
    """One rule with signals, and those of them that are shown."""

    rule: Rule
    coverage: Coverage
    total: int
    review: bool
    asked: list[Saying]
    signals: list[SignalView] = field(default_factory=list)

    @property
    def left(self) -> int:
        """Signals that are only in the file beside the report."""
        return self.total - len(self.signals)

    @property
    def basis(self) -> tuple[Basis, ...]:
        """Clauses of the card."""
        return self.rule.card.basis


class View:
    """The report of an outcome, with at most `cap` signals a rule and about `room` in all."""

    def __init__(self, outcome: Outcome, *, cap: int, room: int) -> None:
        self.outcome = outcome
        self.cap = _even([item.flagged for item in outcome.coverage], cap, room)
        self.masker: Masker = masker(outcome)
        self.citer = Citer(self.masker, outcome.rows, outcome.zone)
        self.levels = words.level_counts(outcome)

    @cached_property
    def rules(self) -> list[RuleView]:
        """Rules with signals, the most serious first, those that need review last."""
        found = [view for item in self.outcome.coverage if (view := self._rule(item)).total]
        levels = list(words.LEVELS)
        return sorted(
            found,
            key=lambda view: (view.review, levels.index(view.rule.card.severity), view.rule.id),
        )

    @cached_property
    def figures(self) -> list[Figure]:
        """The charts."""
        return figures(self.outcome, self.names, self.units)

    @cached_property
    def names(self) -> dict[str, Text]:
        """Names of the rules asked, by id."""
        return {item.rule.id: item.rule.card.name for item in self.outcome.coverage}

    @property
    def fillings(self) -> list[Filling]:
        """How far the columns of each table are filled."""
        return [filling(table) for table in self.outcome.filled]

    @cached_property
    def units(self) -> dict[str, str]:
        """Names of units by id."""
        return unit_names(self.outcome)

    @property
    def shown(self) -> int:
        """Signals shown."""
        return sum(len(view.signals) for view in self.rules)

    @property
    def left(self) -> int:
        """Signals that are only in the file beside the report."""
        total: int = self.outcome.signals.num_rows
        return total - self.shown

    @property
    def answers(self) -> dict[str, int]:
        """How many rules gave which kind of answer."""
        given = [words.answer(item) for item in self.outcome.coverage]
        return {kind: given.count(kind) for kind in words.ANSWERS if kind in given}

    @property
    def answered(self) -> list[Coverage]:
        """Rules that decided something."""
        return [item for item in self.outcome.coverage if item.decided]

    @property
    def unanswered(self) -> list[Coverage]:
        """Rules that decided nothing."""
        return [item for item in self.outcome.coverage if not item.decided]

    @property
    def rows(self) -> tuple[int, int, int]:
        """Rows read, kept and refused, of all sources."""
        sources = self.outcome.sources
        return (
            sum(note.rows_read for note in sources),
            sum(note.rows_kept for note in sources),
            sum(note.rows_refused for note in sources),
        )

    @property
    def unreconciled(self) -> list[str]:
        """Sources whose control totals do not tie."""
        return [
            note.name for note in self.outcome.sources if note.control.get("reconciled") is False
        ]

    def note(self, text: Text) -> Text:
        """What was understood of a file, which may quote its cells, masked."""
        return Text(*(self.masker.hidden(words.printable(said)) for said in text))

    def shown_units(self) -> list[tuple[str, str]]:
        """Units of the signals shown, by name."""
        ids = {signal.unit_id for view in self.rules for signal in view.signals}
        named = [(unit, self.units.get(unit, words.printable(unit))) for unit in ids if unit]
        return sorted(named, key=lambda entry: entry[1])

    def embedded(self) -> Iterator[tuple[RuleView, list[Record]]]:
        """Records of the signals shown, masked as the page is, for `explain`."""
        for view in self.rules:
            yield view, [self.citer.masked(signal.record) for signal in view.signals]

    def _rule(self, item: Coverage) -> RuleView:
        chosen = pc.indices_nonzero(pc.equal(self.outcome.signals["rule_id"], item.rule.id))
        review = item.rule.id in self.outcome.reviews
        asked = sayings(item.rule, self.outcome.params) if len(chosen) else []
        view = RuleView(item.rule, item, len(chosen), review, asked)
        first = chosen.slice(0, min(self.cap, REVIEW_EXAMPLES) if view.review else self.cap)
        view.signals = [self._signal(record, view) for record in self._records(first)]
        return view

    def _records(self, chosen: pa.Array) -> Iterator[Record]:
        for records in batches(self.outcome.signals.take(chosen)):
            yield from records

    def _signal(self, record: Record, view: RuleView) -> SignalView:
        rule = view.rule
        subject_id = record["subject_id"]
        said = [
            getattr(
                self.masker.words(words.printable(record[f"text_{language}"]), keep=subject_id),
                language,
            )
            for language in Text._fields
        ]
        heads = (f"{rule.card.name.zh}：", f"{rule.card.name.en}: ")
        unit = record["unit_id"]
        cited = self.citer.tables(record, rule)
        return SignalView(
            record=record,
            subject=self.masker.words(words.printable(subject_id), keep=subject_id),
            said=Text(*(text.removeprefix(head) for text, head in zip(said, heads, strict=True))),
            measure_title=measure_title(record, view.asked),
            measured=measured(record, view.asked),
            unit_id=same_unit(unit, self.units),
            unit=self.units.get(unit, words.printable(unit)) if unit else None,
            concerned=concerned(record, self.masker),
            tables=cited,
            rows_left=len(record["evidence"]) - sum(len(table.rows) for table in cited),
        )


def _even(counts: list[int], cap: int, room: int) -> int:
    """The largest share, up to `cap`, that every rule may have so that all together keep within `room`."""
    while cap > LEAST and sum(min(count, cap) for count in counts) > room:
        cap -= 1
    return cap
