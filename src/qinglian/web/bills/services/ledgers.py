"""The ledger: drawn up, signed by four sides, in force; its rows go on from version to version. 台账的编制与签认。"""

from collections import defaultdict
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F, Max, Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.model.text import Text
from qinglian.roadworks.cells import rows_of
from qinglian.roadworks.errors import Fault, SheetRefused
from qinglian.web.audit.services import record
from qinglian.web.bills.models import Bill, BillItem, DraftRow, Ledger, LedgerRow, Review
from qinglian.web.bills.reading import Reader
from qinglian.web.bills.services.bills import held
from qinglian.web.bills.services.rows import written
from qinglian.web.bills.states import DRAW, DRAW_POSTS, SIGNERS
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.wording import listed
from qinglian.web.works.models import Section
from qinglian.web.works.people import must_stand

COLUMNS = (
    "item", "drawing", "design", "reviewed", "covers", "alignment", "start", "end", "lane", "layer",
    "part", "said",
)  # fmt: skip


@transaction.atomic
def ledger_import(
    *, section: Section, content: bytes, name: str, review_number: str, by: Any, note: str = ""
) -> Ledger:
    """Draw up a version from a workbook. `SheetRefused` names each row that cannot stand, and sums that do not tie."""
    must_stand(by, section, DRAW, DRAW_POSTS)
    bill = Bill.objects.select_for_update().filter(section=section, status="in_force").first()
    if bill is None:
        raise NotAllowed(_("请先导入并确认清单，再编制台账。"))
    if section.ledgers.filter(status__in=("draft", "signing")).exists():
        raise NotAllowed(_("已有一版台账在编制或会签，请先办完或退回。"))
    reader = Reader(section, bill)
    reader.read(rows_of(content, name))
    _tie(reader)
    if reader.faults:
        raise SheetRefused(reader.faults)
    last = section.ledgers.aggregate(last=Max("number"))["last"] or 0
    made = Ledger.objects.create(
        section=section, number=last + 1, review_number=review_number, note=note, by=by
    )
    for row in reader.rows:
        row.ledger = made
    DraftRow.objects.bulk_create(reader.rows, batch_size=1000)
    record("ledger.imported", on=made, by=by, number=made.number, rows=len(reader.rows))
    return made


