"""Pages of what comes from an upper platform, and of what it was told. 上级平台来件与对账的页面。"""

import csv
import io
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from pydantic import ValidationError

from qinglian.web.accounts.forms import ReasonForm
from qinglian.web.accounts.roles import Role
from qinglian.web.alerts.states import Level
from qinglian.web.api.forms import HandForm, SheetForm
from qinglian.web.api.models import HANDING_ON, Integration, Report, Warning
from qinglian.web.api.problems import Problem
from qinglian.web.api.services import upper as verbs
from qinglian.web.api.services.reporting import report_again
from qinglian.web.api.states import Scope, State
from qinglian.web.api.upper.messages import WarningIn
from qinglian.web.api.views.integrations import admitted
from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.pages import form_page, only, posted, sent, told
from qinglian.web.units.scope import reach, roles_of

LARGEST = 2 * 1024 * 1024


def sees(user: Any) -> bool:
    """Whether a person hands warnings on."""
    return bool(roles_of(user) & HANDING_ON)


@require_safe
def warnings(request: HttpRequest) -> HttpResponse:
    """All warnings from above that this person hands on."""
    only(sees(request.user))
    takes = _platforms(request).exists()
    return Listing(
        request,
        Warning.objects.visible_to(request.user).select_related("unit"),
        title=_("上级平台预警"),
        intro=_("上级平台下发的，由您决定交给谁、哪天办完；办到哪一步自动回传。"),
        columns=[
            Column("level", _("级别"), badge=True, sort="level"),
            Column("title", _("事项"), link=True, sort="title"),
            Column("unit", _("责任单位"), sort="unit__name"),
            Column("issued_at", _("上级下发时间"), sort="issued_at"),
            Column("due_on", _("上级要求期限"), sort="due_on", due=True),
            Column("status", _("状态"), badge=True, sort="status"),
        ],
        search=("title", "upper_id", "public_id", "unit__name"),
        filters=[
            Filter("status", _("状态"), Warning.Status.choices),
            Filter("level", _("级别"), Level.choices),
        ],
        order="-came_at",
        empty=_("上级平台还没有下发过预警。"),
        actions=[(_("从文件导入"), reverse("api:warning_sheet"))] if takes else [],
    ).respond()


@require_safe
def warning(request: HttpRequest, public_id: str) -> HttpResponse:
    """One of them, and what was told of it."""
    row = _seen(request, public_id)
    return render(
        request,
        "api/warning.html",
        {
            "row": row,
            "reports": row.reports.all(),
            "open": row.status == Warning.Status.NEW,
            "reasons": reach(request.user, Warning.OBJECT, write=True).reasons(row),
        },
    )


@require_http_methods(["GET", "POST"])
def hand(request: HttpRequest, public_id: str) -> HttpResponse:
    """Make it a task."""
    row = _seen(request, public_id)

    def done(form: Any) -> str:
        verbs.warning_hand(warning=row, by=request.user, **form.cleaned_data)
        messages.success(request, _("已交办。"))
        return row.get_absolute_url()

    return form_page(
        request,
        HandForm(posted(request), warning=row, user=request.user),
        _("交办"),
        done=done,
        back=row.get_absolute_url(),
        submit=_("交办"),
        intro=row.title,
    )


