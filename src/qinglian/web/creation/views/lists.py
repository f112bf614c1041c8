"""The lists of creation. 创建的清单。"""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qinglian.web.campaigns.lists import quiet
from qinglian.web.core.listing import Column, DayFilter, Filter, Listing, begin_of
from qinglian.web.core.pages import only
from qinglian.web.creation.models import (
    Application,
    Brand,
    Naming,
    Point,
    Practice,
    Review,
    Standard,
    SubsidyRule,
)
from qinglian.web.creation.queries import application_q, ladder, naming_q, reads, waiting_reviews
from qinglian.web.creation.services.applying import may_apply
from qinglian.web.creation.services.brands import may_brand
from qinglian.web.creation.services.rules import lead_units
from qinglian.web.creation.states import (
    BrandStatus,
    NamingStatus,
    PointStatus,
    PracticeStatus,
    ReviewStatus,
    Status,
)
from qinglian.web.creation.words import Carrier, PointKind, Range, Tier
from qinglian.web.units.forms import type_choices

CREATING = ("applications", "namings", "reviews", "standards", "subsidies")
SHOWING = ("brands", "practices", "points")


def names() -> dict[str, Any]:
    """What the rooms are called."""
    return {
        "applications": _("申报"), "namings": _("命名与梯次"), "reviews": _("复核"), "standards": _("创建标准"),
        "subsidies": _("奖补资格"), "brands": _("品牌"), "practices": _("做法"), "points": _("示范点和联系点"),
    }  # fmt: skip


def tabs(room: str) -> list[tuple[Any, str, bool]]:
    """The lists that belong together: name, address, and which one is open."""
    group = CREATING if room in CREATING else SHOWING
    said = names()
    return [(said[one], reverse(f"creation:{one}"), one == room) for one in group]


def _listing(
    request: HttpRequest, room: str, rows: Any, new: Any = "", **said: Any
) -> HttpResponse:
    context = {"tabs": tabs(room), **said.pop("context", {})}
    actions = [(new, reverse("creation:new", args=(room,)))] if new else []
    return Listing(
        request, rows, actions=actions, context=context, template="creation/list.html", **said
    ).respond()


@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """All that one applied for, leads or assesses."""
    only(reads(request.user))
    user = request.user
    rows = Application.objects.visible_to(user).select_related("unit", "lead_unit", "standard__of")
    days = [
        DayFilter("since", _("申报起"), lookup=lambda day: Q(applied_at__gte=begin_of(day))),
        DayFilter("until", _("申报止"), lookup=lambda day: Q(applied_at__lt=begin_of(day, 1))),
    ]
    return _listing(
        request, "applications", rows, _("申报") if may_apply(user) else "",
        title=_("单元创建"),
        intro=_("先有标准，再申报；自评、初审、评审、公示、命名各有期限，初审、评审、命名由不同的人办。"),
        columns=[
            Column("subject", _("申报对象"), link=True, sort="unit__name"),
            Column("standard", _("创建标准"), value=lambda row: row.standard.of.title, sort="standard__of__title"),
            Column("tier", _("梯次"), sort="tier"),
            Column("range", _("创建方式"), sort="range"),
            Column("status", _("状态"), badge=True, sort="status"),
            Column("due_on", _("期限"), sort="due_on", due=True),
        ],
        search=("unit__name", "carrier_name", "public_id", "standard__of__title"),
        filters=[
            Filter("status", _("状态"), Status.choices),
            Filter("tier", _("梯次"), Tier.choices),
            Filter("range", _("创建方式"), Range.choices),
            Filter("carrier", _("载体"), Carrier.choices, "carrier_kind"),
            Filter(
                "state", _("情形"),
                [("mine", _("等我办的")), ("open", _("在办")), ("late", _("逾期"))],
                lambda value: application_q(value, user),
            ),
            *quiet(request, *days),
        ],
        order="due_on", empty=_("没有申报。"),
    )  # fmt: skip


