"""Forms of an inspection before it goes out, and of its end. 督查准备的表单。"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qinglian.model.unit_types import unit_types
from qinglian.web.accounts.models import User
from qinglian.web.burden.forms import CostForm, Wanted
from qinglian.web.burden.kinds import Kind
from qinglian.web.core.paper_forms import PapersForm
from qinglian.web.inspections.forms.fields import day, words
from qinglian.web.inspections.models import (
    Inspection,
    Matter,
    PlanLine,
    Template,
)
from qinglian.web.inspections.queries import approvers
from qinglian.web.inspections.states import GONE, Breadth, Mode
from qinglian.web.units.models import Line, Unit
from qinglian.web.units.scope import visible_units

LINES = [("", _("不限条线")), *((kind, label) for kind, label in Line.Kind.choices)]


class OpenForm(forms.Form):
    """提出督查."""

    title = forms.CharField(label=_("督查名称"), max_length=120)
    matter = forms.ModelChoiceField(Matter.objects.all(), label=_("督查事项"))
    line = forms.ModelChoiceField(
        PlanLine.objects.none(), label=_("年度计划中的哪一项"), required=False, empty_label=_("计划外"),
        help_text=_("不在计划内的，启动前须经负责人批准。"),
    )  # fmt: skip
    mode = forms.ChoiceField(label=_("方式"), choices=Mode.choices, widget=forms.RadioSelect)
    breadth = forms.ChoiceField(label=_("范围"), choices=Breadth.choices, widget=forms.RadioSelect)
    begins_on = day(label=_("起始日期"))
    ends_on = day(label=_("终止日期"))
    bodies = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=_("联合单位"), required=False,
        help_text=_("几家单位一个组、去一次、出一份报告。"),
    )  # fmt: skip

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = PlanLine.objects.filter(plan__approved_by__isnull=False)
        self.fields["line"].queryset = lines.select_related("plan", "matter").order_by(
            "-plan__year", "plan", "number"
        )
        units = Unit.objects.filter(valid_to=None, level__in=("county", "city", "province"))
        self.fields["bodies"].queryset = units.exclude(pk=user.unit_id).order_by("name")
        for name, first in (("mode", Mode.OPEN), ("breadth", Breadth.SAMPLE)):
            self.fields[name].initial = first


class InspectionForm(PapersForm):
    """A form that knows from which version of the inspection it was made."""

    folded = True
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, inspection: Inspection, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.inspection, self.user = inspection, user
        self.fields["version"].initial = inspection.version


class PlainForm(InspectionForm):
    """One without papers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.without_papers()


class TeamForm(PlainForm):
    """Who goes, who leads."""

    lead = forms.ModelChoiceField(User.objects.none(), label=_("组长"))
    members = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("组员"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        joint = self.inspection.bodies.filter(left_at=None).values_list("unit", flat=True)
        bodies = {self.inspection.giver_unit_id, *joint}
        people = User.objects.filter(unit__in=bodies, is_active=True).order_by("unit", "name")
        now = self.inspection.members.all()
        for name in ("lead", "members"):
            self.fields[name].queryset = people.select_related("unit")
            self.fields[name].label_from_instance = lambda one: f"{one} · {one.unit}"
        self.fields["lead"].initial = next((one.user_id for one in now if one.lead), None)
        self.fields["members"].initial = [one.user_id for one in now if not one.lead]


class ChecklistForm(PlainForm):
    """Which checklist."""

    template = forms.ModelChoiceField(
        Template.objects.none(), label=_("检查单"),
        help_text=_("这一督查事项的必检项目会一并带上；启用的版次以后修订，不改动这一次。"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["template"].queryset = Template.objects.filter(
            matter=self.inspection.matter_id, status=Template.State.ISSUED
        )


class SeedForm(PlainForm):
    """From which bodies, how many."""

    line = forms.ChoiceField(label=_("沿哪条线"), choices=LINES, required=False)
    levels = forms.MultipleChoiceField(
        label=_("层级"),
        choices=Unit.Level.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    unit_types = forms.MultipleChoiceField(
        label=_("清廉单元类型"), required=False, widget=forms.CheckboxSelectMultiple
    )
    bodies = forms.ModelMultipleChoiceField(
        Unit.objects.none(),
        label=_("只在这些单位里"),
        required=False,
        help_text=_("不选，就是看得见的全部。"),
    )
    number = forms.IntegerField(label=_("抽几个单位"), min_value=1, max_value=5000, required=False)
    share = forms.IntegerField(label=_("或抽百分之几"), min_value=1, max_value=100, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit_types"].choices = [
            (one.name, one.text.zh) for one in unit_types().values()
        ]
        self.fields["bodies"].queryset = visible_units(self.user).order_by("name")
        if self.inspection.breadth == Breadth.ALL:
            del self.fields["number"], self.fields["share"]


class ReasonForm(InspectionForm):
    """Why."""

    reason = words(_("理由"))


class NoteForm(InspectionForm):
    """A few words, if one wants."""

    text = words(_("说明"), 2, required=False)


class IssueForm(NoteForm, CostForm):
    """It goes out: what it takes of the bodies' time. Who must not know of it yet is asked nothing yet."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.approves = self.inspection.mode == Mode.OPEN
        self.costs(self.user)

    def wanted(self) -> list[Wanted]:
        """The estimate for each body."""
        one = self.inspection
        units = one.visits.exclude(status__in=GONE).values_list("unit", flat=True)
        giver = one.giver_unit_id
        return [Wanted.of(Kind.INSPECTION, units, one.begins_on, one.title, giver=giver, on=one)]


class ReportForm(InspectionForm):
    """The one report."""

    report = words(_("督查报告"), 10, help_text=_("写做法、发现的共性问题、建议；不写个人姓名。"))


class AskForm(PlainForm):
    """Ask a named person."""

    approver = forms.ModelChoiceField(User.objects.none(), label=_("批准人"))
    reason = words(_("理由"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]
        self.fields["approver"].queryset = approvers(self.user, self.inspection)


class ProposeForm(PlainForm):
    """To go together: why."""

    reason = words(_("理由"), 2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["version"]
