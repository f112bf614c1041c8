"""
From the outcome of a run to rows of the site. 把一次运行的结果存下来。

Nothing is written for a signal that stands as it stood: a night run that finds the same hundred thousand signals
writes none of them again. `last_run` and `seen_at` are those of the run that last said something new of it; a
signal is still seen until `gone_at`.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pyarrow as pa
from django.db import transaction

from qinglian.engine.outcome import Coverage, Outcome
from qinglian.model.text import Text
from qinglian.web.runs.models import Asked, Run, Signal
from qinglian.web.runs.sealed import sealed_signals
from qinglian.web.units.models import Unit, UnitName

ROWS = 2_000
"""Rows written in one statement."""
CONTENT = (
    "unit_id", "value", "threshold", "state", "due_on", "parties", "evidence", "basis", "exceptions", "text_zh",
    "text_en", "severity",
)  # fmt: skip
"""What makes a signal seen again another one: everything but its identity and the time."""


@dataclass
class Stored:
    """How many signals were new, changed, the same, no longer seen."""

    new: int = 0
    changed: int = 0
    same: int = 0
    gone: int = 0


@transaction.atomic
def outcome_store(run: Run, outcome: Outcome, why_gone: Mapping[str, Text], at: datetime) -> Stored:
    """
    Keep what a run said: each rule as it was asked, each signal. All in one transaction: a killed worker leaves
    nothing.

    `why_gone`: what changed in the data, by signal id, for those no longer seen.
    """
    reviews = set(outcome.reviews)
    sealed = sealed_signals()
    handed_over = Counter(
        row["rule_id"] for row in _ids(outcome.signals) if sealed(row["signal_id"])
    )
    Asked.objects.bulk_create(
        (
            _asked(run, one, one.rule.id in reviews, handed_over[one.rule.id])
            for one in outcome.coverage
        ),
        batch_size=500,
    )
    rules = [one.rule.id for one in outcome.coverage if one.error is None]
    known = {
        signal_id: (key, told, held, gone)
        for key, signal_id, told, held, gone in Signal.objects.filter(
            rule_id__in=rules
        ).values_list("pk", "signal_id", "told", "held", "gone_at")
    }
    units, done = units_by_name(), Stored()
    fresh: list[Signal] = []
    other: list[Signal] = []
    seen: set[str] = set()
    for row in _rows(outcome.signals):
        signal_id = row["signal_id"]
        if sealed(signal_id):
            continue
        seen.add(signal_id)
        held = row["rule_id"] in reviews
        signal = _signal(row, run, units, held, at)
        before = known.get(signal_id)
        if before is None:
            fresh.append(signal)
        elif before[1:] != (signal.told, held, None):
            signal.pk, signal.changed_at = before[0], at
            other.append(signal)
        else:
            done.same += 1
    Signal.objects.bulk_create(fresh, batch_size=ROWS)
    Signal.objects.bulk_update(other, _CHANGING, batch_size=500)
    lost = [one for one, (_, _, _, gone) in known.items() if gone is None and one not in seen]
    done.new, done.changed, done.gone = len(fresh), len(other), len(lost)
    _mark_gone(lost, why_gone, at)
    return done


_CHANGING = [
    "severity", "unit", "unit_text", "holder", "value", "threshold", "state", "due_on", "as_of", "parties", "evidence",
    "basis", "exceptions", "text_zh", "text_en", "told", "held", "last_run", "seen_at", "changed_at", "gone_at",
    "gone_why", "gone_why_en",
]  # fmt: skip


def _mark_gone(lost: list[str], why: Mapping[str, Text], at: datetime) -> None:
    """Say of signals that they are no longer seen, and why; those with one reason in one statement."""
    by_reason: dict[tuple[str, str], list[str]] = {}
    for signal_id in lost:
        said = why.get(signal_id)
        by_reason.setdefault((said.zh, said.en) if said else ("", ""), []).append(signal_id)
    for (reason, in_english), ids in by_reason.items():
        for start in range(0, len(ids), ROWS):
            Signal.objects.filter(signal_id__in=ids[start : start + ROWS]).update(
                gone_at=at, gone_why=reason, gone_why_en=in_english
            )


def _rows(signals: pa.Table) -> Iterator[dict[str, Any]]:
    for batch in signals.to_batches(max_chunksize=ROWS):
        yield from batch.to_pylist()


def _ids(signals: pa.Table) -> Iterator[dict[str, Any]]:
    yield from _rows(signals.select(["signal_id", "rule_id"]))


def _signal(
    row: dict[str, Any], run: Run, units: Mapping[str, int], held: bool, at: datetime
) -> Signal:
    evidence = [
        {**one, "columns": json.loads(one["columns"] or "{}")} for one in row["evidence"] or ()
    ]
    told = json.dumps([row[name] for name in CONTENT], ensure_ascii=False, default=str)
    return Signal(
        signal_id=row["signal_id"],
        rule_id=row["rule_id"],
        pack=row["pack"],
        severity=row["severity"],
        subject=row["subject"],
        subject_id=row["subject_id"] or "",
        period=row["period"] or "",
        unit_id=units.get(row["unit_id"] or ""),
        unit_text=row["unit_id"] or "",
        holder_id=run.unit_id,
        value=row["value"],
        threshold=row["threshold"],
        state=row["state"] or "",
        due_on=row["due_on"],
        as_of=row["as_of"],
        parties=row["parties"] or [],
        evidence=evidence,
        basis=row["basis"] or [],
        exceptions=row["exceptions"] or [],
        text_zh=row["text_zh"],
        text_en=row["text_en"],
        told=hashlib.sha256(told.encode()).hexdigest()[:32],
        held=held,
        first_run=run,
        last_run=run,
        first_seen_at=at,
        seen_at=at,
    )


def _asked(run: Run, one: Coverage, review: bool, handed_over: int) -> Asked:
    """What is said of a rule; subjects whose matter was handed over count nowhere, as if they had not been asked."""
    card = one.rule.card
    return Asked(
        run=run,
        rule_id=one.rule.id,
        pack=one.rule.pack,
        name_zh=card.name.zh,
        name_en=card.name.en,
        severity=card.severity,
        card=one.rule.path.read_text("utf-8"),
        card_sha256=one.rule.sha256,
        params=run.params.get(one.rule.id, {}),
        asked=one.asked - handed_over,
        decided=one.decided - handed_over,
        undecided=one.undecided,
        flagged=one.flagged - handed_over,
        pending=one.pending,
        review=review,
        missing=[
            {"table": item.table, "column": item.column, "subjects": item.subjects, **_texts(item.text)}
            for item in one.missing
        ],
        trouble=one.error.zh if one.error else "",
        trouble_en=one.error.en if one.error else "",
    )  # fmt: skip


def _texts(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def units_by_name() -> dict[str, int]:
    """
    Bodies by what data call them: our code, credit code, full name now or before. Ledgers of bureaus carry names; one
    that two bodies bore names neither.
    """
    found: dict[str, int] = {}
    bore: dict[str, set[int]] = defaultdict(set)
    for key, code, uscc, name in Unit.objects.values_list("pk", "code", "uscc", "name"):
        found[code] = key
        bore[name].add(key)
        if uscc:
            found.setdefault(uscc, key)
    for key, name in UnitName.objects.values_list("unit", "name"):
        bore[name].add(key)
    for name, keys in bore.items():
        if len(keys) == 1:
            found.setdefault(name, min(keys))
    return found
