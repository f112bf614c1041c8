"""
Who is reminded of what, once each. 催办：提前、当天、逾期、报负责人，每步一次。

First whoever has to act is told, then whoever leads that body. Who acts and who leads follows from roles when the desk
is opened; a reminder only says that the step was reached. No message leaves the site.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone

from qinglian.web.accounts.models import Assignment
from qinglian.web.accounts.roles import Role
from qinglian.web.clocks.models import Stage
from qinglian.web.clocks.terms import days_for
from qinglian.web.core.dated import in_force
from qinglian.web.core.workdays import working_days_between
from qinglian.web.units.models import Line, Reach
from qinglian.web.units.scope import openings_of

HEADS = frozenset({Role.UNIT_HEAD, Role.AUTHORITY_HEAD, Role.SUPERVISION_HEAD})
"""Whoever leads a body is told once its officer let the day pass."""
AHEAD = 45
"""Calendar days beyond which nothing is nearly due."""
ROWS = 2_000


@dataclass(frozen=True, slots=True)
class Matter:
    """A matter whose clock runs: its key, the step that waits, whose turn it is, its level and its day."""

    pk: int
    step: str
    due_on: date
    unit_id: int | None
    level: str = ""


def stage_on(due_on: date, today: date, before: int, leader: int) -> str:
    """
    The stage reached on a day: `before` working days ahead, on the day, from the first working day after it, and from
    the `leader`-th on. A weekend before the day counts as ahead; a weekend after it is not yet late.
    """
    if today < due_on:
        return Stage.BEFORE if working_days_between(today, due_on) <= before else ""
    if today == due_on:
        return Stage.TODAY
    late = working_days_between(due_on, today)
    return Stage.LEADER if late >= max(1, leader) else Stage.OVERDUE if late else ""


@transaction.atomic
def remind(model: Any, link: str, kind: str, matters: Iterable[Matter]) -> int:
    """
    Write the reminders that are due today and were not written: `model` with `link` to the matter, terms under `kind`.
    Nothing is written twice, whoever calls it how often; steps that were missed are not made up for.
    """
    today = timezone.localdate()
    terms: dict[str, tuple[int, int]] = {}
    stages: dict[tuple[date, str], str] = {}
    reached: list[tuple[Matter, str]] = []
    for one in matters:
        if one.level not in terms:
            terms[one.level] = (
                days_for(f"{kind}.remind_before", one.level, today) or 0,
                days_for(f"{kind}.remind_leader", one.level, today) or 1,
            )
        key = (one.due_on, one.level)
        if key not in stages:
            stages[key] = stage_on(one.due_on, today, *terms[one.level])
        if stages[key]:
            reached.append((one, stages[key]))
    had = set(
        model.objects.filter(due_on__in={one.due_on for one, _ in reached}).values_list(
            f"{link}_id", "step", "due_on", "stage"
        )
    )
    heads = heads_of(
        {one.unit_id for one, stage in reached if stage == Stage.LEADER and one.unit_id is not None}
    )
    # Where nobody leads there is nobody to be told, and nobody is said to have been.
    reached = [
        (one, Stage.OVERDUE if _headless(one, stage, heads) else stage) for one, stage in reached
    ]
    fresh = [
        (one, stage) for one, stage in reached if (one.pk, one.step, one.due_on, stage) not in had
    ]
    model.objects.bulk_create(
        (
            model(
                **{f"{link}_id": one.pk}, step=one.step, due_on=one.due_on, stage=stage, on=today,
                told_unit_id=heads.get(one.unit_id) if stage == Stage.LEADER else None,
            )
            for one, stage in fresh
        ),
        batch_size=ROWS,
        ignore_conflicts=True,
    )  # fmt: skip
    return len(fresh)


def _headless(one: Matter, stage: str, heads: dict[int | None, int]) -> bool:
    """Whether the head would be told of the matter of a body that has none."""
    return stage == Stage.LEADER and one.unit_id is not None and one.unit_id not in heads


def heads_of(units: Iterable[int]) -> dict[int | None, int]:
    """For each body the nearest one, itself or above it, that has somebody who leads it."""
    headed = Assignment.objects.filter(in_force(), role__in=HEADS, approved_by__isnull=False)
    rows = Reach.objects.filter(
        in_force(), kind__in=(Reach.SELF, Line.Kind.BELONGS), lower__in=list(units),
        upper__in=headed.values("unit"),
    )  # fmt: skip
    found: dict[int | None, int] = {}
    for lower, upper in rows.order_by("depth", "upper").values_list("lower_id", "upper_id"):
        found.setdefault(lower, upper)
    return found


def led_by(user: Any) -> set[int]:
    """The bodies a person leads today."""
    return {
        one.unit_id
        for one in openings_of(user, timezone.localdate())
        if one.role in HEADS and one.grant.anchor != "giver"
    }


def last_stage(model: Any, link: str, *, step: str = "status", due_on: str = "due_on") -> Subquery:
    """The last stage of the step that waits, as an annotation of a matter; nothing where there was none."""
    said: QuerySet[Any] = model.objects.filter(
        **{link: OuterRef("pk"), "step": OuterRef(step), "due_on": OuterRef(due_on)}
    )
    return Subquery(said.order_by("-on", "-pk").values("stage")[:1])