@require_safe
def namings(request: HttpRequest) -> HttpResponse:
    """The ladder: who stands where, since when, until when."""
    only(reads(request.user))
    rows = Naming.objects.visible_to(request.user).select_related("unit", "standard")
    days = [
        DayFilter("since", _("命名起"), lookup=lambda day: Q(named_on__gte=day)),
        DayFilter("until", _("命名止"), lookup=lambda day: Q(named_on__lte=day)),
        DayFilter("ended_since", _("失效起"), lookup=lambda day: Q(ended_on__gte=day)),
        DayFilter("ended_until", _("失效止"), lookup=lambda day: Q(ended_on__lte=day)),
    ]
    standards = Standard.objects.visible_to(request.user)
    return _listing(
        request, "namings", rows.distinct(),
        title=_("命名与梯次"),
        intro=_("培育、达标、示范、标杆。到期、复核不合格和负面情形都会让梯次变化，历史不改。"),
        columns=[
            Column("subject", _("命名对象"), link=True, sort="unit__name"),
            Column("standard", _("创建标准"), sort="standard__title"),
            Column("tier", _("梯次"), badge=True, sort="tier"),
            Column("status", _("状态"), badge=True, sort="status"),
            Column("named_on", _("命名日期"), sort="named_on"),
            Column("valid_to", _("有效期至"), value=lambda row: row.last_day, sort="valid_to"),
            Column(
                "review_on", _("复核"), sort="review_on",
                due=lambda row: row.status == NamingStatus.NAMED,
            ),
        ],
        search=("unit__name", "carrier_name", "public_id", "decision"),
        filters=[
            Filter("status", _("状态"), NamingStatus.choices),
            Filter("tier", _("梯次"), Tier.choices),
            Filter("standard", _("创建标准"), standards.values_list("public_id", "title"), "standard__public_id"),
            Filter(
                "state", _("情形"),
                [("holds", _("命名有效")), ("due", _("复核到期")), ("condition", _("有负面情形待决定"))],
                naming_q,
            ),
            *quiet(request, *days),
        ],
        order="unit__code", empty=_("没有命名。"),
        context={"ladder": ladder(request.user), "tiers": list(Tier)},
    )  # fmt: skip


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """Re-checks by date and drawn."""
    only(reads(request.user))
    user = request.user
    rows = Review.objects.visible_to(user).select_related(
        "naming__unit", "naming__standard", "round"
    )
    days = [
        DayFilter("since", _("决定起"), lookup=lambda day: Q(decided_on__gte=day)),
        DayFilter("until", _("决定止"), lookup=lambda day: Q(decided_on__lte=day)),
    ]
    return _listing(
        request, "reviews", rows, _("登记抽查种子") if lead_units(user).exists() else "",
        title=_("复核"),
        intro=_("到复核日期的自动列出；另按种子抽取一部分，任何人可以复算。一人复核，另一人决定。"),
        columns=[
            Column("naming", _("命名对象"), value=lambda row: row.naming.subject, link=True, sort="unit__name"),
            Column("standard", _("创建标准"), value=lambda row: row.naming.standard.title),
            Column("drawn", _("怎样来的"), value=lambda row: _("抽取") if row.round_id else _("到期")),
            Column("status", _("状态"), badge=True, sort="status"),
            Column(
                "due_on", _("期限"), sort="due_on",
                due=lambda row: row.status in (ReviewStatus.OPEN, ReviewStatus.REPORTED),
            ),
        ],
        search=("unit__name", "public_id", "naming__public_id"),
        filters=[
            Filter("status", _("状态"), ReviewStatus.choices),
            Filter(
                "state", _("情形"), [("mine", _("等我办的"))],
                lambda _value: Q(pk__in=waiting_reviews(user).values("pk")),
            ),
            *quiet(request, *days),
        ],
        order="due_on", empty=_("没有复核。"),
    )  # fmt: skip


def _type(row: Standard) -> str:
    return dict(type_choices()).get(row.unit_type, "")


def _inside(row: Standard) -> str:
    return str(row.get_carrier_kind_display() or _("单位"))


@require_safe
def standards(request: HttpRequest) -> HttpResponse:
    """Standards that are in force, and one's own drafts."""
    only(reads(request.user))
    rows = Standard.objects.visible_to(request.user).select_related("lead_unit")
    return _listing(
        request, "standards", rows, _("起草标准") if lead_units(request.user).exists() else "",
        title=_("创建标准"),
        intro=_("一类单元一个标准，分版本，由另一人印发。没有现行标准的不能申报。"),
        columns=[
            Column("title", _("标准名称"), link=True, sort="title"),
            Column("unit_type", _("清廉单元类型"), value=_type, sort="unit_type"),
            Column("carrier_kind", _("对象"), value=_inside, sort="carrier_kind"),
            Column("range", _("创建方式"), sort="range"),
            Column("lead_unit", _("牵头单位"), sort="lead_unit__name"),
            Column("current", _("现行版本"), value=lambda row: f"v{row.current.number}" if row.current else _("没有")),
        ],
        search=("title", "public_id", "lead_unit__name"),
        filters=[
            Filter("type", _("清廉单元类型"), type_choices(), "unit_type"),
            Filter("carrier", _("对象"), Carrier.choices, "carrier_kind"),
            Filter("range", _("创建方式"), Range.choices),
        ],
        order="title", empty=_("没有创建标准。"),
    )  # fmt: skip


