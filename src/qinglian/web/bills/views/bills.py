"""Bills: of which sections, the import, the page, the comparison. 清单的页面。"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.roadworks.errors import Refused, SheetRefused
from qinglian.web.bills.forms import BillForm, FileForm, ReasonForm, VersionForm
from qinglian.web.bills.models import Bill, BilledSection, BillItem, LedgerRow
from qinglian.web.bills.models.bill import Kind
from qinglian.web.bills.queries import compared, items_of, sections_of
from qinglian.web.bills.reading import said_in_tongue
from qinglian.web.bills.services.bills import bill_confirm, bill_drop, bill_import, ceilings_import
from qinglian.web.bills.states import CONFIRM_POSTS, DRAW, DRAW_POSTS
from qinglian.web.core.kinds import Refused as FileRefused
from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.pages import form_page, only, posted, sent
from qinglian.web.units.scope import reach
from qinglian.web.works.models import Section
from qinglian.web.works.people import posts, reads, sides
from qinglian.web.works.states import Side


def why(section: Section, user: Any) -> list[str]:
    """Why one sees a section."""
    found = list(reach(user, Section.OBJECT).reasons(section))
    if not found and sides(user, section):
        found.append(_("您是本标段的参建人员。"))
    return found


def draws(user: Any, section: Section) -> bool:
    """Whether a person draws up bills and ledgers of a section."""
    return bool(sides(user, section) & set(DRAW) and posts(user, section) & set(DRAW_POSTS))


@require_safe
def sections(request: HttpRequest) -> HttpResponse:
    """All sections one sees, with their bill and ledger."""
    rows = BilledSection.objects.visible_to(request.user).select_related("project")
    only(reads(request.user))

    def last(row: Section, name: str) -> Any:
        found = list(getattr(row, name).all())
        used = next((one for one in found if one.status == "in_force"), next(iter(found), None))
        return used.get_status_display() if used else _("未导入")

    return Listing(
        request, rows.prefetch_related("bills", "ledgers"), title=_("清单台账"),
        intro=_("清单量是估算量；能计量多少，由清单复核后的0号台账逐行控制。"),
        columns=[
            Column("name", _("标段"), link=True, sort="name"),
            Column("project", _("工程项目"), sort="project__name"),
            Column("bill", _("工程量清单"), value=lambda row: last(row, "bills")),
            Column("ledger", _("0号台账"), value=lambda row: last(row, "ledgers")),
        ],
        search=("name", "code", "project__name"), order="project__name",
        empty=_("没有您可见的标段。"),
    ).respond()  # fmt: skip


def seen(request: HttpRequest, public_id: str) -> Section:
    """A section one sees; 404 otherwise."""
    found: Section = get_object_or_404(sections_of(request.user), public_id=public_id)
    return found


@require_safe
def section(request: HttpRequest, public_id: str) -> HttpResponse:
    """Bills and ledgers of one section, all versions."""
    found = seen(request, public_id)
    return render(
        request, "bills/section.html",
        {
            "section": found, "bills": found.bills.select_related("by", "confirmed_by"),
            "ledgers": found.ledgers.select_related("by"), "draws": draws(request.user, found),
            "has_bill": found.bills.filter(status="in_force").exists(),
            "reasons": why(found, request.user),
        },
    )  # fmt: skip


def file_page(
    request: HttpRequest, form: Any, title: Any, take: Any, found: Section
) -> HttpResponse:
    """A form with a workbook; what refuses the workbook is shown row by row."""
    faults: list[dict[str, Any]] = []

    def done(form: Any) -> Any:
        said = dict(form.cleaned_data)
        file = said.pop("file")
        try:
            return take(content=file.read(), name=file.name, **said)
        except SheetRefused as error:
            faults.extend(
                {"sheet": one.sheet, "row": one.row, "text": said_in_tongue(one.text)}
                for one in error.faults
            )
            raise FileRefused(
                "sheet", _("没有导入，共 %(n)d 处不符，见下表。") % {"n": len(faults)}
            ) from error
        except Refused as error:
            raise FileRefused("sheet", said_in_tongue(error.text)) from error

    return form_page(
        request, form, title, done=done, back=reverse("bills:section", args=(found.public_id,)),
        submit=_("导入并核对"), template="bills/import.html", section=found, faults=faults,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Import a bill."""
    found = seen(request, public_id)
    only(draws(request.user, found))

    def take(**said: Any) -> Bill:
        return bill_import(section=found, by=request.user, **said)

    return file_page(request, BillForm(*sent(request)), _("导入清单"), take, found)


def _bill(request: HttpRequest, public_id: str) -> Bill:
    rows = Bill.objects.visible_to(request.user).select_related(
        "section__project", "by", "confirmed_by"
    )
    found: Bill = get_object_or_404(rows, public_id=public_id)
    return found


def _may_confirm(bill: Bill, user: Any) -> bool:
    return (
        bill.status == Bill.State.DRAFT
        and Side.OWNER in sides(user, bill.section)
        and bool(posts(user, bill.section) & set(CONFIRM_POSTS))
        and bill.by_id != user.pk
    )


