"""What other rooms ask of variations: orders of a row, what is on its way, the missing paper drafted. 供各室查询。"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from qinglian.web.bills.models import LedgerRow
from qinglian.web.variations.models import Change, Variation
from qinglian.web.variations.services.lines import line_add
from qinglian.web.variations.services.moving import table_of, variation_open
from qinglian.web.variations.states import PENDING, Kind, Reason, Status
from qinglian.web.works.models import Section

NEAR = Decimal("0.9")
"""A sum within a tenth below a threshold of the owner's own table is near it."""


@dataclass(frozen=True, slots=True)
class Order:
    """An order that changed a row."""

    number: str
    on: date | None
    title: str
    delta: Decimal
    price_fen: int
    url: str


@dataclass(frozen=True, slots=True)
class Within:
    """The variations of a section together; `near`: those close below a threshold of the owner's table."""

    ordered: int
    ordered_fen: int
    pending: int
    pending_fen: int
    near: list[Variation]
    late: list[Variation]


def orders_of(row: LedgerRow) -> list[Order]:
    """The orders that added to a row or cut it, oldest first."""
    lines = Change.objects.filter(
        row=row, variation__status__in=(Status.ORDERED, Status.DONE)
    ).select_related("variation")
    return [
        Order(
            one.variation.number, one.variation.ordered_on, one.variation.title, one.quantity,
            one.price_fen, one.variation.get_absolute_url(),
        )
        for one in lines.order_by("variation__place", "pk")
    ]  # fmt: skip


def pending_of(row: LedgerRow) -> QuerySet[Variation]:
    """Variations of a row without an order yet: nothing of them may be measured."""
    return Variation.objects.filter(changes__row=row, status__in=PENDING).distinct()


@transaction.atomic
def draft_for(row: LedgerRow, shortage: Decimal, by: Any) -> Variation:
    """The one button where a row is short: a suggestion with the line that is missing; one that waits is taken."""
    waiting = pending_of(row).filter(by=by, status=Status.SUGGESTED).first()
    if waiting is not None:
        return waiting
    made = variation_open(
        section=row.section, by=by, reason=Reason.DESIGN,
        title=_("台账行 %(key)s 控制量不足") % {"key": row.key},
        text=_("累计计量将超过控制量，差 %(n)s %(unit)s，位置：%(said)s。")
        % {"n": f"{shortage.normalize():f}", "unit": row.item.unit, "said": row.said},
    )  # fmt: skip
    line_add(variation=made, by=by, kind=Kind.VARY, row=row, quantity=shortage)
    return made


def within(section: Section) -> Within:
    """How the variations of a section stand together."""
    rows = list(Variation.objects.filter(section=section).exclude(status=Status.REFUSED))
    done = [one for one in rows if one.number]
    wait = [one for one in rows if not one.number]
    sums = [one["most_fen"] for one in table_of(section)[0] if one["most_fen"]]
    near = [one for one in rows if any(NEAR * most <= abs(one.amount_fen) <= most for most in sums)]
    return Within(
        len(done), sum(one.amount_fen for one in done), len(wait),
        sum(one.amount_fen for one in wait), near, [one for one in rows if one.late],
    )  # fmt: skip
