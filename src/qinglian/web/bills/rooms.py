"""What the page of a section shows of its bill and ledger."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from qinglian.web.bills.models import LedgerRow
from qinglian.web.works.rooms import Card


def cards(section: Any, user: Any) -> Iterator[Card]:
    """清单台账: what was signed, what the rows hold, what still waits."""
    bill = section.bills.filter(status="in_force").first()
    ledger = section.ledgers.filter(status="in_force").first()
    rows = LedgerRow.objects.filter(section=section, until=None)
    spent = rows.exclude(measured=0).aggregate(n=Sum("measured"))["n"]
    warnings = []
    if bill is None:
        warnings.append(_("清单还没有确认。"))
    elif ledger is None:
        warnings.append(_("台账还没有启用，不能计量。"))
    figures = [
        (_("投标报价（元）"), f"{bill.total_fen / 100:,.2f}" if bill else "–"),
        (_("台账行"), rows.count()),
    ]
    if spent is None and ledger:
        figures.append((_("累计计量"), _("还没有")))
    yield Card(
        _("清单台账"), reverse("bills:section", args=(section.public_id,)), figures, warnings
    )
