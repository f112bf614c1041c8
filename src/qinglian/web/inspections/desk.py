"""What inspections wait for whom. 工作台上的督查。"""

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from qinglian.web.clocks.terms import due_for
from qinglian.web.core.desk import MOST, Figure, Waiting, first_of
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


def waiting(user: Any) -> list[Waiting]:
    """Visits by their terms, what waits for one's agreement, objections, proposals, plans."""
    if not reads(user):
        return []
    address, room = reverse("inspections:visits"), _("督查")
    rows = first_of(waiting_visits(user)).select_related("unit", "inspection")
    found = [
        Waiting(
            kind=row.inspection.get_mode_display(),
            title=mask_text(row.inspection.title),
            act=_(ACTS[Status(row.status)]),
            url=reverse("inspections:check", args=(row.public_id,))
            if row.status == Status.STARTED
            else row.get_absolute_url(),
            unit=str(row.unit),
            due_on=row.due_on,
            room=room,
            listed=f"{address}?state=mine&status={row.status}&sort=due_on",
            of=row.of,
        )
        for row in rows.order_by("due_on", "pk")
    ]
    seen = Inspection.objects.visible_to(user).values("pk")
    asked = Request.objects.filter(approver=user.pk, agreed=None, inspection__in=seen)
    found += [
        Waiting(
            kind=one.get_kind_display(), title=mask_text(one.inspection.title), act=_("同意与否"),
            url=reverse("inspections:request", args=(one.pk,)),
            unit=str(one.visit.unit if one.visit else one.inspection.giver_unit), room=room,
        )
        for one in asked.select_related("inspection__giver_unit", "visit__unit")[:MOST]
    ]  # fmt: skip
    # All of the inspecting body: who leads may have written the finding, and then somebody else answers.
    scope = reach(user, Visit.OBJECT, write=True)
    ours = Visit.objects.visible_to(user).filter(scope.q({"giver": "giver_unit"})).values("pk")
    objections = Objection.objects.filter(agreed=None, visit__in=ours).exclude(finding__by=user.pk)
    found += [
        Waiting(
            kind=_("异议"), title=mask_text(one.visit.inspection.title), act=_("答复异议"),
            url=reverse("inspections:objection", args=(one.pk,)), unit=str(one.visit.unit), room=room,
            due_on=due_for(ANSWER, "", timezone.localdate(one.at)),
        )
        for one in objections.select_related("visit__inspection", "visit__unit")[:MOST]
    ]  # fmt: skip
    proposals = Proposal.objects.filter(agreed=None, other__in=Inspection.objects.writable_by(user))
    found += [
        Waiting(
            kind=_("联合督查"), title=mask_text(one.other.title), act=_("同意与否"),
            url=reverse("inspections:proposal", args=(one.pk,)),
            unit=str(one.inspection.giver_unit), room=room,
        )
        for one in proposals.select_related("other", "inspection__giver_unit")[:MOST]
    ]  # fmt: skip
    if roles_of(user) & APPROVING:
        plans = Plan.objects.writable_by(user).filter(approved_by=None, lines__isnull=False)
        found += [
            Waiting(
                kind=_("年度计划"), title=one.document, act=_("批准年度计划"),
                url=one.get_absolute_url(), unit=str(one.unit), room=room,
            )
            for one in plans.exclude(by=user).select_related("unit").distinct()[:MOST]
        ]  # fmt: skip
    return found


def figures(user: Any) -> list[Figure]:
    """Findings that wait for a follow-up, where one answers for any."""
    if not reads(user):
        return []
    number = waiting_findings(user).aggregate(n=Count("pk"))["n"]
    if not number:
        return []
    return [Figure(number, _("待处置督查问题"), f"{reverse('inspections:findings')}?state=mine")]
