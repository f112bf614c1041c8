"""Conditions on turns and duties, one place for lists, desk and numbers. 责任事项的查询条件。"""

from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.periods import Counted, within
from qinglian.web.core.workdays import add_working_days
from qinglian.web.duties.kinds import REPORTED, WAITING, SendingStatus, TurnStatus
from qinglian.web.duties.models import Duty, Sending, Turn
from qinglian.web.duties.services.turn_rules import side_q
from qinglian.web.units.scope import roles_of

SOON = 5
"""Working days ahead in which a turn is called nearly due."""
STATES = {
    "mine": _("等我办的"),
    "todo": _("待落实"),
    "soon": _("五个工作日内到期"),
    "late": _("逾期未落实"),
    "late_done": _("逾期落实"),
    "in_time": _("按期落实"),
    "reported": _("已报告落实"),
    "back": _("曾退回"),
    "unseen": _("接受但没有逐项复核"),
}
DUTY_STATES = {
    "mine": _("等我签收的"),
    "unreceived": _("未签收"),
    "received": _("已签收"),
    "handed": _("已往下发"),
    "named": _("已定责任人"),
    "unnamed": _("未定责任人"),
    "none_done": _("一次都没有落实"),
    "ended": _("不再要求"),
}


def waiting_turns(user: Any) -> QuerySet[Turn]:
    """
    Turns that wait for this person: to be done by the own body, from so many days before the day on; to be looked at,
    on the giver's side, by another person.
    """
    if not roles_of(user):
        return Turn.objects.none()
    near = add_working_days(timezone.localdate(), SOON)
    own = side_q(user, "unit") & Q(status__in=WAITING) & Q(due_on__lte=near)
    own &= Q(duty__person=None) | Q(duty__person=user)
    given = side_q(user, "giver") & Q(status=TurnStatus.DONE) & ~Q(done_by=user)
    given &= Q(draw=None) | Q(drawn=True) | Q(draw__accepted_at__isnull=False)
    return Turn.objects.filter(own | given)


def waiting_duties(user: Any) -> QuerySet[Duty]:
    """Duties that arrived and nobody signed for."""
    return Duty.objects.filter(side_q(user, "unit"), received_at=None, ended_on=None)


def turn_q(value: str, user: Any) -> Q:
    """Conditions that are more than a status."""
    today = timezone.localdate()
    if value == "mine":
        return Q(pk__in=waiting_turns(user).values("pk"))
    return {
        "todo": Q(status__in=WAITING),
        "soon": Q(status__in=WAITING, due_on__gte=today)
        & Q(due_on__lte=add_working_days(today, SOON)),
        "late": Q(status__in=WAITING, due_on__lt=today),
        "late_done": Q(status__in=REPORTED, late_days__gt=0),
        "in_time": Q(status__in=REPORTED, late_days=0),
        "reported": Q(status__in=REPORTED),
        "back": Q(returned__gt=0),
        "unseen": Q(status=TurnStatus.ACCEPTED),
    }[value]


def duty_q(value: str, user: Any) -> Q:
    """The same for duties."""
    further = Sending.objects.filter(
        parent=OuterRef("sending"), giver_unit=OuterRef("unit"), status=SendingStatus.SENT
    )
    done = Turn.objects.filter(duty=OuterRef("pk"), status__in=REPORTED)
    if value == "mine":
        return Q(pk__in=waiting_duties(user).values("pk"))
    return {
        "unreceived": Q(received_at=None, ended_on=None),
        "received": Q(received_at__isnull=False),
        "handed": Q(Exists(further)),
        "named": Q(person__isnull=False),
        "unnamed": Q(person=None, ended_on=None),
        "none_done": Q(~Exists(done)),
        "ended": Q(ended_on__isnull=False),
    }[value]


TURN_KINDS: dict[str, Counted] = {
    "due": (
        _("应落实的责任事项"),
        lambda begins, ends: (
            Q(due_on__gte=begins, due_on__lte=ends) & ~Q(status=TurnStatus.DROPPED)
        ),
    ),
    "done": (
        _("已报告落实的责任事项"),
        lambda begins, ends: Q(status__in=REPORTED) & within("done_at", begins, ends),
    ),
    "in_time": (
        _("按期落实的责任事项"),
        lambda begins, ends: Q(status__in=REPORTED, late_days=0) & within("done_at", begins, ends),
    ),
    "late": (
        _("逾期落实的责任事项"),
        lambda begins, ends: (
            Q(status__in=REPORTED, late_days__gt=0) & within("done_at", begins, ends)
        ),
    ),
    "undone": (
        _("到期未落实的责任事项"),
        lambda begins, ends: (
            Q(status__in=WAITING, due_on__gte=begins, due_on__lte=ends)
            & Q(due_on__lt=timezone.localdate())
        ),
    ),
    "returned": (
        _("曾退回的责任事项"),
        lambda begins, ends: Q(returned__gt=0) & within("done_at", begins, ends),
    ),
}
"""What reports count of turns in a period, and the rows of each."""
SENDING_KINDS: dict[str, Counted] = {
    "sent": (
        _("下发的清单"),
        lambda begins, ends: Q(sent_at__isnull=False) & within("sent_at", begins, ends),
    ),
    "no_plan": (
        _("未列入年度计划而下发的清单"),
        lambda begins, ends: (
            Q(sent_at__isnull=False, plan_number="") & within("sent_at", begins, ends)
        ),
    ),
}
