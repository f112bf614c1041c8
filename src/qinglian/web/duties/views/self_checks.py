"""Self-checks before a visit: the list, a new one, one of them line by line. 迎检自查。"""

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.masking import mask_text
from qinglian.web.core.pages import form_page, only, sent, told
from qinglian.web.duties.models import CheckLine, CheckMatch, SelfCheck
from qinglian.web.duties.report_forms import SelfCheckForm
from qinglian.web.duties.services.reports import own_unit
from qinglian.web.duties.services.self_checks import match_say, may_say, self_check_make
from qinglian.web.units.scope import reach

WORDS = {"fits": True, "other": False}


@require_safe
def self_checks(request: HttpRequest) -> HttpResponse:
    """Those of one's body and of bodies one oversees."""
    only(reach(request.user, SelfCheck.OBJECT))
    answered = CheckMatch.objects.filter(line=OuterRef("pk"), fits=True)
    bare = CheckLine.objects.filter(~Exists(answered))
    rows = SelfCheck.objects.visible_to(request.user).annotate(
        bare=Count("lines", filter=Q(lines__in=bare))
    )
    mine = own_unit(request.user)
    return Listing(
        request,
        rows.select_related("unit"),
        title=_("迎检自查"),
        intro=_("上级来检查前，把检查单逐条对到已有的事项、材料和记录上；缺的列出来，不重新填报。"),
        columns=[
            Column("title", _("自查名称"), value=lambda row: mask_text(row.title), link=True, sort="title"),
            Column("visitor", _("谁来检查"), sort="visitor"),
            Column("unit", _("单位"), sort="unit__name"),
            Column("visit_on", _("哪天来"), sort="visit_on"),
            Column("bare", _("缺口"), number=True, sort="bare"),
        ],
        search=("title", "visitor", "public_id", "unit__name"),
        filters=[
            Filter(
                "state", _("情形"), [("bare", _("有缺口"))], lambda _value: Q(bare__gt=0)
            )
        ],
        order="-made_at",
        empty=_("还没有自查。"),
        actions=[(_("起草自查"), reverse("duties:self_check_new"))] if mine else [],
    ).respond()  # fmt: skip


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The visitor's checklist, pasted or as a file."""
    only(own_unit(request.user))

    def done(form: Any) -> SelfCheck:
        said = {name: form.cleaned_data[name] for name in (
            "title", "visitor", "visit_on", "begins", "ends",
        )}  # fmt: skip
        return self_check_make(by=request.user, text=form.lines(), **said)

    return form_page(
        request, SelfCheckForm(*sent(request), user=request.user), _("起草自查"), done=done,
        back=reverse("duties:self_checks"), submit=_("对照已有记录"),
    )  # fmt: skip


@require_safe
def self_check(request: HttpRequest, public_id: str) -> HttpResponse:
    """Line by line: what may answer it and why; lines without anything first in the count."""
    found = _seen(request, public_id)
    lines = list(found.lines.prefetch_related("matches"))
    shown = [
        {
            "line": line,
            "fits": [one for one in line.matches.all() if one.fits],
            "open": [one for one in line.matches.all() if one.fits is None],
            "other": [one for one in line.matches.all() if one.fits is False],
        }
        for line in lines
    ]
    return render(
        request,
        "duties/self_check.html",
        {
            "check": found,
            "lines": shown,
            "bare": [one for one in shown if not one["fits"]],
            "says": may_say(found, request.user),
            "reasons": reach(request.user, SelfCheck.OBJECT).reasons(found),
        },
    )


@require_POST
@told
def say(request: HttpRequest, public_id: str, number: int, word: str) -> HttpResponse:
    """It answers the line, or it does not."""
    if word not in WORDS:
        raise Http404
    found = _seen(request, public_id)
    match = get_object_or_404(CheckMatch.objects.select_related("line"), pk=number, line__of=found)
    match_say(match=match, fits=WORDS[word], by=request.user)
    return redirect(f"{found.get_absolute_url()}#line-{match.line.place}")


def _seen(request: HttpRequest, public_id: str) -> SelfCheck:
    rows = SelfCheck.objects.visible_to(request.user).select_related("unit", "made_by")
    return get_object_or_404(rows, public_id=public_id)
