"""Forms of time limits. 时限表单。"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qinglian.web.clocks.services.limits import first_day
from qinglian.web.clocks.terms import Term


class LimitForm(forms.Form):
    """How many days, from when, why."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    days = forms.IntegerField(label=_("改为几个工作日"), min_value=1)
    valid_from = forms.DateField(
        label=_("自哪天起"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("最早自明天起；这一天之前开始计时的，仍按原来的期限。"),
    )
    reason = forms.CharField(
        label=_("依据或理由"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("写明文号或事由，记入审计记录。"),
    )

    def __init__(self, *args: Any, term: Term, now: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self.fields["days"].initial = now
        self.fields["days"].max_value = term.most
        self.fields["days"].widget.attrs["max"] = term.most
        self.fields["valid_from"].initial = first_day()


class DecideForm(forms.Form):
    """Agree or not."""

    agree = forms.TypedChoiceField(
        label=_("意见"), choices=[("yes", _("批准")), ("no", _("不批准"))], widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
    )  # fmt: skip
    answer = forms.CharField(
        label=_("说明"), max_length=500, required=False, widget=forms.Textarea({"rows": 2}),
        help_text=_("不批准的，请写明理由。"),
    )  # fmt: skip
