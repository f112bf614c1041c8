"""A change of scope is looked at before it is made. 先看影响，再办理。"""

import hashlib
from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from qinglian.web.core.moves import NotAllowed, Overtaken
from qinglian.web.units.effects import Effect, effects
from qinglian.web.units.models import Unit
from qinglian.web.units.reach import LinesInCircle, Picture
from qinglian.web.units.services.lines import circle_said

SHOWN = 100


def preview_page(
    request: HttpRequest,
    form: Any,
    title: str,
    *,
    pictured: Callable[[Picture, dict[str, Any]], tuple[Picture, date]],
    do: Callable[[dict[str, Any]], Any],
    leaving: Unit | None = None,
    **context: Any,
) -> HttpResponse:
    """
    The form; then the form with what it would open and close to whom; then, when that is confirmed and still the
    same, the deed.
    """
    status, found, confirmed = 200, None, ""
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                now = Picture.on_record()
                after, on = pictured(now, form.cleaned_data)
                found = effects(now, after, on, leaving=leaving.pk if leaving else None)
                confirmed = _digest(form.cleaned_data, found)
                if request.POST.get("confirmed") == confirmed:
                    return redirect(do(form.cleaned_data))
                status = 200
            except LinesInCircle as error:
                found = None
                messages.error(request, circle_said(error))
            except Overtaken as error:
                status = 409
                messages.warning(request, str(error))
            except NotAllowed as error:
                status, found = 422, None
                messages.error(request, str(error))
    shown = {
        **context,
        "form": form,
        "title": title,
        "asked": found is not None,
        "gained": [one for one in found or () if one.gained][:SHOWN],
        "lost": [one for one in found or () if not one.gained][:SHOWN],
        "more": max(len(found or ()) - SHOWN, 0),
        "confirmed": confirmed,
        "submit": (_("确认%(what)s") if found is not None else _("看看影响"))
        % {"what": context.get("submit", "")},
    }
    return render(request, "units/preview.html", shown, status=status)


def _digest(said: dict[str, Any], found: list[Effect]) -> str:
    """What was said and what it would do: another one means one must look again."""
    told = (sorted((key, str(value)) for key, value in said.items() if key != "seen"), [
        (one.gained, one.role, one.unit.code, one.of.code, one.objects) for one in found
    ])  # fmt: skip
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]
