"""Pages of subscriptions and of what was sent. 事件订阅与投递记录的页面。"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qinglian.web.accounts.roles import Role
from qinglian.web.api.forms import HookForm, OverlapForm
from qinglian.web.api.models import Delivery, Hook, Integration
from qinglian.web.api.services import hooks as verbs
from qinglian.web.api.states import Event
from qinglian.web.api.views.integrations import admitted, found, once
from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.pages import posted, told


def _hook(request: HttpRequest, public_id: str) -> Hook:
    seen = Integration.objects.visible_to(request.user)
    rows = Hook.objects.filter(integration__in=seen).select_related("integration__unit")
    row: Hook = get_object_or_404(rows, public_id=public_id)
    return row


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, public_id: str) -> HttpResponse:
    """Subscribe for a system; its secret is shown once."""
    admitted(request, Role.SYSTEM_ADMIN)
    row = found(request, public_id)
    return once(
        request,
        HookForm(posted(request), integration=row),
        _("订阅事件：%(name)s") % {"name": row.name},
        make=lambda form: verbs.hook_make(integration=row, by=request.user, **form.cleaned_data)[1],
        back=row.get_absolute_url(),
        submit=_("订阅"),
        intro=_("只告知哪个对象到了哪个状态，内容由对方凭令牌来取。"),
    )


@require_safe
def hook(request: HttpRequest, public_id: str) -> HttpResponse:
    """One subscription and its last messages."""
    admitted(request)
    row = _hook(request, public_id)
    return render(request, "api/hook.html", {"row": row, "deliveries": row.deliveries.all()[:20]})


@require_http_methods(["GET", "POST"])
def rotate(request: HttpRequest, public_id: str) -> HttpResponse:
    """Another secret, shown once."""
    admitted(request, Role.SYSTEM_ADMIN)
    row = _hook(request, public_id)
    return once(
        request,
        OverlapForm(posted(request)),
        _("换签名密钥"),
        make=lambda form: verbs.hook_rotate(hook=row, by=request.user, **form.cleaned_data)[1],
        back=row.get_absolute_url(),
        submit=_("换签名密钥"),
        intro=_("并用期内每条消息带新旧两个签名。"),
    )


@require_POST
@told
def end(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send nothing more there."""
    admitted(request, Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN)
    row = verbs.hook_end(hook=_hook(request, public_id), by=request.user)
    messages.success(request, _("已停用。"))
    return redirect(row.integration)


@require_safe
def deliveries(request: HttpRequest) -> HttpResponse:
    """All messages."""
    admitted(request)
    seen = Integration.objects.visible_to(request.user)
    return Listing(
        request,
        Delivery.objects.filter(hook__integration__in=seen).select_related("hook__integration"),
        title=_("投递记录"),
        intro=_("没有送达的，过一会儿自动再投；约一天后仍不成，列为未送达，可以重新投递。"),
        columns=[
            Column("public_id", _("编号"), link=True),
            Column("event", _("事件"), sort="event"),
            Column("system", _("对接系统"), value=lambda row: row.hook.integration.name),
            Column("made_at", _("发生时间"), sort="made_at"),
            Column("tries", _("次数"), value=lambda row: len(row.tries), number=True),
            Column("sent_at", _("投递时间"), sort="sent_at"),
            Column("status", _("状态"), badge=True, sort="status"),
        ],
        search=("public_id", "hook__integration__name"),
        filters=[
            Filter("status", _("状态"), Delivery.Status.choices),
            Filter("event", _("事件"), Event.choices),
        ],
        order="-made_at",
        empty=_("还没有投递过。"),
    ).respond()


@require_safe
def delivery(request: HttpRequest, public_id: str) -> HttpResponse:
    """One message: what was said, each try and what was answered."""
    admitted(request)
    row = _delivery(request, public_id)
    english = (get_language() or "").startswith("en")
    tries = [
        {**one, "said": one["said_en"] if english else one["said"]}
        for one in row.tries
        if one["said"] != "ended"
    ]
    context = {"row": row, "tries": tries, "again": row.status != Delivery.Status.WAITING}
    return render(request, "api/delivery.html", context)


@require_POST
@told
def again(request: HttpRequest, public_id: str) -> HttpResponse:
    """Send it again."""
    admitted(request, Role.SYSTEM_ADMIN)
    row = verbs.delivery_again(delivery=_delivery(request, public_id), by=request.user)
    messages.success(request, _("已重新投递。"))
    return redirect(row)


def _delivery(request: HttpRequest, public_id: str) -> Any:
    seen = Integration.objects.visible_to(request.user)
    rows = Delivery.objects.filter(hook__integration__in=seen)
    return get_object_or_404(rows.select_related("hook__integration"), public_id=public_id)
