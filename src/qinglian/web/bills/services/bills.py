"""A bill is read from the file that was signed, and confirmed by a second person. 导入与确认清单。"""

import hashlib
from typing import Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.roadworks import bill as reader
from qinglian.roadworks.cells import rows_of
from qinglian.roadworks.lines import Bill as Read
from qinglian.roadworks.lines import Kind as Read_kind
from qinglian.roadworks.lines import Line
from qinglian.roadworks.rounding import Rounding, words
from qinglian.web.audit.services import record
from qinglian.web.bills.models import Bill, BillItem, Chapter, LedgerRow
from qinglian.web.bills.models.bill import Kind
from qinglian.web.bills.states import CONFIRM_POSTS, DRAW, DRAW_POSTS
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.works.models import Section
from qinglian.web.works.people import must_stand
from qinglian.web.works.states import Side

KINDS = {
    Read_kind.UNIT: Kind.UNIT,
    Read_kind.LUMP: Kind.LUMP,
    Read_kind.DAYWORK: Kind.DAYWORK,
    Read_kind.PROVISIONAL_PRICE: Kind.ESTIMATED,
}
APART = {Kind.DAYWORK: "计日工", Kind.ESTIMATED: "暂估价"}
"""Their tables number anew; in the bill their codes bear the name of the table."""


def held(row: Any, version: int | None, *states: str) -> Any:
    """A bill or ledger for oneself, in one of these states and as the form knew it."""
    fresh = type(row).objects.select_for_update(of=("self",)).get(pk=row.pk)
    if (version is not None and fresh.version != version) or fresh.status not in states:
        raise Overtaken(fresh.get_status_display())
    fresh.version += 1
    return fresh


@transaction.atomic
def bill_import(
    *, section: Section, content: bytes, name: str, by: Any, amount_step: int = 100
) -> Bill:
    """Read a bill and keep it until somebody else confirms it. `SheetRefused` says which rows do not tie."""
    must_stand(by, section, DRAW, DRAW_POSTS)
    rounding = Rounding(amount_step=amount_step)
    read = reader.read(rows_of(content, name), rounding)
    Section.objects.select_for_update(of=("self",)).get(pk=section.pk)
    last = section.bills.aggregate(last=Max("number"))["last"] or 0
    made = Bill.objects.create(
        section=section, number=last + 1, source=name[:200], total_fen=read.tender, by=by,
        sha256=hashlib.sha256(content).hexdigest(),
        settings={
            "amount_step": amount_step, "daywork": read.daywork,
            "provisional_sum": read.provisional_sum, "provisional": read.provisional,
            "notes": [one.zh for one in read.notes],
        },
    )  # fmt: skip
    Chapter.objects.bulk_create(
        Chapter(
            bill=made, code=code, total_fen=total,
            name=words()["chapters"].get(code, {}).get("zh", code),
        )
        for code, total in read.chapters.items()
    )  # fmt: skip
    BillItem.objects.bulk_create(_items(made, read), batch_size=500)
    record("bill.imported", on=made, by=by, total_fen=made.total_fen, rows=len(read.lines))
    return made


def _items(bill: Bill, read: Read) -> list[BillItem]:
    found = [_item(bill, place, line) for place, line in enumerate(read.lines, 1)]
    if read.provisional_sum:
        name = Kind.PROVISIONAL.label
        found.append(
            BillItem(
                bill=bill,
                section=bill.section,
                place=len(found) + 1,
                chapter="",
                code="暂列金额",
                name=str(name),
                kind=Kind.PROVISIONAL,
                unit="总额",
                quantity=1,
                price_fen=read.provisional_sum,
                amount_fen=read.provisional_sum,
            )
        )
    return found


def _item(bill: Bill, place: int, line: Line) -> BillItem:
    kind = KINDS[line.kind]
    return BillItem(
        bill=bill, section=bill.section, place=place, chapter=line.chapter or "",
        code=f"{APART.get(kind, '')}{line.code}"[:40], name=line.name[:160], kind=kind,
        unit=line.unit[:16], quantity=line.quantity or 0, price_fen=int((line.price or 0) * 100),
        amount_fen=line.amount,
    )  # fmt: skip


@transaction.atomic
def bill_confirm(*, bill: Bill, by: Any, version: int | None = None) -> Bill:
    """The owner's side says that this is the bill of the contract; what stands on the one before goes on under it."""
    must_stand(by, bill.section, Side.OWNER, CONFIRM_POSTS)
    fresh: Bill = held(bill, version, Bill.State.DRAFT)
    if fresh.by_id == by.pk:
        raise NotAllowed(_("导入的人不能自己确认，请另一人办理。"))
    before = Bill.objects.select_for_update().filter(section=fresh.section, status="in_force")
    for old in before:
        _carry(old, fresh)
        old.status = Bill.State.REPLACED
        old.save(update_fields=["status"])
    fresh.status, fresh.confirmed_by, fresh.confirmed_at = "in_force", by, timezone.now()
    fresh.save()
    record("bill.confirmed", on=fresh, by=by, total_fen=fresh.total_fen)
    return fresh


def _carry(old: Bill, new: Bill) -> None:
    """Rows of the ledger hang on the items of the new bill; a price that was measured at is not changed this way."""
    items = {one.code: one for one in new.items.all()}
    place = len(items)
    kept = Q(rows__isnull=False) | ~Q(added_by_order="")
    for item in old.items.filter(kept).distinct():
        found = items.get(item.code)
        if found is None and item.added_by_order:
            place += 1
            item.bill, item.place = new, place
            item.save(update_fields=["bill", "place"])
            continue
        if found is None:
            raise NotAllowed(_("新清单里没有台账已用的子目 %(code)s。") % {"code": item.code})
        measured = LedgerRow.objects.filter(item=item).exclude(measured=0).exists()
        if measured and (found.price_fen, found.unit) != (item.price_fen, item.unit):
            raise NotAllowed(
                _("子目 %(code)s 已经计量，单价和单位只能经变更调整。") % {"code": item.code}
            )
        found.reviewed = item.reviewed
        found.save(update_fields=["reviewed"])
        LedgerRow.objects.filter(item=item).update(item=found)


@transaction.atomic
def ceilings_import(*, bill: Bill, content: bytes, name: str, by: Any) -> Bill:
    """Unit prices of the 招标控制价 beside those of the bill, from the owner's own sheet, by item code."""
    must_stand(by, bill.section, Side.OWNER, CONFIRM_POSTS)
    step = int(bill.settings.get("amount_step", 100))
    read = reader.read(rows_of(content, name), Rounding(amount_step=step))
    fresh: Bill = held(bill, None, Bill.State.DRAFT, Bill.State.IN_FORCE)
    prices = {one.code: int(one.price * 100) for one in read.leaves if one.price}
    items = list(fresh.items.filter(code__in=prices))
    for one in items:
        one.ceiling_fen = prices[one.code]
    BillItem.objects.bulk_update(items, ["ceiling_fen"], batch_size=500)
    fresh.save()
    record("bill.ceilings", on=fresh, by=by, rows=len(items))
    return fresh


@transaction.atomic
def bill_drop(*, bill: Bill, by: Any, reason: str, version: int | None = None) -> Section:
    """Take a bill back that nobody confirmed."""
    must_stand(by, bill.section, DRAW, (*DRAW_POSTS, *CONFIRM_POSTS))
    fresh: Bill = held(bill, version, Bill.State.DRAFT)
    section: Section = fresh.section
    record("bill.dropped", on=fresh, by=by, reason=reason)
    fresh.delete()
    return section
