"""What the menu shows of this app."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.roles import ADMINISTRATORS, Role
from qinglian.web.core.menu import Item
from qinglian.web.units.scope import reach, roles_of


def sees(user: Any) -> bool:
    """Whoever works by the limits knows them, and whoever sets or checks them."""
    known = reach(user, "alert") or reach(user, "task")
    return bool(known or roles_of(user) & {*ADMINISTRATORS, Role.AUDITOR})


ITEMS = [Item(_("时限"), "clocks:limits", sees, 66)]
