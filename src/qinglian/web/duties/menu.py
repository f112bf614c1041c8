"""What the menu shows of this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.core.menu import Item
from qinglian.web.units.scope import reach

ITEMS = [
    Item(
        _("责任事项"), "duties:turns", lambda user: bool(reach(user, "duty")), 13,
        also=("duties:duties", "duties:arrivals"),
    ),
    Item(_("清单下发"), "duties:sendings", lambda user: bool(reach(user, "duty")), 14),
    Item(_("困难问题"), "duties:difficulties", lambda user: bool(reach(user, "difficulty")), 26),
]  # fmt: skip
