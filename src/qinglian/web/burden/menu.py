"""What the menu shows of this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.core.menu import Item
from qinglian.web.units.scope import reach

ITEMS = [Item(_("减负台账"), "burden:asks", lambda user: bool(reach(user, "ask")), 65)]
