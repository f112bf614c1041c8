"""What variations say of a row of the ledger."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from qinglian.web.variations.approved import orders_of, pending_of
from qinglian.web.works.traces import Link


def linked(row: Any, user: Any) -> Iterator[Link]:
    """Orders that changed it, and what is on its way."""
    for one in orders_of(row):
        said = _("增减 %(n)s %(unit)s") % {"n": f"{one.delta.normalize():f}", "unit": row.item.unit}
        yield Link(_("变更令"), f"{one.number} {one.title}", one.url, one.on, said)
    for found in pending_of(row):
        yield Link(
            _("在办变更"),
            found.title,
            found.get_absolute_url(),
            None,
            str(found.get_status_display()),
        )
