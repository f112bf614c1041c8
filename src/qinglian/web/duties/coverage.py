"""Which sentence of a programme is carried out by whom, and which by nobody (practice.md M10). 条款落实情况。"""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from qinglian.web.duties.kinds import VersionStatus
from qinglian.web.duties.models import Clause, DutyList, Item, ListVersion, Programme
from qinglian.web.duties.services.lists import standing


class State(TextChoices):
    """How a sentence stands."""

    NOBODY = "nobody", _("无人落实")
    CARRIED = "carried", _("有人落实")
    ASIDE = "aside", _("不需责任单位")
    QUIET = "quiet", _("不要求做事")


@dataclass(frozen=True, slots=True)
class Carrier:
    """An item or an action that carries out a sentence, and the body that owns it."""

    title: str
    url: str
    owner: str
    draft: bool = False
    action: bool = False


@dataclass(slots=True)
class Line:
    """One sentence or heading with who carries it out."""

    clause: Clause
    carriers: list[Carrier] = field(default_factory=list)
    state: str = ""

    @property
    def state_name(self) -> Any:
        """In the reader's language; nothing of a heading."""
        return State(self.state).label if self.state else ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """All lines, and how many sentences of each state."""

    lines: list[Line]
    counts: dict[str, int]

    @property
    def asked(self) -> int:
        """Sentences that ask something."""
        return sum(self.counts[one] for one in (State.NOBODY, State.CARRIED, State.ASIDE))

    @property
    def share(self) -> float | None:
        """Of those that need somebody, how many have somebody."""
        needed = self.counts[State.NOBODY] + self.counts[State.CARRIED]
        return self.counts[State.CARRIED] / needed if needed else None


def coverage_of(programme: Programme, user: Any) -> Coverage:
    """The whole text; what is in lists that this person does not see counts, but is not named."""
    carried = _carried(programme, user)
    lines: list[Line] = []
    counts = dict.fromkeys(State.values, 0)
    for clause in programme.clauses.all():
        line = Line(clause, carried[clause.pk])
        if not clause.heading:
            line.state = _state(line)
            counts[line.state] += 1
        lines.append(line)
    return Coverage(lines, counts)


def _state(line: Line) -> str:
    if any(one.owner for one in line.carriers):
        return State.CARRIED
    if line.clause.set_aside:
        return State.ASIDE
    return State.NOBODY if line.clause.asks else State.QUIET


def _carried(programme: Programme, user: Any) -> dict[int, list[Carrier]]:
    found: dict[int, list[Carrier]] = defaultdict(list)
    for action in programme.actions.select_related("lead_unit").prefetch_related("clauses"):
        url = f"{programme.get_absolute_url()}#action-{action.pk}"
        owner = str(action.lead_unit) if action.lead_unit else ""
        for clause in action.clauses.all():
            found[clause.pk].append(Carrier(action.title, url, owner, action=True))
    seen = set(
        DutyList.objects.visible_to(user).filter(programme=programme).values_list("pk", flat=True)
    )
    rows = (
        Item.objects.filter(
            of__in=standing(ListVersion.objects.all()), clauses__programme=programme
        )
        .select_related("of__of__owner_unit")
        .prefetch_related("clauses")
        .distinct()
        .order_by("of__of", "key", "-of__number")
    )
    told: set[tuple[int, str, int]] = set()
    for item in rows:
        of = item.of.of
        for clause in item.clauses.all():
            # An item stands in the version in force and in the next draft: it is told once, of the newer.
            if (of.pk, item.key, clause.pk) in told:
                continue
            told.add((of.pk, item.key, clause.pk))
            draft = item.of.status == VersionStatus.DRAFT
            if of.pk in seen:
                url = f"{of.get_absolute_url()}?v={item.of.number}#{item.key}"
                owner = item.principal or str(of.owner_unit)
                found[clause.pk].append(Carrier(item.title, url, owner, draft))
            else:
                found[clause.pk].append(Carrier("", "", str(of.owner_unit), draft))
    return found


def bare_places(programme: Programme, user: Any) -> list[int]:
    """Places of the sentences that nobody owns."""
    return [
        one.clause.place for one in coverage_of(programme, user).lines if one.state == State.NOBODY
    ]
