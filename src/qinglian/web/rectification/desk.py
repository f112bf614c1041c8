"""What rectification waits for whom. 工作台上的整改。"""

from datetime import timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from qinglian.web.clocks.models import Stage
from qinglian.web.clocks.reminding import HEADS
from qinglian.web.core.desk import MOST, Figure, Waiting, first_of
from qinglian.web.core.masking import mask_text
from qinglian.web.rectification.models import LookedAt, Measure, Objection, Problem, Request
from qinglian.web.rectification.reminders import SUPERVISED, followed, told_of, with_stage
from qinglian.web.rectification.services.rules import side_q
from qinglian.web.rectification.states import FINDING, OPEN, SUPERVISING, WORKING, Pace, Status
from qinglian.web.units.scope import reach, roles_of

ACTS = {
    Status.PLANNING: gettext_noop("制定整改措施"),
    Status.MENDING: gettext_noop("整改并申请销号"),
    Status.APPLIED: gettext_noop("初验"),
    Status.CHECKED: gettext_noop("复核"),
    Status.NOTICE: gettext_noop("公示期满销号"),
}


def waiting_problems(user: Any) -> QuerySet[Problem]:
    """Problems that wait for this person: on the side whose turn it is, unless a task follows them already."""
    today = timezone.localdate()
    mine = side_q(user, "unit") & Q(status__in=(Status.PLANNING, Status.MENDING)) & ~followed()
    others = Q(hands__user=user) | Q(hands__unit=user.unit_id, hands__unit__isnull=False)
    checks = side_q(user, "lead") & Q(status=Status.APPLIED) | side_q(user, "supervisor") & (
        Q(status=Status.CHECKED) & ~Q(first_by=user)
        | Q(status=Status.NOTICE, notice_until__lt=today)
    )
    hands = Problem.objects.filter(others).values("pk")
    return Problem.objects.filter(mine | checks & ~Q(pk__in=hands) & ~Q(unit=user.unit_id))


def waiting(user: Any) -> list[Waiting]:
    """The most urgent ones, standing measures to be looked at, and what waits for a second person."""
    if not reach(user, Problem.OBJECT, write=True):
        return []
    address = reverse("rectification:problems")
    rows = (
        first_of(with_stage(waiting_problems(user))).select_related("unit").order_by("due_on", "pk")
    )
    found = [
        Waiting(
            kind=row.get_origin_display(),
            title=mask_text(row.title),
            act=_(ACTS[Status(row.status)]),
            url=row.get_absolute_url(),
            unit=str(row.unit),
            due_on=None if row.paused_on else row.turn_due_on or row.due_on,
            reminder="" if row.paused_on or not row.reminded else Stage(row.reminded).label,
            room=_("整改"),
            listed=f"{address}?state=mine&status={row.status}&sort=due_on",
            of=row.of,
        )
        for row in rows
    ]
    roles = roles_of(user)
    if roles & WORKING:
        found += _looks(user)
    if roles & FINDING:
        found += _seconds(user)
    if roles & SUPERVISING:
        found += _lookbacks(user)
    return found + _told(user)


def _looks(user: Any) -> list[Waiting]:
    """Standing measures whose day to be looked at is near."""
    problems = Problem.objects.filter(
        side_q(user, "unit"), status__in=(Status.MENDING, Status.STRUCK)
    )
    soon = timezone.localdate() + timedelta(days=7)
    rows = Measure.objects.filter(pace=Pace.STANDING, look_on__lte=soon, problem__in=problems)
    return [
        _entry(
            one.problem,
            _("查看长期措施"),
            mask_text(one.text),
            one.look_on,
            url=reverse("rectification:look", args=(one.pk,)),
        )
        for one in rows.select_related("problem__unit").order_by("look_on", "pk")[:MOST]
    ]


def _seconds(user: Any) -> list[Waiting]:
    """More time that was asked for, objections without an answer: for whoever supervises and is no hand."""
    mine = Problem.objects.filter(side_q(user, "supervisor")).exclude(hands__user=user)
    mine = mine.exclude(unit=user.unit_id)
    asked = Request.objects.filter(agreed=None, problem__in=mine).exclude(by=user)
    objected = Objection.objects.filter(
        answered_at=None, problem__in=mine, problem__status=Status.NOTICE
    )
    return [
        _entry(
            one.problem, _("同意与否"), mask_text(one.problem.title), kind=one.get_kind_display()
        )
        for one in asked.select_related("problem__unit")[:MOST]
    ] + [
        _entry(one.problem, _("答复异议"), mask_text(one.text), one.problem.notice_until)
        for one in objected.select_related("problem__unit")[:MOST]
    ]


def _lookbacks(user: Any) -> list[Waiting]:
    """Drawn problems that nobody looked at yet."""
    mine = Problem.objects.filter(side_q(user, "supervisor"), status=Status.STRUCK)
    mine = mine.exclude(hands__user=user).exclude(unit=user.unit_id)
    rows = LookedAt.objects.filter(stands=None, problem__in=mine)
    return [
        _entry(
            one.problem,
            _("回头看"),
            mask_text(one.problem.title),
            url=one.lookback.get_absolute_url(),
        )
        for one in rows.select_related("problem__unit", "lookback")[:MOST]
    ]


def _told(user: Any) -> list[Waiting]:
    """As the leader: what the officers of one's body let pass."""
    if not roles_of(user) & HEADS:
        return []
    rows = told_of(user).exclude(pk__in=waiting_problems(user).values("pk"))
    return [
        _entry(
            row, _("督促整改"), mask_text(row.title), row.turn_due_on, reminder=Stage.LEADER.label,
            unit=row.finder_unit if row.status in SUPERVISED else row.unit,
        )
        for row in rows.select_related("unit", "finder_unit").order_by("turn_due_on", "pk")[:MOST]
    ]  # fmt: skip


def _entry(problem: Problem, act: Any, title: str, due_on: Any = None, **more: Any) -> Waiting:
    said = {"kind": problem.get_origin_display(), "url": problem.get_absolute_url(), **more}
    return Waiting(
        title=title,
        act=act,
        due_on=due_on,
        room=_("整改"),
        **{**said, "unit": str(said.get("unit", problem.unit))},
    )


def figures(user: Any) -> list[Figure]:
    """How many are open, how many late."""
    if not reach(user, Problem.OBJECT):
        return []
    late = Q(due_on__lt=timezone.localdate(), paused_on=None)
    rows = Problem.objects.visible_to(user).filter(status__in=OPEN)
    said = rows.aggregate(open=Count("pk"), late=Count("pk", filter=late))
    address = reverse("rectification:problems")
    return [
        Figure(said["open"], _("在办整改"), f"{address}?state=open"),
        Figure(said["late"], _("逾期整改"), f"{address}?state=late", grave=True),
    ]
