"""What meetings wait for whom. 工作台上的会议。"""

from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.core.desk import Part, Waiting
from qinglian.web.tasks.meeting_states import COMING, HOSTING, Status
from qinglian.web.tasks.models import Attending, Decision, Meeting, kind_names
from qinglian.web.tasks.states import GIVING
from qinglian.web.units.scope import reach, roles_of


def meetings_waiting(user: Any) -> Iterator[Part]:
    """For the host: prepare, note that it was held, minutes, hand out; for those called: come."""
    if not reach(user, Meeting.OBJECT, write=True):
        return
    names = cache(kind_names)

    def shown(one: Meeting, act: Any, due_on: Any) -> Waiting:
        return Waiting(
            kind=names().get(one.kind, (one.kind, True))[0], title=one.title, act=act,
            url=one.get_absolute_url(), unit=str(one.host), due_on=due_on, room=_("会议"),
        )  # fmt: skip

    def day(one: Meeting) -> Any:
        return timezone.localtime(one.at).date()

    if roles_of(user) & HOSTING:
        yield Part(
            hosted(user),
            lambda one: shown(one, _act(one), day(one) if one.status in COMING else None),
            related=("host",), order=("at",),
        )  # fmt: skip
    yield Part(
        called(user), lambda one: shown(one, _("参会"), day(one)), related=("host",), order=("at",)
    )


def hosted(user: Any) -> QuerySet[Meeting]:
    """Meetings that have a next step for this person, as who keeps them for the host."""
    turn = Q(status=Status.PREPARING) | Q(status=Status.SETTLED, at__lte=timezone.now())
    turn |= Q(status=Status.HELD, minutes_at=None)
    if roles_of(user) & GIVING:
        left = Decision.objects.filter(meeting=OuterRef("pk"), task=None)
        turn |= Q(Exists(left), status=Status.HELD)
    return Meeting.objects.hosted_by(user).filter(turn)


def called(user: Any) -> QuerySet[Meeting]:
    """Only one's own body is asked to come, not those one looks after."""
    own = Attending.objects.filter(unit=user.unit_id)
    return Meeting.objects.filter(
        pk__in=own.values("meeting"), status__in=COMING, invited_at__isnull=False,
        at__gte=timezone.now() - timedelta(hours=12),
    )  # fmt: skip


def _act(one: Meeting) -> str:
    if one.status == Status.PREPARING:
        return _("筹备会议")
    if one.status == Status.SETTLED:
        return _("登记召开")
    return _("确认议定事项") if one.minutes_at else _("附纪要")
