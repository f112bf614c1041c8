"""What the menu shows of this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.core.menu import Item
from qinglian.web.units.scope import reach

ITEMS = [Item(_("专项整治"), "campaigns:campaigns", lambda user: bool(reach(user, "campaign")), 24)]
