"""Addresses of bills and ledgers. Roles open reading; drawing up and signing is by contract: no role reaches a verb."""

from typing import Any

from qinglian.web.bills.models import Bill, BillItem, Ledger, LedgerRow
from tests.web.addresses.concealed import READERS, _section
from tests.web.addressing import NOBODY, Address, World, has


def section(world: World, relation: str) -> dict[str, Any]:
    """A section of which the body is the owner."""
    return {"public_id": _section(world, relation).public_id}


def _bill(world: World, relation: str) -> Bill:
    def make() -> Bill:
        return Bill.objects.create(
            section=_section(world, relation),
            total_fen=100,
            status="in_force",
            by=world.person("granter"),
        )

    return world.once(("bill", relation), make)


def bill(world: World, relation: str) -> dict[str, Any]:
    """Its bill."""
    return {"public_id": _bill(world, relation).public_id}


def _item(world: World, relation: str) -> BillItem:
    def make() -> BillItem:
        of = _bill(world, relation)
        return BillItem.objects.create(
            bill=of,
            section=of.section,
            place=1,
            chapter="200",
            code="203-1-a",
            name="示例",
            unit="m3",
        )

    return world.once(("bill item", relation), make)


def item(world: World, relation: str) -> dict[str, Any]:
    """An item of it."""
    return {"number": _item(world, relation).pk}


def _ledger(world: World, relation: str) -> Ledger:
    def make() -> Ledger:
        return Ledger.objects.create(
            section=_section(world, relation), status="in_force", by=world.person("granter")
        )

    return world.once(("ledger", relation), make)


def ledger(world: World, relation: str) -> dict[str, Any]:
    """Its ledger."""
    return {"public_id": _ledger(world, relation).public_id}


def row(world: World, relation: str) -> dict[str, Any]:
    """A row of it."""

    def make() -> LedgerRow:
        of = _ledger(world, relation)
        return LedgerRow.objects.create(
            section=of.section,
            key="R1",
            since=of,
            item=_item(world, relation),
            design=1,
            reviewed=1,
        )

    return {"number": world.once(("ledger row", relation), make).pk}


ADDRESSES = [
    Address(
        "bills:sections", section, has(READERS), rows=READERS, text=lambda w, r: f"示例标段-{r}-"
    ),
    Address("bills:section", section, READERS),
    Address("bills:bill_new", section, NOBODY),
    Address("bills:ledger_new", section, NOBODY),
    Address("bills:template", section, READERS),
    Address("bills:item", item, READERS),
    Address("bills:row", row, READERS),
    Address("bills:ledger", ledger, READERS),
    Address("bills:differences", ledger, READERS),
    Address("bills:ledger_submit", ledger, NOBODY),
    Address("bills:ledger_sign", ledger, NOBODY, READERS),
    Address("bills:ledger_drop", ledger, NOBODY),
    Address("bills:bill", bill, READERS),
    Address("bills:bill_confirm", bill, NOBODY, READERS),
    Address("bills:ceilings", bill, NOBODY),
    Address("bills:bill_drop", bill, NOBODY),
    Address("bills:compare", bill, READERS),
]
