"""
What clauses add up to: points, tier, and the three measures in plain counts (A20). 得分、梯次与三度。

All of it can be redone by hand from the page of the clauses. How many pieces of evidence there are counts nowhere.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from qinglian.web.creation.models import Answer, Application, StandardVersion
from qinglian.web.creation.words import Counting, Stage, step_of
from qinglian.web.evidence.models import Use
from qinglian.web.evidence.states import Status as UseStatus


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    number: int
    of: int

    @property
    def value(self) -> float | None:
        """As a share; None where there was nothing to count."""
        return self.number / self.of if self.of else None

    @property
    def percent(self) -> int:
        """In whole per cent, cut off and never rounded up: 84.9 does not reach 85."""
        return int(Fraction(self.number, self.of) * 100) if self.of else 0


@dataclass(frozen=True, slots=True)
class Score:
    """Points of all points; clauses that must be met and are not; clauses without an answer."""

    points: Share
    unmet: tuple[str, ...]
    open: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether every clause was answered."""
        return not self.open


def said(answer: Answer, stage: str) -> int | bool | None:
    """What was said to a clause at a stage: points, or met and not met; None where nothing was."""
    counted = answer.clause.counting == Counting.POINTS
    if stage == Stage.SELF:
        return answer.self_points if counted else answer.self_met
    return answer.points if counted else answer.met


def score(answers: Iterable[Answer], stage: str) -> Score:
    """What they add up to."""
    got, full = 0, 0
    unmet, silent = [], []
    for one in answers:
        value = said(one, stage)
        if value is None:
            silent.append(one.clause.number)
        if one.clause.counting == Counting.POINTS:
            got, full = got + (value or 0), full + one.clause.points
        elif value is False:
            unmet.append(one.clause.number)
    return Score(Share(got, full), tuple(unmet), tuple(silent))


def reaches(version: StandardVersion, found: Score, tier: str) -> bool:
    """Whether a score is enough for a tier."""
    rule = next((one for one in version.tiers.all() if one.tier == tier), None)
    enough = rule is not None and found.points.percent >= rule.share
    return bool(enough and found.whole and not found.unmet)


def best_tier(version: StandardVersion, found: Score) -> str:
    """The highest tier a score is enough for; nothing where it reaches none."""
    fits = [one.tier for one in version.tiers.all() if reaches(version, found, one.tier)]
    return max(fits, key=step_of, default="")


def met(answer: Answer, stage: str) -> bool:
    """Whether a clause counts as met: it must be, or it got all its points."""
    value = said(answer, stage)
    return value is True or (
        answer.clause.counting == Counting.POINTS and value == answer.clause.points
    )


@dataclass(frozen=True, slots=True)
class Measures:
    """
    精度: of the clauses said to be met, how many the assessment found met. 深度: of all clauses, how many are met with
    evidence that somebody else accepted. 广度: of the dimensions of the standard, in how many every clause is met.
    """

    precision: Share
    depth: Share
    breadth: Share


def accepted(answers: Sequence[Answer]) -> set[int]:
    """Clauses whose material somebody else accepted, each once however much of it there is."""
    said = Use.objects.filter(
        on_label=Answer._meta.label_lower, on_number__in=[one.public_id for one in answers],
        status=UseStatus.ACCEPTED,
    )  # fmt: skip
    looked_at = set(said.values_list("on_number", flat=True))
    return {one.pk for one in answers if one.accepted or one.public_id in looked_at}


def measures(answers: Sequence[Answer]) -> Measures:
    """The three of an application that was assessed."""
    claimed = [one for one in answers if met(one, Stage.SELF)]
    held = [one for one in claimed if met(one, Stage.ASSESS)]
    proved = accepted(answers)
    deep = [one for one in answers if met(one, Stage.ASSESS) and one.pk in proved]
    dimensions: dict[str, list[bool]] = {}
    for one in answers:
        dimensions.setdefault(one.clause.dimension, []).append(met(one, Stage.ASSESS))
    wide = [one for one in dimensions.values() if all(one)]
    return Measures(
        Share(len(held), len(claimed)),
        Share(len(deep), len(answers)),
        Share(len(wide), len(dimensions)),
    )


def answers_of(application: Application) -> list[Answer]:
    """All answers with their clauses, in the order of the standard."""
    rows: Any = application.answers.select_related("clause", "application__unit")
    return list(rows.order_by("clause__place"))
