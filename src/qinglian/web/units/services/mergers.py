"""Merge a body into another, split one into several. 并入与分设。"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from qinglian.web.accounts.models import User
from qinglian.web.accounts.roles import Role
from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed
from qinglian.web.units.models import Succession, Unit
from qinglian.web.units.reach import reach_rebuild
from qinglian.web.units.services.bodies import unit_close, unit_taken
from qinglian.web.units.services.rights import require


@transaction.atomic
def unit_merge(
    *, unit: Unit, into: Unit, on: date, seen: str = "", by: User, reason: str
) -> Succession:
    """The body ends; the other goes on with its matters from that day. What this opens is in `units.effects`."""
    return _succeed(Succession.Kind.MERGE, unit, [into], on, seen, by, reason)[0]


@transaction.atomic
def unit_split(
    *, unit: Unit, into: Sequence[Unit], on: date, seen: str = "", by: User, reason: str
) -> list[Succession]:
    """
    The body ends; each of several others goes on with its matters. Where the old body stays, this is no split:
    the new one is set up and lines are drawn.
    """
    if len({one.pk for one in into}) < 2:
        raise NotAllowed(_("分设至少有两个承接单位；只有一个的，用并入。"))
    return _succeed(Succession.Kind.SPLIT, unit, into, on, seen, by, reason)


def _succeed(
    kind: str, unit: Unit, into: Sequence[Unit], on: date, seen: str, by: User, reason: str
) -> list[Succession]:
    role = require(by, Role.SYSTEM_ADMIN)
    unit = unit_taken(unit, seen)
    for after in Unit.objects.select_for_update().filter(pk__in=[one.pk for one in into]):
        if after.pk == unit.pk:
            raise NotAllowed(_("承接单位不能是它自己。"))
        if not after.holds_on(on):
            raise NotAllowed(_("%(unit)s在%(day)s不存续，不能承接。") % {"unit": after, "day": on})
    ended = unit_close(unit=unit, on=on)
    made = [Succession.objects.create(kind=kind, before=unit, after=one, on=on) for one in into]
    reach_rebuild()
    codes = [one.code for one in into]
    action = "unit.merged" if kind == Succession.Kind.MERGE else "unit.split"
    record(action, on=unit, by=by, role=role, reason=reason, day=str(on), into=codes, **ended)
    return made
