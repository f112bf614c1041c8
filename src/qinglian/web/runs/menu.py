"""What the menu shows of this app."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qinglian.web.core.menu import Item
from qinglian.web.units.scope import reach


def _sees(kind: str) -> Any:
    return lambda user: bool(reach(user, kind))


ITEMS = [
    Item(_("疑点"), "runs:signals", _sees("signal"), 6),
    Item(_("数据"), "runs:batches", _sees("batch"), 40, also=("runs:uploads", "runs:corrections")),
    Item(pgettext_lazy("list", "运行"), "runs:runs", _sees("run"), 45),
]
