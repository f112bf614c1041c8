"""
Who acts on what, and how a visit moves. 督查的办理规则。

Every verb of a visit goes through `move`: it takes the row for itself, compares the version the form was made from,
asks side and state, and writes step, papers and record in one transaction.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken, locked
from qinglian.web.core.papers import must_prove
from qinglian.web.core.workdays import late_days
from qinglian.web.inspections.limits import step_due
from qinglian.web.inspections.models import Inspection, Paper, Step, Visit
from qinglian.web.inspections.models.inspection import of_givers
from qinglian.web.inspections.states import MOVES, Stage
from qinglian.web.units.scope import reach

if TYPE_CHECKING:
    from qinglian.web.core.uploads import Stored

    Papers = Iterable[Stored]


def inspects(user: Any) -> bool:
    """Whether a person inspects for some body at all."""
    openings = reach(user, Inspection.OBJECT, write=True).openings
    return bool(user.unit_id) and any(one.grant.anchor == "giver" for one in openings)


def gives(inspection: Inspection, by: Any) -> bool:
    """Whether a person acts for the body that gives the inspection."""
    return Inspection.objects.writable_by(by).filter(pk=inspection.pk).exists()


def goes(inspection: Inspection, by: Any) -> bool:
    """Whether a person is of the team, in a role that inspects for one of its bodies."""
    scope = reach(by, Inspection.OBJECT, write=True)
    rows = Inspection.objects.filter(of_givers(scope), pk=inspection.pk, members__user=by.pk)
    return rows.exists()


def on_side(visit: Visit, by: Any, side: str) -> bool:
    """Whether a person acts for the team (`team`), who leads the inspection (`giver`) or the visited body (`unit`)."""
    if side == "unit":
        scope = reach(by, Visit.OBJECT, write=True)
        rows = Visit.objects.filter(scope.q({"unit": "unit"}), pk=visit.pk, hidden=False)
        return rows.exists()
    if not Visit.objects.visible_to(by).filter(pk=visit.pk).exists():
        return False
    inspection = visit.inspection
    if side == "team":
        return goes(inspection, by)
    leads = inspection.members.filter(user=by.pk, lead=True).exists()
    return gives(inspection, by) or (leads and goes(inspection, by))


def needs(said: str) -> None:
    """Stop where nothing was said."""
    if not said.strip():
        raise NotAllowed(_("请写明情况或理由。"))


def not_yours() -> NotAllowed:
    """For who may look and not act."""
    return NotAllowed(_("您的角色不办理这件事。"))


def preparing(inspection: Inspection, by: Any, version: int | None = None) -> Inspection:
    """The inspection for oneself, while it is being prepared, for who gives it."""
    fresh: Inspection = locked(inspection, version)
    if fresh.status != Stage.PREPARING:
        raise Overtaken(fresh.get_status_display())
    if not gives(fresh, by):
        raise not_yours()
    return fresh


def stepped(
    inspection: Inspection,
    verb: str,
    *,
    by: Any,
    now: str = "",
    text: str = "",
    papers: "Papers" = (),
    offline: bool = False,
    **data: Any,
) -> Step:
    """Write down a step of an inspection, with its papers, and count its version."""
    papers = list(papers)
    must_prove(papers, offline=offline)
    was = inspection.status
    inspection.status, inspection.version = now or was, inspection.version + 1
    inspection.save()
    step = Step.objects.create(
        inspection=inspection, verb=verb, by=by, text=text, was=was, now=inspection.status,
        data=data, offline=offline,
    )  # fmt: skip
    Paper.file(step, papers)
    record(f"inspection.{verb}", on=inspection, by=by, reason=text, **data)
    return step


def move(
    visit: Visit,
    verb: str,
    *,
    by: Any,
    version: int | None = None,
    text: str = "",
    papers: "Papers" = (),
    offline: bool = False,
    **fields: Any,
) -> Visit:
    """Say a verb, inside a transaction. What was done offline shows its sheet."""
    papers = list(papers)
    must_prove(papers, offline=offline)
    fresh, allowed = locked(visit, version), MOVES[verb]
    if fresh.status not in allowed.sources:
        raise Overtaken(fresh.get_status_display())
    if not on_side(fresh, by, allowed.side):
        raise not_yours()
    was, late = fresh.status, late_days(fresh.due_on, None)
    fresh.status, fresh.version = allowed.target, fresh.version + 1
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.due_on = step_due(fresh.status, fresh.inspection.ends_on)
    fresh.save()
    step = Step.objects.create(
        visit=fresh, verb=verb, was=was, now=fresh.status, by=by, text=text, late_days=late,
        offline=offline,
    )  # fmt: skip
    Paper.file(step, papers)
    record(f"visit.{verb}", on=fresh, by=by, reason=text, was=was, now=fresh.status)
    return fresh
