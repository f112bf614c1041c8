"""The engine says of thousands of random cases what one says who goes through them by hand."""

import os
import time
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.engine.process.driver import Key, Log, Said
from tests.engine.process.logs import PLACES, Sample, cards, sample
from tests.oracles.process import Verdict, judge

THOROUGH = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
SEEDS = st.integers(0, 89 if THOROUGH else 17)
Span = tuple[date | None, date | None]


def plain(said: Said | Verdict | None) -> tuple[Any, ...] | None:
    """What is compared of an answer; a last day matters while the duty is open."""
    if said is None:
        return None
    waits = ("pending", "at_risk")
    rows = [(h, event, state, due if state in waits else None) for h, event, state, due in said.rows]
    due = said.due if said.state in waits else None
    return said.activations, said.value, said.state, due, sorted(rows, key=repr)


def differing(
    rows: list[dict[str, Any]], log: Log, given: Sample, check: str, card: dict[str, Any], span: Span
) -> list[tuple[Key, Said | None, Verdict | None]]:
    """Cases of which engine and oracle do not say the same."""
    ours = log.ask(check, card, *span)
    wanted = judge(
        rows,
        check.removeprefix("duties."),
        card,
        as_of=given.as_of,
        zone=given.zone,
        since=span[0],
        until=span[1],
    )
    keys = sorted({*ours, *wanted}, key=repr)
    return [
        (key, ours.get(key), wanted.get(key))
        for key in keys
        if plain(ours.get(key)) != plain(wanted.get(key))
    ]


def agree(given: Sample, check: str, card: dict[str, Any], span: Span = (None, None)) -> None:
    """Compare, and on a difference show the smallest case that has one."""
    found = differing(given.rows, given.log, given, check, card, span)
    if not found:
        return
    key = found[0][0]
    case = [row for row in given.rows if (row["process"], row["case_id"]) == key]
    others = [row for row in given.rows if row["case_id"] == "full"]
    for row in list(case):
        fewer = [other for other in case if other is not row]
        log = Log(fewer + others, as_of=given.as_of, zone=given.zone)
        if fewer and differing(fewer + others, log, given, check, card, span):
            case = fewer
    log = Log(case + others, as_of=given.as_of, zone=given.zone)
    _, ours, wanted = (differing(case + others, log, given, check, card, span) or found)[0]
    shown = "\n".join(
        str({name: value for name, value in row.items() if value is not None}) for row in case
    )
    pytest.fail(
        f"{check} {card} {span} as of {given.as_of} in {given.zone}\n{shown}\n"
        f"engine: {plain(ours)}\noracle: {plain(wanted)}"
    )


@st.composite
def spans(draw: st.DrawFn, seed: int) -> Span:
    """Mostly no limits; else days around those of the log."""
    anchor = PLACES[seed % len(PLACES)][1]
    day = st.integers(-2, 8).map(lambda n: anchor + timedelta(days=n))
    since = draw(st.one_of(st.none(), st.none(), day))
    return since, draw(st.one_of(st.none(), day)) if since else None


@settings(max_examples=4000 if THOROUGH else 300, deadline=None, phases=[Phase.generate])
@given(st.data())
def test_every_word_of_the_vocabulary(data: st.DataObject) -> None:
    seed = data.draw(SEEDS)
    check, card = data.draw(cards())
    agree(sample(seed), check, card, data.draw(spans(seed)))


@pytest.mark.parametrize("zone", ["Pacific/Auckland", "America/Los_Angeles"])
def test_time_zone_of_the_machine(zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        for seed in (1003, 1005):
            for unit in ("hours", "calendar_days", "working_days"):
                card = {"activation": "受理", "target": "送达 or 退回", "closed_by": "办结"}
                agree(sample(seed), "response", card | {"within": {"at_most": 4, "unit": unit}})
    finally:
        monkeypatch.undo()
        time.tzset()
