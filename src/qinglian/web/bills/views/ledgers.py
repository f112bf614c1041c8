"""Ledgers: import, rows, signing, what the review changed. 台账的页面。"""

import io
from datetime import date
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from openpyxl import Workbook

from qinglian.web.bills.forms import LedgerForm, ReasonForm, SignForm, VersionForm
from qinglian.web.bills.models import Ledger, LedgerRow
from qinglian.web.bills.queries import differences
from qinglian.web.bills.reading import TEMPLATE, lines_of, twice
from qinglian.web.bills.services.ledgers import (
    ledger_drop,
    ledger_import,
    ledger_sign,
    ledger_submit,
)
from qinglian.web.bills.states import SIGNERS
from qinglian.web.bills.views.bills import draws, file_page, seen, why
from qinglian.web.core.exports import XLSX
from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.pages import form_page, only, posted, sent
from qinglian.web.works.people import posts, sides
from qinglian.web.works.states import Lane, Side
from qinglian.web.works.traces import traces

PAIRS = 50


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Draw up a version from a workbook."""
    found = seen(request, public_id)
    only(draws(request.user, found))

    def take(**said: Any) -> Ledger:
        return ledger_import(section=found, by=request.user, **said)

    return file_page(request, LedgerForm(*sent(request)), _("编制台账"), take, found)


@require_safe
def template(request: HttpRequest, public_id: str) -> FileResponse:
    """The workbook to fill in, with one row and one total as an example."""
    seen(request, public_id)
    book = Workbook()
    sheet = book.active
    sheet.title = "台账"
    sheet.append(list(TEMPLATE))
    sheet.append(
        ["L001", "304-1-b", "水泥稳定碎石基层 厚200mm", "", "K0+000～K1+000", "左幅", "上基层",
         8000, 8000, "S3-2-1", "是"]
    )  # fmt: skip
    review = book.create_sheet("清单复核")
    review.append(["子目号", "子目名称", "复核数量"])
    review.append(["304-1-b", "水泥稳定碎石基层 厚200mm", 8000])
    for one in (sheet, review):
        for letter in "ABCDEFGHIJK":
            one.column_dimensions[letter].width = 16
    out = io.BytesIO()
    book.save(out)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename="qinglian-ledger.xlsx", content_type=XLSX)


def _ledger(request: HttpRequest, public_id: str) -> Ledger:
    rows = Ledger.objects.visible_to(request.user).select_related("section__project", "by")
    found: Ledger = get_object_or_404(rows, public_id=public_id)
    return found


def _may_sign(ledger: Ledger, user: Any) -> bool:
    mine = sides(user, ledger.section)
    may = {side for side in mine & set(SIGNERS) if posts(user, ledger.section) & set(SIGNERS[side])}
    signed = set(ledger.reviews.filter(agreed=True).values_list("side", flat=True))
    return ledger.status == "signing" and bool(may - signed) and ledger.by_id != user.pk


@require_safe
def ledger(request: HttpRequest, public_id: str) -> HttpResponse:
    """The rows of a version, as many as there are: searched, narrowed, paged, exported."""
    found = _ledger(request, public_id)
    drawn = found.status in ("draft", "signing", "refused") or (
        found.status == "replaced" and found.drawn.exists()
    )
    rows: Any = (
        found.drawn if drawn else LedgerRow.objects.filter(section=found.section, until=None)
    )
    rows = rows.select_related("item", "part", "alignment")
    chapters = rows.order_by().values_list("item__chapter", flat=True).distinct()
    units = found.section.parts.filter(upper=None)
    columns = [
        Column("key", _("台账编号"), link=not drawn, sort="key"),
        Column("item", _("子目"), sort="item__place"),
        Column("said", _("位置"), sort="start"),
        Column("drawing", _("图号")),
        Column("design", _("设计量"), number=True, value=lambda row: plain(row.design)),
        Column("reviewed", _("复核量"), number=True, value=lambda row: plain(row.reviewed)),
    ]
    if not drawn:
        columns += [
            Column("varied", _("变更量"), number=True, value=lambda row: plain(row.varied)),
            Column("control", _("控制量"), number=True, value=lambda row: plain(row.control)),
            Column("measured", _("累计计量"), number=True, sort="measured", value=lambda row: plain(row.measured)),
            Column("left", _("可计量"), number=True, value=lambda row: plain(row.left)),
        ]  # fmt: skip
    pairs = []
    if found.status in ("draft", "signing"):
        for number, pair in enumerate(twice(list(rows))):
            if number == PAIRS:
                break
            pairs.append(pair)
    signed = {one.side: one for one in found.reviews.select_related("by")}
    return Listing(
        request, rows, title=_("0号台账"), columns=columns,
        search=("key", "item__code", "item__name", "said", "drawing"),
        filters=[
            Filter("chapter", _("章"), [(one, one) for one in sorted(chapters) if one], "item__chapter"),
            Filter("part", _("单位工程"), [(one.path, one.name) for one in units], "part__path__startswith"),
            Filter("lane", _("幅别"), Lane.choices),
            Filter("covers", _("隐蔽"), [("True", _("是")), ("False", _("否"))]),
        ],
        order="place" if drawn else "key", template="bills/ledger.html",
        context={
            "ledger": found, "pairs": pairs, "changes": len(differences(found)),
            "signers": [(Side(side).label, signed.get(side)) for side in SIGNERS],
            "signs": _may_sign(found, request.user),
            "draws": found.status == "draft" and draws(request.user, found.section),
            "reasons": why(found.section, request.user),
        },
    ).respond()  # fmt: skip


def plain(value: Any) -> str:
    """A quantity as people write it."""
    return f"{value.normalize():f}"


@require_safe
def deltas(request: HttpRequest, public_id: str) -> HttpResponse:
    """清单核增核减: what the review found more or less than the contract."""
    found = _ledger(request, public_id)
    rows = differences(found)
    return render(
        request, "bills/differences.html",
        {
            "ledger": found, "rows": rows, "more": sum(one.delta_fen for one in rows if one.delta_fen > 0),
            "less": sum(one.delta_fen for one in rows if one.delta_fen < 0),
            "total": sum(one.delta_fen for one in rows),
        },
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def submit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send it round."""
    found = _ledger(request, public_id)
    only(draws(request.user, found.section))

    def done(form: Any) -> Ledger:
        return ledger_submit(ledger=found, by=request.user, **form.cleaned_data)

    return form_page(
        request, VersionForm(posted(request), row=found), _("台账送签"), done=done, back=found.get_absolute_url(),
        intro=_("送承包、监理、设计、业主四方签认；四方都签了，这一版就在用。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def sign(request: HttpRequest, public_id: str) -> HttpResponse:
    """Sign for one's side."""
    found = _ledger(request, public_id)
    only(_may_sign(found, request.user) or request.method == "POST")

    def done(form: Any) -> Ledger:
        return ledger_sign(ledger=found, by=request.user, **form.cleaned_data)

    form = SignForm(posted(request), row=found)
    return form_page(request, form, _("签认台账"), done=done, back=found.get_absolute_url())


@require_http_methods(["GET", "POST"])
def drop(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take a draft back."""
    found = _ledger(request, public_id)
    only(draws(request.user, found.section))

    def done(form: Any) -> str:
        section = ledger_drop(ledger=found, by=request.user, **form.cleaned_data)
        return reverse("bills:section", args=(section.public_id,))

    form = ReasonForm(posted(request), row=found)
    return form_page(request, form, _("退回台账"), done=done, back=found.get_absolute_url())


@require_safe
def row(request: HttpRequest, number: int) -> HttpResponse:
    """One row: what it may hold, what it holds, and everything that stands behind it."""
    rows = LedgerRow.objects.visible_to(request.user).select_related(
        "item", "section__project", "part", "alignment", "since", "until"
    )
    found = get_object_or_404(rows, pk=number)
    stakes = ""
    if found.alignment_id:
        line = lines_of(found.section.project)[found.alignment.prefix][1]
        stakes = f"{line.stake(found.start)}–{line.stake(found.end)}"
    return render(
        request, "bills/row.html",
        {
            "row": found, "stakes": stakes, "traces": traces_of(found, request.user),
            "reasons": why(found.section, request.user),
        },
    )  # fmt: skip


def traces_of(found: LedgerRow, user: Any) -> list[Any]:
    """What other rooms know of a row, oldest first."""
    return sorted(traces(found, user), key=lambda one: (one.on is None, one.on or date.min))
