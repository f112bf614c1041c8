"""Put a problem on record, join those that are one, withdraw what was none. 挂号、并入、撤销。"""

from datetime import date
from typing import TYPE_CHECKING, Any, Unpack

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.papers import Sheet, must_prove
from qinglian.web.rectification.limits import mending_due, turn_due
from qinglian.web.rectification.models import Paper, Problem, Sighting, Step
from qinglian.web.rectification.services.rules import move, needs, noted, on_side, take, taken_by
from qinglian.web.rectification.states import FINDING, OPEN, OPENING, Origin, Status
from qinglian.web.tasks.models import Task
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import roles_of

if TYPE_CHECKING:
    from qinglian.web.rectification.services.rules import Papers

OWN = (Origin.SELF_CHECK, Origin.CAMPAIGN)
"""What a body finds in itself."""


@transaction.atomic
def problem_open(
    *, title: str, text: str, unit: Unit, by: Any, origin: str, found_on: date, finder_unit: Unit, origin_id: str = "",
    origin_label: str = "", origin_url: str = "", lead_unit: Unit | None = None, due_on: date | None = None,
    amount_fen: int | None = None, act_on: date | None = None, anchor_id: str = "", number: str = "", body: str = "",
    task: Task | None = None, papers: "Papers" = (), offline: bool = False,
) -> Problem:  # fmt: skip
    """
    挂号: put a problem on record, with who saw it first. `number` is that of the finder's own list, `body` the name
    of a finder that is not on record here. Whether one like it stands already is proposed before (`likeness.alike`)
    and on its page after; a person decides.
    """
    papers, today = list(papers), timezone.localdate()
    must_prove(papers, offline=offline)
    roles = roles_of(by)
    if not roles & OPENING:
        raise NotAllowed(_("您的角色不登记问题。"))
    if not roles & FINDING and (unit.pk != by.unit_id or origin not in OWN):
        raise NotAllowed(_("清廉专员只登记本单位自查发现的问题。"))
    needs(title)
    needs(text)
    if found_on > today:
        raise NotAllowed(_("发现日期不能在今天之后。"))
    if act_on and act_on > found_on:
        raise NotAllowed(_("问题发生日期不能晚于发现日期。"))
    if due_on and due_on < found_on:
        raise NotAllowed(_("整改期限不能早于发现日期。"))
    if amount_fen is not None and amount_fen < 0:
        raise NotAllowed(_("金额不能是负数。"))
    problem = Problem(
        title=title.strip()[:200], text=text, unit=unit, opened_by=by, origin=origin, origin_id=origin_id,
        origin_label=origin_label[:200], origin_url=origin_url, found_on=found_on, finder_unit=finder_unit,
        lead_unit=lead_unit, due_on=due_on or mending_due(today), amount_fen=amount_fen, act_on=act_on,
        anchor_id=anchor_id.strip(), task=task,
    )  # fmt: skip
    problem.turn_due_on = turn_due(problem)
    problem.save()
    Sighting.objects.create(
        problem=problem, unit=None if body else finder_unit, body=body, origin=origin, origin_id=origin_id,
        origin_url=origin_url, document=origin_label[:200], number=number, text=text, seen_on=found_on, by=by,
    )  # fmt: skip
    step = Step.objects.create(
        problem=problem, verb="opened", now=problem.status, by=by, text=text, offline=offline
    )
    Paper.file(step, papers)
    record("problem.opened", on=problem, by=by, origin=origin, due_on=problem.due_on.isoformat())
    return problem


@transaction.atomic
def sighting_add(
    *, problem: Problem, by: Any, origin: str, seen_on: date, why: str, unit: Unit | None = None, body: str = "",
    origin_id: str = "", origin_url: str = "", document: str = "", number: str = "", text: str = "",
    **sheet: Unpack[Sheet],
) -> Sighting:  # fmt: skip
    """
    并入: another supervisor saw the same; it keeps its own document, number and day. A problem that was struck off is
    not opened again by it: that is for whoever supervises to say.
    """
    if (
        not roles_of(by) & OPENING
        or not Problem.objects.visible_to(by).filter(pk=problem.pk).exists()
    ):
        raise NotAllowed(_("您的角色不办理这件事。"))
    fresh = take(problem)
    if fresh.status not in (*OPEN, Status.STRUCK):
        raise Overtaken(fresh.get_status_display())
    needs(why)
    if unit is None and not body.strip():
        raise NotAllowed(_("请写明是哪个单位发现的。"))
    if seen_on > timezone.localdate():
        raise NotAllowed(_("发现日期不能在今天之后。"))
    made = Sighting.objects.create(
        problem=fresh, unit=unit, body="" if unit else body.strip(), origin=origin, origin_id=origin_id,
        origin_url=origin_url, document=document[:200], number=number, text=text, seen_on=seen_on, by=by,
        why=why[:200],
    )  # fmt: skip
    noted(fresh, "seen_again", by=by, text=why, sighting=made.pk, **sheet)
    return made


@transaction.atomic
def problem_join(
    *,
    problem: Problem,
    into: Problem,
    by: Any,
    reason: str,
    version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Problem:
    """并入: two that were opened are one. Whoever saw this one is kept with the other; this one is counted no more."""
    needs(reason)
    if into.pk == problem.pk or into.unit_id != problem.unit_id:
        raise NotAllowed(_("只能并入同一责任单位的另一个问题。"))
    kept = take(into)
    if kept.status not in (*OPEN, Status.STRUCK) or not on_side(kept, by, "supervisor"):
        raise NotAllowed(_("不能并入这个问题。"))
    joined = move(
        problem,
        "join",
        by=by,
        version=version,
        text=reason,
        joined_into=kept,
        turn_due_on=None,
        **sheet,
    )
    joined.sightings.update(problem=kept, why=reason[:200])
    noted(kept, "took_in", by=by, text=reason, joined=joined.public_id)
    return joined


@transaction.atomic
def problem_withdraw(
    *, problem: Problem, by: Any, reason: str, version: int | None = None, **sheet: Unpack[Sheet]
) -> Problem:
    """撤销: put on record by mistake, before anybody worked on it."""
    needs(reason)
    return move(problem, "withdraw", by=by, version=version, text=reason, **sheet)


@transaction.atomic
def problem_lead(
    *,
    problem: Problem,
    by: Any,
    lead_unit: Unit,
    version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Problem:
    """确定牵头部门: who checks first; another than who answers."""
    fresh = taken_by(problem, by, "supervisor", (Status.PLANNING, Status.MENDING), version)
    if lead_unit.pk == fresh.unit_id:
        raise NotAllowed(_("牵头部门应是责任单位之外的单位。"))
    fresh.lead_unit = lead_unit
    noted(fresh, "led", by=by, text=lead_unit.name, **sheet)
    return fresh
