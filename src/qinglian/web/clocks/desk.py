"""Changes of limits that wait for the security administrator. 工作台上的时限变更。"""

from typing import Any

from django.utils.translation import gettext as _

from qinglian.web.accounts.roles import Role
from qinglian.web.clocks.models import Limit
from qinglian.web.clocks.words import named
from qinglian.web.core.desk import MOST, Figure, Waiting
from qinglian.web.units.scope import roles_of


def waiting(user: Any) -> list[Waiting]:
    """What this person may agree to."""
    if Role.SECURITY_ADMIN not in roles_of(user):
        return []
    asked = Limit.objects.filter(agreed=None).exclude(by=user).order_by("at")[:MOST]
    return [
        Waiting(_("时限变更"), named(one), _("批准或不予批准"), one.get_absolute_url())
        for one in asked
    ]


def figures(user: Any) -> list[Figure]:
    """None: what waits stands below."""
    return []
