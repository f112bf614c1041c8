"""What the menu shows of this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.core.menu import Item
from qinglian.web.creation.queries import reads
from qinglian.web.creation.views.lists import CREATING, SHOWING

ITEMS = [
    Item(
        _("单元创建"), "creation:applications", reads, 61.5,
        tuple(f"creation:{one}" for one in CREATING if one != "applications"),
    ),
    Item(
        _("品牌与示范点"), "creation:brands", reads, 62.5,
        tuple(f"creation:{one}" for one in SHOWING if one != "brands"),
    ),
]  # fmt: skip
