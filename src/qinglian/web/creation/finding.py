"""
Facts in the system that are negative conditions of a standard: found, never guessed. 系统里已有的负面情形。

Closed matters only: an alert whose conclusion was a breach and that was struck off, a problem that was struck off and
opened again, a self-check without findings where a re-check on the spot found something. Each counts once, and only
from the day of the naming on. Confidential and transferred alerts are not among them: no trace of those comes here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone

from qinglian.web.alerts.models import Alert
from qinglian.web.alerts.states import Cause, Fact
from qinglian.web.alerts.states import Status as AlertStatus
from qinglian.web.campaigns.models import Sampled
from qinglian.web.campaigns.states import Result
from qinglian.web.creation.models import Condition, Naming
from qinglian.web.creation.services.conditions import condition_found
from qinglian.web.creation.states import NAMING_MOVES
from qinglian.web.creation.words import Source
from qinglian.web.rectification.models import Step as ProblemStep


@dataclass(frozen=True, slots=True)
class Known:
    """One fact: of which body, since when, its number on record, and what it is, without names."""

    unit_id: int
    at: datetime
    number: str
    said: str


def _alerts(units: Any) -> Iterator[Known]:
    rows = Alert.objects.filter(
        unit__in=units, status=AlertStatus.CLOSED, secret=False, cause=Cause.BREACH,
        fact__in=(Fact.TRUE, Fact.PARTLY), closed_at__isnull=False,
    )  # fmt: skip
    for unit, at, number in rows.order_by("pk").values_list("unit_id", "closed_at", "public_id"):
        yield Known(unit, at, number, f"预警{number}核查结论为违规，已销号")


def _problems(units: Any) -> Iterator[Known]:
    rows = ProblemStep.objects.filter(verb="reopen", problem__unit__in=units).order_by("at", "pk")
    for unit, at, number in rows.values_list("problem__unit_id", "at", "problem__public_id"):
        yield Known(unit, at, number, f"问题{number}销号后重新挂号")


def _selfchecks(units: Any) -> Iterator[Known]:
    rows = Sampled.objects.filter(
        part__unit__in=units, part__nothing=True, result=Result.FOUND, at__isnull=False
    )
    for unit, at, number in rows.order_by("pk").values_list(
        "part__unit_id", "at", "part__public_id"
    ):
        yield Known(unit, at, number, f"自查{number}报告未发现问题，回头看另有发现")


FACTS: dict[str, Any] = {
    Source.ALERT: _alerts, Source.PROBLEM: _problems, Source.SELFCHECK: _selfchecks,
}  # fmt: skip


def conditions_find() -> int:
    """
    Every minute, so that it is the same day: what the standard under which a unit was named calls negative. One
    statement for each source, whatever the number of namings.
    """
    found = 0
    rows = Naming.objects.filter(status__in=NAMING_MOVES["condition"].sources)
    units = rows.values("unit")
    facts = {
        source: [(one, timezone.localdate(one.at)) for one in read(units)]
        for source, read in FACTS.items()
    }
    if not any(facts.values()):
        return 0
    known = set(Condition.objects.values_list("naming_id", "source", "number"))
    for naming in rows.select_related("unit", "under").prefetch_related("under__negatives"):
        for negative in naming.under.negatives.all():
            for fact, day in facts.get(negative.source, ()):
                key = (naming.pk, negative.source, fact.number)
                if fact.unit_id != naming.unit_id or day < naming.valid_from or key in known:
                    continue
                known.add(key)
                made = condition_found(
                    row=naming, negative=negative, number=fact.number, basis=fact.said
                )
                found += made is not None
    return found
