"""Caps and estimates as they are, their changes, and how one is made. 上限与估计用时。"""

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.accounts.roles import ADMINISTRATORS, Role
from qinglian.web.burden.models import Ask, Setting
from qinglian.web.burden.numbers import DEFAULTS, MOST, number_name, numbers
from qinglian.web.burden.services.settings import first_day, setting_ask, setting_decide
from qinglian.web.core.listing import Column, Listing
from qinglian.web.core.pages import form_page, only, posted
from qinglian.web.units.scope import reach, roles_of


def sees(user: Any) -> bool:
    """Whoever asks or is asked knows the numbers, and whoever sets or checks them."""
    return bool(reach(user, Ask.OBJECT) or roles_of(user) & {*ADMINISTRATORS, Role.AUDITOR})


@require_safe
def numbers_page(request: HttpRequest) -> HttpResponse:
    """Every cap and estimate: in force, the default, what is to come."""
    only(sees(request.user))
    today = timezone.localdate()
    held = numbers(today)
    to_come = {
        (one.what, one.key): one
        for one in Setting.objects.filter(Q(agreed=None) | Q(agreed=True, valid_from__gt=today))
    }
    groups: dict[Any, list[dict[str, Any]]] = {}
    for (what, key), default in DEFAULTS.items():
        row = {
            "name": number_name(what, key).rpartition(" · ")[2],
            "minutes": held[what, key],
            "default": default,
            "coming": to_come.get((what, key)),
            "url": reverse("burden:number_new", args=(str(what), str(key))),
        }
        groups.setdefault(Setting.What(what).label, []).append(row)
    asks = Role.SYSTEM_ADMIN in roles_of(request.user)
    return render(request, "burden/numbers.html", {"groups": groups, "asks": asks})


@require_safe
def changes(request: HttpRequest) -> HttpResponse:
    """All changes there were, and those that wait."""
    only(sees(request.user))
    return Listing(
        request,
        Setting.objects.select_related("by", "decided_by"),
        title=_("减负设置变更记录"),
        columns=[
            Column(
                "what", _("哪一项"), value=lambda row: number_name(row.what, row.key), link=True
            ),
            Column("minutes_before", _("原为（分钟）"), number=True),
            Column("minutes", _("改为（分钟）"), number=True),
            Column("valid_from", _("自哪天起"), sort="valid_from"),
            Column("state", _("状态"), value=lambda row: row.state.label),
            Column("by", _("提出人")),
            Column("decided_by", _("批准人")),
        ],
        search=("reason",),
        order="-at",
        empty=_("还没有变更过，都是默认值（示例）。"),
        actions=[(_("估计用时与上限"), reverse("burden:numbers"))],
    ).respond()


class NumberForm(forms.Form):
    """How many minutes, from when, why."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    minutes = forms.IntegerField(label=gettext_lazy("改为（分钟）"), min_value=1)
    valid_from = forms.DateField(
        label=gettext_lazy("自哪天起"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=gettext_lazy("最早自明天起；已经记入台账的不变。"),
    )
    reason = forms.CharField(
        label=gettext_lazy("依据或理由"), max_length=500, widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("写明文号或事由，记入审计记录。"),
    )  # fmt: skip

    def __init__(
        self, *args: Any, now: int, most: int, proposed: int | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial, self.fields["minutes"].initial = now, proposed or now
        self.fields["minutes"].widget.attrs["max"] = most
        self.fields["valid_from"].initial = first_day()


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, what: str, key: str) -> HttpResponse:
    """Ask for another number; a page of measured times may propose it."""
    only(Role.SYSTEM_ADMIN in roles_of(request.user))
    if (what, key) not in DEFAULTS:
        raise Http404
    now = numbers(timezone.localdate())[what, key]

    def done(form: Any) -> Setting:
        made = setting_ask(what=what, key=key, by=request.user, **form.cleaned_data)
        messages.success(request, _("已提出，须由安全管理员批准后生效。"))
        return made

    said = request.GET.get("minutes", "")
    proposed = int(said) if said.isdigit() and 0 < int(said) <= MOST[Setting.What(what)] else None
    form = NumberForm(posted(request), now=now, most=MOST[Setting.What(what)], proposed=proposed)
    return form_page(
        request, form, number_name(what, key), done=done, back=reverse("burden:numbers"), submit=_("提出变更"),
        intro=_("现为 %(now)d 分钟，默认 %(default)d 分钟（示例）。") % {"now": now, "default": DEFAULTS[what, key]},
    )  # fmt: skip


class DecideForm(forms.Form):
    """Agree or not."""

    agree = forms.TypedChoiceField(
        label=gettext_lazy("意见"), widget=forms.RadioSelect, coerce=lambda value: value == "yes",
        choices=[("yes", gettext_lazy("批准")), ("no", gettext_lazy("不批准"))],
    )  # fmt: skip
    answer = forms.CharField(
        label=gettext_lazy("说明"), max_length=500, required=False, widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("不批准的，请写明理由。"),
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def setting(request: HttpRequest, pk: int) -> HttpResponse:
    """One change: what, why, by whom; and for the second person whether to agree."""
    only(sees(request.user))
    found = get_object_or_404(Setting.objects.select_related("by", "decided_by"), pk=pk)
    decides = Role.SECURITY_ADMIN in roles_of(request.user)
    only(decides or request.method != "POST")

    def done(form: Any) -> Setting:
        return setting_decide(setting=found, by=request.user, **form.cleaned_data)

    waits = decides and found.agreed is None and found.by_id != request.user.pk
    return form_page(
        request, DecideForm(posted(request)), number_name(found.what, found.key), done=done,
        back=reverse("burden:changes"), template="burden/setting.html", change=found,
        waits=waits or request.method == "POST",
    )  # fmt: skip
