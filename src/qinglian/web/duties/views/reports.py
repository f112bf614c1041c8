"""Reports written from records: the list, a new one, one of them. 报告。"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.pages import form_page, only, posted
from qinglian.web.duties.models import Report
from qinglian.web.duties.report_forms import ReportForm, periods
from qinglian.web.duties.report_kinds import Gap, ReportKind
from qinglian.web.duties.report_person import PERSONAL
from qinglian.web.duties.report_words import NUMBERS, TALLY
from qinglian.web.duties.services.reports import gaps_of, kinds_of, report_make
from qinglian.web.units.scope import reach


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """Those of one's body and of bodies one oversees; of people, one's own."""
    only(reach(request.user, Report.OBJECT))
    actions = [(_("迎检自查"), reverse("duties:self_checks"))]
    if kinds_of(request.user):
        actions.insert(0, (_("生成报告"), reverse("duties:report_new")))
    return Listing(
        request,
        Report.objects.visible_to(request.user).select_related("unit"),
        title=_("落实报告"),
        intro=_("从记录里写：数可点开核对，缺口标明；没有数据不写成零。三述报告只有本人看得见。"),
        columns=[
            Column("title", _("报告名称"), link=True, sort="title"),
            Column("kind", _("种类"), sort="kind"),
            Column("unit", _("单位"), sort="unit__name"),
            Column("gaps", _("缺口"), number=True, sort="gaps"),
            Column("made_at", _("生成时间"), sort="made_at"),
        ],
        search=("title", "public_id", "unit__name"),
        filters=[Filter("kind", _("种类"), ReportKind.choices)],
        order="-made_at",
        empty=_("还没有落实报告。"),
        actions=actions,
    ).respond()


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Of what, from when to when."""
    only(kinds_of(request.user))

    def done(form: Any) -> Report:
        return report_make(by=request.user, **form.cleaned_data)

    said = {key: request.GET[key] for key in ("begins", "ends", "kind") if key in request.GET}
    form = ReportForm(posted(request), user=request.user, initial=said)
    return form_page(
        request, form, _("生成报告"), done=done, back=reverse("duties:reports"),
        submit=_("生成报告"), template="duties/report_new.html", periods=periods(),
        intro=_("按您看得见的记录生成，存下来不再变；要改写的在代拟的文书里改。"),
    )  # fmt: skip


@require_safe
def report(request: HttpRequest, public_id: str) -> HttpResponse:
    """One report as it was kept, gaps on top."""
    rows = Report.objects.visible_to(request.user).select_related("unit", "of", "person", "made_by")
    found = get_object_or_404(rows, public_id=public_id)
    facts = found.facts
    return render(
        request,
        "duties/report.html",
        {
            "report": found,
            "facts": facts,
            "tally": TALLY,
            "items": [_row(row) for row in facts["items"]],
            "duties": [_row(row) for row in facts.get("duties", ())],
            "units": [
                {"unit": row["unit"], "cells": _cells(row)} for row in facts.get("units", ())
            ],
            "in_person": [
                {**row, "days": [(label, row[name]) for name, label in PERSONAL]}
                for row in facts.get("in_person", ())
            ],
            "told": [one for one in facts["figures"] if one["number"] is not None],
            "bare": list(
                dict.fromkeys(one["group"] for one in facts["figures"] if one["number"] is None)
            ),
            "numbers": [{**one, "label": NUMBERS[one["key"]]} for one in facts["numbers"]],
            "gaps": _gaps(facts),
            "reasons": reach(request.user, Report.OBJECT).reasons(found),
        },
    )


def _gaps(facts: dict[str, Any]) -> list[dict[str, Any]]:
    """What is missing of one item in one row."""
    found: dict[tuple[Any, str], dict[str, Any]] = {}
    for one in gaps_of(facts):
        name = NUMBERS[one["key"]] if "key" in one else one["item"]
        row = found.setdefault((name, one["url"]), {"name": name, "url": one["url"], "said": []})
        row["said"].append({**one, "label": Gap(one["gap"]).label})
    return list(found.values())


def _cells(row: dict[str, Any]) -> list[tuple[Any, int]]:
    return [(label, row[key]) for key, label in TALLY.items()]


def _row(row: dict[str, Any]) -> dict[str, Any]:
    return {**row, "cells": _cells(row)}
