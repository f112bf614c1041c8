"""What the numbers of a period count, said once for the numbers and their lists. 期间数字的口径。"""

from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def _between(begins: date, ends: date) -> Q:
    return Q(on_day__gte=begins, on_day__lte=ends, withdrawn_at=None)


def _over(begins: date, ends: date) -> Q:
    return _between(begins, ends) & Q(over__gt=0)


def _withdrawn(begins: date, ends: date) -> Q:
    return Q(on_day__gte=begins, on_day__lte=ends, withdrawn_at__isnull=False)


KINDS: dict[str, tuple[Any, Any]] = {
    "asked": (_("向单位提出的要求"), _between),
    "over": (_("超上限的要求"), _over),
    "withdrawn": (_("撤回的要求"), _withdrawn),
}