@require_safe
def bill(request: HttpRequest, public_id: str) -> HttpResponse:
    """A bill with its items."""
    found = _bill(request, public_id)
    drops = draws(request.user, found.section) and found.status == Bill.State.DRAFT
    chapters = list(found.chapters.all())
    return Listing(
        request, items_of(found), title=_("工程量清单"),
        columns=[
            Column("code", _("子目号"), link=True, sort="place"),
            Column("name", _("子目名称")),
            Column("unit", _("单位")),
            Column("quantity", _("合同数量"), number=True, value=lambda row: amount(row, row.quantity)),
            Column("price_fen", _("单价"), number=True, value=lambda row: money(row, row.price_fen)),
            Column("amount_fen", _("金额"), number=True, sort="amount_fen",
                   value=lambda row: money(row, row.amount_fen)),
            Column("control", _("控制量"), number=True, value=lambda row: amount(row, row.control)),
            Column("measured", _("累计计量"), number=True, value=lambda row: amount(row, row.measured)),
        ],
        search=("code", "name"),
        filters=[
            Filter("chapter", _("章"), [(one.code, f"{one.code} {one.name}") for one in chapters]),
            Filter("kind", _("类别"), Kind.choices[:5]),
        ],
        order="place", template="bills/bill.html",
        context={
            "bill": found, "chapters": chapters, "owns": _owns(found, request.user),
            "confirms": _may_confirm(found, request.user),
            "drops": drops, "gap": found.total_fen - found.section.price_fen,
            "others": found.section.bills.exclude(pk=found.pk), "reasons": why(found.section, request.user),
        },
    ).respond()  # fmt: skip


def amount(row: BillItem, value: Any) -> str:
    """A quantity; nothing beside a heading."""
    return f"{value.normalize():f}" if row.unit and value is not None else ""


def money(row: BillItem, fen: int) -> str:
    """Yuan; nothing beside a heading."""
    return f"{fen / 100:,.2f}" if row.unit else ""


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """A second person, of the owner, says that this is the bill."""
    found = _bill(request, public_id)
    only(_may_confirm(found, request.user) or request.method == "POST")

    def done(form: Any) -> Bill:
        made = bill_confirm(bill=found, by=request.user, **form.cleaned_data)
        messages.success(request, _("清单已在用。"))
        return made

    intro = _("确认后这份清单代替本标段在用的清单，台账行随之转到新清单的同号子目。")
    form = VersionForm(posted(request), row=found)
    return form_page(
        request,
        form,
        _("确认清单"),
        done=done,
        back=found.get_absolute_url(),
        submit=_("确认清单"),
        intro=intro,
    )


@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take an unconfirmed bill back."""
    found = _bill(request, public_id)
    only(draws(request.user, found.section) or _may_confirm(found, request.user))

    def done(form: Any) -> str:
        section = bill_drop(bill=found, by=request.user, **form.cleaned_data)
        return reverse("bills:section", args=(section.public_id,))

    form = ReasonForm(posted(request), row=found)
    return form_page(request, form, _("退回清单"), done=done, back=found.get_absolute_url())


@require_http_methods(["GET", "POST"])
def ceilings(request: HttpRequest, public_id: str) -> HttpResponse:
    """The owner's control prices beside those of the bill."""
    found = _bill(request, public_id)
    only(_owns(found, request.user))

    def take(**said: Any) -> Bill:
        return ceilings_import(bill=found, by=request.user, **said)

    form = FileForm(*sent(request))
    return file_page(request, form, _("导入控制价单价"), take, found.section)


def _owns(bill: Bill, user: Any) -> bool:
    return Side.OWNER in sides(user, bill.section) and bool(
        posts(user, bill.section) & set(CONFIRM_POSTS)
    )


@require_safe
def compare(request: HttpRequest, public_id: str) -> HttpResponse:
    """What differs between two bills of the section."""
    found = _bill(request, public_id)
    others = list(found.section.bills.exclude(pk=found.pk))
    chosen = request.GET.get("with", "")
    other = next((one for one in others if one.public_id == chosen), others[0] if others else None)
    rows = list(compared(other, found)) if other else []
    return render(
        request, "bills/compare.html",
        {
            "bill": found, "other": other, "others": others, "rows": rows,
            "total": sum(one.delta_fen for one in rows),
        },
    )  # fmt: skip


@require_safe
def item(request: HttpRequest, number: int) -> HttpResponse:
    """One item: contract, review, variations, measured, and its rows."""
    items = BillItem.objects.visible_to(request.user).select_related("bill", "section__project")
    found = get_object_or_404(items, pk=number)
    rows = LedgerRow.objects.filter(item=found, until=None).select_related("part", "alignment")
    sums = {
        name: sum((getattr(row, name) for row in rows), 0)
        for name in ("reviewed", "varied", "control", "measured", "certified", "left")
    }
    lower = found.bill.items.filter(code__startswith=f"{found.code}-")
    over = sums["measured"] - found.quantity if found.quantity else 0
    return render(
        request, "bills/item.html",
        {
            "item": found, "rows": rows[:500], "count": len(rows), "sums": sums, "lower": lower, "over": over,
            "ledger": found.section.ledgers.filter(status="in_force").first(),
            "reasons": why(found.section, request.user),
        },
    )  # fmt: skip
