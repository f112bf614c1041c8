"""
Eighteen months of alerts with what was done about them: signals, steps, hands, tasks, each as old as its state.
十八个月的预警及其办理。
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from bench.web.copying import put, settle
from bench.web.shapes import Shape
from bench.web.society import FIELDS, County, Society
from qinglian.web.alerts.models import Alert, AlertSignal, Hand, Request, Step
from qinglian.web.alerts.states import LIMITS
from qinglian.web.core.ids import ALPHABET
from qinglian.web.runs.models import Asked, Run, Signal

MONTHS = 18
QUEUE = 500
WAY = (
    ("push", "triage", 2.0), ("receive", "pushed", 1.5), ("answer", "verifying", 8.0), ("accept", "feedback", 2.5),
    ("apply", "handling", 18.0), ("strike_off", "closing", 2.5),
)  # fmt: skip
"""Verb, the state it is said in, days until it is said, in the mean."""
STATES = [state for _, state, _ in WAY]
FACTS = (("true", "weak_control"), ("true", "mistake"), ("partly", "mistake"), ("not_so", "exception"),
         ("not_so", "data_error"), ("not_so", "rule_unfit"))  # fmt: skip
Done = tuple[datetime, int | None, str, str, str, str]
"""When, who, verb, kind of object, its public id, code of its body."""


def public_id(rng: random.Random, prefix: str) -> str:
    """As `core.ids.new_id` makes them, drawn from the seed."""
    drawn = "".join(rng.choices(ALPHABET, k=10))
    return f"{prefix}-{drawn[:5]}-{drawn[5:]}"


@dataclass
class Matters:
    """What is to be written, table by table; `done` is what the records will say."""

    rng: random.Random
    society: Society
    shapes: list[Shape]
    now: datetime
    runs: list[int] = field(default_factory=list)
    alerts: list[tuple[Any, ...]] = field(default_factory=list)
    signals: list[tuple[Any, ...]] = field(default_factory=list)
    links: list[tuple[int, int, datetime]] = field(default_factory=list)
    steps: list[tuple[Any, ...]] = field(default_factory=list)
    hands: list[tuple[int, int, int]] = field(default_factory=list)
    asked: list[tuple[Any, ...]] = field(default_factory=list)
    done: list[Done] = field(default_factory=list)
    waiting: int = 0

    def begin(self) -> datetime:
        """The day the eighteen months begin."""
        return self.now - timedelta(days=30.4 * MONTHS)

    def run_rows(self) -> Iterator[tuple[Any, ...]]:
        """A run each month, asked of every county's data at once."""
        for month in range(MONTHS):
            at = self.begin() + timedelta(days=30.4 * month)
            self.runs.append(month + 1)
            county = self.society.counties[month % len(self.society.counties)]
            yield (
                month + 1, public_id(self.rng, "YX"), county.government, "done", [], {}, at.date(), at, at, at, "",
                100, "", "", "duckdb", "0", [], [], [],
            )  # fmt: skip

    def asked_rows(self) -> Iterator[tuple[Any, ...]]:
        """Each rule of each run, with its card."""
        from qinglian.engine.catalog import catalog

        used = {shape.rule_id for shape in self.shapes}
        for rule in catalog().rules:
            if rule.id in used:
                card = rule.path.read_text("utf-8")
                for run in self.runs:
                    yield (
                        run, rule.id, rule.pack, rule.card.name.zh[:120], rule.card.name.en[:160], rule.card.severity,
                        card, rule.sha256, {}, 50_000, 49_000, 1_000, 400, 0, False, [], "", "",
                    )  # fmt: skip

    def alert(self, key: int) -> None:
        """One alert with all that belongs to it."""
        rng = self.rng
        county = rng.choice(self.society.counties)
        # A few bodies have most of the matters.
        bodies = county.bodies
        unit = bodies[int(len(bodies) * rng.random() ** 1.7)]
        shape = rng.choice(self.shapes)
        at = self.begin() + timedelta(days=30.4 * MONTHS * rng.random())
        place = min(FIELDS[shape.pack], len(county.bureaus) - 1)
        authority = county.bureaus[place]
        anchor = f"{shape.subject[:2].upper()}99{key:08d}"
        name, run = public_id(rng, "YJ"), min(len(self.runs), 1 + int(MONTHS * rng.random()))
        rules = self._signals(key, anchor, unit, county, shape, at, run)
        row = dict(  # noqa: C408
            id=key, public_id=name, version=0, title=rules[0], rule_id=shape.rule_id, rules=len(rules),
            level=shape.severity, level_computed=shape.severity, pack=shape.pack, anchor_kind=shape.subject,
            anchor_id=anchor, unit=unit, authority_unit=authority, opened_at=at, step_since=at, status="triage",
        )  # fmt: skip
        self._walk(row, county, authority)
        self.alerts.append(tuple(row.get(column, NOTHING.get(column)) for column in COLUMNS))

    def _signals(
        self, key: int, anchor: str, unit: int, county: County, shape: Shape, at: datetime, run: int
    ) -> list[str]:
        some = [shape] * (1 if self.rng.random() < 0.8 else self.rng.choice((2, 2, 3)))
        for one in some:
            pk = len(self.signals) + 1
            evidence, exceptions, zh, en = one.filled(anchor)
            self.signals.append(
                (
                    pk, f"{pk:032x}", one.rule_id, one.pack, one.severity, one.subject, anchor, "", unit, "",
                    county.government, one.value, one.threshold, "violated", at.date(), [], evidence, one.basis,
                    exceptions, zh, en, f"{pk:032x}", False, run, run, at, at, "", "",
                )
            )  # fmt: skip
            self.links.append((key, pk, at))
        from qinglian.web.runs.words import rule_name

        return [rule_name(one.rule_id) for one in some]

    def _walk(self, row: dict[str, Any], county: County, authority: int) -> None:
        """As far as it came until today."""
        rng, at, key = self.rng, row["opened_at"], row["id"]
        triage = rng.choice(county.staff["triage_officer", county.government])
        handler = rng.choice(county.staff["authority_handler", authority])
        checker = rng.choice(county.staff["authority_head", authority])
        by = {"push": triage, "accept": triage, "strike_off": triage}
        declined = rng.random() < 0.22
        slow = rng.choice((1.0, 1.0, 1.0, 1.0, 3.0))
        for verb, state, days in WAY:
            at += timedelta(days=rng.expovariate(1 / (days * slow)))
            if at > self.now:
                break
            after = STATES[STATES.index(state) + 1] if state != "closing" else "closed"
            if declined:
                verb, after = "decline", "declined"
            who = by.get(verb, triage if declined else handler)
            late = rng.randrange(1, 9) if rng.random() < 0.1 else 0
            text = "" if verb in ("receive", "push") else "示例：已按规定核对原件，情况如台账所记。"
            self.steps.append((key, verb, state, after, who, at, text, {}, late, False))
            self.done.append(
                (at, who, verb, "alert", row["public_id"], self.society.codes[row["unit"]])
            )
            row |= {"status": after, "step_since": at, "version": row["version"] + 1}
            if verb == "receive":
                row |= {"handler": handler, "handler_unit": authority}
            if verb == "answer":
                fact, cause = rng.choice(FACTS)
                row |= {"fact": fact, "cause": cause, "checker": checker, "handling": ["at_once"]}
                self.hands += [(key, handler, authority), (key, checker, authority)]
            if declined:
                return
        if row["status"] == "closed":
            row |= {"closed_by": triage, "closed_by_unit": county.office, "closed_at": at}
            row["reopened"] = int(rng.random() < 0.01)
            return
        if row["status"] == "triage":
            self.waiting += 1
            row["held"] = self.waiting > QUEUE and row["level"] != "red"
        days = LIMITS[row["status"]][row["level"]]
        row["due_on"] = (row["step_since"] + timedelta(days=1.4 * days)).date()
        if row["status"] in ("verifying", "handling") and rng.random() < 0.02:
            row["paused_on"] = row["step_since"].date()


