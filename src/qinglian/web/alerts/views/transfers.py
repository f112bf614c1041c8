"""移送登记的页面: that something was handed over, nothing of what. 移送登记。"""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qinglian.web.accounts.roles import Role
from qinglian.web.alerts.models import Alert, TeamKey, Transfer
from qinglian.web.alerts.services.requests import request_make
from qinglian.web.alerts.services.transfers import team_key_set, transfer_export, transfer_return
from qinglian.web.alerts.states import HANDING
from qinglian.web.core.listing import Column, Listing
from qinglian.web.core.pages import form_page, only, posted, told
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import reach, roles_of


class HandOverForm(forms.Form):
    """To which team, and why."""

    team = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("接收单位"))
    reason = forms.CharField(label=gettext_lazy("理由"), max_length=2000, widget=forms.Textarea)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = Unit.objects.filter(pk__in=TeamKey.objects.values("team"))


class KeyForm(forms.Form):
    """The public key, 64 hexadecimal digits."""

    public_key = forms.RegexField(
        r"^[0-9a-f]{64}$", label=gettext_lazy("公钥（64 个十六进制字符）")
    )


class OutcomeForm(forms.Form):
    """The bare word."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("结果"), choices=Transfer.Outcome.choices, widget=forms.RadioSelect
    )


@require_safe
def transfers(request: HttpRequest) -> HttpResponse:
    """The register of one's team."""
    only(reach(request.user, "transfer"))
    return Listing(
        request,
        Transfer.objects.visible_to(request.user).select_related(
            "team", "handed_by", "approved_by"
        ),
        title=_("移送登记"),
        intro=_("这里只登记移送过，不登记移送的是什么。结果只记“办结”或“退回”。"),
        columns=[
            Column("public_id", _("移送编号")),
            Column("on", _("移送日期"), sort="on"),
            Column("team", _("接收单位")),
            Column("handed_by", _("移交人")),
            Column("approved_by", _("批准人")),
            Column("package_sha256", _("密封包摘要"), value=lambda row: row.package_sha256[:16]),
            Column("exported_at", _("导出时间")),
            Column("outcome", _("结果")),
        ],
        order="-on",
        actions=[(_("登记公钥"), reverse("alerts:team_key"))],
        context={
            "waiting": Transfer.objects.writable_by(request.user).filter(package__isnull=False)
        },
        template="alerts/transfers.html",
    ).respond()


@require_http_methods(["GET", "POST"])
def hand_over(request: HttpRequest, public_id: str) -> HttpResponse:
    """Propose; the head of the team approves on the alert's page."""
    only(roles_of(request.user) & HANDING)
    found = get_object_or_404(Alert.objects.writable_by(request.user), public_id=public_id)

    def done(form: Any) -> Alert:
        said = form.cleaned_data
        request_make(
            alert=found,
            kind="transfer",
            by=request.user,
            reason=said["reason"],
            team=said["team"].pk,
        )
        return found

    return form_page(
        request,
        HandOverForm(posted(request)),
        _("线索移送"),
        done=done,
        back=found.get_absolute_url(),
        submit=_("提请批准"),
        intro=_("批准后密封移交，本系统不留内容。已推送给单位的，移交副本，原件照常办理。"),
        template="alerts/act.html",
        alert=found,
    )


@require_POST
@told
def package(request: HttpRequest, public_id: str) -> HttpResponse:
    """The sealed package, once."""
    found = get_object_or_404(Transfer.objects.writable_by(request.user), public_id=public_id)
    response = HttpResponse(
        transfer_export(transfer=found, by=request.user), content_type="application/octet-stream"
    )
    response["Content-Disposition"] = f'attachment; filename="{found.public_id}.sealed"'
    return response


@require_http_methods(["GET", "POST"])
def outcome(request: HttpRequest, public_id: str) -> HttpResponse:
    """It came back."""
    found = get_object_or_404(Transfer.objects.writable_by(request.user), public_id=public_id)

    def done(form: Any) -> str:
        transfer_return(transfer=found, by=request.user, outcome=form.cleaned_data["outcome"])
        return reverse("alerts:transfers")

    return form_page(
        request,
        OutcomeForm(posted(request)),
        _("登记结果"),
        done=done,
        back=reverse("alerts:transfers"),
    )


@require_http_methods(["GET", "POST"])
def key(request: HttpRequest) -> HttpResponse:
    """Register the team's public key; the private one stays with its keeper."""
    only(Role.SEALED_KEEPER in roles_of(request.user) and request.user.unit_id)

    def done(form: Any) -> str:
        team_key_set(
            team=request.user.unit, public_key=form.cleaned_data["public_key"], by=request.user
        )
        messages.success(request, _("已登记。"))
        return reverse("alerts:transfers")

    return form_page(
        request,
        KeyForm(posted(request)),
        _("登记公钥"),
        done=done,
        back=reverse("alerts:transfers"),
        intro=_(
            "用 qinglian manage team_key 私钥文件 在自己的机器上生成；私钥由派驻组保管，本系统从不保存。"
        ),
    )
