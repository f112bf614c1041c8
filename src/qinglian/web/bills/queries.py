"""What pages of bills and ledgers ask. 清单与台账的查询。"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, QuerySet, Sum

from qinglian.web.bills.models import Bill, BillItem, Ledger, LedgerRow
from qinglian.web.works.models import Section

NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Difference:
    """One item in two bills, or in the contract and after the review."""

    code: str
    name: str
    unit: str
    before: Decimal
    after: Decimal
    price_before: int
    price_after: int

    @property
    def delta(self) -> Decimal:
        """More or less of it."""
        return self.after - self.before

    @property
    def delta_fen(self) -> int:
        """What that makes in money."""
        return round(self.after * self.price_after - self.before * self.price_before)


def compared(old: Bill, new: Bill) -> Iterator[Difference]:
    """Items that differ between two bills in quantity, price or unit; also those that one of them lacks."""
    before = {one.code: one for one in old.items.exclude(unit="")}
    after = {one.code: one for one in new.items.exclude(unit="")}
    for code in dict.fromkeys((*before, *after)):
        one, other = before.get(code), after.get(code)
        said = other or one
        found = Difference(
            code, said.name if said else "", said.unit if said else "",
            one.quantity if one else NONE, other.quantity if other else NONE,
            one.price_fen if one else 0, other.price_fen if other else 0,
        )  # fmt: skip
        if found.delta or found.price_before != found.price_after:
            yield found


def reviewed_by(ledger: Ledger) -> dict[int, Decimal]:
    """Σ of the rows of each item: as drawn up; for what was drawn elsewhere, as the rows stand."""
    rows: Any = ledger.drawn.all()
    if not rows.exists():
        rows = LedgerRow.objects.filter(section=ledger.section, until=None)
    return dict(rows.values("item").annotate(n=Sum("reviewed")).values_list("item", "n"))


def differences(ledger: Ledger) -> list[Difference]:
    """清单核增核减: contract quantity against the reviewed one, items without any row among them."""
    sums = reviewed_by(ledger)
    bill = Bill.objects.filter(section=ledger.section, status="in_force").first()
    if bill is None:
        return []
    items = bill.items.filter(kind__in=("unit", "lump"), added_by_order="").exclude(unit="")
    return [
        Difference(
            one.code, one.name, one.unit, one.quantity, sums.get(one.pk, NONE), one.price_fen,
            one.price_fen,
        )
        for one in items
        if sums.get(one.pk, NONE) != one.quantity
    ]  # fmt: skip


def items_of(bill: Bill) -> QuerySet[BillItem]:
    """The items of a bill with what their rows hold."""
    return bill.items.annotate(
        row_count=Count("rows"),
        control=Sum(F("rows__reviewed") + F("rows__varied")),
        measured=Sum("rows__measured"),
    )


def sections_of(user: Any) -> QuerySet[Section]:
    """The sections one sees."""
    return Section.objects.visible_to(user).select_related("project")
