"""What alerts wait for whom. 工作台上的预警。"""

from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from qinglian.web.alerts.models import Alert, Request
from qinglian.web.alerts.reminders import SUPERVISORS, TOLD, told_of, with_stage
from qinglian.web.alerts.services.requests import AGREEING
from qinglian.web.alerts.states import SUPERVISING, VERIFYING, Level, Status
from qinglian.web.clocks.models import Stage
from qinglian.web.core.desk import MOST, Figure, Waiting, first_of
from qinglian.web.tasks.models import Task
from qinglian.web.tasks.states import OPEN as OPEN_TASK
from qinglian.web.tasks.states import Origin
from qinglian.web.units.scope import reach, roles_of

ACTS = {
    Status.TRIAGE: gettext_noop("研判"),
    Status.PUSHED: gettext_noop("签收"),
    Status.VERIFYING: gettext_noop("核查反馈"),
    Status.FEEDBACK: gettext_noop("审核"),
    Status.HANDLING: gettext_noop("处置、申请销号"),
    Status.CLOSING: gettext_noop("销号"),
}


def waiting_alerts(user: Any) -> QuerySet[Alert]:
    """Alerts that wait for this person: whose role may say the next verb, on the side that has to say it."""
    roles = roles_of(user)
    scope = reach(user, Alert.OBJECT, write=True)
    turn = Q(pk__in=())
    if roles & VERIFYING:
        working = Q(status__in=(Status.PUSHED, Status.VERIFYING, Status.HANDLING))
        own = Q(authority_unit=None) | Q(authority_unit=F("unit"))
        sides = scope.q({"authority": "authority_unit"}) | scope.q({"unit": "unit"}) & own
        turn |= working & sides & (Q(handler=None) | Q(handler=user) | Q(status=Status.PUSHED))
        tasks = Task.objects.filter(
            origin=Origin.ALERT, origin_id=OuterRef("public_id"), status__in=OPEN_TASK
        )
        turn &= ~Q(status=Status.HANDLING) | ~Exists(tasks)
    if roles & SUPERVISING:
        turn |= Q(
            status__in=(Status.TRIAGE, Status.FEEDBACK, Status.CLOSING), held=False
        ) & scope.q({"watched": "unit", "office": "unit"})
    return Alert.objects.writable_by(user).filter(turn)


def waiting(user: Any) -> list[Waiting]:
    """The most urgent ones, and what waits for one's agreement."""
    rows = (
        first_of(with_stage(waiting_alerts(user))).select_related("unit").order_by("due_on", "pk")
    )
    address = reverse("alerts:alerts")
    found = [
        Waiting(
            kind=_("预警"),
            title=row.heading,
            act=_(ACTS[Status(row.status)]),
            url=row.get_absolute_url(),
            unit=str(row.unit),
            due_on=None if row.paused_on else row.due_on,
            level=row.level,
            level_name=Level(row.level).label,
            reminder="" if row.paused_on or not row.reminded else Stage(row.reminded).label,
            about=row.anchor,
            room=_("预警"),
            listed=f"{address}?state=mine&status={row.status}&sort=due_on",
            of=row.of,
        )
        for row in rows
    ]
    found += _told(user)
    kinds = [kind for kind, roles in AGREEING.items() if roles_of(user) & roles]
    if kinds:
        asked = Request.objects.filter(agreed=None, kind__in=kinds).exclude(by=user)
        asked = asked.filter(alert__in=Alert.objects.writable_by(user)).select_related(
            "alert__unit"
        )
        found += [
            Waiting(
                kind=one.get_kind_display(),
                title=one.alert.heading,
                act=_("同意与否"),
                url=one.alert.get_absolute_url(),
                about=one.alert.anchor,
                unit=str(one.alert.unit),
                level=one.alert.level,
                level_name=Level(one.alert.level).label,
            )
            for one in asked[:MOST]
        ]
    return found


def _told(user: Any) -> list[Waiting]:
    """As the leader: what the officers of one's body let pass."""
    if not roles_of(user) & TOLD:
        return []
    rows = (
        told_of(user)
        .exclude(pk__in=waiting_alerts(user).values("pk"))
        .select_related("unit", "authority_unit")
    )
    return [
        Waiting(
            kind=_("预警"),
            title=row.heading,
            act=_("督促办理"),
            url=row.get_absolute_url(),
            unit=str(row.unit if row.status in SUPERVISORS else row.working_unit),
            due_on=row.due_on,
            level=row.level,
            level_name=Level(row.level).label,
            reminder=Stage.LEADER.label,
        )
        for row in rows.order_by("due_on", "pk")[:MOST]
    ]


def figures(user: Any) -> list[Figure]:
    """How many are open, how many late."""
    if not reach(user, Alert.OBJECT):
        return []
    late = Q(due_on__lt=timezone.localdate(), paused_on=None)
    rows = Alert.objects.visible_to(user).open()
    said = rows.aggregate(open=Count("pk"), late=Count("pk", filter=late))
    address = reverse("alerts:alerts")
    return [
        Figure(said["open"], _("在办预警"), f"{address}?state=open"),
        Figure(said["late"], _("逾期预警"), f"{address}?state=late", grave=True),
    ]
