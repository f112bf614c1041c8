"""Pages of sign-in: one's own sessions, lock-outs, lost second factors."""

from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qinglian.web.accounts.forms import ReasonForm, ResetForm
from qinglian.web.accounts.models import User
from qinglian.web.accounts.roles import Role
from qinglian.web.accounts.services.sign_in import (
    locked,
    person_unlock,
    second_factor_reset,
    session_end,
)
from qinglian.web.core.access import roles_of
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.pages import form_page, only


@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own sessions."""
    session = get_object_or_404(UserSession, pk=pk, user=request.user)
    session_end(session=session, by=request.user)
    messages.success(request, _("已结束那一处登录。"))
    return redirect("accounts:me")


def _security(request: HttpRequest) -> None:
    only(Role.SECURITY_ADMIN in roles_of(request.user))


@require_safe
def locked_out(request: HttpRequest) -> HttpResponse:
    """Who is locked out now."""
    _security(request)
    return render(request, "accounts/locked.html", {"locked": locked()[:200]})


@require_http_methods(["GET", "POST"])
def unlock(request: HttpRequest, username: str) -> HttpResponse:
    """Unlock one name."""
    _security(request)
    if not locked().filter(username=username).exists():
        raise Http404

    def done(form: forms.BaseForm) -> str:
        person_unlock(username=username, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("已解除锁定。"))
        return reverse("accounts:locked")

    return form_page(
        request,
        ReasonForm(request.POST or None, label_suffix=""),
        _("解除锁定：%(name)s") % {"name": username},
        done=done,
        back=reverse("accounts:locked"),
        submit=_("解除锁定"),
    )


@require_http_methods(["GET", "POST"])
def reset_second_factor(request: HttpRequest) -> HttpResponse:
    """A lost telephone."""
    _security(request)

    def done(form: forms.BaseForm) -> str:
        user = User.objects.filter(username=form.cleaned_data["username"]).first()
        if user is None:
            raise NotAllowed(_("没有这个用户名。"))
        second_factor_reset(user=user, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("已重置，此人下次登录后重新启用。"))
        return reverse("accounts:locked")

    return form_page(
        request,
        ResetForm(request.POST or None, label_suffix=""),
        _("重置动态口令"),
        done=done,
        back=reverse("accounts:locked"),
        submit=_("重置动态口令"),
        intro=_("手机丢失、恢复码也用完时办理。此人在各处的登录同时结束。"),
    )
