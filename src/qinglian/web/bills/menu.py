"""What the menu shows of this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.core.menu import Item
from qinglian.web.works.people import reads

ITEMS = [
    Item(
        _("清单台账"),
        "bills:sections",
        reads,
        28.1,
    )
]
