"""The month of each body, who asks most, what was asked twice, the promise. 单位的一个月，谁要得多，重复要的，承诺。"""

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qinglian.model.text import Text
from qinglian.report.charts import Bar, bars, columns
from qinglian.web.burden.drawing import metre
from qinglian.web.burden.kinds import Kind
from qinglian.web.burden.models import Ask, AskedUnit, first_of_month
from qinglian.web.burden.numbers import caps
from qinglian.web.burden.queries import by_giver, months_before
from qinglian.web.burden.twice import twice as asked_twice
from qinglian.web.core.charts import drawn
from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.pages import only
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import reach

MOST = 200
"""Pairs on one page."""


def month_of(request: HttpRequest) -> date:
    """The month in the address, this one otherwise."""
    try:
        return date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        return first_of_month(timezone.localdate())


def period_of(request: HttpRequest) -> tuple[date, date]:
    """The days in the address; from two months ago to the end of the next month otherwise."""
    today = timezone.localdate()
    try:
        begins, ends = (
            date.fromisoformat(request.GET.get(name, "")) for name in ("begins", "ends")
        )
    except ValueError:
        return months_before(today, 3)[0], first_of_month(today) + timedelta(days=61)
    inside = date(2000, 1, 1) <= begins <= ends <= date(2100, 1, 1)
    return (begins, ends) if inside else (first_of_month(today), today)


