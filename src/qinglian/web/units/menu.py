"""What the menu shows of this app."""

from typing import Any

from django.utils.translation import pgettext_lazy

from qinglian.web.core.menu import Item
from qinglian.web.units.scope import reach


def _sees(kind: str, *, write: bool = False) -> Any:
    return lambda user: bool(reach(user, kind, write=write))


ITEMS = [
    Item(pgettext_lazy("list", "单位"), "units:units", _sees("unit"), 60),
    Item(pgettext_lazy("list", "人员"), "units:people", _sees("person"), 62),
    Item(pgettext_lazy("list", "角色"), "units:roles", _sees("person"), 64),
]
