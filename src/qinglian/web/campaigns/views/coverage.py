"""Fields against actions, and how many campaigns each lead body has. 领域覆盖图与各单位年度数。"""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.campaigns.columns import field_of, rules_in_force
from qinglian.web.campaigns.coverage import MOST_YEARS, YEARS, coverage
from qinglian.web.campaigns.drawing import picture
from qinglian.web.campaigns.fields import field_add, field_name, fields, may_add
from qinglian.web.campaigns.forms import FieldForm, MattersForm
from qinglian.web.campaigns.inspected import (
    inspections_of,
    matters,
    matters_of,
    matters_set,
    there,
    titled,
)
from qinglian.web.campaigns.models import Campaign
from qinglian.web.campaigns.queries import leading
from qinglian.web.core.listing import Column, Listing
from qinglian.web.core.masking import mask_text
from qinglian.web.core.pages import form_page, only, posted
from qinglian.web.runs.catalogue import RuleListing
from qinglian.web.runs.words import pack_name
from qinglian.web.units.scope import reach


def _number(said: str, default: int, most: int) -> int:
    return min(most, max(1, int(said))) if said.isdecimal() and len(said) < 5 else default


@require_safe
def map_page(request: HttpRequest) -> HttpResponse:
    """未纳入整治领域: what has neither campaign nor rule nor inspection stands on top."""
    only(reach(request.user, Campaign.OBJECT))
    years = _number(request.GET.get("years", ""), YEARS, MOST_YEARS)
    columns, lines = coverage(request.user, years)
    return render(
        request,
        "campaigns/map.html",
        {
            "columns": columns,
            "lines": lines,
            "picture": picture(columns, lines),
            "years": years,
            "choices": range(1, MOST_YEARS + 1),
            "bare": [line for line in lines if line.bare],
            "adds": may_add(request.user),
            "matters": there(),
        },
    )


@require_http_methods(["GET", "POST"])
def field_new(request: HttpRequest) -> HttpResponse:
    """Add a field of business."""
    only(may_add(request.user))

    def done(form: Any) -> str:
        field_add(by=request.user, **form.cleaned_data)
        return reverse("campaigns:map")

    return form_page(
        request, FieldForm(posted(request)), _("增加领域"), done=done, back=reverse("campaigns:map"),
        submit=_("增加"), intro=_("规则包以外的领域也列在图上，才看得见哪里没有整治、没有规则。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def field_matters(request: HttpRequest, key: str) -> HttpResponse:
    """Say which matters of inspection lie in a field."""
    only(may_add(request.user))
    if key not in dict(fields()) or not there():
        raise Http404

    def done(form: Any) -> str:
        matters_set(field=key, by=request.user, **form.cleaned_data)
        return reverse("campaigns:map")

    form = MattersForm(posted(request), matters=matters(), initial={"names": matters_of(key)})
    return form_page(
        request, form, _("领域对应督查事项：%(field)s") % {"field": field_name(key)}, done=done,
        back=reverse("campaigns:map"), submit=_("保存"),
    )  # fmt: skip


@require_safe
def ruled(request: HttpRequest) -> HttpResponse:
    """The rules in force of a field, as the map counts them."""
    only(reach(request.user, Campaign.OBJECT))
    field = request.GET.get("field", "")
    return RuleListing(
        request,
        [one for one in rules_in_force() if field_of(one) == field],  # type: ignore[arg-type]
        title=_("在用规则：%(field)s") % {"field": field_name(field)},
        columns=[
            Column("rule_id", _("编号"), sort="rule_id"),
            Column("name", _("规则"), link=True, sort="name"),
            Column("pack", _("规则包"), value=lambda row: pack_name(row.pack), sort="pack"),
        ],
        search=("rule_id", "name"),
        order="rule_id",
        empty=_("这个领域没有在用的规则。"),
    ).respond()


@require_safe
def inspected(request: HttpRequest) -> HttpResponse:
    """The inspections of a field, as the map counts them."""
    only(reach(request.user, Campaign.OBJECT))
    if not there():
        raise Http404
    field = request.GET.get("field", "")
    this = timezone.localdate().year
    first = date(_number(request.GET.get("from_year", ""), this - YEARS + 1, this), 1, 1)
    return Listing(
        request,
        inspections_of(request.user, first, field).select_related("matter", "giver_unit"),
        title=titled(field),
        columns=[
            Column(
                "title", _("督查名称"), value=lambda row: mask_text(row.title), link=True, sort="title"
            ),
            Column("matter", _("督查事项"), sort="matter__name"),
            Column("giver_unit", _("督查单位"), sort="giver_unit__name"),
            Column("begins_on", _("起始日期"), sort="begins_on"),
            Column("status", _("状态"), badge=True, sort="status"),
        ],
        search=("title", "matter__name", "giver_unit__name"),
        order="-begins_on",
        empty=_("这个领域没有督查。"),
    ).respond()  # fmt: skip


@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    """Each lead body with its number of the year; none is shown as well."""
    only(reach(request.user, Campaign.OBJECT))
    this = timezone.localdate().year
    year = _number(request.GET.get("year", ""), this, this + 1)
    return render(
        request,
        "campaigns/bodies.html",
        {
            "rows": leading(request.user, year),
            "year": year,
            "choices": range(this + 1, this - MOST_YEARS, -1),
        },
    )
