"""Draw a line between two bodies, end it, take back one drawn by mistake. 划线、终止、撤回。"""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from qinglian.web.accounts.models import User
from qinglian.web.accounts.roles import Role
from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.units.models import Line, Unit
from qinglian.web.units.reach import LinesInCircle, reach_rebuild
from qinglian.web.units.services.rights import require


@transaction.atomic
def line_draw(
    *, kind: str, upper: Unit, lower: Unit, valid_from: date, valid_to: date | None = None,
    by: User, reason: str = "",
) -> Line:  # fmt: skip
    """Join two bodies from a day on (until before `valid_to`). Refuses a circle and says its path."""
    role = require(by, Role.SYSTEM_ADMIN)
    if upper.pk == lower.pk:
        raise NotAllowed(_("一条线的两端不能是同一个单位。"))
    if valid_to is not None and valid_to <= valid_from:
        raise NotAllowed(_("最后一天不能早于起始日期。"))
    for unit in Unit.objects.select_for_update().filter(pk__in=(upper.pk, lower.pk)):
        if not unit.holds_on(valid_from):
            raise NotAllowed(
                _("%(unit)s在%(day)s不存续，不能划线。") % {"unit": unit, "day": valid_from}
            )
    beyond = Q(valid_to=None) | Q(valid_to__gt=valid_from)
    before = Q() if valid_to is None else Q(valid_from__lt=valid_to)
    same = Line.objects.filter(beyond, before, kind=kind, upper=upper, lower=lower).first()
    if same:
        raise NotAllowed(
            _("这两个单位之间自%(day)s起已有“%(kind)s”线。")
            % {"day": same.valid_from, "kind": same.get_kind_display()}
        )
    line = Line.objects.create(
        kind=kind, upper=upper, lower=lower, valid_from=valid_from, valid_to=valid_to
    )
    try:
        reach_rebuild()
    except LinesInCircle as error:
        raise NotAllowed(circle_said(error)) from error
    _noted("line.drawn", line, by=by, role=role, reason=reason)
    return line


@transaction.atomic
def line_end(*, line: Line, on: date, by: User, reason: str) -> Line:
    """From the day on the line no longer holds."""
    role = require(by, Role.SYSTEM_ADMIN)
    line = _taken(line)
    if line.valid_to is not None and line.valid_to <= on:
        raise Overtaken(_("已于%(day)s终止") % {"day": line.valid_to})
    if on <= line.valid_from:
        raise NotAllowed(_("最后一天不能早于起始日期；登记有误的，请撤回。"))
    line.valid_to = on
    line.save(update_fields=["valid_to"])
    reach_rebuild()
    _noted("line.ended", line, by=by, role=role, reason=reason)
    return line


@transaction.atomic
def line_withdraw(*, line: Line, by: User, reason: str) -> None:
    """Take back a line drawn by mistake: it never held. The record of it stays."""
    role = require(by, Role.SYSTEM_ADMIN)
    line = _taken(line)
    _noted("line.withdrawn", line, by=by, role=role, reason=reason)
    line.delete()
    reach_rebuild()


def circle_said(error: LinesInCircle) -> str:
    """The circle in words: which bodies, in their order."""
    names = dict(Unit.objects.filter(pk__in=error.path).values_list("pk", "name"))
    return _("“%(kind)s”线不能成环：%(path)s。") % {
        "kind": Line.Kind(error.kind).label,
        "path": " → ".join(names[pk] for pk in error.path),
    }


def _taken(line: Line) -> Line:
    found = Line.objects.select_for_update().filter(pk=line.pk).first()
    if found is None:
        raise Overtaken(_("已撤回"))
    return found


def _noted(action: str, line: Line, **who: Any) -> None:
    record(
        action,
        on=line,
        kind=line.kind,
        upper=line.upper.code,
        lower=line.lower.code,
        valid_from=str(line.valid_from),
        valid_to=str(line.valid_to or ""),
        **who,
    )
