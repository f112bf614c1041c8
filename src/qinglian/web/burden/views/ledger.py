"""The ledger and one request. 台账与一项要求。"""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.burden.counted import KINDS
from qinglian.web.burden.kinds import Kind
from qinglian.web.burden.models import Ask, AskedUnit
from qinglian.web.burden.services.asking import ask_confirm, plan_needed, withdraw
from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.masking import mask_text
from qinglian.web.core.pages import form_page, only, posted
from qinglian.web.core.periods import period_filter
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import reach

STATES = [
    ("over", gettext_lazy("超上限")),
    ("unconfirmed", gettext_lazy("批准人尚未确认")),
    ("denied", gettext_lazy("批准人不认可")),
    ("unplanned", gettext_lazy("应列入年度计划而未列")),
    ("withdrawn", gettext_lazy("已撤回")),
]


def state_q(value: str) -> Q:
    """Conditions that are more than a column."""
    return {
        "over": Q(over__gt=0),
        "unconfirmed": Q(over__gt=0, confirmed=None, withdrawn_at=None),
        "denied": Q(confirmed=False),
        "unplanned": Q(kind__in=[kind for kind in Kind if plan_needed(kind)], plan_number=""),
        "withdrawn": Q(withdrawn_at__isnull=False),
    }[value]


def level_q(value: str) -> Q:
    """Requests that ask a body of a level."""
    asked = AskedUnit.objects.filter(unit__level=value, counts=True)
    return Q(pk__in=asked.values("ask_id"))


def months(rows: Any) -> list[tuple[str, str]]:
    """The months in which anything was asked, the latest first."""
    found: list[date] = list(rows.order_by("-month").values_list("month", flat=True).distinct())
    return [(f"{one:%Y-%m}", f"{one:%Y-%m}") for one in found]


@require_safe
def asks(request: HttpRequest) -> HttpResponse:
    """All requests one may see."""
    only(reach(request.user, Ask.OBJECT))
    rows = Ask.objects.visible_to(request.user)
    bodies = Unit.objects.filter(pk__in=rows.order_by().values("giver_unit")).order_by("name")
    return Listing(
        request,
        rows.select_related("giver_unit"),
        title=_("减负台账"),
        intro=_("向单位要的每一项：会议、督查、自查、征求意见、事项、报表，各占用多少分钟，谁提出，计入哪个月。"),
        columns=[
            Column("on_title", _("要什么"), value=lambda row: mask_text(row.on_title), link=True, sort="on_title"),
            Column("kind", _("种类"), sort="kind"),
            Column("giver_unit", _("提出单位"), sort="giver_unit__name"),
            Column("on_day", _("占用哪天"), sort="on_day"),
            Column("units", _("单位数"), number=True),
            Column("minutes", _("合计分钟"), number=True, sort="minutes"),
            Column("over", _("超上限单位数"), number=True, sort="over"),
        ],
        search=("on_title", "public_id", "on_number", "giver_unit__name"),
        filters=[
            Filter("kind", _("种类"), Kind.choices),
            Filter("giver", _("提出单位"), [(one.code, one.name) for one in bodies], "giver_unit__code"),
            Filter("level", _("单位层级"), Unit.Level.choices, level_q),
            Filter("month", _("月份"), months(rows), lambda said: Q(month=f"{said}-01")),
            Filter("state", _("情形"), STATES, state_q),
            *period_filter(request, KINDS),
        ],
        order="-at",
        empty=_("还没有向单位提出要求。"),
        actions=[
            (_("各单位占用时间"), reverse("burden:units")),
            (_("谁要得多"), reverse("burden:givers")),
            (_("重复要的"), reverse("burden:twice")),
            (_("表单实际用时"), reverse("burden:forms")),
            (_("减负承诺"), reverse("burden:promise")),
        ],
    ).respond()  # fmt: skip


@require_safe
def ask(request: HttpRequest, public_id: str) -> HttpResponse:
    """One request: what, by whom, of whom, what it costs, who approves."""
    rows = Ask.objects.visible_to(request.user)
    rows = rows.select_related("giver_unit", "by", "approved_by", "withdrawn_by")
    found = get_object_or_404(rows, public_id=public_id)
    scope = reach(request.user, Ask.OBJECT)
    asked = AskedUnit.objects.visible_to(request.user).filter(ask=found).select_related("unit")
    shown = list(asked.order_by("unit__code"))
    reasons = scope.reasons(found)
    for one in () if reasons else shown[:20]:
        reasons += scope.reasons(one)
    gives = Ask.objects.writable_by(request.user).filter(pk=found.pk).exists()
    return render(
        request,
        "burden/ask.html",
        {
            "ask": found,
            "asked": shown,
            "takes_back": gives and found.withdrawn_at is None,
            "confirms": waits_for(found, request.user),
            "unplanned": plan_needed(found.kind) and not found.plan_number,
            "reasons": list(dict.fromkeys(reasons)),
        },
    )


def waits_for(found: Ask, user: Any) -> bool:
    """Whether the person was named as the approver and has not spoken yet."""
    open_ = found.confirmed is None and found.withdrawn_at is None
    return bool(open_ and found.over and found.approved_by_id == user.pk)


class ReasonForm(forms.Form):
    """Why it is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("理由"), max_length=500, widget=forms.Textarea({"rows": 2})
    )


@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take it back: the bodies need not do it, the minutes no longer count."""
    found = get_object_or_404(Ask.objects.visible_to(request.user), public_id=public_id)
    only(Ask.objects.writable_by(request.user).filter(pk=found.pk).exists())

    def done(form: Any) -> Ask:
        withdraw(of=found, by=request.user, **form.cleaned_data)
        messages.success(request, _("已撤回，不再计入单位的上限。"))
        return found

    return form_page(
        request, ReasonForm(posted(request)), _("撤回要求"), done=done, back=found.get_absolute_url(),
        intro=_("台账里撤回以后，事项本身还要在它的页面上取消。"), submit=_("撤回"),
    )  # fmt: skip


class ConfirmForm(forms.Form):
    """Whether one approved it."""

    agree = forms.TypedChoiceField(
        label=gettext_lazy("意见"), widget=forms.RadioSelect, coerce=lambda value: value == "yes",
        choices=[("yes", gettext_lazy("确认批准")), ("no", gettext_lazy("没有批准过"))],
    )  # fmt: skip
    text = forms.CharField(
        label=gettext_lazy("说明"), max_length=500, required=False, widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("不认可的，请写明理由。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def confirm(request: HttpRequest, public_id: str) -> HttpResponse:
    """Whoever was named as the approver says so, or that it was not so."""
    found = get_object_or_404(Ask.objects.visible_to(request.user), public_id=public_id)
    named = found.approved_by_id == request.user.pk
    only(waits_for(found, request.user) or (named and request.method == "POST"))

    def done(form: Any) -> Ask:
        return ask_confirm(asked=found, by=request.user, **form.cleaned_data)

    return form_page(
        request, ConfirmForm(posted(request)), _("确认超上限"), done=done, back=found.get_absolute_url(),
        intro=_("%(title)s：%(n)d 个单位超过每月上限，写明由您批准。")
        % {"title": mask_text(found.on_title), "n": found.over},
    )  # fmt: skip
