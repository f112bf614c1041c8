"""Forms of difficulties. 困难问题表单。"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.paper_forms import PapersForm
from qinglian.web.duties.models import Difficulty
from qinglian.web.duties.services.difficulties import answerers_for
from qinglian.web.duties.states import Kind, Status
from qinglian.web.runs.cards import cards
from qinglian.web.runs.words import rule_name
from qinglian.web.units.forms import UnitField, day
from qinglian.web.units.models import Unit


def words(label: Any, rows: int = 3, **kwargs: Any) -> forms.CharField:
    """A few words."""
    return forms.CharField(
        label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


class RaiseForm(PapersForm):
    """What is difficult, and what is wanted."""

    folded = True

    kind = forms.ChoiceField(label=_("类别"), choices=Kind.choices)
    title = forms.CharField(label=_("困难问题"), max_length=200)
    text = words(_("具体情况"))
    wanted = words(_("希望怎么解决"), 2)
    lead_unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("向哪个单位提出"), empty_label=None,
        help_text=_("上级、业务指导或牵头单位。其他单位看不到是谁提的。"),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead_unit"].queryset = answerers_for(user.unit)


class VersionForm(PapersForm):
    """A form that knows from which version it was made."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, difficulty: Difficulty, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.difficulty, self.user = difficulty, user
        self.fields["version"].initial = difficulty.version


class TextForm(VersionForm):
    """A few words, if one wants."""

    text = words(_("说明"), required=False)


class ReasonForm(VersionForm):
    """Why."""

    reason = words(_("理由"))


class ReplyForm(VersionForm):
    """The answer."""

    reply = words(
        _("答复"), 5, help_text=_("能办的写怎么办、何时办；不能办的写依据。提出单位同意才算解决。")
    )


class ForwardForm(ReasonForm):
    """To whom, and why."""

    lead_unit = UnitField(_("转给哪个单位"))


class JoinForm(TextForm):
    """The same question of another body."""

    to = forms.ModelChoiceField(
        Difficulty.objects.none(), label=_("并入哪个问题"), empty_label=None
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = joinable(self.difficulty)


def joinable(difficulty: Difficulty) -> Any:
    """What it can be joined to: other open questions to the same body."""
    rows = Difficulty.objects.filter(
        lead_unit=difficulty.lead_unit_id, status__in=(Status.RAISED, Status.RECEIVED),
        joined_to=None,
    )  # fmt: skip
    return rows.exclude(pk=difficulty.pk).order_by("-raised_at")


class TaskForm(VersionForm):
    """A task out of the answer."""

    title = forms.CharField(label=_("事项"), max_length=200)
    requirement = words(_("要达到什么"))
    unit = UnitField(_("承办单位"))
    due_on = day(_("办结期限"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].initial = self.difficulty.title
        self.fields["unit"].initial = self.difficulty.lead_unit_id


class RuleForm(ReasonForm):
    """A rule that ought to be changed."""

    rule_id = forms.ChoiceField(label=_("规则"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule_id"].choices = [
            (rule.id, f"{rule.id} {rule_name(rule.id)}") for rule in cards().rules
        ]
        self.order_fields(["rule_id", "reason"])
