"""Pages that belong to no app: the first one, errors, language. 首页、错误页、语言。"""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST, require_safe

from qinglian.web.core.menu import menu


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Whoever signs in comes to the desk; without any role there is nothing to come to."""
    return redirect("desk") if menu(request) else render(request, "core/nothing.html")


@require_safe
@login_not_required
def health(request: HttpRequest) -> HttpResponse:
    """For whoever watches the server: answers when the database does."""
    connection.ensure_connection()
    return JsonResponse({"status": "ok"})


@require_POST
@login_not_required
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language for a year, and go back to the page."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    code = request.POST.get("language", "")
    if check_for_language(code):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, code, max_age=31_536_000, samesite="Lax", httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip
    return response


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not for this person."""
    return render(request, "core/error.html", {"status": 403}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not there, or not for this person: the two look alike on purpose."""
    return render(request, "core/error.html", {"status": 404}, status=404)


def stale(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token is gone: the page was open for too long, or was not ours."""
    return render(request, "core/stale.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """A mistake of ours; no detail leaves the server."""
    return render(request, "core/broken.html", status=500)
