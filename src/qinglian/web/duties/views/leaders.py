"""The leaders of a body: matrix and card. 班子一岗双责矩阵、责任人卡片。"""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from qinglian.web.core.pages import only
from qinglian.web.duties.leading import card, leaders_of, matrix
from qinglian.web.duties.models import Duty, Turn
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import reach, visible_units


def unit_asked(request: HttpRequest) -> Unit:
    """The body named in the address, or one's own."""
    scope = reach(request.user, Duty.OBJECT)
    only(scope)
    code = request.GET.get("unit", "")
    own = request.user.unit  # type: ignore[union-attr]
    if not code and own is None:
        raise Http404
    rows = visible_units(request.user).filter(scope.q({"unit": "pk"}))
    return get_object_or_404(rows.distinct(), code=code or own.code)


@require_safe
def leaders(request: HttpRequest) -> HttpResponse:
    """Business × integrity per leader; who has only one side."""
    unit = unit_asked(request)
    rows = matrix(unit, request.user)
    unnamed = Duty.objects.visible_to(request.user).filter(unit=unit, ended_on=None, person=None)
    context = {"unit": unit, "rows": rows, "unnamed": unnamed.count()}
    context["talks"] = reach(request.user, "talk")
    return render(request, "duties/leaders.html", context)


@require_safe
def leader(request: HttpRequest, username: str) -> HttpResponse:
    """The duty card of one leader: items, turns, what was done in person."""
    unit = unit_asked(request)
    user = get_object_or_404(leaders_of(unit), username=username)
    row = card(user, unit, Duty.objects.visible_to(request.user))
    keys = [one.pk for one in row.duties]
    turns = Turn.objects.visible_to(request.user).filter(duty__in=keys).select_related("duty__item")
    personal = turns.filter(duty__item__in_person=True).order_by("-due_on")[:40]
    context = {"unit": unit, "row": row, "personal": personal, "mine": user == request.user}
    return render(request, "duties/leader.html", context)
