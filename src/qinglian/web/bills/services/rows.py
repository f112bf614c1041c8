"""
What moves a row of the ledger: measured, certified, varied. 台账行的累计。

Source: works.md 1. 累计计量 ≤ 控制量（复核量＋已批变更量）, a correction is a negative quantity, the running total
never falls below nothing. Each verb takes the row for itself before it reckons; the constraints of the table
stand behind it.
"""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from qinglian.roadworks.lines import chapter_of
from qinglian.web.audit.services import record
from qinglian.web.bills.models import Bill, BillItem, Ledger, LedgerRow
from qinglian.web.bills.models.bill import Kind
from qinglian.web.core.moves import NotAllowed
from qinglian.web.works.models import Section

LEAST = Decimal("0.0001")
"""What the columns hold: finer quantities would be rounded behind the back of whoever wrote them."""


def written(quantity: Decimal) -> str:
    """A quantity as people write it, without the noughts behind."""
    return f"{quantity.normalize():f}"


class Beyond(NotAllowed):
    """More than the row holds, or less than nothing. `over`: by how much; `possible`: the most (the least) there is."""

    def __init__(
        self, row: LedgerRow, over: Decimal, possible: Decimal, *, below: bool = False
    ) -> None:
        self.row, self.over, self.possible = row, over, possible
        said = {
            "row": row.key, "over": written(over), "possible": written(possible),
            "control": written(row.control), "measured": written(row.measured), "unit": row.item.unit,
        }  # fmt: skip
        if below:
            text = _(
                "台账行 %(row)s 累计计量 %(measured)s %(unit)s，最多冲减到零，多冲了 %(over)s %(unit)s。"
            )
        else:
            text = _(
                "台账行 %(row)s 控制量 %(control)s %(unit)s，已计量 %(measured)s，本次最多 %(possible)s，"
                "超出 %(over)s %(unit)s。差额须先办变更。"
            )
        super().__init__(text % said)


def taken(row: LedgerRow) -> LedgerRow:
    """The row for oneself until the end of the transaction, as it stands now."""
    fresh: LedgerRow = LedgerRow.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if fresh.until_id is not None:
        raise NotAllowed(_("台账行 %(row)s 已随新版台账取消。") % {"row": fresh.key})
    return fresh


def exact(quantity: Decimal) -> Decimal:
    """A quantity that the columns hold as it is."""
    if not quantity.is_finite() or quantity != quantity.quantize(LEAST):
        raise NotAllowed(_("数量最多四位小数。"))
    return quantity


@transaction.atomic
def row_take(row: LedgerRow, quantity: Decimal, *, by: Any) -> LedgerRow:
    """
    Hold a quantity of the row for an application, or correct what was measured (negative); giving back is the same with
    the other sign. `Beyond` where it would pass the control quantity or fall below nothing. `by` stands on the line.
    """
    fresh, quantity = taken(row), exact(quantity)
    after = fresh.measured + quantity
    if after > fresh.control:
        raise Beyond(fresh, after - fresh.control, fresh.left)
    if after < 0:
        raise Beyond(fresh, -after, -fresh.measured, below=True)
    fresh.measured = after
    fresh.save(update_fields=["measured"])
    return fresh


@transaction.atomic
def row_certify(row: LedgerRow, quantity: Decimal) -> LedgerRow:
    """
    Put the net quantity of the row on a certificate (all its lines of the period together, corrections with their
    sign). While a correction is on its way the row may be certified beyond what is measured, never beyond its control.
    """
    fresh, quantity = taken(row), exact(quantity)
    after = fresh.certified + quantity
    if after < 0 or after > fresh.control or (quantity > 0 and after > fresh.measured):
        raise NotAllowed(
            _("台账行 %(row)s 签认后累计 %(after)s，与已申报的 %(measured)s 不符。")
            % {"row": fresh.key, "after": written(after), "measured": written(fresh.measured)}
        )
    fresh.certified = after
    fresh.save(update_fields=["certified"])
    return fresh


@transaction.atomic
def row_vary(row: LedgerRow, delta: Decimal, *, order_number: str, by: Any) -> LedgerRow:
    """An approved variation adds to the control quantity, or cuts it; never below what is measured or certified."""
    fresh, delta = taken(row), exact(delta)
    control = fresh.control + delta
    held = max(fresh.measured, fresh.certified)
    if control < held:
        raise NotAllowed(
            _("台账行 %(row)s 核减后控制量 %(control)s，低于已计量的 %(held)s，最多核减 %(most)s。")
            % {
                "row": fresh.key, "control": written(control), "held": written(held),
                "most": written(fresh.control - held),
            }
        )  # fmt: skip
    fresh.varied += delta
    fresh.order_number = order_number
    fresh.save(update_fields=["varied", "order_number"])
    record(
        "ledger_row.varied", on=("ledgerrow", f"{fresh.section.public_id}/{fresh.key}"), by=by,
        order=order_number, delta=written(delta), control=written(control),
    )  # fmt: skip
    return fresh


@transaction.atomic
def row_add(
    section: Section, *, key: str, item: BillItem, quantity: Decimal, order_number: str, by: Any,
    drawing: str = "", covers: bool = False, **place: Any,
) -> LedgerRow:  # fmt: skip
    """A row that a variation brings: nothing of it was reviewed, all of it is varied. `place`: columns of `Located`."""
    ledger = Ledger.objects.select_for_update().filter(section=section, status="in_force").first()
    if ledger is None:
        raise NotAllowed(_("本标段还没有在用的台账。"))
    if item.section_id != section.pk or exact(quantity) <= 0:
        raise NotAllowed(_("子目不是本标段的，或者数量不大于零。"))
    if LedgerRow.objects.filter(section=section, key=key).exists():
        raise NotAllowed(_("台账编号 %(key)s 已经有了。") % {"key": key})
    made: LedgerRow = LedgerRow.objects.create(
        section=section, key=key, since=ledger, item=item, drawing=drawing, covers=covers,
        design=Decimal(0), reviewed=Decimal(0), varied=quantity, order_number=order_number, **place,
    )  # fmt: skip
    record(
        "ledger_row.added", on=("ledgerrow", f"{section.public_id}/{key}"), by=by,
        order=order_number, delta=written(quantity),
    )  # fmt: skip
    return made


@transaction.atomic
def item_add(
    section: Section, *, code: str, name: str, unit: str, price_fen: int, order_number: str, by: Any,
    kind: str = Kind.UNIT,
) -> BillItem:  # fmt: skip
    """An item that a variation brings into the bill in force, with its approved price and no quantity of contract."""
    bill = Bill.objects.select_for_update().filter(section=section, status="in_force").first()
    if bill is None:
        raise NotAllowed(_("本标段还没有在用的清单。"))
    if bill.items.filter(code=code).exists():
        raise NotAllowed(_("子目号 %(code)s 清单里已经有了。") % {"code": code})
    if price_fen <= 0:
        raise NotAllowed(_("新增子目须有单价。"))
    last = bill.items.aggregate(last=Max("place"))["last"] or 0
    made: BillItem = BillItem.objects.create(
        bill=bill, section=section, place=last + 1, chapter=chapter_of(code) or "", code=code,
        name=name, kind=kind, unit=unit, price_fen=price_fen, reviewed=Decimal(0),
        added_by_order=order_number,
    )  # fmt: skip
    record("bill_item.added", on=bill, by=by, code=code, order=order_number, price_fen=price_fen)
    return made
