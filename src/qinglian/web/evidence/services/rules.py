"""Who acts for which body, and how a use moves. 谁能做什么。"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken, locked
from qinglian.web.core.papers import must_prove
from qinglian.web.evidence.models import Use, UsePaper, UseStep
from qinglian.web.evidence.states import MOVES, OWN, WORKING, Move
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import reach, roles_of

if TYPE_CHECKING:
    from qinglian.web.core.uploads import Stored

NOT_YOURS = "您的角色不办理这件事。"


def acts_for(user: Any, unit: Unit) -> bool:
    """Whether a person acts for the body that shows something: of that body, or in a working role for it."""
    if user.unit_id == unit.pk:
        return bool(reach(user, Use.OBJECT, write=True))
    return bool(roles_of(user) & WORKING) and _reaches(user, {"unit": "pk"}, unit)


def gives_to(user: Any, unit: Unit, giver: Unit | None) -> bool:
    """Whether a person acts for whoever asked, or looks after the body."""
    if giver is not None and _reaches(user, {"giver": "pk"}, giver):
        return True
    return _reaches(user, {"unit": "pk"}, unit)


def _reaches(user: Any, columns: dict[str, str], unit: Unit) -> bool:
    scope = reach(user, Use.OBJECT, write=True)
    return Unit.objects.filter(scope.q(columns), pk=unit.pk).exists()


def open_moves(use: Use, user: Any) -> list[Move]:
    """What this person may say now; the services ask again."""
    own = acts_for(user, use.unit)
    other = user.pk not in (use.made_by_id, use.confirmed_by_id) and gives_to(
        user, use.unit, use.giver_unit
    )
    return [
        one
        for one in MOVES.values()
        if use.status in one.sources and (own if one.verb in OWN else other)
    ]


def move(
    use: Use, verb: str, *, by: Any, version: int | None = None, text: str = "",
    papers: "Iterable[Stored]" = (), offline: bool = False, **fields: Any,
) -> Use:  # fmt: skip
    """Say a verb, inside a transaction: version, state, person and reason are asked."""
    papers = list(papers)
    must_prove(papers, offline=offline)
    said, fresh = MOVES[verb], locked(use, version)
    if fresh.status not in said.sources:
        raise Overtaken(fresh.get_status_display())
    if said not in open_moves(fresh, by):
        another = by.pk in (fresh.made_by_id, fresh.confirmed_by_id) and verb not in OWN
        raise NotAllowed(_("复核由另一个人做。") if another else _(NOT_YOURS))
    if said.reasoned and not text.strip():
        raise NotAllowed(_("请写理由。"))
    was = fresh.status
    for name, value in {**fields, "status": said.target}.items():
        setattr(fresh, name, value)
    step = noted(fresh, verb, by=by, was=was, text=text, offline=offline)
    UsePaper.file(step, papers)
    return fresh


def noted(
    use: Use, verb: str, *, by: Any, was: str = "", text: str = "", offline: bool = False
) -> UseStep:
    """Write down what was done to a use one holds."""
    use.version += 1
    use.save()
    record(f"use.{verb}", on=use, by=by, reason=text, was=was, now=use.status, serves=use.on_number)
    return UseStep.objects.create(
        use=use, verb=verb, was=was, now=use.status, by=by, text=text, offline=offline
    )
