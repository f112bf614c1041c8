"""What powers and posts a body holds, and how that is entered once. 权力与岗位页面。"""

from typing import Any

from django.contrib import messages
from django.core import signing
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.core.dated import in_force
from qinglian.web.core.exports import XLSX
from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.core.pages import form_page, only, posted
from qinglian.web.units import holdings as book
from qinglian.web.units.forms import HoldingEndForm, HoldingForm, HoldingsForm
from qinglian.web.units.models import Holding, Unit
from qinglian.web.units.reading import read_table
from qinglian.web.units.scope import visible_units
from qinglian.web.units.services.holdings import holding_end, holding_set, holdings_bring, keeps

SALT = "qinglian.holdings"
SHOWN = 200


def _mine(user: Any) -> bool:
    return Unit.objects.filter(book.writes(user)).exists()


@require_safe
def holdings(request: HttpRequest, code: str) -> HttpResponse:
    """The powers and posts of a body."""
    unit = get_object_or_404(visible_units(request.user), code=code)
    writes = keeps(request.user, unit)
    actions = [
        (_("登记一项"), reverse("units:holding_add", args=(code,))),
        (_("从 Excel 导入"), reverse("units:holdings_import")),
    ]
    state: dict[str, Q] = {"now": in_force(), "ended": Q(valid_to__lte=timezone.localdate())}
    return Listing(
        request,
        unit.holdings.all(),
        title=_("%(unit)s的权力与岗位") % {"unit": unit},
        intro=_("清单事项按这里核对是否适用：没有这项权力或岗位的单位，不会收到有关的事项。"),
        columns=[
            Column("kind", _("类别"), sort="kind"),
            Column("code", _("编号"), sort="code"),
            Column("name", _("名称"), sort="name"),
            Column("valid_from", _("自"), sort="valid_from"),
            Column("last_day", _("至"), sort="valid_to"),
        ],
        search=("code", "name"),
        filters=[
            Filter("kind", _("类别"), Holding.Kind.choices),
            Filter(
                "state", _("状态"), [("now", _("现有")), ("ended", _("已终止"))], lambda v: state[v]
            ),
        ],
        order="code",
        empty=_("还没有登记权力和岗位。"),
        actions=actions if writes else [],
        context={"unit": unit, "ends": unit.holdings.filter(valid_to=None) if writes else ()},
        template="units/holdings.html",
    ).respond()


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, code: str) -> HttpResponse:
    """One power or post."""
    unit = get_object_or_404(visible_units(request.user), code=code)
    only(keeps(request.user, unit))
    back = reverse("units:holdings", args=(code,))

    def done(form: Any) -> str:
        holding_set(unit=unit, by=request.user, **form.cleaned_data)
        return back

    form = HoldingForm(posted(request), initial={"valid_from": timezone.localdate()})
    return form_page(
        request, form, _("登记权力或岗位"), done=done, back=back, submit=_("登记"), intro=str(unit)
    )


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """It is held no longer."""
    rows = Holding.objects.filter(unit__in=visible_units(request.user)).select_related("unit")
    found = get_object_or_404(rows, pk=pk)
    only(keeps(request.user, found.unit))
    back = reverse("units:holdings", args=(found.unit.code,))

    def done(form: Any) -> str:
        holding_end(holding=found, by=request.user, **form.cleaned_data)
        return back

    return form_page(
        request, HoldingEndForm(posted(request)), _("终止：%(name)s") % {"name": found.name},
        done=done, back=back, submit=_("终止"), intro=str(found.unit),
    )  # fmt: skip


@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The workbook to fill in."""
    only(_mine(request.user))
    response = HttpResponse(book.template_book(), content_type=XLSX)
    response["Content-Disposition"] = "attachment; filename=qinglian-holdings.xlsx"
    return response


@require_http_methods(["GET", "POST"])
def bring(request: HttpRequest) -> HttpResponse:
    """Send a workbook or paste a table; see what each row would do; then all of it or nothing."""
    only(_mine(request.user))
    if "rows" in request.POST:
        return _apply(request)
    form, status = HoldingsForm(posted(request), request.FILES or None), 200
    context: dict[str, Any] = {"form": form}
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                file, text = form.cleaned_data["file"], form.cleaned_data["text"]
                rows = read_table(file.read(), book.COLUMNS) if file else book.pasted(text)
                context |= _preview(rows, request.user)
                status = 200
            except NotAllowed as error:
                messages.error(request, str(error))
    return render(request, "units/holdings_import.html", context, status=status)


def _preview(rows: list[dict[str, Any]], user: Any) -> dict[str, Any]:
    planned = book.plan(rows, user)
    wrong = [one for one in planned if one.wrong]
    changes = [one for one in planned if not one.wrong and not one.same]
    return {
        "planned": [*wrong, *changes, *(one for one in planned if one.same)][:SHOWN],
        "all": len(planned),
        "wrong": len(wrong),
        "changes": 0 if wrong else len(changes),
        "packed": signing.dumps({"rows": rows}, salt=SALT, compress=True),
    }


def _apply(request: HttpRequest) -> HttpResponse:
    try:
        said = signing.loads(request.POST["rows"], salt=SALT, max_age=3600)
        number = holdings_bring(rows=said["rows"], by=request.user)
    except signing.BadSignature:
        messages.warning(request, _("预览已过期，请重新上传。"))
        return redirect("units:holdings_import")
    except (NotAllowed, Overtaken) as error:
        messages.warning(request, str(error))
        return redirect("units:holdings_import")
    text = ngettext("已导入 %(n)d 项。", "已导入 %(n)d 项。", number) % {"n": number}
    messages.success(request, text)
    return redirect("units:units")
