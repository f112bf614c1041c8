"""Requests above the cap that name this person as the approver, settings that wait, and what was denied. 工作台。"""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.accounts.roles import Role
from qinglian.web.burden.limits import CONFIRM
from qinglian.web.burden.models import Ask, Setting
from qinglian.web.burden.numbers import number_name
from qinglian.web.clocks.terms import due_for
from qinglian.web.core.desk import MOST, Figure, Waiting
from qinglian.web.core.masking import mask_text
from qinglian.web.units.scope import roles_of


def waiting(user: Any) -> list[Waiting]:
    """What this person approved by name and has not confirmed, what of theirs was denied, what they may agree to."""
    rows = Ask.objects.filter(withdrawn_at=None, over__gt=0)
    room = _("减负")
    found = [
        Waiting(
            one.get_kind_display(), mask_text(one.on_title), _("确认超上限"), one.get_absolute_url(),
            unit=str(one.giver_unit), due_on=due_for(CONFIRM, "", timezone.localdate(one.at)), room=room,
        )
        for one in rows.filter(approved_by=user, confirmed=None).select_related("giver_unit").order_by("at")[:MOST]
    ]  # fmt: skip
    found += [
        Waiting(
            one.get_kind_display(), mask_text(one.on_title), _("批准人不认可，撤回或另行批准"),
            one.get_absolute_url(), unit=str(one.giver_unit), room=room,
        )
        for one in rows.filter(by=user, confirmed=False).select_related("giver_unit").order_by("at")[:MOST]
    ]  # fmt: skip
    if Role.SECURITY_ADMIN in roles_of(user):
        found += [
            Waiting(
                _("减负设置变更"),
                number_name(one.what, one.key),
                _("批准或不予批准"),
                one.get_absolute_url(),
            )
            for one in Setting.objects.filter(agreed=None).exclude(by=user).order_by("at")[:MOST]
        ]
    return found


def figures(user: Any) -> list[Figure]:
    """None: what waits stands below."""
    return []
