"""整改统计: by source and by body, within what one may see."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qinglian.web.core.pages import only
from qinglian.web.rectification.models import Problem
from qinglian.web.rectification.reporting import counts
from qinglian.web.rectification.states import COUNTED, Age, Origin, Progress
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import reach

CELLS = (
    ("n", {}), *((age, {"age": age}) for age in Age.values), *((one, {"progress": one}) for one in Progress.values),
    ("struck", {"state": "struck"}), ("again", {"state": "reopened"}),
)  # fmt: skip
"""Columns that lead to their list, with its filters."""


@require_safe
def statistics(request: HttpRequest) -> HttpResponse:
    """How many from where, old and new, how far, in time, reopened; each number leads to its list."""
    only(reach(request.user, "problem"))
    rows = Problem.objects.visible_to(request.user).filter(status__in=COUNTED)
    heads = [
        _("问题"), *(label for _value, label in Age.choices), *(label for _value, label in Progress.choices),
        _("已销号"), _("重新挂号"),
    ]  # fmt: skip
    by_origin = [
        _line(heads, one, Origin(one["origin"]).label, {"first_origin": one["origin"]})
        for one in counts(rows, "origin")
    ]
    said = counts(rows, "unit")
    names = dict(
        Unit.objects.filter(pk__in=[one["unit"] for one in said]).values_list("pk", "name")
    )
    by_unit = [_line(heads, one, names[one["unit"]], {"unit": one["unit"]}) for one in said]
    shown = {
        "heads": heads,
        "tables": [(_("按来源"), _("来源"), by_origin), (_("按责任单位"), _("责任单位"), by_unit)],
    }
    return render(request, "rectification/statistics.html", shown)


def _line(
    heads: list[Any], one: dict[str, Any], name: object, query: dict[str, Any]
) -> dict[str, Any]:
    address = reverse("rectification:problems")
    cells = [
        (one[key], f"{address}?{urlencode({**query, **more})}", head)
        for (key, more), head in zip(CELLS, heads, strict=True)
    ]
    return {"name": name, "cells": cells, "share": one["share"], "amount": one["amount"]}
