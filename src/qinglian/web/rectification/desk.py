"""What rectification waits for whom. 工作台上的整改。"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from qinglian.web.clocks.models import Stage
from qinglian.web.clocks.reminding import HEADS
from qinglian.web.core.desk import Counter, Part, Waiting, first_of
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


def parts(user: Any) -> Iterator[Part]:
    """The most urgent ones, standing measures to be looked at, what waits for a second person, what was let pass."""
    if not reach(user, Problem.OBJECT, write=True):
        return
    roles, of_problem = roles_of(user), ("problem__unit",)
    yield Part(
        waiting_problems(user), _problem, related=("unit",), order=("due_on", "pk"),
        adds=lambda rows: first_of(with_stage(rows)),
    )  # fmt: skip
    if roles & WORKING:
        yield Part(waiting_looks(user), _look, related=of_problem, order=("look_on", "pk"))
    if roles & (FINDING | SUPERVISING):
        # For whoever supervises and is no hand.
        mine = Problem.objects.filter(side_q(user, "supervisor")).exclude(hands__user=user)
        mine = mine.exclude(unit=user.unit_id)
    if roles & FINDING:
        asked = Request.objects.filter(agreed=None, problem__in=mine).exclude(by=user)
        yield Part(asked, _request, related=of_problem)
        noticed = mine.filter(status=Status.NOTICE)
        objected = Objection.objects.filter(answered_at=None, problem__in=noticed)
        yield Part(objected, _objection, related=of_problem)
    if roles & SUPERVISING:
        drawn = LookedAt.objects.filter(stands=None, problem__in=mine.filter(status=Status.STRUCK))
        yield Part(drawn, _lookback, related=(*of_problem, "lookback"))
    if roles & HEADS:
        told = told_of(user).exclude(pk__in=waiting_problems(user).values("pk"))
        yield Part(told, _told, related=("unit", "finder_unit"), order=("turn_due_on", "pk"))


def counters(user: Any) -> Iterator[Counter]:
    """How many are open, how many late."""
    if reach(user, Problem.OBJECT):
        rows = Problem.objects.visible_to(user).filter(status__in=OPEN)
        late = rows.filter(due_on__lt=timezone.localdate(), paused_on=None)
        address = reverse("rectification:problems")
        yield Counter(rows, _("在办整改"), f"{address}?state=open", empty=True)
        yield Counter(late, _("逾期整改"), f"{address}?state=late", grave=True, empty=True)


def waiting_looks(user: Any) -> QuerySet[Measure]:
    """Standing measures whose day to be looked at is near."""
    problems = Problem.objects.filter(
        side_q(user, "unit"), status__in=(Status.MENDING, Status.STRUCK)
    )
    soon = timezone.localdate() + timedelta(days=7)
    return Measure.objects.filter(pace=Pace.STANDING, look_on__lte=soon, problem__in=problems)


def _problem(row: Any) -> Waiting:
    return Waiting(
        kind=row.get_origin_display(), title=mask_text(row.title), act=_(ACTS[Status(row.status)]),
        url=row.get_absolute_url(), unit=str(row.unit), room=_("整改"),
        due_on=None if row.paused_on else row.turn_due_on or row.due_on,
        reminder="" if row.paused_on or not row.reminded else Stage(row.reminded).label,
        listed=f"{reverse('rectification:problems')}?state=mine&status={row.status}&sort=due_on",
        of=row.of,
    )  # fmt: skip


def _look(one: Measure) -> Waiting:
    url = reverse("rectification:look", args=(one.pk,))
    return _entry(one.problem, _("查看长期措施"), mask_text(one.text), one.look_on, url=url)


def _request(one: Request) -> Waiting:
    title = mask_text(one.problem.title)
    return _entry(one.problem, _("同意与否"), title, kind=one.get_kind_display())


def _objection(one: Objection) -> Waiting:
    return _entry(one.problem, _("答复异议"), mask_text(one.text), one.problem.notice_until)


def _lookback(one: LookedAt) -> Waiting:
    """Drawn, and nobody looked at it yet."""
    title, url = mask_text(one.problem.title), one.lookback.get_absolute_url()
    return _entry(one.problem, _("回头看"), title, url=url)


def _told(row: Problem) -> Waiting:
    """As the leader: what the officers of one's body let pass."""
    return _entry(
        row, _("督促整改"), mask_text(row.title), row.turn_due_on, reminder=Stage.LEADER.label,
        unit=row.finder_unit if row.status in SUPERVISED else row.unit,
    )  # fmt: skip


def _entry(problem: Problem, act: Any, title: str, due_on: Any = None, **more: Any) -> Waiting:
    said = {"kind": problem.get_origin_display(), "url": problem.get_absolute_url(), **more}
    said["unit"] = str(said.get("unit", problem.unit))
    return Waiting(title=title, act=act, due_on=due_on, room=_("整改"), **said)
