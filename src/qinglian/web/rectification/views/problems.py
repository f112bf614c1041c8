"""The ledger of problems and one problem with its course. 整改台账与问题页。"""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.alerts.models import Alert
from qinglian.web.core.listing import Column, DayFilter, Filter, Listing, begin_of
from qinglian.web.core.masking import mask_text
from qinglian.web.core.pages import form_page, only, sent
from qinglian.web.rectification.forms import OpenForm
from qinglian.web.rectification.links import may_open_of
from qinglian.web.rectification.models import Amount, Problem
from qinglian.web.rectification.models.measures import with_progress
from qinglian.web.rectification.models.problem import age_q
from qinglian.web.rectification.queries import state_q
from qinglian.web.rectification.services.problems import problem_open, sighting_add
from qinglian.web.rectification.states import (
    COUNTED,
    OPEN,
    OPENING,
    SUPERVISING,
    Age,
    Origin,
    Pace,
    Progress,
    Status,
)
from qinglian.web.rectification.views.course import shown
from qinglian.web.rectification.views.lists import may_import
from qinglian.web.units.scope import reach, roles_of, visible_units


def may_open(user: Any) -> bool:
    """Whether a person puts problems on record."""
    return bool(roles_of(user) & OPENING and user.unit_id)


@require_safe
def problems(request: HttpRequest) -> HttpResponse:
    """整改台账: all problems one may see; those joined into another are counted there and hidden until asked for."""
    only(reach(request.user, "problem"))
    rows = with_progress(Problem.objects.visible_to(request.user)).select_related(
        "unit", "finder_unit"
    )
    if request.GET.get("status") not in (Status.JOINED, Status.WITHDRAWN):
        rows = rows.filter(status__in=COUNTED)
    rows = rows.filter(paid_q(request))
    actions = [(_("登记问题"), reverse("rectification:new"))] if may_open(request.user) else []
    if may_import(request.user):
        actions.append((_("导入清单"), reverse("rectification:list_new")))
    actions.append((_("统计"), reverse("rectification:statistics")))
    if roles_of(request.user) & SUPERVISING:
        actions.append((_("回头看"), reverse("rectification:lookbacks")))
    return Listing(
        request,
        rows,
        title=_("整改台账"),
        columns=[
            Column(
                "title", _("问题"), value=lambda row: mask_text(row.title), link=True, sort="title"
            ),
            Column("origin", _("来源"), sort="origin"),
            Column("unit", _("责任单位"), sort="unit__name"),
            Column("progress", _("整改情况"), value=lambda row: Progress(row.progress).label),
            Column("status", _("环节"), badge=True, sort="status"),
            Column(
                "amount",
                _("涉及金额（元）"),
                value=money,
                sort="amount_fen",
                number=True,
            ),
            Column("due_on", _("整改期限"), sort="due_on", due=lambda row: row.status in OPEN),
        ],
        search=("title", "text", "public_id", "unit__name", "origin_label", "anchor_id"),
        filters=[
            *filters(request.user),
            *(one for one in more_filters() if one.name in request.GET),
        ],
        order="due_on",
        empty=_("没有问题。"),
        actions=actions,
    ).respond()


class Yuan(float):
    """Money in a list: a number in Excel, with separators and two places on a page."""

    def __str__(self) -> str:
        return f"{float(self):,.2f}"


def money(row: Problem) -> Yuan | None:
    """The amount concerned, in yuan."""
    return None if row.amount_fen is None else Yuan(row.amount_fen / 100)


def filters(user: Any) -> list[Filter]:
    """How the ledger is narrowed."""
    bodies = visible_units(user).filter(problems__isnull=False).distinct().order_by("name")
    return [
        Filter("status", _("环节"), Status.choices),
        Filter("progress", _("整改情况"), Progress.choices),
        Filter("origin", _("来源"), Origin.choices, lambda value: Q(pk__in=_seen_by(value))),
        Filter("unit", _("责任单位"), [(one.pk, one.name) for one in bodies]),
        Filter("pace", _("措施类型"), Pace.choices, lambda value: Q(pk__in=_paced(value))),
        Filter("age", _("存量增量"), Age.choices, age_q),
        Filter(
            "state", _("情形"),
            [
                ("mine", _("等我办的")), ("open", _("在办")), ("late", _("逾期")), ("struck", _("已销号")),
                ("reopened", _("重新挂号")),
                ("fixed", _("有建章立制")),
                ("in_time", _("按期申请销号")),
            ],
            lambda value: state_q(value, user),
        ),
    ]  # fmt: skip


def more_filters() -> list[Filter]:
    """What numbers of a period and of the statistics lead to; shown once an address asks for them."""
    return [
        Filter("first_origin", _("首次来源"), Origin.choices, "origin"),
        DayFilter("since", _("挂号起"), lookup=lambda day: Q(opened_at__gte=begin_of(day))),
        DayFilter("until", _("挂号止"), lookup=lambda day: Q(opened_at__lt=begin_of(day, 1))),
        DayFilter(
            "struck_since", _("销号起"), lookup=lambda day: _struck(struck_at__gte=begin_of(day))
        ),
        DayFilter(
            "struck_until", _("销号止"), lookup=lambda day: _struck(struck_at__lt=begin_of(day, 1))
        ),
    ]


def _struck(**when: Any) -> Q:
    return Q(status=Status.STRUCK, **when)


def paid_q(request: HttpRequest) -> Q:
    """Problems to which money came back in a period that the address names."""
    asked = {
        lookup: day
        for name, lookup in (("paid_since", "on__gte"), ("paid_until", "on__lte"))
        if (day := DayFilter(name, "").told(request.GET.get(name, "")))
    }
    return Q(pk__in=Amount.objects.filter(**asked).values("problem")) if asked else Q()


def _seen_by(origin: str) -> Any:
    return Problem.objects.filter(sightings__origin=origin).values("pk")


def _paced(pace: str) -> Any:
    return Problem.objects.filter(measures__pace=pace).values("pk")


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Put a problem on record, or join one that stands."""
    only(may_open(request.user))
    alert = _alert(request)

    def done(form: Any) -> Problem:
        chosen = form.chosen()
        with form.filed(request.user) as papers:
            if chosen is None:
                return problem_open(by=request.user, papers=papers, **form.opening(alert))
            sighting_add(problem=chosen, by=request.user, papers=papers, **form.sighting(alert))
        messages.success(request, _("已并入：同一问题只挂一号。"))
        return chosen

    form = OpenForm(*sent(request), user=request.user, alert=alert)
    return form_page(
        request, form, _("登记问题"), done=done, back=reverse("rectification:problems"), submit=_("登记"),
        template="rectification/new.html", alike=form.found,
    )  # fmt: skip


def _alert(request: HttpRequest) -> Alert | None:
    """The alert that the problem is of, where the address names one."""
    if not request.GET.get("alert"):
        return None
    rows = Alert.objects.visible_to(request.user)
    found: Alert = get_object_or_404(rows, public_id=request.GET["alert"])
    only(may_open_of(found, request.user))
    return found


@require_safe
def problem(request: HttpRequest, public_id: str) -> HttpResponse:
    """What is wrong, who saw it, what is done about it, how far it is, and what one may do."""
    rows = with_progress(Problem.objects.visible_to(request.user)).select_related(
        "unit",
        "lead_unit",
        "finder_unit",
        "handler",
        "first_by",
        "second_by",
        "struck_by",
        "joined_into",
        "task",
    )
    found = get_object_or_404(rows, public_id=public_id)
    return render(request, "rectification/problem.html", shown(found, request.user))
