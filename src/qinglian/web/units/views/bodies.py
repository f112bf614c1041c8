"""The list of bodies and the page of one. 单位列表与单位页。"""

from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from qinglian.web.core.dated import in_force
from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.pages import only
from qinglian.web.core.wording import listed
from qinglian.web.units.drawing import drawn
from qinglian.web.units.forms import type_choices
from qinglian.web.units.models import Line, Unit, UnitName
from qinglian.web.units.queries import around, visible_roles
from qinglian.web.units.scope import reach, visible_people, visible_units

OFFERED = 12
FEW = 12
"""So many lines of one kind stand open; more are folded."""


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """Bodies one sees, also found by the names they bore."""
    only(reach(request.user, "unit"))
    seen = visible_units(request.user)
    actions = []
    if reach(request.user, "unit", write=True):
        actions = [
            (_("新建单位"), reverse("units:unit_new")),
            (_("从 Excel 导入"), reverse("units:imports")),
        ]
    former = Prefetch("names", UnitName.objects.order_by("-valid_from"))
    return Listing(
        request,
        seen.prefetch_related(former).distinct(),
        title=pgettext("list", "单位"),
        columns=[
            Column("name", _("单位名称"), sort="name", link=True),
            Column(
                "former",
                _("曾用名"),
                value=lambda unit: listed(n.name for n in unit.names.all()),
            ),
            Column("code", _("单位编号"), sort="code"),
            Column("level", _("层级"), sort="level"),
            Column("type_name", _("清廉单元类型"), sort="unit_type"),
            Column("region_code", _("行政区划代码"), sort="region_code"),
            Column("state", _("状态"), value=_state, sort="valid_to"),
        ],
        search=("name", "code", "uscc", "names__name"),
        filters=[
            Filter("level", _("层级"), Unit.Level.choices),
            Filter("type", _("清廉单元类型"), type_choices()[1:], "unit_type"),
            Filter("region", _("行政区划"), _regions(seen), "region_code"),
            Filter("state", _("状态"), [("now", _("存续")), ("ended", _("已终止"))], _of_state),
        ],
        order="code",
        actions=actions,
        empty=_("还没有单位。可以逐个新建，也可以从 Excel 导入。") if actions else "",
    ).respond()


@require_safe
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """A body: names, lines, mergers, people and roles, and why one sees it."""
    found = get_object_or_404(visible_units(request.user), code=code)
    near = around(found, request.user)
    names = list(found.names.all())
    writes = visible_units(request.user, write=True).filter(pk=found.pk).exists()
    people = visible_people(request.user).filter(unit=found).order_by("-is_active", "username")
    roles = visible_roles(request.user).filter(unit=found).select_related("user")
    groups = _groups(near.held)
    return render(
        request,
        "units/unit.html",
        {
            "unit": found,
            "names": names,
            "around": near,
            "drawing": drawn(found, near),
            "groups": groups,
            "short": [one for one in groups if len(one["lines"]) <= FEW],
            "long": [one for one in groups if len(one["lines"]) > FEW],
            "kinds": Line.Kind.choices,
            "holdings": found.holdings.filter(in_force())[:FEW],
            "before": found.predecessors.select_related("before"),
            "after": found.successors.select_related("after"),
            "people": people[:50],
            "roles": [one for one in roles[:200] if one.state not in ("ended", "refused")],
            "sees_people": reach(request.user, "person"),
            "writes": writes and found.valid_to is None,
            "corrects": writes,
            "reasons": reach(request.user, "unit").reasons(found),
        },
    )


@require_safe
def offers(request: HttpRequest) -> HttpResponse:
    """What fits what is being typed, as options of the field."""
    words = next((value for key, value in request.GET.items() if key != "list"), "").strip()
    like = Q(name__icontains=words) | Q(code__startswith=words)
    found = visible_units(request.user).filter(like)[:OFFERED] if words else []
    return render(request, "units/offers.html", {"found": found})


def _state(unit: Unit) -> str:
    return _("存续") if unit.holds_on(timezone.localdate()) else _("已终止")


def _of_state(value: str) -> Q:
    today = timezone.localdate()
    ended = Q(valid_to__lte=today)
    return ended if value == "ended" else Q(valid_to=None) | Q(valid_to__gt=today)


def _regions(seen: QuerySet[Unit]) -> list[tuple[str, str]]:
    found = seen.exclude(region_code="").order_by("region_code")
    return [(code, code) for code in found.values_list("region_code", flat=True).distinct()]


def _groups(lines: list[Line]) -> list[dict[str, Any]]:
    """Lines that hold, by direction and kind, in the order of the kinds."""
    found = []
    for up in (True, False):
        for kind in Line.Kind:
            these = [line for line in lines if line.up == up and line.kind == kind]
            if these:
                found.append({"up": up, "kind": kind.value, "label": kind.label, "lines": these})
    return found
