"""Pages of certificates: entered by one administrator, approved by another. 登录证书的页面。"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qinglian.web.accounts.forms import CertificateForm, ReasonForm, ResetForm
from qinglian.web.accounts.models import Certificate, User
from qinglian.web.accounts.roles import Role
from qinglian.web.accounts.services import certificates as verbs
from qinglian.web.core.access import roles_of
from qinglian.web.core.listing import Column, Listing
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.pages import form_page, only, posted, told

MAY = {Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN}


@require_safe
def certificates(request: HttpRequest) -> HttpResponse:
    """All certificates, those that wait first."""
    held = roles_of(request.user)
    only(held & MAY)
    actions = []
    if Role.SYSTEM_ADMIN in held:
        actions.append((_("登记证书"), reverse("accounts:certificate_new")))
    if Role.SECURITY_ADMIN in held:
        actions.append((_("解除统一身份认证绑定"), reverse("accounts:unbind")))
    return Listing(
        request,
        Certificate.objects.select_related("user", "asked_by", "approved_by"),
        title=_("登录证书"),
        intro=_("UKey 里的证书归谁，由系统管理员登记、安全管理员批准，一张证书只归一人。"),
        columns=[
            Column("user", _("人员"), link=True, sort="user__name"),
            Column("serial", _("序列号"), sort="serial"),
            Column("issuer", _("颁发者")),
            Column("ends_on", _("有效至"), sort="ends_on"),
            Column("state", _("状态"), value=lambda row: row.state.label),
        ],
        search=("user__name", "user__username", "serial"),
        order="-asked_at",
        empty=_("还没有登记过证书。"),
        actions=actions,
    ).respond()


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Enter one."""
    only(Role.SYSTEM_ADMIN in roles_of(request.user))

    def done(form: Any) -> Certificate:
        user = User.objects.filter(username=form.cleaned_data["username"], is_active=True).first()
        if user is None:
            raise NotAllowed(_("没有这个用户名。"))
        return verbs.certificate_ask(user=user, by=request.user, **form.certificate())

    return form_page(
        request,
        CertificateForm(posted(request)),
        _("登记证书"),
        done=done,
        back=reverse("accounts:certificates"),
        submit=_("登记证书"),
        intro=_("粘贴证书（只有公开部分，不含私钥），或填颁发者、序列号和有效期。"),
    )


@require_safe
def certificate(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, and what may be done with it."""
    held = roles_of(request.user)
    only(held & MAY)
    row = get_object_or_404(
        Certificate.objects.select_related("user", "asked_by", "approved_by", "revoked_by"), pk=pk
    )
    second = request.user.pk not in (row.asked_by_id, row.user_id)
    waits = row.state == Certificate.State.WAITING
    return render(
        request,
        "accounts/certificate.html",
        {
            "row": row,
            "approves": waits and second and Role.SECURITY_ADMIN in held,
            "revokes": row.state != Certificate.State.REVOKED,
        },
    )


@require_POST
@told
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """The second person says yes."""
    only(Role.SECURITY_ADMIN in roles_of(request.user))
    row = get_object_or_404(Certificate, pk=pk)
    verbs.certificate_approve(certificate=row, by=request.user)
    messages.success(request, _("已批准。"))
    return redirect(row)


@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it out of use."""
    only(roles_of(request.user) & MAY)
    row = get_object_or_404(Certificate, pk=pk)
    return form_page(
        request,
        ReasonForm(posted(request)),
        _("停用证书：%(name)s") % {"name": row.user},
        done=lambda form: verbs.certificate_revoke(
            certificate=row, by=request.user, reason=form.cleaned_data["reason"]
        ),
        back=row.get_absolute_url(),
        submit=_("停用证书"),
        intro=_("UKey 丢失、换证或没有通过核对时办理。此人在各处的登录同时结束。"),
    )


@require_http_methods(["GET", "POST"])
def unbind(request: HttpRequest) -> HttpResponse:
    """Unbind a person from the provider."""
    only(Role.SECURITY_ADMIN in roles_of(request.user))

    def done(form: forms.BaseForm) -> str:
        user = User.objects.filter(username=form.cleaned_data["username"]).first()
        if user is None:
            raise NotAllowed(_("没有这个用户名。"))
        verbs.person_unbind(user=user, by=request.user, reason=form.cleaned_data["reason"])
        messages.success(request, _("已解除，此人下次通过统一身份认证登录时重新绑定。"))
        return reverse("accounts:certificates")

    return form_page(
        request,
        ResetForm(posted(request)),
        _("解除统一身份认证绑定"),
        done=done,
        back=reverse("accounts:certificates"),
        submit=_("解除绑定"),
        intro=_("统一身份认证那边换了账号时办理。此人在各处的登录同时结束。"),
    )