@require_http_methods(["GET", "POST"])
def decline(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say why it is not handed on."""
    row = _seen(request, public_id)
    return form_page(
        request,
        ReasonForm(posted(request)),
        _("说明不办"),
        done=lambda form: verbs.warning_decline(
            warning=row, by=request.user, reason=form.cleaned_data["reason"]
        ),
        back=row.get_absolute_url(),
        submit=_("说明不办"),
        intro=_("理由会回传上级平台。"),
    )


@require_http_methods(["GET", "POST"])
def sheet(request: HttpRequest) -> HttpResponse:
    """Warnings of a platform that only gives files."""
    only(sees(request.user))
    return form_page(
        request,
        SheetForm(*sent(request), choices=_platforms(request)),
        _("从文件导入"),
        done=lambda form: _take(request, form),
        back=reverse("api:warnings"),
        submit=_("导入"),
        template="api/sheet.html",
        columns=list(WarningIn.model_fields),
    )


def _take(request: HttpRequest, form: Any) -> str:
    """All rows, or none: whoever mends one row sends the whole file again, and the others are recognised."""
    file = form.cleaned_data["sheet"]
    if file.size > LARGEST:
        raise NotAllowed(_("文件超过 %(mb)d MB，请压缩或拆分后再传。") % {"mb": LARGEST // 1024**2})
    try:
        rows = list(csv.DictReader(io.StringIO(file.read().decode("utf-8-sig"))))
        said = [WarningIn.model_validate(row) for row in rows]
    except UnicodeDecodeError:
        raise NotAllowed(_("文件应是 UTF-8 文本。")) from None
    except (ValidationError, csv.Error):
        raise NotAllowed(_("栏名或内容与约定不符，一件都没有收。")) from None
    new = 0
    for number, one in enumerate(said, 2):
        try:
            new += verbs.warning_receive(integration=form.cleaned_data["integration"], said=one)[1]
        except Problem:
            raise NotAllowed(
                _("第 %(row)d 行的代码不在对照表中，或编号相同而内容不同；此前的行已收。")
                % {"row": number}
            ) from None
    told = ngettext("新收 %(n)d 件预警。", "新收 %(n)d 件预警。", new) % {"n": new}
    messages.success(request, told)
    return reverse("api:warnings")


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """对账: what was told above, and what of it they have."""
    admitted(request)
    return Listing(
        request,
        Report.objects.select_related("warning__integration"),
        title=_("上级平台对账"),
        intro=_("回传了什么、上级确认了没有；一天没有确认的自动再传。"),
        columns=[
            Column("public_id", _("编号")),
            Column("upper_id", _("上级平台编号"), value=lambda row: row.warning.upper_id),
            Column("code", _("状态代码"), value=lambda row: row.body["status_code"]),
            Column("made_at", _("发生时间"), sort="made_at"),
            Column("tries", _("次数"), value=lambda row: len(row.tries), number=True),
            Column("known_at", _("确认时间"), sort="known_at"),
            Column("status", _("状态"), badge=True, sort="status"),
        ],
        search=("public_id", "warning__upper_id"),
        filters=[Filter("status", _("状态"), Report.Status.choices)],
        order="-made_at",
        empty=_("还没有回传过。"),
        template="api/reports.html",
        context={"again": Role.SYSTEM_ADMIN in roles_of(request.user)},
    ).respond()


@require_POST
@told
def again(request: HttpRequest) -> HttpResponse:
    """Send all that did not arrive again."""
    admitted(request, Role.SYSTEM_ADMIN)
    lost = Report.objects.filter(status__in=(Report.Status.DEAD, Report.Status.REFUSED))
    n = 0
    for row in lost:
        report_again(row=row, by=request.user)
        n += 1
    messages.success(request, ngettext("重新回传 %(n)d 件。", "重新回传 %(n)d 件。", n) % {"n": n})
    return redirect("api:reports")


def _seen(request: HttpRequest, public_id: str) -> Warning:
    rows = Warning.objects.visible_to(request.user).select_related("unit", "task", "integration")
    row: Warning = get_object_or_404(rows, public_id=public_id)
    return row


def _platforms(request: HttpRequest) -> Any:
    """Platforms that were let in for a body this person works for."""
    held = {one.unit_id for one in reach(request.user, Warning.OBJECT, write=True).openings}
    rows = Integration.objects.in_state(State.OPEN).filter(unit__in=held)
    keys = [one.pk for one in rows if Scope.UPPER_EXCHANGE in one.scopes]
    return Integration.objects.filter(pk__in=keys)
