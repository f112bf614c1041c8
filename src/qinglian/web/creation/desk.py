"""What of creation waits for whom. 工作台上的创建。"""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from qinglian.web.clocks.models import Stage
from qinglian.web.core.desk import Counter, Part, Waiting, first_of
from qinglian.web.creation.models import Condition, Naming, Point, Practice, Review
from qinglian.web.creation.queries import (
    OBJECT,
    naming_q,
    reads,
    waiting_applications,
    waiting_conditions,
    waiting_points,
    waiting_reviews,
)
from qinglian.web.creation.reminders import with_stage
from qinglian.web.creation.states import (
    APPLYING,
    DECIDING,
    LEADING,
    PracticeStatus,
    ReviewStatus,
    Status,
)
from qinglian.web.units.scope import reach, roles_of

ACTS = {
    Status.SELF: gettext_noop("自评并送审"),
    Status.FIRST: gettext_noop("初审"),
    Status.ASSESS: gettext_noop("组织评审"),
    Status.ASSESSED: gettext_noop("公示"),
    Status.NOTICE: gettext_noop("命名或不予命名"),
}


def parts(user: Any) -> Iterator[Part]:
    """Applications, conditions, re-checks, places and practices whose next verb is this person's."""
    roles = roles_of(user)
    if not roles & (APPLYING | LEADING) or not reach(user, OBJECT, write=True):
        return
    yield Part(
        waiting_applications(user), _application, related=("unit", "standard__of"),
        order=("due_on", "pk"), adds=lambda rows: first_of(with_stage(rows)),
    )  # fmt: skip
    yield Part(
        waiting_conditions(user), _condition(user), related=("naming__unit", "negative"),
        order=("due_on", "pk"),
    )  # fmt: skip
    yield Part(
        waiting_reviews(user), _review, related=("naming__unit", "unit"), order=("due_on", "pk")
    )
    yield Part(waiting_points(user), _point, related=("unit",), order=("check_on", "pk"))
    if roles & LEADING:
        rows = Practice.objects.filter(
            reach(user, OBJECT, write=True).q({"lead": "lead_unit"}), status=PracticeStatus.PROPOSED
        ).exclude(unit=user.unit_id)
        yield Part(rows, _practice, related=("unit",))


def counters(user: Any) -> Iterator[Counter]:
    """Namings with a condition that waits for a decision, as far as one sees them."""
    if reads(user) and roles_of(user) & DECIDING:
        rows = Naming.objects.visible_to(user).filter(naming_q("condition"))
        address = f"{reverse('creation:namings')}?state=condition"
        yield Counter(rows, _("有负面情形待决定的命名"), address, grave=True)


def _application(one: Any) -> Waiting:
    address = reverse("creation:applications")
    return Waiting(
        kind=one.get_tier_display(), title=one.subject, act=_(ACTS[Status(one.status)]),
        url=one.get_absolute_url(), due_on=one.due_on, room=_("单元创建"), unit=str(one.unit),
        about=one.standard.of.title, reminder=Stage(one.reminded).label if one.reminded else "",
        listed=f"{address}?state=mine&status={one.status}&sort=due_on", of=one.of,
    )  # fmt: skip


def _condition(user: Any) -> Any:
    def shape(one: Condition) -> Waiting:
        decides = one.decider_id == user.pk
        return Waiting(
            kind=_("负面情形"), title=one.negative.text, url=one.get_absolute_url(), due_on=one.due_on,
            act=_("听取说明并决定") if decides else _("作情况说明"), room=_("单元创建"),
            unit=one.naming.subject,
        )  # fmt: skip

    return shape


def _review(one: Review) -> Waiting:
    act = _("复核") if one.status == ReviewStatus.OPEN else _("决定复核结果")
    return Waiting(
        kind=_("复核"), title=one.naming.subject, act=act, url=one.get_absolute_url(),
        due_on=one.due_on, room=_("单元创建"), unit=str(one.unit),
    )  # fmt: skip


def _point(one: Point) -> Waiting:
    return Waiting(
        kind=one.get_kind_display(), title=one.title, act=_("复查"), url=one.get_absolute_url(),
        due_on=one.check_on, room=_("品牌与示范点"), unit=str(one.unit),
    )  # fmt: skip


def _practice(one: Practice) -> Waiting:
    return Waiting(
        kind=_("做法"), title=one.title, act=_("安排试行或回复"), url=one.get_absolute_url(),
        room=_("品牌与示范点"), unit=str(one.unit),
    )  # fmt: skip
