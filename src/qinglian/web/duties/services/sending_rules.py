"""Who sends what to whom, and what a level may not add. 下发的规则：谁能下发，每级只能减。"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from qinglian.web.accounts.models import Assignment, User
from qinglian.web.accounts.roles import Role
from qinglian.web.core.dated import in_force
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.duties.kinds import SendingStatus
from qinglian.web.duties.models import Duty, Item, Sending
from qinglian.web.units.models import Line, Reach, Unit
from qinglian.web.units.scope import reach, roles_of

PREPARING = frozenset(
    {
        Role.PROGRAMME_OFFICE, Role.LEAD_LIAISON, Role.AUTHORITY_HANDLER, Role.AUTHORITY_HEAD,
        Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.LEADER,
    }
)  # fmt: skip
"""Who prepares a sending for a body, and looks at what comes back."""
APPROVING = frozenset(
    {Role.PROGRAMME_OFFICE, Role.AUTHORITY_HEAD, Role.UNIT_HEAD, Role.LEADER, Role.LEAD_LIAISON}
)
"""Who approves one; never who prepared it."""
DOWN = (Line.Kind.BELONGS, Line.Kind.GUIDES, Line.Kind.LEADS)
"""Along which lines a list goes down."""


def gives(user: Any, giver_unit: Unit | None, roles: frozenset[Role] = PREPARING) -> bool:
    """Whether a person acts for a body that sends."""
    if giver_unit is None or not roles_of(user) & roles:
        return False
    own = reach(user, Sending.OBJECT, write=True).q({"giver": "pk"})
    return Unit.objects.filter(own, pk=giver_unit.pk).exists()


def targets_of(user: Any, giver_unit: Unit) -> QuerySet[Unit]:
    """
    Bodies to which a body sends: below it along lines that go down; for an office that works for a county, the bodies
    of that county; and itself, for lists of its own.
    """
    below = Reach.objects.filter(in_force(), kind__in=(Reach.SELF, *DOWN), upper=giver_unit)
    scope = reach(user, Sending.OBJECT, write=True).q({"unit": "pk"})
    mine = Unit.objects.filter(scope).values("pk") if gives(user, giver_unit) else ()
    rows = Unit.objects.filter(in_force())
    return rows.filter(pk__in=below.values("lower")) | rows.filter(pk__in=mine)


def approvers_of(sending: Sending) -> QuerySet[User]:
    """Who may approve it: another person who acts for the body that sends."""
    held = Assignment.objects.filter(in_force(), role__in=APPROVING, approved_by__isnull=False)
    of_body = User.objects.filter(is_active=True, pk__in=held.values("user"))
    own = of_body.filter(unit=sending.giver_unit) | of_body.filter(
        pk__in=held.filter(unit=sending.giver_unit).values("user")
    )
    return own.exclude(pk=sending.made_by_id).order_by("name")


def received_by(giver_unit: Unit, parent: Sending) -> dict[int, Duty]:
    """What a body received with a sending and has still, by item."""
    rows = Duty.objects.filter(
        sending=parent, unit=giver_unit, ended_on=None, received_at__isnull=False
    )
    return {one.item_id: one for one in rows}


def shrinks(
    *, parent: Sending | None, giver_unit: Unit, items: Iterable[Item],
    shrunk: Mapping[int, tuple[int, int]], begins_on: Any, ends_on: Any,
) -> None:  # fmt: skip
    """Stop where a level would ask more than the one above: other items, earlier days, more minutes."""
    had = received_by(giver_unit, parent) if parent else {}
    if parent is not None:
        if parent.status != SendingStatus.SENT:
            raise Overtaken(parent.get_status_display())
        if begins_on < parent.begins_on or ends_on > parent.ends_on:
            raise NotAllowed(
                _("转发的起止日期不能超出上一级的：%(begins)s 至 %(ends)s。")
                % {"begins": parent.begins_on, "ends": parent.ends_on}
            )
    for item in items:
        minutes, later = shrunk.get(item.pk, (item.minutes, 0))
        most, least = item.minutes, 0
        if parent is not None:
            if item.pk not in had:
                raise NotAllowed(
                    _("“%(item)s”本单位没有收到或没有签收，不能往下发。") % {"item": item.title}
                )
            most, least = had[item.pk].minutes, had[item.pk].later_days
        if minutes > most:
            raise NotAllowed(
                _("“%(item)s”每次约需的分钟不能多于上一级的 %(n)d。")
                % {"item": item.title, "n": most}
            )
        if later < least:
            raise NotAllowed(
                _("“%(item)s”的期限不能早于上一级：至少放宽 %(n)d 个工作日。")
                % {"item": item.title, "n": least}
            )
