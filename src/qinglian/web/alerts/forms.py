"""Forms of alerts: each asks only what its verb needs. 预警表单。"""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.models import User
from qinglian.web.alerts.models import Alert
from qinglian.web.alerts.services.conclusion import Conclusion
from qinglian.web.alerts.services.requests import PAUSES
from qinglian.web.alerts.states import Cause, Fact, Handling, Level
from qinglian.web.core.paper_forms import PapersForm
from qinglian.web.runs.words import said
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import visible_units


class VersionForm(PapersForm):
    """A form that knows from which version of the alert it was made. Papers may come with every step."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, alert: Alert, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.alert, self.user = alert, user
        self.fields["version"].initial = alert.version

    def arguments(self) -> dict[str, Any]:
        """What the service is called with, besides papers."""
        return self.said()


class TextForm(VersionForm):
    """A few words, if one wants."""

    text = forms.CharField(
        label=_("说明"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class NeededTextForm(TextForm):
    """A few words that are needed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = True


class StateForm(VersionForm):
    """What the body concerned says: in words, or on a signed sheet."""

    text = forms.CharField(
        label=_("情况说明"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("已附签字的情况说明的，可以不写。"),
    )


class ReasonForm(VersionForm):
    """Why."""

    reason = forms.CharField(
        label=_("理由"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class PushForm(TextForm):
    """To whom: the authority of the field stands there already."""

    to = forms.ModelChoiceField(Unit.objects.none(), label=_("推送给"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = visible_units(self.user)
        self.fields["to"].initial = self.alert.working_unit
        self.fields["to"].help_text = _(
            "先给主管部门；没有主管部门的，给责任单位。监督部门不代替主管部门核查。"
        )


class ReturnForm(ReasonForm):
    """Not ours; whose, then?"""

    suggested = forms.CharField(label=_("建议承办单位"), max_length=120, required=False)


class AnswerForm(VersionForm):
    """The conclusion: two fields, an exception where one applies, what is done about it, who checked it."""

    fact = forms.ChoiceField(label=_("事实认定"), choices=Fact.choices, widget=forms.RadioSelect)
    cause = forms.ChoiceField(label=_("原因"), choices=Cause.choices, widget=forms.RadioSelect)
    exception = forms.ChoiceField(
        label=_("适用的合规情形"), required=False, help_text=_("原因为政策例外时选，并附证明。")
    )
    handling = forms.MultipleChoiceField(
        label=_("处置"), choices=Handling.choices, widget=forms.CheckboxSelectMultiple
    )
    amount = forms.DecimalField(
        label=_("追缴退还金额（元）"), required=False, min_value=0, max_digits=16, decimal_places=2
    )
    text = forms.CharField(
        label=_("核查情况"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    checker = forms.ModelChoiceField(
        User.objects.none(), label=_("复核人"), help_text=_("本单位的另一个人。")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Kept is the Chinese text, as all records are; shown is the reader's.
        known = {
            one["id"]: (one["zh"], said(one))
            for exceptions in self.alert.signals.values_list("exceptions", flat=True)
            for one in exceptions
        }
        self.fields["exception"].choices = [("", "—"), *known.values()]
        mates = User.objects.filter(unit=self.user.unit_id, is_active=True).exclude(pk=self.user.pk)
        self.fields["checker"].queryset = mates if self.user.unit_id else User.objects.none()
        if self.user.unit_id and len(only := mates[:2]) == 1:
            self.fields["checker"].initial = only[0].pk

    def arguments(self) -> dict[str, Any]:
        """What the service is called with."""
        said = self.cleaned_data
        amount: Decimal | None = said["amount"]
        return {
            "version": said["version"],
            "offline": said["offline"],
            "checker": said["checker"],
            "conclusion": Conclusion(
                fact=said["fact"],
                cause=said["cause"],
                handling=tuple(said["handling"]),
                text=said["text"],
                exception=said["exception"],
                amount_fen=int(amount * 100) if amount else None,
            ),
        }


class AskForm(ReasonForm):
    """Ask somebody else to agree: nothing is done yet, so nothing was done offline."""

    offline = None


class ExtendForm(AskForm):
    """How many more days."""

    days = forms.IntegerField(label=_("延长几个工作日"), min_value=1, max_value=30, initial=5)


class PauseForm(AskForm):
    """What is waited for, with its paper."""

    ground = forms.ChoiceField(
        label=_("等待什么"), choices=[(key, _(text)) for key, text in PAUSES.items()]
    )
    paper_no = forms.CharField(label=_("文书编号"), max_length=80)


class RelevelForm(AskForm):
    """Which level."""

    level = forms.ChoiceField(label=_("调整为"), choices=Level.choices)


class ParkForm(AskForm):
    """When it is looked at again."""

    review_on = forms.DateField(
        label=_("下次复核日"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("挂账的事至少每月看一次。"),
    )

    def arguments(self) -> dict[str, Any]:
        """A day as text: it is kept with the request."""
        said = super().arguments()
        return {**said, "review_on": said["review_on"].isoformat()}


class MergeForm(ReasonForm):
    """Into which."""

    into = forms.ModelChoiceField(Alert.objects.none(), label=_("并入"), to_field_name="public_id")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Alert.objects.writable_by(self.user).filter(
            unit=self.alert.unit_id, status__in=("triage", "pushed"), merged_into=None
        )
        self.fields["into"].queryset = others.exclude(pk=self.alert.pk)
        self.fields["into"].label_from_instance = lambda one: f"{one.heading} · {one.anchor}"


class DecideForm(PapersForm):
    """Agree or not; signed on paper, perhaps."""

    folded = True

    agree = forms.ChoiceField(
        label=_("意见"), choices=[("yes", _("同意")), ("no", _("不同意"))], widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=_("说明"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
