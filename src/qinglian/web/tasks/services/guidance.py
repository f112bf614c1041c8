"""Acts of guidance. 督导。"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed
from qinglian.web.tasks.models import Guidance
from qinglian.web.tasks.states import GIVING
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import reach, roles_of


@transaction.atomic
def guidance_note(
    *, unit: Unit, by: Any, on: date, mode: str, seen: str, found: str = "", place: str = ""
) -> Guidance:
    """Note that one went and looked. From a desk it counts only where something was found."""
    if by.unit_id is None or not roles_of(by) & GIVING:
        raise NotAllowed(_("您的角色不办理这件事。"))
    if not Unit.objects.filter(reach(by, "unit").q(Unit.SCOPE), pk=unit.pk).exists():
        raise NotAllowed(_("这个单位不在您可见的范围内。"))
    if on > timezone.localdate():
        raise NotAllowed(_("日期不能在今天之后。"))
    if mode == Guidance.Mode.DESK and not found.strip():
        raise NotAllowed(_("非现场核对没有发现问题的，不算督导。"))
    made = Guidance.objects.create(
        unit=unit, by=by, by_unit=by.unit, on=on, mode=mode, seen=seen, found=found, place=place
    )
    record("guidance.noted", on=made, by=by, mode=mode, found=bool(found.strip()))
    return made
