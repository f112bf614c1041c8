"""What the menu shows of this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.core.access import reach
from qinglian.web.core.menu import Item

ITEMS = [Item(_("审计记录"), "audit:records", lambda user: bool(reach(user, "record")), 80)]
