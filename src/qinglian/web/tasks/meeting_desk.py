"""What meetings wait for whom. 工作台上的会议。"""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.core.desk import MOST, Waiting
from qinglian.web.tasks.meeting_states import COMING, HOSTING, Status
from qinglian.web.tasks.models import Attending, Meeting
from qinglian.web.tasks.states import GIVING
from qinglian.web.units.scope import reach, roles_of


def meetings_waiting(user: Any) -> list[Waiting]:
    """For the host: prepare, note that it was held, minutes, hand out; for those called: come."""
    if not reach(user, Meeting.OBJECT, write=True):
        return []
    found: list[Waiting] = []
    if roles_of(user) & HOSTING:
        rows = Meeting.objects.hosted_by(user).filter(status__in=(*COMING, Status.HELD))
        rows = rows.annotate(unconfirmed=Count("decisions", filter=Q(decisions__task=None)))
        for one in rows.select_related("host").order_by("at")[: 2 * MOST]:
            act = _act(one, hands_out=bool(roles_of(user) & GIVING))
            if act:
                due = timezone.localtime(one.at).date() if one.status in COMING else None
                found.append(_waiting(one, act, due))
    # Only one's own body is asked to come, not those one looks after.
    own = Attending.objects.filter(unit=user.unit_id)
    called = Meeting.objects.filter(
        pk__in=own.values("meeting"), status__in=COMING, invited_at__isnull=False,
        at__gte=timezone.now() - timedelta(hours=12),
    )  # fmt: skip
    found += [
        _waiting(one, _("参会"), timezone.localtime(one.at).date())
        for one in called.select_related("host").order_by("at")[:MOST]
    ]
    return found[:MOST]


def _act(one: Meeting, *, hands_out: bool) -> str:
    if one.status == Status.PREPARING:
        return _("筹备会议")
    if one.status == Status.SETTLED:
        return _("登记召开") if one.at <= timezone.now() else ""
    if not one.minutes_at:
        return _("附纪要")
    return _("确认议定事项") if hands_out and one.unconfirmed else ""


def _waiting(one: Meeting, act: str, due: Any) -> Waiting:
    return Waiting(
        kind=one.kind_name, title=one.title, act=act, url=one.get_absolute_url(), unit=str(one.host),
        due_on=due, room=_("会议"),
    )  # fmt: skip
