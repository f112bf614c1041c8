"""What waits of integrations and of warnings from above. 工作台上的对接。"""

from typing import Any

from django.utils.translation import gettext as _

from qinglian.web.accounts.roles import Role
from qinglian.web.api.models import HANDING_ON, Integration, Warning
from qinglian.web.api.states import State
from qinglian.web.core.desk import MOST, Figure, Waiting
from qinglian.web.core.masking import mask_text
from qinglian.web.units.scope import roles_of


def waiting(user: Any) -> list[Waiting]:
    """Warnings to hand on; systems to approve."""
    held, found = roles_of(user), []
    if held & HANDING_ON:
        rows = Warning.objects.visible_to(user).filter(status=Warning.Status.NEW)
        found += [
            Waiting(
                kind=_("上级平台预警"),
                title=mask_text(row.title),
                act=_("交办"),
                url=row.get_absolute_url(),
                unit=row.unit.name,
                due_on=row.due_on,
            )
            for row in rows.select_related("unit").order_by("due_on", "pk")[:MOST]
        ]
    if Role.SECURITY_ADMIN in held:
        asked = Integration.objects.in_state(State.WAITING).exclude(asked_by=user)
        found += [
            Waiting(
                kind=_("对接系统"),
                title=row.name,
                act=_("批准与否"),
                url=row.get_absolute_url(),
                unit=row.unit.name,
                due_on=None,
            )
            for row in asked.select_related("unit").order_by("asked_at")[:MOST]
        ]
    return found


def figures(user: Any) -> list[Figure]:
    """None: what waits is listed."""
    return []
