"""
How a problem moves. 整改的办理规则。

Every verb goes through `move` or `noted`: it takes the row for itself, compares the version the form was made from,
asks side and state, and writes step, papers and record in one transaction.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken, locked
from qinglian.web.core.papers import must_prove
from qinglian.web.core.workdays import late_days
from qinglian.web.rectification.limits import turn_due
from qinglian.web.rectification.models import Hand, Paper, Problem, Step
from qinglian.web.rectification.states import FINDING, LEADING, MOVES, SUPERVISING, WORKING
from qinglian.web.units.models import Line, Reach
from qinglian.web.units.scope import reach

if TYPE_CHECKING:
    from qinglian.web.core.uploads import Stored

    Papers = Iterable[Stored]


def side_q(by: Any, side: str) -> Q:
    """
    The problems of one side of a person: those the own body answers for (`unit`) or leads (`lead`), and those one
    supervises (`supervisor`): what the own body found, and what lies under one's watch or office.
    """
    if side == "unit":
        return _along(by, WORKING, "unit")
    if side == "lead":
        return _along(by, LEADING, "lead")
    return _along(by, FINDING, "finder") | _along(by, SUPERVISING, "unit")


def _along(by: Any, roles: frozenset[Any], anchor: str) -> Q:
    scope = reach(by, Problem.OBJECT, write=True)
    held = replace(scope, openings=tuple(one for one in scope.openings if one.role in roles))
    return held.q({anchor: Problem.SCOPE[anchor]})


def on_side(problem: Problem, by: Any, side: str) -> bool:
    """Whether a person acts for a side of the problem."""
    return Problem.objects.filter(side_q(by, side), pk=problem.pk).exists()


def sides_of(problem: Problem, by: Any) -> set[str]:
    """All sides of the problem that a person acts for."""
    return {side for side in ("unit", "lead", "supervisor") if on_side(problem, by, side)}


def of_its_body(problem: Problem, by: Any) -> bool:
    """Whether a person is of the responsible body or of one that belongs to it today."""
    today = timezone.localdate()
    below = Reach.objects.filter(
        Q(valid_to=None) | Q(valid_to__gt=today), valid_from__lte=today, upper=problem.unit_id,
        lower=by.unit_id, kind__in=(Reach.SELF, Line.Kind.BELONGS),
    )  # fmt: skip
    return by.unit_id == problem.unit_id or below.exists()


def is_hand(problem: Problem, by: Any) -> bool:
    """Whether a person, or the own body, worked on the rectification: neither checks nor strikes off."""
    hands = problem.hands.filter(Q(user=by) | Q(unit__isnull=False, unit=by.unit_id))
    return by.pk == problem.handler_id or of_its_body(problem, by) or hands.exists()


def not_a_hand(problem: Problem, by: Any) -> None:
    """Stop whoever worked on it, or is of a body that did."""
    if is_hand(problem, by):
        raise NotAllowed(_("承办过的人和责任单位的人不能初验、复核、销号，请由另一单位的人办理。"))


def took_part(problem: Problem, by: Any) -> None:
    """Remember who worked on it."""
    Hand.objects.get_or_create(problem=problem, user=by, defaults={"unit": by.unit})


def take(problem: Problem, version: int | None = None) -> Problem:
    """The row for oneself, as the form knew it."""
    fresh: Problem = locked(problem, version)
    return fresh


def taken_by(
    problem: Problem, by: Any, side: str, states: tuple[str, ...], version: int | None = None
) -> Problem:
    """The row for oneself, in one of these states, for somebody on this side."""
    fresh = take(problem, version)
    if not on_side(fresh, by, side):
        raise NotAllowed(_("您的角色不办理这件事。"))
    if fresh.status not in states:
        raise Overtaken(fresh.get_status_display())
    return fresh


def move(
    problem: Problem, verb: str, *, by: Any, version: int | None = None, text: str = "", papers: "Papers" = (),
    offline: bool = False, target: str | None = None, **fields: Any,
) -> Problem:  # fmt: skip
    """Say a verb, inside a transaction. What was done offline shows its sheet."""
    allowed = MOVES[verb]
    fresh = taken_by(problem, by, allowed.side, allowed.sources, version)
    was = fresh.status
    fresh.status = target or allowed.target
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.turn_due_on = turn_due(fresh)
    noted(fresh, verb, by=by, text=text, papers=papers, offline=offline, was=was)
    return fresh


def noted(
    fresh: Problem, verb: str, *, by: Any, text: str = "", papers: "Papers" = (), offline: bool = False,
    was: str = "", **data: Any,
) -> Step:  # fmt: skip
    """Write down what was done on a row that was taken: the row itself, its step with papers, the record."""
    papers = list(papers)
    must_prove(papers, offline=offline)
    fresh.version += 1
    fresh.save()
    was = was or fresh.status
    late = late_days(fresh.due_on, fresh.paused_on)
    step = Step.objects.create(
        problem=fresh, verb=verb, was=was, now=fresh.status, by=by, text=text, late_days=late, offline=offline,
        data=data,
    )  # fmt: skip
    Paper.file(step, papers)
    record(
        f"problem.{verb}", on=fresh, by=by, reason=text, was=was, now=fresh.status, late_days=late
    )
    return step


def needs(said: str) -> None:
    """Stop where nothing was said."""
    if not said.strip():
        raise NotAllowed(_("请写明情况或理由。"))
