"""Pages of people and roles."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from qinglian.web.accounts.models import Assignment
from qinglian.web.core.dated import in_force


@require_safe
def me(request: HttpRequest) -> HttpResponse:
    """One's own page: roles and what they open, sign-in, second factor."""
    held = Assignment.objects.filter(in_force(), user=request.user).select_related("unit")
    return render(request, "accounts/me.html", {"held": held})
