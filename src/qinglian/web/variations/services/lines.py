"""Lines of a variation and the owner's tables. 变更明细与审批权限表。"""

from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.bills.models import BillItem, LedgerRow
from qinglian.web.bills.services.bills import held
from qinglian.web.bills.services.rows import exact
from qinglian.web.core.moves import NotAllowed
from qinglian.web.variations.models import Change, Table, Variation
from qinglian.web.variations.pricing import chosen, computed
from qinglian.web.variations.states import Kind, Status
from qinglian.web.works.models import Section
from qinglian.web.works.people import must_stand
from qinglian.web.works.states import Post, Side

EDITS = (
    Status.SUGGESTED, Status.REGISTERED, Status.SURVEYED, Status.DRAWN, Status.SCHEME,
)  # fmt: skip
POSTS = (
    Post.MEASURER,
    Post.CHIEF_ENGINEER,
    Post.PROJECT_MANAGER,
    Post.MEASURING_SUPERVISOR,
    Post.CONTRACTS,
)


@transaction.atomic
def line_add(
    *, variation: Variation, by: Any, kind: str, quantity: Decimal, row: LedgerRow | None = None,
    item: BillItem | None = None, key: str = "", code: str = "", name: str = "", unit: str = "",
    similar: BillItem | None = None, factor: Decimal | None = None, quota_fen: int | None = None,
    rate: Decimal | None = None, calculation: str = "", drawing: str = "", covers: bool = False,
    **place: Any,
) -> Change:  # fmt: skip
    """Add a line; its price is reckoned by all three rules and taken by the first that applies."""
    must_stand(by, variation.section, (Side.CONTRACTOR, Side.SUPERVISOR, Side.OWNER), POSTS)
    fresh: Variation = held(variation, None, *EDITS)
    section = fresh.section
    if kind == Kind.VARY:
        if row is None or row.section_id != section.pk or row.until_id:
            raise NotAllowed(_("请选本标段在用的台账行。"))
        item = row.item
    elif quantity <= 0:
        raise NotAllowed(_("新增的数量须大于零。"))
    elif LedgerRow.objects.filter(section=section, key=key).exists() or not key.strip():
        raise NotAllowed(_("请填一个没有用过的台账编号。"))
    if not exact(quantity):
        raise NotAllowed(_("数量不能为零。"))
    if kind == Kind.ITEM:
        if not (code.strip() and name.strip() and unit.strip()):
            raise NotAllowed(_("新增子目须有子目号、名称和单位。"))
        if BillItem.objects.filter(section=section, bill__status="in_force", code=code).exists():
            raise NotAllowed(_("子目号 %(code)s 清单里已经有了。") % {"code": code})
        item = None
    elif item is None or item.section_id != section.pk or not item.unit:
        raise NotAllowed(_("请选本标段清单的子目。"))
    said = computed(
        section, item=item, similar=similar, factor=factor, quota_fen=quota_fen, rate=rate
    )
    rule, price = chosen(said)
    made = Change.objects.create(
        variation=fresh, kind=kind, row=row if kind == Kind.VARY else None, item=item, key=key,
        code=code or (item.code if item else ""), name=name or (item.name if item else ""),
        unit=unit or (item.unit if item else ""), quantity=quantity, rule=rule, price_fen=price,
        amount_fen=round(quantity * price), computed=said, calculation=calculation, drawing=drawing,
        covers=covers, **place,
    )  # fmt: skip
    _summed(fresh)
    record("variation.line_added", on=fresh, by=by, code=made.code, amount_fen=made.amount_fen)
    return made


@transaction.atomic
def line_remove(*, line: Change, by: Any) -> Variation:
    """Take a line off that was not sent for approval."""
    must_stand(by, line.variation.section, (Side.CONTRACTOR, Side.SUPERVISOR, Side.OWNER), POSTS)
    fresh: Variation = held(line.variation, None, *EDITS)
    record("variation.line_removed", on=fresh, by=by, code=line.code)
    line.delete()
    _summed(fresh)
    return fresh


def _summed(fresh: Variation) -> None:
    from qinglian.web.variations.services.moving import regraded

    fresh.amount_fen = sum(one.amount_fen for one in fresh.changes.all())
    regraded(fresh)
    fresh.save()


@transaction.atomic
def table_set(
    *,
    section: Section,
    by: Any,
    levels: list[dict[str, Any]],
    approvers: dict[str, str],
    source: str,
) -> Table:
    """The owner's table from today on; the one before ends."""
    must_stand(by, section, Side.OWNER, (Post.LEADER, Post.LEGAL_PERSON, Post.CONTRACTS))
    sums = [one["most_fen"] for one in levels]
    if not levels or sums[-1] is not None or any(one is None for one in sums[:-1]):
        raise NotAllowed(_("最后一级不填上限，其余各级都填。"))
    if any(one >= other for one, other in pairwise(sums[:-1])):
        raise NotAllowed(_("各级上限须由小到大。"))
    if any(not one["who"] for one in levels):
        raise NotAllowed(_("每一级至少一个审批岗位。"))
    today = timezone.localdate()
    Table.objects.filter(section=section, valid_from=today).delete()
    Table.objects.filter(section=section, valid_to=None).update(valid_to=today)
    made = Table.objects.create(
        section=section, levels=levels, approvers=approvers, source=source, by=by, valid_from=today
    )
    record("variation_table.set", on=section, by=by, reason=source)
    return made
