"""不平衡报价 × 变更: what was bid far above its control price grows, what was bid below shrinks. The owner's table."""

from decimal import Decimal
from typing import Any

from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.bills.models import BillItem
from qinglian.web.bills.views.bills import why
from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.pages import form_page, only, posted
from qinglian.web.variations.approved import within
from qinglian.web.variations.forms import TableForm
from qinglian.web.variations.models import Change
from qinglian.web.variations.pricing import discount
from qinglian.web.variations.services.lines import table_set
from qinglian.web.variations.services.moving import table_of
from qinglian.web.variations.states import PENDING
from qinglian.web.variations.views.pages import seen
from qinglian.web.works.people import posts, sides
from qinglian.web.works.states import Post, Side

NONE = Decimal(0)


def effect(item: Any, rate: Decimal) -> int:
    """
    Fen that variations of an item bring beyond what the same quantities cost at control prices and the common discount:
    Δ × (bid − ceiling × (1 − rate)). Above nothing: the bidder gains by the change.
    """
    even = Decimal(item.ceiling_fen) * (1 - rate)
    return round((item.ordered + item.waiting) * (item.price_fen - even))


def radar_rows(section: Any) -> Any:
    """Items with a control price, and what orders and waiting variations make of their quantities."""
    waiting = Q(changes__variation__status__in=PENDING)
    ordered = Q(changes__variation__status__in=("ordered", "done"))
    return BillItem.objects.filter(
        section=section, bill__status="in_force", ceiling_fen__gt=0
    ).annotate(
        ratio=F("price_fen") * 1.0 / F("ceiling_fen"),
        ordered=Coalesce(Sum("changes__quantity", filter=ordered), NONE),
        waiting=Coalesce(Sum("changes__quantity", filter=waiting), NONE),
    )  # fmt: skip


@require_safe
def radar(request: HttpRequest, public_id: str) -> HttpResponse:
    """The radar of one section, item by item, with the money."""
    section = seen(request, public_id)
    rate = discount(section) or NONE
    rows = radar_rows(section)
    moved = rows.filter(Q(ordered__gt=0) | Q(ordered__lt=0) | Q(waiting__gt=0) | Q(waiting__lt=0))
    changed = Change.objects.filter(variation__section=section, item__isnull=False).values("item")
    gained = sum(max(effect(one, rate), 0) for one in moved)
    return Listing(
        request, rows, title=_("不平衡报价与变更"),
        intro=_("报价明显高于控制价的子目增量、低于控制价的子目减量，钱就多出来。这里只列数字，是否合理由人核查。"),
        columns=[
            Column("code", _("子目号"), link=True, sort="place"),
            Column("name", _("子目名称")),
            Column("price_fen", _("报价单价（元）"), number=True, value=lambda row: f"{row.price_fen / 100:,.2f}"),
            Column("ceiling_fen", _("控制价单价（元）"), number=True,
                   value=lambda row: f"{row.ceiling_fen / 100:,.2f}"),
            Column("ratio", _("报价比控制价"), number=True, sort="ratio", value=lambda row: f"{row.ratio:.0%}"),
            Column("ordered", _("已令增减"), number=True, sort="ordered", value=lambda row: plain(row.ordered)),
            Column("waiting", _("在办增减"), number=True, sort="waiting", value=lambda row: plain(row.waiting)),
            Column("effect", _("金额影响（元）"), number=True, value=lambda row: f"{effect(row, rate) / 100:,.2f}"),
        ],
        search=("code", "name"),
        filters=[
            Filter("moved", _("有变更的"), [("yes", _("是"))], lambda _value: Q(pk__in=changed)),
            Filter("priced", _("报价"), [("above", _("高于平均 15% 以上")), ("below", _("低于平均 15% 以上"))],
                   lambda value: Q(ratio__gt=float(1 - rate) * 1.15)
                   if value == "above" else Q(ratio__lt=float(1 - rate) * 0.85)),
        ],
        order="-ratio", empty=_("清单还没有控制价单价，无从比较。"), template="variations/radar.html",
        context={
            "section": section, "rate": rate, "gained": gained, "within": within(section),
            "sample": table_of(section)[2], "reasons": why(section, request.user),
            "sets": bool(Side.OWNER in sides(request.user, section)),
        },
    ).respond()  # fmt: skip


def plain(value: Decimal) -> str:
    """A quantity as people write it."""
    return f"{value.normalize():f}"


@require_http_methods(["GET", "POST"])
def table(request: HttpRequest, public_id: str) -> HttpResponse:
    """The owner's own table of who approves what."""
    section = seen(request, public_id)
    own = {Post.LEADER, Post.LEGAL_PERSON, Post.CONTRACTS}
    only(Side.OWNER in sides(request.user, section) and posts(request.user, section) & own)
    where = reverse("variations:radar", args=(section.public_id,))

    def done(form: Any) -> str:
        table_set(section=section, by=request.user, **form.said())
        return where

    form = TableForm(posted(request), section=section)
    return form_page(
        request, form, _("变更审批权限"), done=done, back=where,
        intro=_("按建设单位自己的制度填；从今天起对新报的费用有效。最后一级不填上限。"),
    )  # fmt: skip
