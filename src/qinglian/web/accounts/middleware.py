"""
What holds for everybody who is signed in. 登录之后的规矩。

A session ends after the idle minutes, and after `session_hours` whatever one does. A password an administrator
gave is changed before anything else. A role that asks for a second factor opens nothing without it. What an
auditor reads is recorded.
"""

import time
from collections.abc import Callable
from typing import Any

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from qinglian.web.accounts import second_factor
from qinglian.web.accounts.roles import Role
from qinglian.web.audit.services import record
from qinglian.web.core.access import roles_of

Answer = Callable[[HttpRequest], HttpResponse]
EVERY = 60
"""Seconds between two notes that a session is in use."""


def sign_in_rules(get_response: Answer) -> Answer:
    """Middleware, after those of sessions, users and messages."""

    def answer(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated or request.path.startswith(settings.STATIC_URL):
            return get_response(request)
        stop = _ended(request) or _first(request)
        if stop:
            return stop
        reader = request.user
        response = get_response(request)
        if request.method == "GET" and response.status_code == 200:
            _read(request, reader)
        return response

    return answer


def _ended(request: HttpRequest) -> HttpResponse | None:
    """The page of sign-in, when the session has been idle or open for too long."""
    now, session = int(time.time()), request.session
    begun, seen = session.setdefault("begun", now), session.get("seen", 0)
    if now - begun >= settings.SESSION_HOURS * 3600:
        said = _("登录已满 %(n)d 小时，请重新登录。") % {"n": settings.SESSION_HOURS}
    elif seen and now - seen >= settings.SESSION_COOKIE_AGE:
        said = _("长时间没有操作，请重新登录。")
    else:
        if now - seen >= EVERY:
            session["seen"] = now
            UserSession.objects.filter(session_key=session.session_key).update(
                last_seen_at=timezone.now()
            )
        return None
    logout(request)
    messages.info(request, said)
    return _go(request, reverse("account_login"))


def _first(request: HttpRequest) -> HttpResponse | None:
    """What must be done before anything else."""
    user: Any = request.user
    always = (reverse("account_logout"), reverse("language"), reverse("health"))
    if request.path in always:
        return None
    if user.must_change_password and user.has_usable_password():
        page = reverse("account_change_password")
        return None if request.path == page else _go(request, page)
    if not request.session.get("second") and second_factor.must_have(user):
        if second_factor.has(user):
            request.session["second"] = True
            return None
        pages = (reverse("mfa_index"), reverse("account_reauthenticate"))
        if not request.path.startswith(pages):
            messages.info(request, _("您的角色要求动态口令，请先启用。"))
            return _go(request, reverse("mfa_activate_totp"))
    return None


def _go(request: HttpRequest, page: str) -> HttpResponse:
    return HttpResponseClientRedirect(page) if getattr(request, "htmx", False) else redirect(page)


def _read(request: HttpRequest, user: Any) -> None:
    """
    An auditor reads all, and each page read is a record. The page is called by its name and its object by its
    public id, never by its address: a condition that hides an object hides these records too.
    """
    match = request.resolver_match
    if match is None or Role.AUDITOR not in roles_of(user):
        return
    about = next((str(value) for value in match.kwargs.values()), "")
    filters = {name: value for name, value in request.GET.items() if name != "q"}
    with transaction.atomic():
        record(
            "page.read",
            on=("page", about[:64]),
            by=user,
            role=Role.AUDITOR,
            page=match.view_name,
            filters=filters,
        )
