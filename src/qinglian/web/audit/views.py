"""Pages of records and of the chain: for the audit administrator and the auditor. 审计页面。"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from qinglian.web.audit.checking import KINDS
from qinglian.web.audit.jobs import check_chain, last_check
from qinglian.web.audit.models import Head, Record
from qinglian.web.audit.sealing import head_name, head_text
from qinglian.web.audit.words import action_name, actions, content, object_name, objects, role_name
from qinglian.web.core.access import reach
from qinglian.web.core.listing import Column, DayFilter, Filter, Listing, begin_of
from qinglian.web.core.masking import mask_text
from qinglian.web.core.pages import only
from qinglian.web.core.wording import noted

WAIT = timedelta(minutes=10)
"""For how long the page asks whether a check has ended."""


def _who(row: Record) -> str:
    who = str(row.actor) if row.actor else "–"
    return noted(who, role_name(row.role)) if row.role else who


def _object(row: Record) -> str:
    return f"{object_name(row.object_type)} {row.object_id}".strip()


@require_safe
def records(request: HttpRequest) -> HttpResponse:
    """All records one may read. No number of a record is shown: a gap would tell that one is hidden."""
    scope = reach(request.user, Record.OBJECT)
    only(scope)
    return Listing(
        request,
        Record.objects.visible_to(request.user).select_related("actor"),
        title=_("审计记录"),
        columns=[
            Column("at", _("时间"), sort="at"),
            Column("actor", _("谁"), value=_who, sort="actor__name"),
            Column(
                "action", _("做了什么"), value=lambda row: action_name(row.action), sort="action"
            ),
            Column("object", _("对象"), value=_object),
            Column("unit_code", _("单位编号"), sort="unit_code"),
            Column("reason", _("理由"), value=lambda row: mask_text(row.reason)),
            Column("data", _("内容"), value=lambda row: content(row.data)),
        ],
        search=("actor__name", "actor__username", "object_id", "unit_code", "reason"),
        filters=[
            Filter("action", _("做了什么"), actions().items()),
            Filter("object", _("对象"), objects().items(), lookup="object_type"),
            DayFilter("since", _("自"), lookup=lambda day: Q(at__gte=begin_of(day))),
            DayFilter("until", _("至"), lookup=lambda day: Q(at__lt=begin_of(day, 1))),
        ],
        order="-at",
        intro=_(
            "记录只增不改，每分钟封存。查找可用姓名、用户名、对象编号、单位编号、理由中的字词。"
        ),
        actions=[(_("链头与校验"), reverse("audit:heads"))],
    ).respond()


@require_safe
def heads(request: HttpRequest) -> HttpResponse:
    """The published heads, and what the last check found."""
    only(reach(request.user, Record.OBJECT))
    listing = Listing(
        request,
        Head.objects.all(),
        title=_("链头与校验"),
        columns=[
            Column("day", _("日期"), sort="day"),
            Column("number", _("封存号"), sort="number", number=True),
            Column("digest", _("摘要")),
            Column("algorithm", _("算法")),
            Column("published_at", _("公布时间"), sort="published_at"),
        ],
        filters=[
            DayFilter("since", _("自"), lookup=lambda day: Q(day__gte=date.fromisoformat(day))),
            DayFilter("until", _("至"), lookup=lambda day: Q(day__lte=date.fromisoformat(day))),
        ],
        order="-day",
        intro=_(
            "每天公布一次链头。请把链头抄存在本系统之外：整条链若被重写，只有外面的链头能发现。"
        ),
        empty=_("还没有公布过链头；每天零点后自动公布。"),
        actions=[(_("审计记录"), reverse("audit:records"))],
        context={**_checked(request), "newest": Head.objects.first()},
    )
    listing.template = "audit/heads.html"
    return listing.respond()


@require_POST
def check_now(request: HttpRequest) -> HttpResponse:
    """Have the worker check the whole chain."""
    only(reach(request.user, Record.OBJECT))
    asked = timezone.now()
    check_chain.enqueue(by=request.user.pk)
    return redirect(f"{reverse('audit:heads')}?asked={asked.timestamp():.6f}")


@require_safe
def checked(request: HttpRequest) -> HttpResponse:
    """What the last check found; asks again by itself while a check runs."""
    only(reach(request.user, Record.OBJECT))
    return render(request, "audit/checked.html", _checked(request))


def _checked(request: HttpRequest) -> dict[str, Any]:
    last = last_check()
    if last:
        last["findings"] = [
            {"label": KINDS.get(one["kind"], one["kind"]), "seal": one["seal"]}
            for one in last["findings"]
        ]
    try:
        asked = datetime.fromtimestamp(float(request.GET.get("asked", "")), tz=UTC)
    except (ValueError, OverflowError, OSError):
        return {"last": last, "waiting": ""}
    waits = (last is None or last["at"] < asked) and timezone.now() - asked < WAIT
    return {"last": last, "waiting": f"{asked.timestamp():.6f}" if waits else ""}


@require_safe
def head_file(request: HttpRequest, day: str) -> HttpResponse:
    """One head as its file, to be kept elsewhere."""
    only(reach(request.user, Record.OBJECT))
    try:
        head = get_object_or_404(Head, day=date.fromisoformat(day))
    except ValueError:
        raise Http404 from None
    response = HttpResponse(head_text(head), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="{head_name(head)}"'
    return response
