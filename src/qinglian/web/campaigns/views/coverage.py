"""Fields against actions, and how many campaigns each lead body has. 领域覆盖图与各单位年度数。"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.campaigns.coverage import MOST_YEARS, YEARS, coverage
from qinglian.web.campaigns.drawing import picture
from qinglian.web.campaigns.fields import field_add, may_add
from qinglian.web.campaigns.forms import FieldForm
from qinglian.web.campaigns.models import Campaign
from qinglian.web.campaigns.queries import leading
from qinglian.web.core.pages import form_page, only, posted
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
