"""What inspections wait for whom. 工作台上的督查。"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from qinglian.web.clocks.terms import due_for
from qinglian.web.core.desk import Counter, Part, Waiting, first_of
from qinglian.web.core.masking import mask_text
from qinglian.web.inspections.limits import ANSWER
from qinglian.web.inspections.models import (
    Finding,
    Inspection,
    Member,
    Objection,
    Plan,
    Proposal,
    Request,
    Visit,
)
from qinglian.web.inspections.models.inspection import of_givers
from qinglian.web.inspections.queries import reads
from qinglian.web.inspections.states import APPROVING, TOLD, Follow, Stage, Status
from qinglian.web.units.scope import reach, roles_of

ACTS = {
    Status.PLANNED: gettext_noop("现场督查"),
    Status.STARTED: gettext_noop("现场督查"),
    Status.FINISHED: gettext_noop("反馈督查情况"),
    Status.SENT: gettext_noop("签收反馈"),
    Status.RECEIVED: gettext_noop("处置并办结"),
}


def _led(user: Any) -> Q:
    """Visits one answers for: as lead of the team, or as who proposed the inspection."""
    scope = reach(user, Visit.OBJECT, write=True)
    lead = Member.objects.filter(user=user.pk, lead=True).values("inspection")
    own = Q(inspection__in=lead) | Q(inspection__by=user.pk)
    return own & of_givers(scope, "inspection__")


def waiting_visits(user: Any) -> QuerySet[Visit]:
    """Visits that wait for this person: to go, to feed back, to sign, to see the findings through."""
    scope = reach(user, Visit.OBJECT, write=True)
    team = Member.objects.filter(user=user.pk).values("inspection")
    goes = Q(inspection__in=team) & of_givers(scope, "inspection__")
    turn = goes & Q(
        status__in=(Status.PLANNED, Status.STARTED), inspection__status=Stage.ISSUED,
        inspection__begins_on__lte=timezone.localdate(),
    )  # fmt: skip
    turn |= _led(user) & Q(status__in=(Status.FINISHED, Status.RECEIVED))
    turn |= scope.q({"unit": "unit"}) & Q(status=Status.SENT)
    return Visit.objects.visible_to(user).filter(turn)


def waiting_findings(user: Any) -> QuerySet[Finding]:
    """Findings without a follow-up, of visits one answers for, once the body knows."""
    led = Visit.objects.visible_to(user).filter(_led(user), status__in=TOLD)
    return Finding.objects.filter(visit__in=led.values("pk"), follow=Follow.WAITING)


def parts(user: Any) -> Iterator[Part]:
    """Visits by their terms, what waits for one's agreement, objections, proposals, plans."""
    if not reads(user):
        return
    yield Part(
        waiting_visits(user), _visit, related=("unit", "inspection"), order=("due_on", "pk"),
        adds=first_of,
    )  # fmt: skip
    seen = Inspection.objects.visible_to(user).values("pk")
    asked = Request.objects.filter(approver=user.pk, agreed=None, inspection__in=seen)
    yield Part(asked, _request, related=("inspection__giver_unit", "visit__unit"))
    # All of the inspecting body: who leads may have written the finding, and then somebody else answers.
    scope = reach(user, Visit.OBJECT, write=True)
    ours = Visit.objects.visible_to(user).filter(scope.q({"giver": "giver_unit"})).values("pk")
    objections = Objection.objects.filter(agreed=None, visit__in=ours).exclude(finding__by=user.pk)
    yield Part(objections, _objection, related=("visit__inspection", "visit__unit"))
    proposals = Proposal.objects.filter(agreed=None, other__in=Inspection.objects.writable_by(user))
    yield Part(proposals, _proposal, related=("other", "inspection__giver_unit"))
    if roles_of(user) & APPROVING:
        plans = Plan.objects.writable_by(user).filter(approved_by=None, lines__isnull=False)
        yield Part(plans.exclude(by=user).distinct(), _plan, related=("unit",))


def counters(user: Any) -> Iterator[Counter]:
    """Findings that wait for a follow-up, where one answers for any."""
    if reads(user):
        address = f"{reverse('inspections:findings')}?state=mine"
        yield Counter(waiting_findings(user), _("待处置督查问题"), address)


def _visit(row: Any) -> Waiting:
    checks = row.status == Status.STARTED
    return Waiting(
        kind=row.inspection.get_mode_display(), title=mask_text(row.inspection.title),
        act=_(ACTS[Status(row.status)]), unit=str(row.unit), due_on=row.due_on, room=_("督查"),
        url=reverse("inspections:check", args=(row.public_id,))
        if checks
        else row.get_absolute_url(),
        listed=f"{reverse('inspections:visits')}?state=mine&status={row.status}&sort=due_on",
        of=row.of,
    )  # fmt: skip


def _request(one: Request) -> Waiting:
    return Waiting(
        kind=one.get_kind_display(), title=mask_text(one.inspection.title), act=_("同意与否"),
        url=reverse("inspections:request", args=(one.pk,)), room=_("督查"),
        unit=str(one.visit.unit if one.visit else one.inspection.giver_unit),
    )  # fmt: skip


def _objection(one: Objection) -> Waiting:
    return Waiting(
        kind=_("异议"), title=mask_text(one.visit.inspection.title), act=_("答复异议"),
        url=reverse("inspections:objection", args=(one.pk,)), unit=str(one.visit.unit),
        room=_("督查"), due_on=due_for(ANSWER, "", timezone.localdate(one.at)),
    )  # fmt: skip


def _proposal(one: Proposal) -> Waiting:
    return Waiting(
        kind=_("联合督查"), title=mask_text(one.other.title), act=_("同意与否"),
        url=reverse("inspections:proposal", args=(one.pk,)),
        unit=str(one.inspection.giver_unit), room=_("督查"),
    )  # fmt: skip


def _plan(one: Plan) -> Waiting:
    return Waiting(
        kind=_("年度计划"), title=one.document, act=_("批准年度计划"),
        url=one.get_absolute_url(), unit=str(one.unit), room=_("督查"),
    )  # fmt: skip
