"""What the menu shows of this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.core.menu import Item
from qinglian.web.works.people import reads

ITEMS = [
    Item(
        _("工程变更"), "variations:variations",
        reads, 28.4,
    )
]  # fmt: skip
