"""Filters that only stand in addresses: numbers of a period lead through them, and nobody has to look past them."""

from collections.abc import Iterable

from django.http import HttpRequest

from qinglian.web.core.listing import Filter


def quiet(request: HttpRequest, *filters: Filter) -> Iterable[Filter]:
    """Those of the filters that the address names."""
    return [one for one in filters if request.GET.get(one.name)]
