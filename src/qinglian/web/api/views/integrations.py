"""Pages of integrations: asked for, approved, their tokens, shut. 对接系统的页面。"""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qinglian.web.accounts.forms import ReasonForm
from qinglian.web.accounts.roles import Role
from qinglian.web.api.forms import IntegrationForm, OverlapForm
from qinglian.web.api.models import Integration, Token, state_q
from qinglian.web.api.services import integrations as verbs
from qinglian.web.api.services.tokens import token_make, token_revoke
from qinglian.web.api.states import State
from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.pages import form_page, only, posted, told
from qinglian.web.core.wording import listed
from qinglian.web.units.scope import reach, roles_of


def admitted(request: HttpRequest, *roles: Role) -> None:
    """Pages are for the two administrators, verbs for one of them."""
    only(reach(request.user, Integration.OBJECT))
    only(not roles or roles_of(request.user) & set(roles))


def found(request: HttpRequest, public_id: str) -> Integration:
    """One that this person may see."""
    rows = Integration.objects.visible_to(request.user).select_related(
        "unit", "asked_by", "approved_by", "refused_by", "ended_by"
    )
    row: Integration = get_object_or_404(rows, public_id=public_id)
    return row


@require_safe
def integrations(request: HttpRequest) -> HttpResponse:
    """All integrations."""
    admitted(request)
    actions = [
        (_("投递记录"), reverse("api:deliveries")),
        (_("上级平台对账"), reverse("api:reports")),
        (_("接口说明"), reverse("api:docs")),
    ]
    if Role.SYSTEM_ADMIN in roles_of(request.user):
        actions.insert(0, (_("申请对接"), reverse("api:integration_new")))
    return Listing(
        request,
        Integration.objects.visible_to(request.user).select_related("unit"),
        title=_("对接系统"),
        intro=_("哪些系统、以哪个单位的名义、凭什么依据，送数据、读什么、收哪些事件。"),
        columns=[
            Column("name", _("系统名称"), link=True, sort="name"),
            Column("unit", _("单位"), sort="unit__name"),
            Column("scopes", _("权限"), value=lambda row: listed(row.scope_names)),
            Column("expires_on", _("有效至"), sort="expires_on", due=True),
            Column("state", _("状态"), value=lambda row: row.state.label),
        ],
        search=("name", "public_id", "unit__name", "purpose"),
        filters=[Filter("state", _("状态"), State.choices, state_q)],
        order="-asked_at",
        empty=_("还没有对接系统。"),
        actions=actions,
    ).respond()


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Ask for one."""
    admitted(request, Role.SYSTEM_ADMIN)
    return form_page(
        request,
        IntegrationForm(posted(request)),
        _("申请对接"),
        done=lambda form: verbs.integration_ask(by=request.user, **form.asked()),
        back=reverse("api:integrations"),
        submit=_("提交申请"),
        intro=_("由安全管理员批准后才能发令牌。"),
    )


@require_safe
def integration(request: HttpRequest, public_id: str) -> HttpResponse:
    """One of them: who, what for, until when; its tokens and subscriptions."""
    admitted(request)
    row, held = found(request, public_id), roles_of(request.user)
    system, security = Role.SYSTEM_ADMIN in held, Role.SECURITY_ADMIN in held
    return render(
        request,
        "api/integration.html",
        {
            "row": row,
            "tokens": row.tokens.select_related("made_by"),
            "hooks": row.hooks.filter(ended_at=None),
            "approves": row.state == State.WAITING and security and request.user != row.asked_by,
            "ends": row.state not in (State.ENDED, State.REFUSED),
            "makes": row.state == State.OPEN and system,
            "reasons": reach(request.user, Integration.OBJECT).reasons(row),
        },
    )


@require_POST
@told
def approve(request: HttpRequest, public_id: str) -> HttpResponse:
    """The second person says yes."""
    admitted(request, Role.SECURITY_ADMIN)
    row = found(request, public_id)
    verbs.integration_approve(integration=row, by=request.user)
    messages.success(request, _("已批准。"))
    return redirect(row)


@require_http_methods(["GET", "POST"])
def refuse(request: HttpRequest, public_id: str) -> HttpResponse:
    """The second person says no."""
    admitted(request, Role.SECURITY_ADMIN)
    row = found(request, public_id)
    return _reasoned(request, row, _("不予批准"), verbs.integration_refuse)


@require_http_methods(["GET", "POST"])
def end(request: HttpRequest, public_id: str) -> HttpResponse:
    """Shut it."""
    admitted(request, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
    row = found(request, public_id)
    return _reasoned(request, row, _("停用对接"), verbs.integration_end)


@require_http_methods(["GET", "POST"])
def token_new(request: HttpRequest, public_id: str) -> HttpResponse:
    """A token, shown once."""
    admitted(request, Role.SYSTEM_ADMIN)
    row = found(request, public_id)
    return once(
        request,
        OverlapForm(posted(request)),
        _("发令牌：%(name)s") % {"name": row.name},
        make=lambda form: token_make(integration=row, by=request.user, **form.cleaned_data)[1],
        back=row.get_absolute_url(),
        submit=_("发令牌"),
        intro=_("已有的令牌在并用期满后失效，对方换好新的就不会中断。"),
    )


@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a token away at once."""
    admitted(request, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
    seen = Integration.objects.visible_to(request.user)
    row = get_object_or_404(Token.objects.filter(integration__in=seen), pk=pk)

    def done(form: Any) -> Integration:
        reason = form.cleaned_data["reason"]
        return token_revoke(token=row, by=request.user, reason=reason).integration

    return form_page(
        request,
        ReasonForm(posted(request)),
        _("收回令牌 %(prefix)s") % {"prefix": row.prefix},
        done=done,
        back=row.integration.get_absolute_url(),
        submit=_("收回令牌"),
        intro=_("立即生效，用它的系统随即不能再调用。"),
    )


def once(
    request: HttpRequest, form: forms.BaseForm, title: str, *, make: Callable[[Any], str], back: str,
    submit: str, intro: str = "",
) -> HttpResponse:  # fmt: skip
    """A form whose answer is a secret: shown on the page that answers, and on no other."""
    told_once: list[str] = []

    def done(form: forms.BaseForm) -> str:
        told_once.append(make(form))
        return back

    response = form_page(request, form, title, done=done, back=back, submit=submit, intro=intro)
    if told_once:
        context = {"title": title, "secret": told_once[0], "back": back}
        response = render(request, "api/once.html", context)
        response["Cache-Control"] = "no-store"
    return response


def _reasoned(
    request: HttpRequest, row: Integration, title: str, verb: Callable[..., Integration]
) -> HttpResponse:
    return form_page(
        request,
        ReasonForm(posted(request)),
        title,
        done=lambda form: verb(
            integration=row, by=request.user, reason=form.cleaned_data["reason"]
        ),
        back=row.get_absolute_url(),
        submit=title,
        intro=row.name,
    )