NOTHING: dict[str, Any] = {
    "secret": False, "held": False, "escalated": False, "self_found": False, "returned": 0, "sent_back": 0,
    "reopened": 0, "fact": "", "cause": "", "exception": "", "handling": [],
}  # fmt: skip
COLUMNS = (
    "id", "public_id", "version", "title", "rule_id", "rules", "status", "level", "level_computed", "pack",
    "anchor_kind", "anchor_id", "unit", "authority_unit", "secret", "held", "escalated", "self_found", "opened_at",
    "step_since", "due_on", "paused_on", "returned", "sent_back", "reopened", "handler", "handler_unit", "checker",
    "closed_by", "closed_by_unit", "closed_at", "fact", "cause", "exception", "handling",
)  # fmt: skip
SIGNAL = (
    "id", "signal_id", "rule_id", "pack", "severity", "subject", "subject_id", "period", "unit", "unit_text", "holder",
    "value", "threshold", "state", "as_of", "parties", "evidence", "basis", "exceptions", "text_zh", "text_en", "told",
    "held", "first_run", "last_run", "first_seen_at", "seen_at", "gone_why", "gone_why_en",
)  # fmt: skip


def matters_make(
    rng: random.Random, society: Society, shapes: list[Shape], alerts: int
) -> list[Done]:
    """Write them all; what was done comes back, for the records."""
    made = Matters(rng, society, shapes, timezone.now().replace(microsecond=0))
    put(
        Run,
        ("id", "public_id", "unit", "status", "packs", "params", "as_of", "queued_at", "started_at", "ended_at",
         "step", "percent", "trouble", "trouble_en", "engine", "version", "inputs", "notes", "completeness"),
        made.run_rows(),
    )  # fmt: skip
    put(
        Asked,
        ("run", "rule_id", "pack", "name_zh", "name_en", "severity", "card", "card_sha256", "params", "asked",
         "decided", "undecided", "flagged", "pending", "review", "missing", "trouble", "trouble_en"),
        made.asked_rows(),
    )  # fmt: skip
    for key in range(1, alerts + 1):
        made.alert(key)
    put(Signal, SIGNAL, made.signals)
    put(Alert, COLUMNS, made.alerts)
    put(AlertSignal, ("alert", "signal", "at"), made.links)
    put(
        Step,
        ("alert", "verb", "was", "now", "by", "at", "text", "data", "late_days", "offline"),
        made.steps,
    )
    put(Hand, ("alert", "user", "unit"), made.hands)
    put(Request, ("alert", "kind", "by", "at", "reason", "data", "answer"), _requests(made))
    settle(Run, Asked, Signal, Alert, AlertSignal, Step, Hand, Request)
    return made.done


def _requests(made: Matters) -> Iterator[tuple[Any, ...]]:
    """One in twenty of those being worked on waits for more time."""
    place = {column: number for number, column in enumerate(COLUMNS)}
    for row in made.alerts:
        if row[place["status"]] == "verifying" and made.rng.random() < 0.05:
            yield (
                row[0],
                "extend",
                row[place["handler"]],
                made.now,
                "示例：等原件。",
                {"days": 5},
                "",
            )
