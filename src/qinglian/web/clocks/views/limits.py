"""The limits as they are, their changes, and how one is made. 时限页面。"""

from typing import Any

from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.accounts.roles import Role
from qinglian.web.clocks.forms import DecideForm, LimitForm
from qinglian.web.clocks.menu import sees
from qinglian.web.clocks.models import Limit
from qinglian.web.clocks.services.limits import limit_ask, limit_decide
from qinglian.web.clocks.terms import TERMS, all_days
from qinglian.web.clocks.words import named, term_name
from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.pages import form_page, only, posted
from qinglian.web.core.workdays import known
from qinglian.web.units.scope import roles_of

DECIDING = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)


@require_safe
def limits(request: HttpRequest) -> HttpResponse:
    """Every term by level: the days in force, the default, what changes and when; where to change it."""
    only(sees(request.user))
    today = timezone.localdate()
    held = all_days(today)
    to_come = {
        (one.term, one.level): one
        for one in Limit.objects.filter(Q(agreed=None) | Q(agreed=True, valid_from__gt=today))
    }
    groups: dict[str, list[dict[str, Any]]] = {}
    for term in TERMS.values():
        cells = []
        for level, default in term.days.items():
            days, since = held[term.key, level]
            cells.append(
                {
                    "level": level,
                    "name": term.level_name(level),
                    "days": days,
                    "default": default,
                    "since": since,
                    "coming": to_come.get((term.key, level)),
                    "url": _new_address(term.key, level),
                }
            )
        groups.setdefault(str(term.group), []).append({"term": term, "cells": cells})
    return render(
        request,
        "clocks/limits.html",
        {
            # Alerts, the busiest, are registered last.
            "groups": dict(reversed(groups.items())),
            "asks": Role.SYSTEM_ADMIN in roles_of(request.user),
            "calendar_known": known(today.year + 1),
            "next_year": today.year + 1,
        },
    )


def state_q(value: str) -> Q:
    """Changes in a state of `Limit.State`."""
    today, states = timezone.localdate(), Limit.State
    return {
        states.WAITING: Q(agreed=None),
        states.REFUSED: Q(agreed=False),
        states.COMING: Q(agreed=True, valid_from__gt=today),
        states.HELD: Q(agreed=True, valid_from__lte=today),
    }[Limit.State(value)]


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """All changes there were, and those that wait."""
    only(sees(request.user))
    return Listing(
        request,
        Limit.objects.select_related("by", "decided_by"),
        title=_("时限变更记录"),
        columns=[
            Column("term", _("时限"), value=lambda row: term_name(row.term, row.level), link=True),
            Column("days_before", _("原为（工作日）"), number=True),
            Column("days", _("改为（工作日）"), number=True),
            Column("valid_from", _("自哪天起"), sort="valid_from"),
            Column("state", _("状态"), value=lambda row: row.state.label),
            Column("by", _("提出人")),
            Column("decided_by", _("批准人")),
            Column("at", _("提出时间"), sort="at"),
        ],
        search=("reason",),
        filters=[
            Filter("state", _("状态"), Limit.State.choices, state_q),
            Filter("term", _("时限"), [(key, term_name(key)) for key in TERMS]),
        ],
        order="-at",
        empty=_("时限还没有变更过，都是默认值。"),
        actions=[(_("现行时限"), reverse("clocks:limits"))],
    ).respond()


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, term: str, level: str = "") -> HttpResponse:
    """Ask for a change."""
    only(Role.SYSTEM_ADMIN in roles_of(request.user))
    found = TERMS.get(term)
    if found is None or level not in found.days:
        raise Http404
    now, _since = all_days(timezone.localdate())[term, level]

    def done(form: Any) -> Limit:
        made = limit_ask(term=term, level=level, by=request.user, **form.cleaned_data)
        messages.success(request, _("已提出，须由安全管理员批准后生效。"))
        return made

    form = LimitForm(posted(request), term=found, now=now)
    return form_page(
        request, form, _("改时限：%(term)s") % {"term": term_name(term, level)}, done=done,
        back=reverse("clocks:limits"), submit=_("提出变更"),
        intro=_("现为 %(now)d 个工作日，默认 %(default)d 个。须由安全管理员批准后才生效，已经开始计时的不变。")
        % {"now": now, "default": found.days[level]},
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """One change: what, why, by whom; and for the second person whether to agree."""
    only(sees(request.user))
    found = get_object_or_404(Limit.objects.select_related("by", "decided_by"), pk=pk)
    decides = Role.SECURITY_ADMIN in roles_of(request.user)
    only(decides or request.method != "POST")

    def done(form: Any) -> Limit:
        return limit_decide(limit=found, by=request.user, **form.cleaned_data)

    waits = decides and found.agreed is None and found.by_id != request.user.pk
    return form_page(
        request, DecideForm(posted(request)), named(found), done=done, back=reverse("clocks:changes"),
        template="clocks/change.html", change=found, waits=waits or request.method == "POST",
        level=TERMS[found.term].level_name(found.level) if found.term in TERMS else "",
    )  # fmt: skip


def _new_address(term: str, level: str) -> str:
    if level:
        return reverse("clocks:new_at", kwargs={"term": term, "level": level})
    return reverse("clocks:new", kwargs={"term": term})
