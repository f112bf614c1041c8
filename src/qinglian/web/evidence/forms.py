"""Forms of evidence. 佐证材料的表单。"""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.models import User
from qinglian.web.accounts.roles import Role
from qinglian.web.core.paper_forms import PapersForm
from qinglian.web.core.proofs import kinds
from qinglian.web.evidence.concern_states import Finding
from qinglian.web.evidence.models import Concern, Use
from qinglian.web.evidence.talk_words import Subject, TalkKind, Whom


def day(**kwargs: Any) -> forms.DateField:
    """A day, picked."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **kwargs)


def words(label: Any, rows: int = 3, **kwargs: Any) -> forms.CharField:
    """A few words."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=2000, widget=widget, **kwargs)


class FileForm(PapersForm):
    """Files that are not in the system yet."""

    offline = None

    title = forms.CharField(
        label=_("材料名称"), max_length=200, required=False, help_text=_("不填的，用文件名。")
    )
    on = day(label=_("日期"), required=False, help_text=_("材料说的事发生在哪天；不填的，记今天。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papers"].required = True
        self.fields["papers"].label = _("文件")


class LookForm(forms.Form):
    """Look for records of the system by kind and period."""

    kind = forms.ChoiceField(label=_("哪一类记录"))
    begins = day(label=_("期间起"))
    ends = day(label=_("期间止"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(one.code, one.label) for one in kinds().values()]

    def clean(self) -> dict[str, Any]:
        """First begins, then ends."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("begins") and said.get("ends") and said["begins"] > said["ends"]:
            self.add_error("ends", _("期间应先起后止。"))
        return said


class FigureForm(forms.Form):
    """A number of a period."""

    figure = forms.ChoiceField(label=_("哪个数字"))

    def __init__(self, *args: Any, figures: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["figure"].choices = [
            (one.key, f"{one.group} {one.label} · {one.number} {one.measure}") for one in figures
        ]


class ActForm(PapersForm):
    """A verb of a use: why."""

    folded = True
    text = words(_("说明"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, use: Use, reasoned: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = use.version
        if reasoned:
            self.fields["text"].required, self.fields["text"].label = True, _("理由")


def this_year() -> tuple[Any, Any]:
    """From New Year until today."""
    today = timezone.localdate()
    return today.replace(month=1, day=1), today


class ConcernForm(PapersForm):
    """Ask, explain or conclude."""

    folded = True
    text = words(_("说明"), 5)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, concern: Concern, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = concern.version


class AskForm(ConcernForm):
    """What the unit is asked."""

    text = words(_("请单位说明什么"), 4)


class ExplainForm(ConcernForm):
    """情况说明."""

    folded = False
    text = words(_("情况说明"), 6)


class ConcludeForm(ConcernForm):
    """核实结果 and why."""

    outcome = forms.ChoiceField(
        label=_("核实结果"), choices=Finding.choices, widget=forms.RadioSelect
    )
    text = words(_("理由"), 4)
    field_order = ("outcome", "text")


class BoundsForm(forms.Form):
    """From where on something is shown."""

    share = forms.IntegerField(label=_("文字相同到百分之几"), min_value=50, max_value=100)
    quoted = forms.IntegerField(
        label=_("多少个单位都写的句子不算"), min_value=3, max_value=1000,
        help_text=_("上级文件、统一模板里人人都引的句子，不当作雷同。"),
    )  # fmt: skip
    last_days = forms.IntegerField(label=_("期末最后几个工作日"), min_value=1, max_value=30)
    last_share = forms.IntegerField(
        label=_("集中在期末的材料到百分之几"), min_value=50, max_value=100
    )
    reason = words(_("理由"), 2)


class TalkForm(forms.Form):
    """A talk: fields are ticked, little is written."""

    person = forms.ModelChoiceField(User.objects.none(), label=_("谈话对象"))
    kind = forms.ChoiceField(label=_("种类"), choices=TalkKind.choices)
    on = day(label=_("日期"), initial=timezone.localdate)
    topics = forms.MultipleChoiceField(
        label=_("谈到的方面"), choices=Subject.choices, widget=forms.CheckboxSelectMultiple,
        required=False,
    )  # fmt: skip
    outline = forms.CharField(
        label=_("提纲（只有您自己看得见）"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("可以不写。提醒谈话、约谈的内容由派驻纪检监察组按规定保存，不写在这里。"),
    )  # fmt: skip
    seen = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: Any, people: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["person"].queryset = people


class RulesForm(forms.Form):
    """谈话安排 of a body: months for each, nothing where it does not talk."""

    def __init__(self, *args: Any, rules: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = {(one.role, one.whom): one.months for one in rules}
        for role in (Role.UNIT_HEAD, Role.LEADER):
            for whom in Whom:
                self.fields[f"{role}-{whom}"] = forms.IntegerField(
                    label=f"{Role(role).label} → {whom.label}", min_value=1, max_value=24, required=False,
                    initial=held.get((role, whom)), help_text=_("几个月一次；不填，不安排。"),
                )  # fmt: skip

    def rules(self) -> list[tuple[str, str, int]]:
        """Who, whom, every so many months."""
        said = (
            (name.partition("-"), months) for name, months in self.cleaned_data.items() if months
        )
        return [(role, whom, months) for (role, _dash, whom), months in said]
