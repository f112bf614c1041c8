"""What the menu shows of this app."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qinglian.web.core.menu import Item
from qinglian.web.units.scope import reach


def _lists(user: Any) -> bool:
    return bool(reach(user, "programme"))


ITEMS = [
    Item(pgettext_lazy("list", "清单"), "duties:lists", _lists, 10, also=("duties:samples",)),
    Item(pgettext_lazy("list", "方案"), "duties:programmes", _lists, 11),
    Item(_("正负面清单对照"), "duties:norms", _lists, 12),
    Item(
        _("责任事项"), "duties:turns", lambda user: bool(reach(user, "duty")), 13,
        also=("duties:duties", "duties:arrivals"),
    ),
    Item(_("清单下发"), "duties:sendings", lambda user: bool(reach(user, "duty")), 14),
    Item(
        _("报告与自查"), "duties:reports", lambda user: bool(reach(user, "duty")), 14.8,
        also=("duties:self_checks",),
    ),
    Item(_("困难问题"), "duties:difficulties", lambda user: bool(reach(user, "difficulty")), 26),
]  # fmt: skip
