"""What waits for the security administrator: roles that a second person must approve. 工作台上的事。"""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from qinglian.web.accounts.roles import Role
from qinglian.web.core.desk import MOST, Figure, Waiting
from qinglian.web.units.queries import visible_roles
from qinglian.web.units.queries import waiting as still_waiting
from qinglian.web.units.scope import roles_of


def waiting(user: Any) -> list[Waiting]:
    """Roles this person may approve, the oldest first; the rest are in the list."""
    return [
        Waiting(
            _("角色"),
            f"{held.user} · {held.get_role_display()}",
            _("批准或不予批准"),
            held.get_absolute_url(),
            unit=held.unit.name,
        )
        for held in _mine(user).select_related("user", "unit").order_by("granted_at")[:MOST]
    ]


def figures(user: Any) -> list[Figure]:
    """How many roles wait."""
    number = _mine(user).count()
    return (
        [Figure(number, _("待批准的角色"), reverse("units:roles") + "?state=waiting")]
        if number
        else []
    )


def _mine(user: Any) -> Any:
    seen = visible_roles(user).filter(still_waiting())
    if Role.SECURITY_ADMIN not in roles_of(user):
        return seen.none()
    return seen.exclude(granted_by=user).exclude(user=user)
