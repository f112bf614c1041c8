"""
Effort against risk: 不平均用力（C13). What a list costs a unit in a year, and where its risk lies.

Minutes of a turn × turns in a year is the effort of an item; its weight (1–3) the risk. Effort that follows risk has
the shares alike; a list on which every item costs the same whatever its weight is one of 平均用力.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

TURNS = {"once": 1, "month": 12, "quarter": 4, "half": 2, "year": 1}
"""Turns in a year."""
SKEW = 2.0
"""How many times an item's share of effort may differ from its share of risk before it is marked."""
LEVEL = 0.15
"""Spread of effort among weights below which a list counts as 平均用力."""


@dataclass(frozen=True, slots=True)
class Line:
    """One item: minutes in a year, and its shares."""

    item: Any
    minutes: int
    effort: float
    risk: float

    @property
    def state(self) -> str:
        """`light`: much risk, little effort; `heavy`: the other way round; nothing where they go together."""
        if self.effort * SKEW < self.risk:
            return "light"
        return "heavy" if self.effort > self.risk * SKEW else ""


@dataclass(frozen=True, slots=True)
class Effort:
    """All items, the minutes of a year, and per weight the mean minutes."""

    lines: list[Line]
    minutes: int
    by_weight: list[tuple[int, int, float]]

    @property
    def flat(self) -> bool:
        """Whether items of different weight cost the same: 平均用力."""
        means = [mean for _weight, number, mean in self.by_weight if number]
        return len(means) > 1 and (max(means) - min(means)) <= LEVEL * max(means)


def effort_of(items: Iterable[Any]) -> Effort:
    """Of the items of a version, the riskiest first."""
    rows = list(items)
    cost = [one.minutes * TURNS[one.cycle] for one in rows]
    total, weights = sum(cost), sum(one.weight for one in rows)
    lines = [
        Line(
            one,
            minutes,
            minutes / total if total else 0.0,
            one.weight / weights if weights else 0.0,
        )
        for one, minutes in zip(rows, cost, strict=True)
    ]
    lines.sort(key=lambda one: (-one.risk, -one.minutes))
    by_weight = []
    for weight in (3, 2, 1):
        own = [one.minutes for one in lines if one.item.weight == weight]
        by_weight.append((weight, len(own), sum(own) / len(own) if own else 0.0))
    return Effort(lines, total, by_weight)
