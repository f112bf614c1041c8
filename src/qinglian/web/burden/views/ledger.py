"""The ledger and one request. 台账与一项要求。"""

from datetime import date
from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from qinglian.web.burden.kinds import Kind
from qinglian.web.burden.models import Ask, AskedUnit
from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.pages import only
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import reach


@require_safe
def asks(request: HttpRequest) -> HttpResponse:
    """All requests one may see."""
    only(reach(request.user, Ask.OBJECT))
    rows = Ask.objects.visible_to(request.user)
    return Listing(
        request,
        rows.select_related("giver_unit"),
        title=_("减负台账"),
        columns=[
            Column("on_title", _("要什么"), link=True, sort="on_title"),
            Column("kind", _("种类"), sort="kind"),
            Column("giver_unit", _("提出单位"), sort="giver_unit__name"),
            Column("on_day", _("占用哪天"), sort="on_day"),
            Column("units", _("单位数"), number=True, sort="units"),
            Column("minutes", _("合计分钟"), number=True, sort="minutes"),
            Column("over", _("超上限单位数"), number=True, sort="over"),
        ],
        search=("on_title", "public_id", "on_number", "giver_unit__name"),
        filters=[
            Filter("kind", _("种类"), Kind.choices),
            Filter("level", _("单位层级"), Unit.Level.choices, level_q),
            Filter("month", _("月份"), months(rows), lambda said: Q(month=f"{said}-01")),
            Filter("state", _("情形"), STATES, state_q),
        ],
        order="-at",
        empty=_("还没有向单位提出要求。"),
    ).respond()


STATES = [("over", gettext_lazy("超上限")), ("withdrawn", gettext_lazy("已撤回"))]


def state_q(value: str) -> Q:
    """Conditions that are more than a column."""
    return {"over": Q(over__gt=0), "withdrawn": Q(withdrawn_at__isnull=False)}[value]


def level_q(value: str) -> Q:
    """Requests that ask a body of a level."""
    asked = AskedUnit.objects.filter(unit__level=value, counts=True)
    return Q(pk__in=asked.values("ask_id"))


def months(rows: Any) -> list[tuple[str, str]]:
    """The months in which anything was asked, the latest first."""
    found: list[date] = list(rows.order_by("-month").values_list("month", flat=True).distinct())
    return [(f"{one:%Y-%m}", f"{one:%Y-%m}") for one in found]


@require_safe
def ask(request: HttpRequest, public_id: str) -> HttpResponse:
    """One request: what, by whom, of whom, what it costs."""
    rows = Ask.objects.visible_to(request.user).select_related("giver_unit", "by", "approved_by")
    found = get_object_or_404(rows, public_id=public_id)
    scope = reach(request.user, Ask.OBJECT)
    gives = bool(Ask.objects.filter(scope.q(Ask.SCOPE), pk=found.pk))
    asked = found.asked.select_related("unit")
    shown = asked if gives else asked.filter(scope.q(AskedUnit.SCOPE))
    return render(
        request,
        "burden/ask.html",
        {"ask": found, "asked": shown, "gives": gives, "reasons": scope.reasons(found)},
    )
