"""The lists of inspections and of visits. 督查项目与现场督查的列表。"""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qinglian.web.core.listing import Column, DayFilter, Filter, Listing, begin_of
from qinglian.web.core.masking import mask_text
from qinglian.web.core.pages import only
from qinglian.web.inspections.desk import waiting_visits
from qinglian.web.inspections.models import Inspection, Matter, PlanLine, Visit
from qinglian.web.inspections.models.visits import inside
from qinglian.web.inspections.queries import reads
from qinglian.web.inspections.services.rules import inspects
from qinglian.web.inspections.states import GONE, MADE, TOLD, Breadth, Mode, Stage, Status
from qinglian.web.units.scope import reach


def _matters() -> Any:
    return Matter.objects.values_list("pk", "name")


def _actions(user: Any, other: tuple[Any, str]) -> list[tuple[Any, str]]:
    shown = [
        other,
        (_("年度计划"), reverse("inspections:plans")),
        (_("发现问题"), reverse("inspections:findings")),
    ]
    if inspects(user):
        shown.insert(0, (_("提出督查"), reverse("inspections:new")))
        shown.append((_("检查单"), reverse("inspections:templates")))
    return shown


@require_safe
def inspections(request: HttpRequest) -> HttpResponse:
    """All inspections one may see."""
    only(reads(request.user))
    going = Count("visits", filter=~Q(visits__status__in=GONE))
    rows = Inspection.objects.visible_to(request.user).select_related("matter", "giver_unit")
    inside_plan = [("1", _("计划外")), ("0", _("计划内"))]
    return Listing(
        request,
        rows.annotate(going=going),
        title=_("督查项目"),
        columns=[
            Column(
                "title",
                _("督查名称"),
                value=lambda row: mask_text(row.title),
                link=True,
                sort="title",
            ),
            Column("matter", _("督查事项"), sort="matter__name"),
            Column("giver_unit", _("督查单位"), sort="giver_unit__name"),
            Column("mode", _("方式"), sort="mode"),
            Column("breadth", _("范围"), sort="breadth"),
            Column("begins_on", _("起始日期"), sort="begins_on"),
            Column("going", _("到访单位"), number=True, sort="going"),
            Column("beyond", _("计划外"), sort="beyond"),
            Column("status", _("状态"), badge=True, sort="status"),
        ],
        search=("title", "public_id", "matter__name", "giver_unit__name"),
        filters=[
            Filter("status", _("状态"), Stage.choices),
            Filter("mode", _("方式"), Mode.choices),
            Filter("breadth", _("范围"), Breadth.choices),
            Filter("matter", _("督查事项"), _matters()),
            Filter("beyond", _("年度计划"), inside_plan, lambda value: Q(beyond=value == "1")),
            DayFilter("since", _("启动不早于"), lookup=lambda day: Q(issued_at__gte=begin_of(day))),
            DayFilter(
                "until", _("启动不晚于"), lookup=lambda day: Q(issued_at__lt=begin_of(day, 1))
            ),
        ],
        order="-begins_on",
        empty=_("没有督查。"),
        actions=_actions(request.user, (_("现场督查"), reverse("inspections:visits"))),
    ).respond()


def state_q(value: str, user: Any) -> Q:
    """Conditions that are more than a status."""
    out = Q(inspection__status__in=(Stage.ISSUED, Stage.CLOSED)) & ~Q(status__in=GONE)
    over = (Status.DONE, *GONE)
    return {
        "mine": Q(pk__in=waiting_visits(user).values("pk")),
        "made": Q(status__in=MADE),
        "told": Q(status__in=TOLD),
        "coming": Q(status=Status.PLANNED, inspection__status=Stage.ISSUED),
        "late": ~Q(status__in=over) & Q(due_on__lt=timezone.localdate()),
        "repeat": Q(repeat_of__isnull=False),
        "beyond": Q(inspection__beyond=True) & out,
    }[value]


@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    """All visits one may see. How much was found shows to who was there, and to others with the feedback."""
    only(reads(request.user))
    goes = Visit.objects.filter(inside(reach(request.user, Visit.OBJECT))).values("pk")
    known = Count("findings", filter=Q(sent_at__isnull=False) | Q(pk__in=goes))
    lines = PlanLine.objects.filter(plan__approved_by__isnull=False)
    states = [
        ("mine", _("等我办的")),
        ("coming", _("将去")),
        ("made", _("已去")),
        ("told", _("反馈已送")),
        ("late", _("逾期")),
        ("repeat", _("重复检查")),
        ("beyond", _("计划外")),
    ]
    rows = Visit.objects.visible_to(request.user)
    return Listing(
        request,
        rows.select_related("unit", "inspection", "giver_unit").annotate(found=known),
        title=_("现场督查"),
        columns=[
            Column("unit", _("被督查单位"), link=True, sort="unit__name"),
            Column(
                "title", _("督查名称"), value=lambda row: mask_text(row.inspection.title), sort="inspection__title",
            ),
            Column("giver_unit", _("督查单位"), sort="giver_unit__name"),
            Column(
                "mode", _("方式"), value=lambda row: row.inspection.get_mode_display(), sort="inspection__mode",
            ),
            Column("finished_on", _("督查日期"), sort="finished_on"),
            Column("found", _("发现问题"), number=True, sort="found"),
            Column("minutes", _("占用单位分钟"), number=True, sort="minutes"),
            Column("status", _("状态"), badge=True, sort="status"),
            Column("due_on", _("期限"), sort="due_on", due=True),
        ],
        search=(
            "public_id", "unit__name", "inspection__title", "inspection__public_id", "giver_unit__name"
        ),
        filters=[
            Filter("status", _("环节"), Status.choices),
            Filter("state", _("情形"), states, lambda value: state_q(value, request.user)),
            Filter("mode", _("方式"), Mode.choices, "inspection__mode"),
            Filter("breadth", _("范围"), Breadth.choices, "inspection__breadth"),
            Filter("matter", _("督查事项"), _matters(), "inspection__matter"),
            Filter(
                "line", _("年度计划"),
                [(one.pk, str(one)) for one in lines.select_related("plan", "matter")], "inspection__line",
            ),
            DayFilter("since", _("督查不早于"), lookup=lambda day: Q(finished_on__gte=day)),
            DayFilter("until", _("督查不晚于"), lookup=lambda day: Q(finished_on__lte=day)),
        ],
        order="due_on",
        empty=_("没有现场督查。"),
        actions=_actions(request.user, (_("督查项目"), reverse("inspections:inspections"))),
    ).respond()  # fmt: skip
