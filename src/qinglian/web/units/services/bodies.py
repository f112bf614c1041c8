"""Set up a body, correct what is written of it, rename it, end it. 单位的设立、更正、更名、撤销。"""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.accounts.models import Assignment, User
from qinglian.web.accounts.roles import Role
from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.stamp import stamp
from qinglian.web.units.models import Line, Unit, UnitName
from qinglian.web.units.reach import reach_rebuild
from qinglian.web.units.services.rights import require

CORRECTED = ("name", "uscc", "level", "unit_type", "region_code", "valid_from")


@transaction.atomic
def unit_create(*, code: str, name: str, valid_from: date, by: User, **fields: Any) -> Unit:
    """Set up a body; nobody but the system administrator sees it before a line or a role leads there."""
    role = require(by, Role.SYSTEM_ADMIN)
    if Unit.objects.filter(code=code).exists():
        raise NotAllowed(_("单位编号%(code)s已有单位。") % {"code": code})
    unit = Unit.objects.create(code=code, name=name, valid_from=valid_from, **fields)
    reach_rebuild()
    record("unit.created", on=unit, by=by, role=role)
    return unit


@transaction.atomic
def unit_correct(*, unit: Unit, seen: str, by: User, reason: str, **fields: Any) -> Unit:
    """Mend what was written wrongly. A correction leaves no former name; a new name is `unit_rename`."""
    role = require(by, Role.SYSTEM_ADMIN)
    unit = unit_taken(unit, seen)
    old = {name: str(getattr(unit, name)) for name in CORRECTED}
    for name in CORRECTED:
        setattr(unit, name, fields.get(name, getattr(unit, name)))
    _in_order(unit)
    unit.save()
    new = {name: str(getattr(unit, name)) for name in CORRECTED}
    changes = {name: [old[name], new[name]] for name in CORRECTED if old[name] != new[name]}
    if changes:
        record("unit.corrected", on=unit, by=by, role=role, reason=reason, changes=changes)
    return unit


@transaction.atomic
def unit_rename(*, unit: Unit, name: str, on: date, seen: str, by: User, reason: str) -> Unit:
    """A new name from a day on; the old one stays findable for the time in which it was borne."""
    role = require(by, Role.SYSTEM_ADMIN)
    unit = unit_taken(unit, seen)
    since = unit.named_since
    if name == unit.name:
        raise NotAllowed(_("新名称与现名称相同。"))
    if not since < on <= timezone.localdate():
        raise NotAllowed(
            _("更名日期应在现名称启用（%(since)s）之后，且不晚于今天。") % {"since": since}
        )
    old = UnitName.objects.create(unit=unit, name=unit.name, valid_from=since, valid_to=on)
    unit.name = name
    unit.save()
    record(
        "unit.renamed", on=unit, by=by, role=role, reason=reason, name=[old.name, name], day=str(on)
    )
    return unit


@transaction.atomic
def unit_end(*, unit: Unit, on: date, seen: str, by: User, reason: str) -> Unit:
    """A body is dissolved and nobody takes its matters over; lines and roles end with it."""
    role = require(by, Role.SYSTEM_ADMIN)
    unit = unit_taken(unit, seen)
    ended = unit_close(unit=unit, on=on)
    reach_rebuild()
    record("unit.ended", on=unit, by=by, role=role, reason=reason, day=str(on), **ended)
    return unit


def unit_close(*, unit: Unit, on: date) -> dict[str, int]:
    """
    The day from which a body is no more: its lines and roles end; returns how many. A line or role that was to
    begin later never does.
    """
    if unit.valid_to is not None:
        raise Overtaken(_("已终止"))
    if on <= unit.named_since:
        raise NotAllowed(_("终止应在现名称启用（%(day)s）之后。") % {"day": unit.named_since})
    lines = Line.objects.filter(Q(upper=unit) | Q(lower=unit))
    beyond = Q(valid_to=None) | Q(valid_to__gt=on)
    never = lines.filter(valid_from__gte=on).delete()[0]
    ended = lines.filter(beyond).update(valid_to=on)
    roles = Assignment.objects.filter(beyond, unit=unit)
    for one in roles:
        one.valid_to = max(on, one.valid_from)
        one.save(update_fields=["valid_to"])
    unit.valid_to = on
    unit.save()
    return {"lines": ended + never, "roles": len(roles)}


def unit_taken(unit: Unit, seen: str = "") -> Unit:
    """The body, taken for this transaction. Raises `Overtaken` where it is no longer what the form showed."""
    taken = Unit.objects.select_for_update().get(pk=unit.pk)
    if seen and stamp(taken) != seen:
        raise Overtaken(taken.name)
    return taken


def _in_order(unit: Unit) -> None:
    first = unit.names.order_by("valid_from").first()
    limit = first.valid_to if first else unit.valid_to
    if limit is not None and unit.valid_from >= limit:
        raise NotAllowed(_("设立日期应早于%(day)s。") % {"day": limit})
    if first:
        first.valid_from = unit.valid_from
        first.save(update_fields=["valid_from"])


def eve(day: date | None) -> date | None:
    """The last day that an interval with this open end holds."""
    return None if day is None else day - timedelta(days=1)
