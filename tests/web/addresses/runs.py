"""Addresses of data, runs and signals."""

from datetime import date
from typing import Any

from django.utils import timezone

from qinglian.web.runs.models import (
    Asked,
    Batch,
    Change,
    Correction,
    Plan,
    Run,
    Signal,
    Upload,
)
from tests.web.addressing import Address, Audience, World, has, joined

DAY = date(2026, 6, 30)
OFFICE: Audience = {"programme_office": "own belongs", "triage_officer": "own belongs"}
DATA: Audience = joined(OFFICE, {"auditor": "*"})
RUNS: Audience = joined(DATA, {"supervisor": "*", "supervision_head": "*"})
SIGNALS: Audience = joined(DATA, {"supervisor": "supervises", "supervision_head": "supervises"})
WRITERS: Audience = dict.fromkeys(OFFICE, "own")


def upload(world: World, relation: str) -> dict[str, Any]:
    """Files that were understood and wait."""

    def make() -> Upload:
        return Upload.objects.create(
            unit=world.bodies[relation], by=world.person("granter"),
            status=Upload.Status.UNDERSTOOD, preview={"files": []},
        )  # fmt: skip

    return {"public_id": world.once(("upload", relation), make).public_id}


def batch(world: World, relation: str) -> dict[str, Any]:
    """A load."""

    def make() -> Batch:
        return Batch.objects.create(
            lake_id=f"示例{relation}", unit=world.bodies[relation], title=f"示例批次-{relation}-",
            read=2, kept=1, refused=1,
        )  # fmt: skip

    return {"public_id": world.once(("batch", relation), make).public_id}


def plan(world: World, relation: str) -> dict[str, Any]:
    """A plan."""
    unit = world.bodies[relation]
    make = Plan.objects.create
    return {
        "public_id": world.once(("plan", relation), lambda: make(title="示例", unit=unit)).public_id
    }


def a_run(world: World, relation: str) -> Run:
    """A run that is done, with one rule asked."""

    def make() -> Run:
        run = Run.objects.create(
            unit=world.bodies[relation], status=Run.Status.DONE, as_of=DAY, packs=["bidding_cn"]
        )
        Asked.objects.create(
            run=run, rule_id="BID-025", pack="bidding_cn", name_zh="示例", name_en="Example",
            severity="red", card="id: BID-025", card_sha256="0", asked=1, decided=1, undecided=0,
            flagged=1,
        )  # fmt: skip
        return run

    return world.once(("run", relation), make)


def run(world: World, relation: str) -> dict[str, Any]:
    """A run."""
    return {"public_id": a_run(world, relation).public_id}


def rule(world: World, relation: str) -> dict[str, Any]:
    """A rule of a run."""
    return {"public_id": a_run(world, relation).public_id, "rule_id": "BID-025"}


def signal(world: World, relation: str) -> dict[str, Any]:
    """A signal about the body, in data that another body holds."""

    def make() -> Signal:
        now, of = timezone.now(), a_run(world, relation)
        return Signal.objects.create(
            signal_id=f"signal-{relation}", rule_id="BID-025", pack="bidding_cn", severity="red",
            subject="tender", subject_id=f"示例标-{relation}-", unit=world.bodies[relation],
            holder=world.bodies["other"], as_of=DAY, text_zh="示例疑点", text_en="Example", told="0",
            first_run=of, last_run=of, first_seen_at=now, seen_at=now,
        )  # fmt: skip

    return {"signal_id": world.once(("signal", relation), make).signal_id}


ADDRESSES = [
    Address("runs:batches", batch, has(DATA), rows=DATA, text=lambda w, r: f"示例批次-{r}-"),
    Address("runs:batch", batch, DATA),
    Address("runs:batch_refused", batch, OFFICE, files=True),
    Address("runs:batch_destroy", batch, OFFICE, OFFICE),
    Address(
        "runs:uploads", upload, has(DATA), rows=DATA, text=lambda w, r: upload(w, r)["public_id"]
    ),
    Address("runs:upload_new", get=WRITERS, post=WRITERS),
    Address("runs:upload", upload, DATA),
    Address("runs:upload_load", upload, OFFICE, OFFICE),
    Address("runs:upload_refused", upload, OFFICE),
    Address("runs:upload_withdraw", upload, OFFICE, OFFICE),
    Address("runs:plan_new", get=WRITERS, post=WRITERS),
    Address("runs:plan", plan, OFFICE, OFFICE),
    Address("runs:runs", run, has(RUNS), rows=RUNS, text=lambda w, r: run(w, r)["public_id"]),
    Address("runs:run_new", get=WRITERS, post=WRITERS),
    Address("runs:run", run, RUNS),
    Address("runs:run_rule", rule, RUNS),
    Address("runs:signals", signal, has(SIGNALS), rows=SIGNALS, text=lambda w, r: f"signal-{r}"),
    Address("runs:signal", signal, SIGNALS),
]


def change(world: World, relation: str) -> dict[str, Any]:
    """A change that was tried and waits for another person."""

    def make() -> Change:
        return Change.objects.create(
            rule_id=f"示例-{relation}", unit=world.bodies[relation], by=world.person("granter"),
            reason="示例", status=Change.Status.SIMULATED,
        )  # fmt: skip

    return {"public_id": world.once(("change", relation), make).public_id}


def ticket(world: World, relation: str) -> dict[str, Any]:
    """A correction that waits for the provider."""

    def make() -> Correction:
        return Correction.objects.create(
            unit=world.bodies[relation], provider=f"示例提供-{relation}-", wrong="示例",
            origin="alert", origin_id="示例", by=world.person("granter"),
        )  # fmt: skip

    return {"public_id": world.once(("ticket", relation), make).public_id}


def card(world: World, relation: str) -> dict[str, Any]:
    """A rule of the catalogue."""
    return {"rule_id": "BID-025"}


READERS: Audience = dict.fromkeys(
    (
        "unit_officer", "unit_head", "leader", "authority_handler", "authority_head",
        "programme_office", "triage_officer", "supervisor", "supervision_head", "auditor",
    ),
    "*",
)  # fmt: skip
"""Who reads alerts, leads or runs reads the rules behind them."""
HEADS: Audience = {"supervision_head": "*", "programme_office": "own belongs"}
DECIDERS: Audience = joined(OFFICE, {"supervision_head": "*"})

ADDRESSES += [
    Address("runs:rules", get=READERS),
    Address("runs:rule", card, READERS),
    Address("runs:change_propose", card, dict.fromkeys(OFFICE, "*"), dict.fromkeys(OFFICE, "*")),
    Address(
        "runs:changes", change, has(RUNS), rows=RUNS, text=lambda w, r: change(w, r)["public_id"]
    ),
    Address("runs:change", change, RUNS),
    Address("runs:change_simulate", change, post=DECIDERS),
    Address("runs:change_approve", change, HEADS, HEADS),
    Address("runs:change_refuse", change, DECIDERS, DECIDERS),
    Address("runs:change_end", change, DECIDERS, DECIDERS),
    Address("runs:corrections", ticket, has(DATA), rows=DATA, text=lambda w, r: f"示例提供-{r}-"),
    Address("runs:correction", ticket, DATA),
    Address("runs:correction_close", ticket, OFFICE, OFFICE),
    Address("runs:correction_refuse", ticket, OFFICE, OFFICE),
]
