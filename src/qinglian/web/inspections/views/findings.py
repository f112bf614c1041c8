"""What was found, over all visits, and what became of it. 发现问题及处置。"""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.core.listing import Column, DayFilter, Filter, Listing
from qinglian.web.core.masking import mask_text
from qinglian.web.core.pages import form_page, only, posted, sent
from qinglian.web.inspections.desk import waiting_findings
from qinglian.web.inspections.followed import became
from qinglian.web.inspections.forms import FollowForm, RemoveForm
from qinglian.web.inspections.models import Finding, Matter, Visit
from qinglian.web.inspections.queries import reads
from qinglian.web.inspections.reasons import visit_reasons
from qinglian.web.inspections.services.feedback import finding_follow
from qinglian.web.inspections.services.rules import on_side
from qinglian.web.inspections.services.visiting import finding_remove
from qinglian.web.inspections.states import TOLD, Follow, Severity, Status, Topic

SPOT = (Status.STARTED, Status.FINISHED)


@require_safe
def findings(request: HttpRequest) -> HttpResponse:
    """All findings one may see."""
    only(reads(request.user))
    rows = Finding.objects.visible_to(request.user)
    states = [("mine", _("等我办的")), ("told", _("反馈已送"))]
    return Listing(
        request,
        rows.select_related("visit__unit", "visit__inspection"),
        title=_("督查发现问题"),
        columns=[
            Column(
                "title", _("发现问题"), value=lambda row: mask_text(row.title), link=True, sort="title"
            ),
            Column("unit", _("被督查单位"), sort="visit__unit__name"),
            Column(
                "inspection", _("督查名称"), value=lambda row: mask_text(row.visit.inspection.title),
                sort="visit__inspection__title",
            ),
            Column("topic", _("类别"), sort="topic"),
            Column("severity", _("程度"), sort="severity"),
            Column(
                "day", _("督查日期"), value=lambda row: row.visit.finished_on, sort="visit__finished_on"
            ),
            Column("follow", _("处置"), badge=True, sort="follow"),
        ],
        search=(
            "title", "text", "public_id", "visit__unit__name", "visit__inspection__title",
            "visit__inspection__public_id",
        ),
        filters=[
            Filter("follow", _("处置"), Follow.choices),
            Filter("topic", _("类别"), Topic.choices),
            Filter("severity", _("程度"), Severity.choices),
            Filter("state", _("情形"), states, lambda value: _state(value, request.user)),
            Filter(
                "matter", _("督查事项"), Matter.objects.values_list("pk", "name"),
                "visit__inspection__matter",
            ),
            DayFilter("since", _("督查不早于"), lookup=lambda day: Q(visit__finished_on__gte=day)),
            DayFilter("until", _("督查不晚于"), lookup=lambda day: Q(visit__finished_on__lte=day)),
        ],
        order="-at",
        empty=_("没有发现问题。"),
        actions=[(_("现场督查"), reverse("inspections:visits"))],
    ).respond()  # fmt: skip


def _state(value: str, user: Any) -> Q:
    if value == "mine":
        return Q(pk__in=waiting_findings(user).values("pk"))
    return Q(visit__status__in=TOLD) & ~Q(follow=Follow.WITHDRAWN)


def _seen(request: HttpRequest, public_id: str) -> Finding:
    rows = Finding.objects.visible_to(request.user).select_related(
        "visit__unit", "visit__inspection", "visit__giver_unit", "item", "by", "followed_by"
    )
    return get_object_or_404(rows, public_id=public_id)


@require_safe
def finding(request: HttpRequest, public_id: str) -> HttpResponse:
    """One, with what became of it."""
    found, user = _seen(request, public_id), request.user
    visit = found.visit
    team, giver = on_side(visit, user, "team"), on_side(visit, user, "giver")
    spot = visit.status in SPOT and (team or giver)
    later = visit.status in TOLD and giver
    objections = found.objections.select_related("by", "decided_by")
    return render(
        request,
        "inspections/finding.html",
        {
            "finding": found,
            "visit": visit,
            "papers": found.papers.all(),
            "became": became(found, user),
            "follows": found.follow == Follow.WAITING and (spot or later),
            "removes": team and visit.status in SPOT,
            "objections": objections.prefetch_related("papers"),
            "reasons": visit_reasons(visit, user),
        },
    )


@require_http_methods(["GET", "POST"])
def follow(request: HttpRequest, public_id: str) -> HttpResponse:
    """What becomes of it."""
    found = _seen(request, public_id)
    visit, user = found.visit, request.user
    only(on_side(visit, user, "giver") or on_side(visit, user, "team"))

    def done(form: Any) -> Finding:
        with form.filed(user) as papers:
            finding_follow(finding=found, by=user, papers=papers, **form.said())
        return found

    form = FollowForm(*sent(request), finding=found, spot=visit.status not in TOLD)
    return form_page(
        request, form, _("处置发现问题"), done=done, back=found.get_absolute_url(), submit=_("处置"),
        intro=mask_text(found.title),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take it back before it is fed back."""
    found = _seen(request, public_id)
    only(on_side(found.visit, request.user, "team"))
    if found.visit.status in TOLD:
        return redirect(found)

    def done(form: Any) -> Visit:
        return finding_remove(finding=found, by=request.user, reason=form.cleaned_data["reason"])

    return form_page(
        request, RemoveForm(posted(request)), _("删去发现问题"), done=done,
        back=found.get_absolute_url(), submit=_("去掉"), intro=mask_text(found.title),
    )  # fmt: skip