@require_safe
def subsidies(request: HttpRequest) -> HttpResponse:
    """Rules of eligibility."""
    only(reads(request.user))
    rows = SubsidyRule.objects.visible_to(request.user).select_related("standard", "lead_unit")
    return _listing(
        request, "subsidies", rows, _("起草规则") if lead_units(request.user).exists() else "",
        title=_("奖补资格"),
        intro=_("按印发的规则逐条算出哪些命名够条件，每个输入都能点开。这里只算资格，不办理发放。"),
        columns=[
            Column("title", _("规则名称"), link=True, sort="title"),
            Column("year", _("年度"), number=True, sort="year", value=lambda row: str(row.year)),
            Column("standard", _("创建标准"), sort="standard__title"),
            Column("lead_unit", _("制定单位"), sort="lead_unit__name"),
            Column("status", _("状态"), badge=True, sort="status"),
        ],
        search=("title", "public_id", "basis"),
        order="-year", empty=_("没有奖补规则。"),
    )  # fmt: skip


@require_safe
def brands(request: HttpRequest) -> HttpResponse:
    """Brands that are shown, and one's own."""
    only(reads(request.user))
    rows = Brand.objects.visible_to(request.user).select_related("unit", "parent")
    return _listing(
        request, "brands", rows, _("登记品牌") if may_brand(request.user) else "",
        title=_("清廉品牌"),
        intro=_("母品牌和叶片：缺哪一叶，图上看得见。画册由品牌内容直接生成。"),
        columns=[
            Column("name", _("品牌名称"), link=True, sort="name"),
            Column("parent", _("母品牌"), sort="parent__name"),
            Column("place", _("第几叶"), number=True, sort="place"),
            Column("unit", _("单位"), sort="unit__name"),
            Column("status", _("状态"), badge=True, sort="status"),
            Column("shown_on", _("发布日期"), sort="shown_on"),
        ],
        search=("name", "unit__name", "meaning", "public_id"),
        filters=[Filter("status", _("状态"), BrandStatus.choices)],
        order="parent_id", empty=_("没有品牌。"),
    )  # fmt: skip


@require_safe
def practices(request: HttpRequest) -> HttpResponse:
    """The library, and what is on its way there."""
    only(reads(request.user))
    rows = Practice.objects.visible_to(request.user).select_related("unit")
    days = [
        DayFilter("since", _("决定起"), lookup=lambda day: Q(decided_on__gte=day)),
        DayFilter("until", _("决定止"), lookup=lambda day: Q(decided_on__lte=day)),
    ]
    return _listing(
        request, "practices", rows, _("提出做法") if may_brand(request.user) else "",
        title=_("做法库"),
        intro=_("基层提出，其他单位试行，效果用同一个数比，再入库推广。"),
        columns=[
            Column("title", _("做法名称"), link=True, sort="title"),
            Column("unit", _("提出单位"), sort="unit__name"),
            Column("figure", _("看哪个数"), sort="figure"),
            Column("before", _("做之前"), number=True, sort="before"),
            Column("after", _("做之后"), number=True, sort="after"),
            Column("status", _("状态"), badge=True, sort="status"),
        ],
        search=("title", "problem", "measure", "unit__name", "public_id"),
        filters=[Filter("status", _("状态"), PracticeStatus.choices), *quiet(request, *days)],
        order="-proposed_at", empty=_("没有做法。"),
    )  # fmt: skip


@require_safe
def points(request: HttpRequest) -> HttpResponse:
    """Model sites and contact points."""
    only(reads(request.user))
    rows = Point.objects.visible_to(request.user).select_related("unit", "lead_unit")
    return _listing(
        request, "points", rows, _("确定示范点或联系点") if lead_units(request.user).exists() else "",
        title=_("示范点和联系点"),
        intro=_("谁负责、去了没有、解决了什么；到期要复查，不复查的不再是。"),
        columns=[
            Column("title", _("名称"), link=True, sort="title"),
            Column("kind", _("种类"), sort="kind"),
            Column("unit", _("所在单位"), sort="unit__name"),
            Column("post", _("负责人（职务）"), sort="post"),
            Column("status", _("状态"), badge=True, sort="status"),
            Column("check_on", _("复查"), sort="check_on", due=lambda row: row.status == PointStatus.ACTIVE),
            Column("valid_to", _("有效期至"), value=lambda row: row.last_day, sort="valid_to"),
        ],
        search=("title", "unit__name", "post", "public_id"),
        filters=[
            Filter("kind", _("种类"), PointKind.choices),
            Filter("status", _("状态"), PointStatus.choices),
        ],
        order="check_on", empty=_("没有示范点和联系点。"),
    )  # fmt: skip
