"""曝光: notices, each with its two signatures. 公开通报页面。"""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.campaigns.forms import NoticeForm
from qinglian.web.campaigns.lists import quiet
from qinglian.web.campaigns.models import Campaign, Notice
from qinglian.web.campaigns.services.notices import notice_write
from qinglian.web.campaigns.services.rules import on_side
from qinglian.web.campaigns.states import NoticeStatus
from qinglian.web.campaigns.verbs import LABELS, NOTICE_VERBS, notice_verbs
from qinglian.web.campaigns.views.acts import one
from qinglian.web.core.listing import Column, DayFilter, Filter, Listing
from qinglian.web.core.masking import mask_text
from qinglian.web.core.pages import form_page, only, sent
from qinglian.web.core.wording import step_label
from qinglian.web.units.scope import reach


@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """All notices of campaigns one leads or urges."""
    only(reach(request.user, Notice.OBJECT))
    return Listing(
        request,
        Notice.objects.visible_to(request.user).select_related("campaign__lead_unit"),
        title=_("公开稿"),
        intro=_(
            "公开前经保密审查和公开审批，两次签字和起草是三个人；本系统只登记公开在哪里、哪天。"
        ),
        columns=[
            Column("title", _("标题"), value=lambda row: mask_text(row.title), link=True),
            Column("campaign", _("专项整治"), sort="campaign__title"),
            Column("status", _("状态"), badge=True, sort="status"),
            Column("place", _("公开在哪里"), sort="place"),
            Column("published_on", _("公开日期"), sort="published_on"),
        ],
        search=("title", "text", "campaign__title", "place"),
        filters=[
            Filter("status", _("状态"), NoticeStatus.choices),
            *quiet(
                request,
                DayFilter("since", _("公开起"), lookup="published_on__gte"),
                DayFilter("until", _("公开止"), lookup="published_on__lte"),
            ),
        ],
        order="-written_at",
        empty=_("还没有公开稿。"),
    ).respond()


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write one."""
    found = one(request, public_id)
    only(on_side(found, request.user, "lead"))

    def done(form: Any) -> Notice:
        with form.filed(request.user) as papers:
            said = form.said()
            said.pop("version")
            return notice_write(campaign=found, by=request.user, papers=papers, **said)

    form = NoticeForm(*sent(request), row=found, user=request.user)
    form.folded = True
    return form_page(
        request, form, _("起草公开稿"), done=done, back=found.get_absolute_url(), submit=_("送保密审查"),
        template="campaigns/act.html", campaign=found,
    )  # fmt: skip


def _seen(request: HttpRequest, public_id: str) -> Notice:
    rows = Notice.objects.visible_to(request.user).select_related(
        "campaign__lead_unit", "written_by", "reviewed_by", "approved_by"
    )
    return get_object_or_404(rows, public_id=public_id)


@require_safe
def notice(request: HttpRequest, public_id: str) -> HttpResponse:
    """Its text, its signatures, where it stood."""
    found = _seen(request, public_id)
    verbs = notice_verbs(found, request.user)
    return render(
        request,
        "campaigns/notice.html",
        {
            "notice": found,
            "campaign": found.campaign,
            "first": [verb for verb in verbs if verb.first],
            "others": [verb for verb in verbs if not verb.first],
            "steps": [
                {"step": step, "label": step_label(step.verb, LABELS, {})}
                for step in found.steps.select_related("by").prefetch_related("papers")
            ],
            "reasons": reach(request.user, Campaign.OBJECT).reasons(found.campaign),
        },
    )


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, public_id: str, verb: str) -> HttpResponse:
    """Sign it, send it back, write down where it stood."""
    if verb not in NOTICE_VERBS:
        raise Http404
    found = _seen(request, public_id)
    chosen = NOTICE_VERBS[verb]
    only(chosen in notice_verbs(found, request.user) or request.method == "POST")

    def done(form: Any) -> Notice:
        with form.filed(request.user) as papers:
            chosen.call(notice=found, by=request.user, papers=papers, **form.said())
        messages.success(request, _("已办：%(verb)s") % {"verb": chosen.label})
        return found

    form = chosen.form(*sent(request), row=found, user=request.user)
    form.folded = True
    return form_page(
        request, form, chosen.label, done=done, back=found.get_absolute_url(), submit=chosen.label,
        template="campaigns/act.html", campaign=found.campaign, notice=found,
    )  # fmt: skip
