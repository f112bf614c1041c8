"""Corrections: what goes back to the provider of data. 数据更正页面。"""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.pages import form_page, only, posted
from qinglian.web.runs.forms import ReasonForm
from qinglian.web.runs.models import Correction
from qinglian.web.runs.rule_forms import CloseForm
from qinglian.web.runs.services.corrections import correction_close, correction_refuse
from qinglian.web.runs.words import table_name
from qinglian.web.units.scope import reach

SHOWN = 200
"""Rows named on a page; the list of all goes with the export of the alerts."""


@require_safe
def corrections(request: HttpRequest) -> HttpResponse:
    """All tickets one may see."""
    only(reach(request.user, "batch"))
    return Listing(
        request,
        Correction.objects.visible_to(request.user)
        .select_related("unit", "batch")
        .annotate(number=Count("rows")),
        title=_("数据更正单"),
        intro=_("核查结论是数据错误的，退给提供单位更正；更正后的批次替换原批次，更正单随之办结。"),
        columns=[
            Column("public_id", _("编号"), link=True),
            Column("provider", _("提供单位"), sort="provider"),
            Column("batch", _("数据批次")),
            Column("wrong", _("错在哪里")),
            Column("number", _("涉及行数"), number=True, sort="number"),
            Column("at", _("提出时间"), sort="at"),
            Column("status", _("状态"), badge=True, sort="status"),
        ],
        search=("public_id", "provider", "wrong", "batch__title"),
        filters=[Filter("status", _("状态"), Correction.Status.choices)],
        order="-at",
        empty=_("没有数据更正单。"),
    ).respond()


@require_safe
def correction(request: HttpRequest, public_id: str) -> HttpResponse:
    """One ticket."""
    found = get_object_or_404(
        Correction.objects.visible_to(request.user).select_related(
            "unit", "batch", "by", "corrected_by", "settled_by"
        ),
        public_id=public_id,
    )
    rows = [
        {"table": table_name(one.table) if one.table else "", "row": one.row_id}
        for one in found.rows.all()[:SHOWN]
    ]
    return render(
        request,
        "runs/correction.html",
        {
            "ticket": found,
            "rows": rows,
            "number": found.rows.count(),
            "writes": found.status == Correction.Status.OPEN
            and Correction.objects.writable_by(request.user).filter(pk=found.pk).exists(),
            "reasons": reach(request.user, "batch").reasons(found),
        },
    )


@require_http_methods(["GET", "POST"])
def close(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say which batch corrected it."""
    found = _writable(request, public_id)
    return form_page(
        request,
        CloseForm(posted(request), user=request.user, since=found.at),
        _("已更正：%(ticket)s") % {"ticket": found},
        done=lambda form: correction_close(
            correction=found, by=request.user, batch=form.cleaned_data["batch"]
        ),
        back=found.get_absolute_url(),
        submit=_("办结"),
        intro=_("装载时选了“替换批次”的会自动办结；分不清是哪个批次的，在这里选。"),
    )


@require_http_methods(["GET", "POST"])
def refuse(request: HttpRequest, public_id: str) -> HttpResponse:
    """The provider stands by its data."""
    found = _writable(request, public_id)
    return form_page(
        request,
        ReasonForm(posted(request)),
        _("不予更正：%(ticket)s") % {"ticket": found},
        done=lambda form: correction_refuse(
            correction=found, by=request.user, reason=form.cleaned_data["reason"]
        ),
        back=found.get_absolute_url(),
        submit=_("不予更正"),
        intro=_("提供单位认为数据没有错的，写明理由；原来的核查结论不变，由研判岗看是否重新挂号。"),
    )


def _writable(request: HttpRequest, public_id: str) -> Correction:
    return get_object_or_404(Correction.objects.writable_by(request.user), public_id=public_id)
