"""Forms of integrations, hooks and warnings."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from qinglian.web.accounts.roles import Role
from qinglian.web.api.models import Integration
from qinglian.web.api.states import MOST_DAYS, NEEDS, OVERLAP_HOURS, ROLES, Event, Scope
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import reach

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def _hours() -> list[tuple[int, str]]:
    return [
        (0, str(_("不并用，旧的立即失效"))),
        *((n, ngettext("%(n)d 小时", "%(n)d 小时", n) % {"n": n}) for n in OVERLAP_HOURS if n),
    ]


class IntegrationForm(forms.ModelForm):
    """Ask for a system to be let in."""

    unit_code = forms.CharField(
        label=_("以哪个单位的名义"), max_length=64, help_text=_("填单位编号。")
    )
    role = forms.ChoiceField(
        label=_("看得见什么，同哪个角色"),
        choices=[(one, Role(one).label) for one in ROLES],
        help_text=_(
            "这个系统沿单位的线看得见的，不超过这个角色的人看得见的；未推送的和保密核查的一律不给。"
        ),
    )
    scopes = forms.MultipleChoiceField(
        label=_("权限"), choices=Scope.choices, widget=forms.CheckboxSelectMultiple
    )
    addresses = forms.CharField(
        label=_("来源地址"),
        required=False,
        max_length=500,
        help_text=_("只许从这些地址调用，用空格分开，如 10.1.2.0/24；不填就不限。"),
    )
    field_order = (
        "name", "unit_code", "role", "scopes", "purpose", "authority", "fields", "contact", "addresses", "expires_on",
    )  # fmt: skip

    class Meta:
        model = Integration
        fields = ("name", "purpose", "authority", "fields", "contact", "expires_on")
        widgets = {"expires_on": DAY}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["expires_on"].initial = timezone.localdate() + timedelta(days=MOST_DAYS - 1)
        self.fields["expires_on"].help_text = _("最长一年，到期重新申请。")

    def clean_unit_code(self) -> Unit:
        """A body that there is."""
        found = Unit.objects.filter(code=self.cleaned_data["unit_code"].strip()).first()
        if found is None or not found.holds_on(timezone.localdate()):
            raise forms.ValidationError(_("没有这个单位编号。"))
        return found

    def clean_addresses(self) -> list[str]:
        """One after another."""
        said: str = self.cleaned_data["addresses"]
        return said.replace(",", " ").replace("，", " ").replace("、", " ").split()

    def asked(self) -> dict[str, Any]:
        """As the verb wants it."""
        said = dict(self.cleaned_data)
        return {**said, "unit": said.pop("unit_code")}


class OverlapForm(forms.Form):
    """How long the old one goes on."""

    overlap_hours = forms.TypedChoiceField(
        label=_("旧的再并用"), coerce=int, choices=_hours, initial=24
    )


class HookForm(forms.Form):
    """Where to send what."""

    url = forms.CharField(label=_("接收地址"), max_length=300)
    events = forms.MultipleChoiceField(label=_("事件"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, integration: Integration, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["events"].choices = [
            (one.value, one.label)
            for one in Event
            if NEEDS[one.value.partition(".")[0]] in integration.scopes
        ]


class HandForm(forms.Form):
    """Make a warning a task."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("承办单位"))
    due_on = forms.DateField(label=_("办结期限"), widget=DAY)
    requirement = forms.CharField(
        label=_("要达到什么"), max_length=2000, widget=forms.Textarea, initial=_("核实并反馈结果。")
    )

    def __init__(self, *args: Any, warning: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = reach(user, "task", write=True).q({"unit": "pk"})
        self.fields["unit"].queryset = Unit.objects.filter(mine).order_by("code")
        self.fields["unit"].initial = warning.unit_id
        self.fields["due_on"].initial = warning.due_on


class SheetForm(forms.Form):
    """Warnings that an upper platform only gives as a file."""

    integration = forms.ModelChoiceField(Integration.objects.none(), label=_("对接系统"))
    sheet = forms.FileField(label=_("文件"), help_text=_("CSV，第一行是栏名，每行一件预警。"))

    def __init__(self, *args: Any, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["integration"].queryset = choices
        self.fields["integration"].initial = choices.first()
