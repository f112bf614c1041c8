"""What alerts wait for whom. 工作台上的预警。"""

from collections.abc import Iterator
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from qinglian.web.alerts.models import Alert, Request
from qinglian.web.alerts.reminders import SUPERVISORS, TOLD, told_of, with_stage
from qinglian.web.alerts.services.requests import AGREEING
from qinglian.web.alerts.states import SUPERVISING, VERIFYING, Level, Status
from qinglian.web.clocks.models import Stage
from qinglian.web.core.desk import Counter, Part, Waiting, first_of
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


def parts(user: Any) -> Iterator[Part]:
    """The most urgent ones, what the officers of one's body let pass, and what waits for one's agreement."""
    roles = roles_of(user)
    if roles & (VERIFYING | SUPERVISING):
        yield Part(
            waiting_alerts(user), _alert, related=("unit",), order=("due_on", "pk"),
            adds=lambda rows: first_of(with_stage(rows)),
        )  # fmt: skip
    if roles & TOLD:
        told = told_of(user).exclude(pk__in=waiting_alerts(user).values("pk"))
        yield Part(told, _told, related=("unit", "authority_unit"), order=("due_on", "pk"))
    kinds = [kind for kind, agreeing in AGREEING.items() if roles & agreeing]
    if kinds:
        asked = Request.objects.filter(agreed=None, kind__in=kinds).exclude(by=user)
        asked = asked.filter(alert__in=Alert.objects.writable_by(user))
        yield Part(asked, _request, related=("alert__unit",))


def counters(user: Any) -> Iterator[Counter]:
    """How many are open, how many late."""
    if reach(user, Alert.OBJECT):
        rows = Alert.objects.visible_to(user).open()
        late = rows.filter(due_on__lt=timezone.localdate(), paused_on=None)
        address = reverse("alerts:alerts")
        yield Counter(rows, _("在办预警"), f"{address}?state=open", empty=True)
        yield Counter(late, _("逾期预警"), f"{address}?state=late", grave=True, empty=True)


def _alert(row: Any) -> Waiting:
    return Waiting(
        kind=_("预警"), title=row.heading, act=_(ACTS[Status(row.status)]),
        url=row.get_absolute_url(), unit=str(row.unit), about=row.anchor, room=_("预警"),
        due_on=None if row.paused_on else row.due_on,
        level=row.level, level_name=Level(row.level).label,
        reminder="" if row.paused_on or not row.reminded else Stage(row.reminded).label,
        listed=f"{reverse('alerts:alerts')}?state=mine&status={row.status}&sort=due_on",
        of=row.of,
    )  # fmt: skip


def _told(row: Alert) -> Waiting:
    return Waiting(
        kind=_("预警"), title=row.heading, act=_("督促办理"), url=row.get_absolute_url(),
        unit=str(row.unit if row.status in SUPERVISORS else row.working_unit), due_on=row.due_on,
        level=row.level, level_name=Level(row.level).label, reminder=Stage.LEADER.label,
    )  # fmt: skip


def _request(one: Request) -> Waiting:
    alert = one.alert
    return Waiting(
        kind=one.get_kind_display(), title=alert.heading, act=_("同意与否"),
        url=alert.get_absolute_url(), about=alert.anchor, unit=str(alert.unit),
        level=alert.level, level_name=Level(alert.level).label,
    )  # fmt: skip
