"""Forms of tasks. 督办表单。"""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.burden.forms import CostForm, Wanted, chosen_day, chosen_units, typed
from qinglian.web.burden.kinds import Kind
from qinglian.web.core.paper_forms import PapersForm
from qinglian.web.tasks.models import Guidance, Task
from qinglian.web.tasks.states import Origin
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import visible_units

BY_HAND = [choice for choice in Origin.choices if choice[0] != Origin.ALERT]
"""Origins that are typed; an alert opens its task itself."""


def day(**kwargs: Any) -> forms.DateField:
    """A day, picked."""
    return forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs
    )


def words(label: Any, rows: int = 3, **kwargs: Any) -> forms.CharField:
    """A few words."""
    return forms.CharField(
        label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


class OpenForm(CostForm):
    """Give a matter."""

    title = forms.CharField(label=_("事项"), max_length=200)
    requirement = words(
        _("要达到什么"), help_text=_("写结果，不写动作：办结时按这一条看是否达到。")
    )
    origin = forms.ChoiceField(label=_("来源"), choices=BY_HAND)
    origin_label = forms.CharField(label=_("来源文件或事项"), max_length=200, required=False)
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("承办单位"))
    assisting = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=_("协办单位"), required=False
    )
    due_on = day(label=_("办结期限"))

    def __init__(self, *args: Any, user: Any, parent: Task | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = visible_units(user).order_by("name")
        self.fields["unit"].queryset = self.fields["assisting"].queryset = seen
        if parent is not None:
            del self.fields["origin"], self.fields["origin_label"]
            self.fields["due_on"].initial = parent.due_on
        self.giver = parent.unit_id if parent is not None else user.unit_id
        self.costs(user)

    def wanted(self) -> list[Wanted]:
        """A report of who works and a part of who assists, by the day it is due."""
        units = chosen_units(self, "unit", "assisting")
        day, title = chosen_day(self, "due_on"), typed(self, "title")
        return [Wanted.of(Kind.ITEM, units, day, title, giver=self.giver)]


class VersionForm(PapersForm):
    """A form that knows from which version of the task it was made. Papers may come with every step."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, task: Task, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.task, self.user = task, user
        self.fields["version"].initial = task.version


class ReceiveForm(VersionForm):
    """Sign for it; a promise if one likes."""

    promised = words(_("承诺做什么"), 2, required=False)
    promised_on = day(label=_("承诺何时"), required=False)


class ReasonForm(VersionForm):
    """Why."""

    reason = words(_("理由"))


class TextForm(VersionForm):
    """A few words, if one wants."""

    text = words(_("说明"), required=False)


class ReportForm(VersionForm):
    """What was done, and apart from it what came of it."""

    done = words(_("做了什么"))
    outcome = words(_("结果怎样"), help_text=_("对照“要达到什么”写看得见的结果。"))
    done_on = day(label=_("何时做完"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["done_on"].initial = timezone.localdate()


class FinishForm(VersionForm):
    """Two answers: done, and achieved."""

    achieved = forms.TypedChoiceField(
        label=_("是否达到要求"), choices=[("yes", _("达到")), ("no", _("办了，没有达到"))], widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
    )  # fmt: skip
    text = words(_("说明"), required=False)


class ReassignForm(VersionForm, CostForm):
    """To whom."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("承办单位"))
    reason = words(_("说明"), 2, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = visible_units(self.user).exclude(pk=self.task.unit_id)
        self.costs(self.user)

    def wanted(self) -> list[Wanted]:
        """The same of another body."""
        units = chosen_units(self, "unit")
        task = self.task
        return [
            Wanted.of(Kind.ITEM, units, task.due_on, task.title, giver=task.giver_unit_id, on=task)
        ]


class ReopenForm(ReasonForm):
    """By when, now."""

    due_on = day(label=_("新的期限"))


class AskForm(ReasonForm):
    """Ask who gave it: nothing is done yet, so nothing was done offline."""

    offline = None


class ExtendForm(AskForm):
    """Until when."""

    until = day(label=_("延期到"))


class DecideForm(PapersForm):
    """Agree or not; signed on paper, perhaps."""

    folded = True

    agree = forms.TypedChoiceField(
        label=_("意见"), choices=[("yes", _("同意")), ("no", _("不同意"))], widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
    )  # fmt: skip
    answer = words(_("说明"), 2, required=False)


class AssistForm(PapersForm):
    """Our part is done."""

    text = words(_("完成情况"))


class GuidanceForm(forms.ModelForm):
    """One went and looked."""

    class Meta:
        model = Guidance
        fields = ("unit", "on", "mode", "place", "seen", "found")
        widgets = {
            "on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "seen": forms.Textarea(attrs={"rows": 3}),
            "found": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = visible_units(user).order_by("name")

    def _post_clean(self) -> None:
        """Whether it counts is said by the service, in words; the row is made there."""
