"""
Say which body regulates a field, from a day on. 主管部门：自某日起由谁主管。

As bodies and lines, by the system administrator. An alert that is there already keeps the authority it was opened
with; whoever pushes it may name another.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.accounts.roles import Role
from qinglian.web.alerts.models import Competence
from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.runs.words import known_field
from qinglian.web.units.models import Unit
from qinglian.web.units.services.rights import require


@transaction.atomic
def competence_set(
    *, field: str, within: Unit, authority: Unit, valid_from: date, by: Any, reason: str,
) -> Competence:  # fmt: skip
    """From a day on a body regulates the field for another and those below it; who did before ends on that day."""
    role = require(by, Role.SYSTEM_ADMIN)
    if not reason.strip():
        raise NotAllowed(_("请写明依据或理由。"))
    # Two administrators at once: one waits for the other's row.
    Unit.objects.select_for_update().get(pk=within.pk)
    refused = set_refused(field, within, authority, valid_from)
    if refused:
        raise NotAllowed(refused)
    before = standing(field, within, valid_from)
    if before is not None:
        before.valid_to = valid_from
        before.save(update_fields=["valid_to"])
    made = Competence.objects.create(
        field=field, within=within, authority=authority, valid_from=valid_from
    )
    _noted("competence.set", made, by=by, role=role, reason=reason)
    return made


def standing(field: str, within: Unit, on: date) -> Competence | None:
    """What holds on a day for exactly this field and body."""
    open_ = Q(valid_to=None) | Q(valid_to__gt=on)
    return Competence.objects.filter(open_, field=field, within=within, valid_from__lte=on).first()


def set_refused(field: str, within: Unit, authority: Unit, valid_from: date) -> str:
    """Why it cannot be set, or nothing."""
    if not known_field(field):
        return _("没有规则包或规则“%(field)s”。") % {"field": field}
    if valid_from < timezone.localdate():
        return _("起始日期最早为今天：已经产生的预警不变。")
    for unit in (within, authority):
        if not unit.holds_on(valid_from):
            return _("%(unit)s在%(day)s不存续。") % {"unit": unit, "day": valid_from}
    later = Competence.objects.filter(field=field, within=within, valid_from__gt=valid_from)
    if later.exists():
        return _("自%(day)s起已另有安排，请先撤回。") % {"day": later[0].valid_from}
    before = standing(field, within, valid_from)
    if before is not None and before.authority_id == authority.pk:
        return _("自%(day)s起已是%(unit)s。") % {"day": before.valid_from, "unit": authority}
    if before is not None and before.valid_from == valid_from:
        return _("同一天已定为%(unit)s，请先撤回。") % {"unit": before.authority}
    return ""


@transaction.atomic
def competence_end(*, competence: Competence, on: date, by: Any, reason: str) -> None:
    """From the day on nobody regulates the field there; one that has not begun or began today is taken back."""
    role = require(by, Role.SYSTEM_ADMIN)
    fresh = Competence.objects.select_for_update().filter(pk=competence.pk).first()
    if fresh is None:
        raise Overtaken(_("已撤回"))
    today = timezone.localdate()
    if fresh.valid_to is not None and fresh.valid_to <= max(on, today):
        raise Overtaken(_("已于%(day)s终止") % {"day": fresh.valid_to})
    if not reason.strip():
        raise NotAllowed(_("请写明依据或理由。"))
    if on < today:
        raise NotAllowed(_("终止日期最早为今天。"))
    if fresh.valid_from >= today and on <= fresh.valid_from:
        _noted("competence.withdrawn", fresh, by=by, role=role, reason=reason)
        fresh.delete()
        return
    fresh.valid_to = on
    fresh.save(update_fields=["valid_to"])
    _noted("competence.ended", fresh, by=by, role=role, reason=reason)


def _noted(action: str, on: Competence, **who: Any) -> None:
    record(
        action,
        on=on,
        field=on.field,
        within=on.within.code,
        authority=on.authority.code,
        valid_from=on.valid_from.isoformat(),
        valid_to=on.valid_to.isoformat() if on.valid_to else "",
        **who,
    )
