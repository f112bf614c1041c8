"""The rules there are, as a list that is searched and filtered like any other. 规则目录。"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from qinglian.model.rule import SEVERITIES
from qinglian.web.core.listing import Listing
from qinglian.web.runs.cards import cards
from qinglian.web.runs.models import Asked, Change
from qinglian.web.runs.words import said


@dataclass(slots=True)
class Line:
    """One rule of the list, with what the last run said of it."""

    rule_id: str
    name: str
    other: str
    pack: str
    severity: str
    status: str
    overlaid: bool
    asked: Asked | None

    @property
    def place(self) -> int:
        """The gravest first."""
        return SEVERITIES.index(self.severity)  # type: ignore[arg-type]

    @property
    def flagged(self) -> int:
        """Leads of the last run; those not asked last."""
        return self.asked.flagged if self.asked else -1

    def get_absolute_url(self) -> str:
        """Its page."""
        return reverse("runs:rule", args=(self.rule_id,))


def lines(asked: dict[str, Asked]) -> list[Line]:
    """All rules of the catalogue."""
    overlaid = set(
        Change.objects.filter(status=Change.Status.APPROVED).values_list("rule_id", flat=True)
    )
    return [
        Line(
            rule.id, said(rule.card.name), f"{rule.card.name.zh} {rule.card.name.en}", rule.pack,
            rule.card.severity, rule.card.status, rule.id in overlaid, asked.get(rule.id),
        )
        for rule in cards().rules
    ]  # fmt: skip


class Rows(list[Any]):
    """A list that a `Listing` takes for a queryset."""

    def __getitem__(self, index: Any) -> Any:
        found = super().__getitem__(index)
        return Rows(found) if isinstance(index, slice) else found

    def iterator(self, chunk_size: int = 0) -> Any:
        """The rows one by one."""
        return iter(self)


class RuleListing(Listing):
    """Rules come from files, not from the database: narrowed and sorted here."""

    def _narrowed(self, queryset: Sequence[Line]) -> Rows:  # type: ignore[override]
        rows = list(queryset)
        for word in self.words.lower().split():
            rows = [one for one in rows if word in f"{one.rule_id} {one.other}".lower()]
        for name, value in self.chosen.items():
            if name == "overlaid":
                rows = [one for one in rows if one.overlaid == (value == "yes")]
            elif name == "review":
                rows = [one for one in rows if one.asked and one.asked.review]
            else:
                rows = [one for one in rows if getattr(one, name) == value]
        rows.sort(key=lambda one: one.rule_id)
        name = self.sort.lstrip("-")
        rows.sort(key=lambda one: getattr(one, name), reverse=self.sort.startswith("-"))
        return Rows(rows)