def _tie(reader: Reader) -> None:
    """Σ rows = reviewed quantity of the item, where the workbook states it; nothing falls below what is measured."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in reader.rows:
        sums[row.item.code] += row.reviewed
    for code, stated in reader.stated.items():
        if sums[code] != stated:
            over = sums[code] - stated
            said = _("子目 %(code)s 各行合计 %(sum)s，清单复核量 %(stated)s，相差 %(over)s") % {
                "code": code, "sum": written(sums[code]), "stated": written(stated),
                "over": written(over),
            }  # fmt: skip
            reader.faults.append(Fault("", 0, Text(said, said)))
    drawn = {one.key: one for one in reader.rows}
    for said in short(reader.section, drawn):
        reader.faults.append(Fault("", 0, Text(said, said)))


def short(section: Section, drawn: dict[str, DraftRow]) -> list[str]:
    """Why a version cannot follow the rows that are measured on."""
    found = []
    rows = LedgerRow.objects.filter(section=section, until=None).select_related("item")
    for row in rows:
        most = max(row.measured, row.certified)
        new = drawn.get(row.key)
        if new is None:
            if (most or row.varied) and row.reviewed:
                found.append(
                    _("%(key)s 已计量 %(held)s、变更 %(varied)s，新版不能没有这一行")
                    % {"key": row.key, "held": written(most), "varied": written(row.varied)}
                )
        elif most and new.item.code != row.item.code:
            found.append(_("%(key)s 已计量，不能改子目") % {"key": row.key})
        elif new.reviewed + row.varied < most:
            found.append(
                _("%(key)s 新控制量 %(control)s 低于已计量的 %(held)s")
                % {
                    "key": row.key, "control": written(new.reviewed + row.varied),
                    "held": written(most),
                }
            )  # fmt: skip
    return found


@transaction.atomic
def ledger_submit(*, ledger: Ledger, by: Any, version: int | None = None) -> Ledger:
    """Send it round for signing."""
    must_stand(by, ledger.section, DRAW, DRAW_POSTS)
    fresh: Ledger = held(ledger, version, Ledger.State.DRAFT)
    fresh.status = Ledger.State.SIGNING
    fresh.save()
    record("ledger.submitted", on=fresh, by=by, number=fresh.number)
    return fresh


@transaction.atomic
def ledger_drop(*, ledger: Ledger, by: Any, reason: str, version: int | None = None) -> Section:
    """Take a draft back."""
    must_stand(by, ledger.section, DRAW, DRAW_POSTS)
    fresh: Ledger = held(ledger, version, Ledger.State.DRAFT)
    section: Section = fresh.section
    record("ledger.dropped", on=fresh, by=by, reason=reason)
    fresh.delete()
    return section


@transaction.atomic
def ledger_sign(
    *, ledger: Ledger, by: Any, agree: bool, text: str = "", version: int | None = None
) -> Ledger:
    """Sign for one's side, or refuse with the reason. With the fourth signature the version is in force."""
    own = {
        side: must for side, posts in SIGNERS.items() if (must := _stands(by, ledger.section, side, posts))
    }  # fmt: skip
    if not own:
        must_stand(
            by, ledger.section, tuple(SIGNERS), tuple(p for ps in SIGNERS.values() for p in ps)
        )
    (side,) = own
    fresh: Ledger = held(ledger, version, Ledger.State.SIGNING)
    if fresh.by_id == by.pk:
        raise NotAllowed(_("编制的人不能自己签认，请本方另一人办理。"))
    if fresh.reviews.filter(side=side, agreed=True).exists():
        raise NotAllowed(_("您这一方已经签过。"))
    if not agree and not text.strip():
        raise NotAllowed(_("不同意的，请写明理由。"))
    Review.objects.create(ledger=fresh, side=side, by=by, agreed=agree, text=text)
    record(
        "ledger.signed" if agree else "ledger.refused", on=fresh, by=by, side=side, reason=text,
        number=fresh.number,
    )  # fmt: skip
    if not agree:
        fresh.status = Ledger.State.REFUSED
    elif fresh.reviews.filter(agreed=True).count() == len(SIGNERS):
        _begin(fresh, by)
    fresh.save()
    return fresh


def _stands(by: Any, section: Section, side: str, posts: tuple[str, ...]) -> Any:
    try:
        return must_stand(by, section, side, posts)
    except NotAllowed:
        return None


def _begin(ledger: Ledger, by: Any) -> None:
    """Put a version in force: rows are added, changed and ended; what is measured stays on them."""
    section = ledger.section
    drawn = {one.key: one for one in ledger.drawn.select_related("item")}
    rows = {
        one.key: one
        for one in LedgerRow.objects.select_for_update(of=("self",)).filter(section=section)
    }
    why = short(section, drawn)
    if why:
        raise NotAllowed(listed(why[:5]))
    section.ledgers.filter(status="in_force").update(status=Ledger.State.REPLACED)
    changed, added, ended = [], [], 0
    for key, new in drawn.items():
        said = {column: getattr(new, column) for column in COLUMNS}
        if key in rows:
            row = rows[key]
            for column, value in said.items():
                setattr(row, column, value)
            row.until = None
            changed.append(row)
        else:
            added.append(LedgerRow(section=section, key=key, since=ledger, **said))
    for key, row in rows.items():
        if key not in drawn and row.until_id is None and row.varied == 0:
            row.until = ledger
            changed.append(row)
            ended += 1
    LedgerRow.objects.bulk_update(changed, [*COLUMNS, "until"], batch_size=500)
    LedgerRow.objects.bulk_create(added, batch_size=1000)
    ledger.status, ledger.in_force_at = Ledger.State.IN_FORCE, timezone.now()
    sums = (
        LedgerRow.objects.filter(section=section, until=None)
        .values("item").annotate(total=Sum(F("reviewed"))).values_list("item", "total")
    )  # fmt: skip
    for item, total in sums:
        BillItem.objects.filter(pk=item).update(reviewed=total)
    record(
        "ledger.in_force", on=ledger, by=by, number=ledger.number, rows=len(drawn), dropped=ended
    )
