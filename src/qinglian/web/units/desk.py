"""What waits for the security administrator: roles that a second person must approve. 工作台上的事。"""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from qinglian.web.accounts.models import Assignment
from qinglian.web.accounts.roles import Role
from qinglian.web.core.desk import Counter, Part, Waiting
from qinglian.web.units.queries import visible_roles
from qinglian.web.units.queries import waiting as still_waiting
from qinglian.web.units.scope import roles_of


def parts(user: Any) -> Iterator[Part]:
    """Roles this person may approve, the oldest first; the rest are in the list."""
    if Role.SECURITY_ADMIN in roles_of(user):
        yield Part(_mine(user), _role, related=("user", "unit"), order=("granted_at",))


def counters(user: Any) -> Iterator[Counter]:
    """How many roles wait."""
    if Role.SECURITY_ADMIN in roles_of(user):
        yield Counter(_mine(user), _("待批准的角色"), reverse("units:roles") + "?state=waiting")


def _role(held: Assignment) -> Waiting:
    return Waiting(
        _("角色"), f"{held.user} · {held.get_role_display()}", _("批准或不予批准"),
        held.get_absolute_url(), unit=held.unit.name,
    )  # fmt: skip


def _mine(user: Any) -> Any:
    seen = visible_roles(user).filter(still_waiting())
    return seen.exclude(granted_by=user).exclude(user=user)
