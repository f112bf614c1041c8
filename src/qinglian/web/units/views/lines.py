"""Draw and end lines. 划线与终止。"""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from qinglian.web.units import forms
from qinglian.web.units.models import Line, Unit
from qinglian.web.units.reach import EVER, Picture
from qinglian.web.units.scope import visible_units
from qinglian.web.units.services.lines import line_draw, line_end, line_withdraw
from qinglian.web.units.views.preview import preview_page


@require_http_methods(["GET", "POST"])
def draw(request: HttpRequest, code: str) -> HttpResponse:
    """Join a body with another."""
    unit = get_object_or_404(visible_units(request.user, write=True), code=code)

    def ends(said: dict[str, Any]) -> tuple[Unit, Unit]:
        return (said["other"], unit) if said["place"] == "upper" else (unit, said["other"])

    def pictured(now: Picture, said: dict[str, Any]) -> tuple[Picture, date]:
        upper, lower = ends(said)
        to = said["valid_to"] or EVER
        after = now.with_line(said["kind"], upper.pk, lower.pk, said["valid_from"], to)
        return after, max(said["valid_from"], timezone.localdate())

    def do(said: dict[str, Any]) -> Unit:
        upper, lower = ends(said)
        line_draw(
            kind=said["kind"], upper=upper, lower=lower, valid_from=said["valid_from"],
            valid_to=said["valid_to"], by=request.user, reason=said["reason"],
        )  # fmt: skip
        return unit

    form = forms.LineForm(request.POST or None, initial={"valid_from": timezone.localdate()})
    return preview_page(
        request, form, _("划线：%(unit)s") % {"unit": unit}, pictured=pictured, do=do,
        back=unit.get_absolute_url(), submit=_("划线"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a line or take it back."""
    units = visible_units(request.user, write=True).order_by()
    line = get_object_or_404(
        Line.objects.select_related("upper", "lower"), pk=pk, upper__in=units, lower__in=units
    )

    def pictured(now: Picture, said: dict[str, Any]) -> tuple[Picture, date]:
        on = line.valid_from if said["withdraw"] else said["on"]
        after = now.with_line_ended(line.kind, line.upper_id, line.lower_id, line.valid_from, on)
        return after, max(on, timezone.localdate())

    def do(said: dict[str, Any]) -> Unit:
        lower = line.lower
        if said["withdraw"]:
            line_withdraw(line=line, by=request.user, reason=said["reason"])
        else:
            line_end(line=line, on=said["on"], by=request.user, reason=said["reason"])
        return lower

    title = _("终止%(kind)s线：%(upper)s → %(lower)s") % {
        "kind": line.get_kind_display(),
        "upper": line.upper,
        "lower": line.lower,
    }
    form = forms.LineEndForm(request.POST or None, row=line)
    return preview_page(
        request, form, title, pictured=pictured, do=do, back=line.lower.get_absolute_url(),
        submit=_("终止"),
    )  # fmt: skip