def month_choices() -> list[tuple[str, str]]:
    """This month, the months before, and the one to come, the latest first."""
    this = first_of_month(timezone.localdate())
    to_come = date(this.year + this.month // 12, this.month % 12 + 1, 1)
    return [(f"{one:%Y-%m}", f"{one:%Y-%m}") for one in (to_come, *months_before(this)[::-1])]


def language() -> str:
    """The language of the charts."""
    return "en" if (get_language() or "").startswith("en") else "zh"


class Months(Listing):
    """Each body leads to the month one looks at."""

    month: date

    def _cell(self, column: Column, row: Any) -> dict[str, Any]:
        cell = super()._cell(column, row)
        if column.name == "name":
            cell["url"] = f"{reverse('burden:unit', args=(row.code,))}?month={self.month:%Y-%m}"
        return cell


@require_safe
def units(request: HttpRequest) -> HttpResponse:
    """The bodies one sees with their month against the cap; in the order of their codes, never by how much."""
    scope = reach(request.user, Ask.OBJECT)
    only(scope)
    month = month_of(request)
    limits = caps(month)
    mine = AskedUnit.objects.visible_to(request.user).filter(month=month, counts=True)
    told = mine.filter(unit=OuterRef("pk")).order_by().values("unit")
    total, times = (
        told.annotate(n=Sum("minutes")).values("n"),
        told.annotate(n=Count("pk")).values("n"),
    )
    rows = Unit.objects.filter(scope.q({"unit": "pk"}), valid_to=None)
    listing = Months(
        request,
        rows.annotate(total=Coalesce(Subquery(total), 0), times=Coalesce(Subquery(times), 0)),
        title=_("各单位占用时间"),
        intro=_("%(month)s 记入台账的分钟与每月上限。只按单位编号排列，不排名。")
        % {"month": f"{month:%Y-%m}"},
        columns=[
            Column("name", _("单位"), sort="code"),
            Column("level", _("层级")),
            Column("times", _("被要几次"), number=True),
            Column("total", _("合计分钟"), number=True),
            Column("cap", _("上限"), value=lambda row: limits[row.level], number=True),
        ],
        search=("name", "code"),
        filters=[
            Filter("month", _("月份"), month_choices(), lambda _value: Q()),
            Filter("level", _("层级"), Unit.Level.choices),
        ],
        order="code",
        empty=_("没有可见的单位。"),
        actions=[(_("减负台账"), reverse("burden:asks"))],
    )
    listing.month = month
    return listing.respond()


@require_safe
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """One body in one month: the bar, what was asked and by whom, what was asked twice."""
    scope = reach(request.user, Ask.OBJECT)
    found = get_object_or_404(Unit.objects.filter(scope.q({"unit": "pk"})), code=code)
    month = month_of(request)
    rows = AskedUnit.objects.visible_to(request.user).filter(unit=found, counts=True)
    now = list(
        rows.filter(month=month)
        .select_related("ask__giver_unit", "ask__approved_by")
        .order_by("ask__on_day", "pk")
    )
    used, cap = sum(one.minutes for one in now), caps(month)[found.level]
    said = {"unit": found, "used": used, "cap": cap}
    address = reverse("burden:unit", args=(found.code,))
    past = dict(rows.order_by().values_list("month").annotate(n=Sum("minutes")))
    months = [
        Bar(
            Text(f"{one:%y-%m}", f"{one:%y-%m}"),
            within(past.get(one, 0), caps(one)[found.level]),
            f"{address}?month={one:%Y-%m}",
        )
        for one in months_before(max(month, first_of_month(timezone.localdate())))
    ]
    ends = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return render(
        request,
        "burden/unit.html",
        {
            "unit": found,
            "month": month,
            "rows": now,
            "used": used,
            "cap": cap,
            "left": max(0, cap - used),
            "above": max(0, used - cap),
            "metre": metre(used, cap, _("%(unit)s 本月 %(used)d 分钟，上限 %(cap)d 分钟") % said),
            "months": drawn(columns, months, language(), _("每月被要的分钟")),
            "twice": asked_twice(request.user, month, ends, found.pk)[:MOST],
            "choices": month_choices(),
            "reasons": scope.reasons(AskedUnit(unit=found)),
        },
    )


def within(used: int, cap: int) -> dict[str, int]:
    """What lies inside the cap, and what above it."""
    return {"blue": min(used, cap), "red": max(0, used - cap)}


@require_safe
def givers(request: HttpRequest) -> HttpResponse:
    """Who asks how much: minutes × bodies in a year, of bodies of a level or of all."""
    only(reach(request.user, Ask.OBJECT))
    this = timezone.localdate().year
    year = (
        int(said)
        if (said := request.GET.get("year", "")).isdigit() and 2000 <= int(said) <= this + 1
        else this
    )
    level = said if (said := request.GET.get("level", "")) in Unit.Level.values else ""
    rows = AskedUnit.objects.visible_to(request.user).filter(month__year=year)
    found = by_giver(rows.filter(unit__level=level) if level else rows)
    kinds: QuerySet[Any] = rows.filter(counts=True).order_by()
    if level:
        kinds = kinds.filter(unit__level=level)
    by_kind = dict(kinds.values_list("ask__kind").annotate(n=Sum("minutes")))
    drawn_rows = [
        Bar(
            Text(one["ask__giver_unit__name"], one["ask__giver_unit__name"]), {"blue": one["total"]}
        )
        for one in found[:12]
    ]
    return render(
        request,
        "burden/givers.html",
        {
            "rows": found,
            "chart": drawn(bars, drawn_rows, language(), _("各提出单位合计分钟")) if found else "",
            "kinds": [(kind.label, by_kind[kind]) for kind in Kind if by_kind.get(kind)],
            "total": sum(one["total"] for one in found),
            "year": year,
            "years": range(this + 1, this - 4, -1),
            "level": level,
            "levels": Unit.Level.choices,
        },
    )


@require_safe
def twice(request: HttpRequest) -> HttpResponse:
    """Pairs of requests alike, with what to do about each."""
    only(reach(request.user, Ask.OBJECT))
    begins, ends = period_of(request)
    found = asked_twice(request.user, begins, ends)
    names = dict(
        Unit.objects.filter(pk__in={key for one in found[:MOST] for key in one.units}).values_list(
            "pk", "name"
        )
    )
    shown = [{"one": one, "names": sorted(names[key] for key in one.units)} for one in found[:MOST]]
    return render(
        request,
        "burden/twice.html",
        {"shown": shown, "number": len(found), "begins": begins, "ends": ends},
    )


@require_safe
def promise(request: HttpRequest) -> HttpResponse:
    """What was promised and how it is kept, in sums over the whole place; open to everybody who is signed in."""
    this = first_of_month(timezone.localdate())
    told = AskedUnit.objects.filter(counts=True).order_by()
    by_month = dict(told.values_list("month").annotate(n=Sum("minutes")))
    bodies = Unit.objects.filter(valid_to=None).order_by().values_list("level")
    room = dict(bodies.annotate(n=Count("pk")))
    limits = caps(this)
    cap = sum(limits[level] * n for level, n in room.items())
    used = by_month.get(this, 0)
    above = (
        told.filter(month=this)
        .values("unit")
        .annotate(n=Sum("minutes"), most=F("cap"))
        .filter(n__gt=F("most"))
    )
    months = [
        Bar(Text(f"{one:%y-%m}", f"{one:%y-%m}"), {"blue": by_month.get(one, 0)})
        for one in months_before(this)
    ]
    return render(
        request,
        "burden/promise.html",
        {
            "month": this,
            "used": used,
            "cap": cap,
            "percent": round(100 * used / cap) if cap else 0,
            "units": sum(room.values()),
            "asked": told.filter(month=this).values("unit").distinct().count(),
            "above": above.values("unit").distinct().count(),
            "asks": Ask.objects.filter(month=this, withdrawn_at=None).count(),
            "withdrawn": Ask.objects.filter(month=this, withdrawn_at__isnull=False).count(),
            "limits": [
                (label, limits[level], room.get(level, 0)) for level, label in Unit.Level.choices
            ],
            "metre": metre(
                used,
                cap,
                _("本月合计 %(used)d 分钟，上限合计 %(cap)d 分钟") % {"used": used, "cap": cap},
            ),
            "months": drawn(columns, months, language(), _("每月被要的分钟")),
        },
    )
