"""The list of campaigns, and one with its four streams and its matrix. 专项整治列表与页面。"""

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qinglian.web.alerts.queries import wilson
from qinglian.web.campaigns.fields import field_name, fields
from qinglian.web.campaigns.lists import quiet
from qinglian.web.campaigns.mending import mending_of
from qinglian.web.campaigns.models import Campaign, Notice, Sampling, Step
from qinglian.web.campaigns.queries import SHOWN, matrix, progress, reasons
from qinglian.web.campaigns.services.counts import SMALL, counts_of
from qinglian.web.campaigns.services.opening import leads_for, used
from qinglian.web.campaigns.services.rules import on_side
from qinglian.web.campaigns.services.sampling import drawable, may_draw, parts_of, unheld
from qinglian.web.campaigns.states import Status
from qinglian.web.campaigns.verbs import LABELS, open_verbs
from qinglian.web.core.listing import Column, DayFilter, Filter, Listing, begin_of
from qinglian.web.core.masking import mask_text
from qinglian.web.core.pages import only
from qinglian.web.core.wording import step_label
from qinglian.web.units.scope import reach

BACK = 10


def years() -> list[tuple[str, str]]:
    """The years a list can be narrowed to."""
    this = timezone.localdate().year
    return [(str(year), str(year)) for year in range(this + 1, this - BACK, -1)]


def state_q(value: str) -> Q:
    """Conditions that are more than a status."""
    return {
        "begun": Q(status__in=(Status.RUNNING, Status.CLOSED)),
        "late": Q(status=Status.RUNNING, ends_on__lt=timezone.localdate()),
        "beyond": ~Q(beyond=""),
    }[value]


@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    """All campaigns one may see."""
    only(reach(request.user, Campaign.OBJECT))
    actions = [
        (_("领域覆盖图"), reverse("campaigns:map")),
        (_("各单位年度数"), reverse("campaigns:bodies")),
        (_("自查"), reverse("campaigns:parts")),
    ]
    if leads_for(request.user).exists():
        actions.insert(0, (_("起草专项整治"), reverse("campaigns:new")))
    return Listing(
        request,
        Campaign.objects.visible_to(request.user).select_related("lead_unit", "urging_unit"),
        title=_("专项整治"),
        intro=_("牵头单位组织开展，派驻组督促、协助：集中纠治、查处、曝光、整改四条线。"),
        columns=[
            Column(
                "title", _("名称"), value=lambda row: mask_text(row.title), link=True, sort="title"
            ),
            Column("year", _("年度"), sort="year", value=lambda row: str(row.year)),
            Column("lead_unit", _("牵头单位"), sort="lead_unit__name"),
            Column("urging_unit", _("督促的派驻组"), sort="urging_unit__name"),
            Column("status", _("状态"), badge=True, sort="status"),
            Column("begins_on", _("开始"), sort="begins_on"),
            Column("ends_on", _("结束"), sort="ends_on"),
        ],
        search=("title", "public_id", "lead_unit__name"),
        filters=[
            Filter("status", _("状态"), Status.choices),
            Filter("year", _("年度"), years()),
            Filter("field", _("领域"), fields(), lambda key: Q(fields__field=key)),
            Filter(
                "state", _("情形"),
                [("begun", _("已启动")), ("late", _("到期未结束")), ("beyond", _("超出年度数"))],
                state_q,
            ),
            *quiet(
                request,
                Filter("from_year", _("年度起"), years(), "year__gte"),
                DayFilter("since", _("启动于此日起"), lookup=lambda day: Q(started_at__gte=begin_of(day))),
                DayFilter("until", _("启动于此日止"), lookup=lambda day: Q(started_at__lt=begin_of(day, 1))),
            ),
        ],
        order="-begins_on",
        empty=_("没有专项整治。"),
        actions=actions,
    ).respond()  # fmt: skip


@require_safe
def campaign(request: HttpRequest, public_id: str) -> HttpResponse:
    """Topics and criteria, the four streams, bodies × topics, what was published, what happened."""
    user = request.user
    rows = Campaign.objects.visible_to(user).select_related(
        "lead_unit", "urging_unit", "made_by", "approved_by"
    )
    found = get_object_or_404(rows, public_id=public_id)
    parts = parts_of(found, user)
    verbs = open_verbs(found, user)
    looked, fell = unheld(parts)
    leads, urges = on_side(found, user, "lead"), on_side(found, user, "urging")
    steps = found.steps.filter(part=None).select_related("by")
    if not (leads or urges):
        steps = steps.filter(notice=None)
    running = found.status == Status.RUNNING
    return render(
        request,
        "campaigns/campaign.html",
        {
            "campaign": found,
            "first": [verb for verb in verbs if verb.first],
            "others": [verb for verb in verbs if not verb.first],
            "leads": leads,
            "drafting": leads and found.status == Status.DRAFT,
            "adds": leads and found.status in (Status.DRAFT, Status.RUNNING),
            "counting": urges and found.status in (Status.RUNNING, Status.CLOSED),
            "corrects": running and on_side(found, user, "part"),
            "writes": leads and found.status in (Status.RUNNING, Status.CLOSED),
            "draws": may_draw(found, user) and drawable(found).exists(),
            "fields": [field_name(key) for key in found.field_keys],
            "used": used(found.lead_unit, found.year),
            "progress": progress(found, parts, user),
            "matrix": matrix(found, parts, user),
            "counts": counts_of(found, parts, user),
            "small": SMALL,
            "mending": mending_of(found, user),
            "samplings": Sampling.objects.visible_to(user).filter(campaign=found),
            "looked": looked,
            "fell": fell,
            "unheld": wilson(fell, looked),
            "notices": Notice.objects.visible_to(user).filter(campaign=found),
            "corrections": _corrections(found, parts),
            "steps": _told(steps.exclude(stream="correct")),
            "shown": SHOWN,
            "reasons": reasons(found, user),
        },
    )


def _corrections(campaign: Campaign, parts: Any) -> Any:
    rows = Step.objects.filter(campaign=campaign, stream="correct")
    rows = rows.filter(Q(part=None) | Q(part__in=parts))
    return rows.select_related("part__unit", "topic").prefetch_related("papers").order_by("-at")


def _told(steps: Any) -> list[dict[str, Any]]:
    return [
        {"step": one, "label": step_label(one.verb, LABELS, {})}
        for one in steps.prefetch_related("papers")
    ]
