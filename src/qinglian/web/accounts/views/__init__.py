"""Pages of people and roles."""

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qinglian.web.accounts import second_factor
from qinglian.web.accounts.models import Assignment
from qinglian.web.core.dated import in_force


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """One's own page: roles and what they open, sign-in, second factor, where one is signed in."""
    held = Assignment.objects.filter(in_force(), user=request.user).select_related("unit")
    here = request.session.session_key
    sessions = [
        {"row": one, "here": one.session_key == here, "agent": short_agent(one.user_agent)}
        for one in UserSession.objects.purge_and_list(request.user)
    ]
    sessions.sort(key=lambda one: (not one["here"], -one["row"].last_seen_at.timestamp()))
    return render(
        request,
        "accounts/me.html",
        {
            "held": held,
            "sessions": sessions,
            "most": settings.SESSIONS_EACH,
            "second": second_factor.has(request.user),
            "second_asked": second_factor.must_have(request.user),
        },
    )


AGENTS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = ("Android", "iPhone", "Windows", "Mac OS", "Linux")


def short_agent(agent: str) -> str:
    """Browser and system, as far as the browser says."""
    browser = next((name for mark, name in AGENTS if mark in agent), "")
    system = next((name for name in SYSTEMS if name in agent), "")
    return " · ".join(part for part in (browser, system) if part) or "–"
