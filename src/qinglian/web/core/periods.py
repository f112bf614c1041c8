"""
Rows that a number of a period counted, as a filter of their list. 期间数字的清单。

`core.reporting` figures link to `<list>?period=done.2026-01-01.2026-06-30`; the list says in `period_filter` what each
word means. Without such an address the filter does not stand among the others: nobody has to type it.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.core.listing import Filter

Counted = tuple[Any, Callable[[date, date], Q]]
"""What was counted, in words, and the condition on its rows between two days, both included."""


def within(field: str, begins: date, ends: date) -> Q:
    """Instants from the beginning of the first day to the end of the last, as the site's clock has them."""
    since, until = (
        timezone.make_aware(datetime.combine(day, time()))
        for day in (begins, ends + timedelta(days=1))
    )
    return Q(**{f"{field}__gte": since, f"{field}__lt": until})


def period_address(address: str, what: str, begins: date, ends: date) -> str:
    """The list of exactly the rows that were counted."""
    return f"{address}?period={what}.{begins:%Y-%m-%d}.{ends:%Y-%m-%d}"


def counts(
    rows: QuerySet[Any], kinds: Mapping[str, Counted], begins: date, ends: date
) -> dict[str, int]:
    """How many rows each condition holds for: one query for all of them."""
    # Names of their own: a word may be that of a column.
    said = rows.order_by().aggregate(
        **{
            f"of_{what}": Count("pk", filter=condition(begins, ends))
            for what, (_label, condition) in kinds.items()
        }
    )
    return {what: said[f"of_{what}"] for what in kinds}


def parsed(value: str, kinds: Mapping[str, Counted]) -> tuple[str, date, date] | None:
    """What an address asks for; None where it is no period."""
    what, _dot, days = value.partition(".")
    first, _dot, last = days.partition(".")
    try:
        begins, ends = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return None
    inside = date(1900, 1, 1) <= begins <= ends < date(9999, 1, 1)
    return (what, begins, ends) if what in kinds and inside else None


def period_filter(request: HttpRequest, kinds: Mapping[str, Counted]) -> list[Filter]:
    """The filter, where the address asks for one of these; no filter otherwise."""
    value = request.GET.get("period", "")
    found = parsed(value, kinds)
    if found is None:
        return []
    what, begins, ends = found
    label, condition = kinds[what]
    said = _("%(what)s：%(begins)s 至 %(ends)s") % {"what": label, "begins": begins, "ends": ends}
    return [Filter("period", _("期间"), [(value, said)], lambda _value: condition(begins, ends))]
