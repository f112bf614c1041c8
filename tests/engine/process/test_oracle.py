"""The engine says of thousands of random cases what one says who goes through them by hand."""

import os
import time
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.engine.process.driver import Key, Log, Said
from tests.engine.process.logs import PLACES, cards, sample, seeds
from tests.oracles.case import Verdict
from tests.oracles.process import BINARY, judge

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
ROUNDS = 10 if THOROUGH else 2
WAITS = ("pending", "at_risk")


@dataclass(frozen=True)
class Question:
    """One card over one log; `long` has the engine answer as for very long cases."""

    check: str
    card: dict[str, Any]
    as_of: date
    zone: str
    since: date | None = None
    until: date | None = None
    long: bool = False

    def differing(
        self, rows: list[dict[str, Any]], log: Log | None = None
    ) -> list[tuple[Key, Any, Any]]:
        """Cases of which engine and oracle do not say the same, with what they say."""
        log = log or Log(rows, as_of=self.as_of, zone=self.zone)
        log = log.as_long() if self.long else log
        ours = log.ask(self.check, self.card, self.since, self.until)
        wanted = judge(
            rows,
            self.check.removeprefix("duties."),
            self.card,
            as_of=self.as_of,
            zone=self.zone,
            since=self.since,
            until=self.until,
        )
        both = {
            key: (self.plain(ours.get(key)), self.plain(wanted.get(key)))
            for key in {*ours, *wanted}
        }
        return [(key, a, b) for key, (a, b) in sorted(both.items(), key=repr) if a != b]

    def plain(self, said: Said | Verdict | None) -> tuple[Any, ...] | None:
        """What is compared of an answer; a last day matters while the duty is open."""
        if said is None:
            return None
        rows = [
            (h, event, state, due if state in WAITS else None) for h, event, state, due in said.rows
        ]
        lost = {
            (half, event)
            for half, event, state, due in said.rows
            if state == "violated" and not due
        }
        others = [row for row in said.others if row[:2] in lost] if self.check in BINARY else []
        due = said.due if said.state in WAITS else None
        return said.activations, said.value, said.state, due, sorted(rows, key=repr), sorted(others)

    def simpler(self) -> list["Question"]:
        """The same with one word of the card less."""
        needed = {"activation", "target", "activities", "n", "minimum"}
        cards = [
            {name: value for name, value in self.card.items() if name != out}
            for out in self.card
            if out not in needed
        ]
        return [replace(self, card=card) for card in cards]


def agree(question: Question, rows: list[dict[str, Any]], log: Log) -> None:
    """Compare, and on a difference show a small case and card that have it."""
    found = question.differing(rows, log)
    if not found:
        return
    key = found[0][0]
    case = [row for row in rows if (row["process"], row["case_id"]) == key]
    full = [row for row in rows if row["case_id"] == "full"]
    while simpler := [q for q in question.simpler() if q.differing(case + full)]:
        question = simpler[0]
    for row in list(case):
        fewer_rows = [other for other in case if other is not row]
        if fewer_rows and question.differing(fewer_rows + full):
            case = fewer_rows
    left = question.differing(case + full) or found
    shown = [str({k: v for k, v in row.items() if v is not None}) for row in case]
    pytest.fail(
        "\n".join([str(question), *shown, f"engine: {left[0][1]}", f"oracle: {left[0][2]}"])
    )


@st.composite
def spans(draw: st.DrawFn, seed: int) -> tuple[date | None, date | None]:
    """Mostly no limits; else days around those of the log."""
    anchor = PLACES[seed % len(PLACES)][1]
    day = st.integers(-2, 8).map(lambda n: anchor + timedelta(days=n))
    since = draw(st.one_of(st.none(), st.none(), day))
    return since, draw(st.one_of(st.none(), day)) if since else None


@settings(max_examples=4000 if THOROUGH else 300, deadline=None, phases=[Phase.generate])
@given(st.data())
def test_every_word_of_the_vocabulary(data: st.DataObject) -> None:
    check, card = data.draw(cards())
    seed = data.draw(seeds(card, ROUNDS))
    since, until = data.draw(spans(seed))
    given = sample(seed)
    long = data.draw(st.sampled_from([False, False, True]))
    question = Question(check, card, given.as_of, given.zone, since, until, long)
    agree(question, given.rows, given.log)


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_time_zone_of_the_machine(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        for seed in (1003, 1005):
            given = sample(seed)
            for unit in ("hours", "calendar_days", "working_days"):
                card = {"activation": "受理", "target": "送达 or 退回", "closed_by": "办结"}
                card |= {"within": {"at_most": 4, "unit": unit}}
                agree(Question("response", card, given.as_of, given.zone), given.rows, given.log)
    finally:
        monkeypatch.undo()
        time.tzset()
