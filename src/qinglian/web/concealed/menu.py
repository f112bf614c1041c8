"""What the menu shows of this app."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from qinglian.web.core.menu import Item
from qinglian.web.units.scope import reach
from qinglian.web.works.models.projects import taken_part


def opens(user: Any) -> bool:
    """Who reads works by a role, or takes part by contract."""
    if not user.is_authenticated:
        return False
    return bool(reach(user, "works")) or taken_part(user).exists()


ITEMS = [Item(_("隐蔽工程"), "concealed:acceptances", opens, 28.3)]
