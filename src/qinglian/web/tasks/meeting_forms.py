"""Forms of meetings and matters. 会议与工作事项的表单。"""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.burden.forms import CostForm, Wanted, chosen_day, chosen_units, typed
from qinglian.web.burden.kinds import Kind
from qinglian.web.burden.queries import asked_of
from qinglian.web.core.paper_forms import PapersForm
from qinglian.web.tasks.forms import TextForm, VersionForm, day, words
from qinglian.web.tasks.models import AgendaItem, Column, Matter, Meeting, kind_choices, kind_names
from qinglian.web.tasks.services.meeting_rules import host_units
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import visible_units

MOMENT = "%Y-%m-%dT%H:%M"


def moment(**kwargs: Any) -> forms.DateTimeField:
    """A day and a time, picked."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)
    return forms.DateTimeField(widget=widget, input_formats=[MOMENT, "%Y-%m-%dT%H:%M:%S"], **kwargs)


def bodies(label: Any, **kwargs: Any) -> forms.ModelMultipleChoiceField:
    """Several bodies."""
    return forms.ModelMultipleChoiceField(Unit.objects.none(), label=label, **kwargs)


def body(label: Any, **kwargs: Any) -> forms.ModelChoiceField:
    """One body."""
    return forms.ModelChoiceField(Unit.objects.none(), label=label, **kwargs)


class MeetingForm(CostForm):
    """Which meeting, when, where, who. The host stays what it was."""

    approves = False

    title = forms.CharField(label=_("会议名称"), max_length=200)
    kind = forms.ChoiceField(label=_("会议类别"))
    host = body(_("主办单位"))
    at = moment(label=_("时间"))
    place = forms.CharField(label=_("地点"), max_length=200)
    chair = forms.CharField(label=_("主持人"), max_length=60)
    attending = bodies(_("参会单位"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, user: Any, meeting: Meeting | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.host = meeting.host_id if meeting else None
        self.fields["kind"].choices = kind_choices(meeting.kind if meeting else "")
        self.fields["attending"].queryset = visible_units(user).order_by("name")
        if meeting is None:
            hosts = host_units(user).order_by("name")
            self.fields["host"].queryset, self.fields["host"].initial = hosts, hosts.first()
            del self.fields["version"]
            self.costs(user)
            return
        del self.fields["host"]
        for name in ("title", "kind", "at", "place", "chair", "version"):
            self.fields[name].initial = getattr(meeting, name)
        attending = Unit.objects.filter(pk__in=meeting.attendance.values("unit"))
        self.fields["attending"].queryset |= attending
        self.fields["attending"].initial = list(attending)
        self.costs(user)

    def wanted(self) -> list[Wanted]:
        """The time of those who attend."""
        units, host = chosen_units(self, "attending"), self.host
        if "host" in self.fields:
            host = next(iter(chosen_units(self, "host")), None)
        day, title = chosen_day(self, "at"), typed(self, "title")
        return [Wanted.of(Kind.MEETING, units, day, title, giver=host)]


class CallForm(TextForm, CostForm):
    """Those who attend are told: what it takes of their time, and above the cap who approves."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.costs(self.user)

    def wanted(self) -> list[Wanted]:
        """The time of those who attend; nothing where they were told already."""
        meeting: Meeting = self.task
        units = set(meeting.attendance.values_list("unit", flat=True)) - asked_of(meeting)
        day = timezone.localdate(meeting.at)
        return [Wanted.of(Kind.MEETING, units, day, meeting.title, on=meeting)]


class ConfirmForm(TextForm, CostForm):
    """What was agreed is given to those who answer for it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.costs(self.user)

    def wanted(self) -> list[Wanted]:
        """A report for each decision, in the month it is due."""
        rows = self.task.decisions.filter(task=None).prefetch_related("assisting")
        return [
            Wanted.of(
                Kind.ITEM,
                {one.unit_id, *(each.pk for each in one.assisting.all())}, one.due_on, one.text,
                giver=self.task.host_id,
            )
            for one in rows
        ]  # fmt: skip


class AgendaForm(PapersForm):
    """An item of the agenda with its papers."""

    offline = None

    title = forms.CharField(label=_("议题"), max_length=200)
    unit = body(_("汇报单位"), required=False)
    reporter = forms.CharField(label=_("汇报人"), max_length=60, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = there(meeting, user)
        self.fields["version"].initial = meeting.version


def there(meeting: Meeting, user: Any) -> Any:
    """The host, those who attend, and those one sees."""
    attending = Unit.objects.filter(pk__in=meeting.attendance.values("unit"))
    return (attending | Unit.objects.filter(pk=meeting.host_id) | visible_units(user)).order_by(
        "name"
    )


class FreezeForm(forms.Form):
    """Of which period; again, why."""

    begins = day(label=_("期间起"))
    ends = day(label=_("期间止"))
    reason = words(
        _("理由"), 2, help_text=_("会议数据已经冻结过；新的一版须写明理由，原来的一版留着。")
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today, last = timezone.localdate(), meeting.frozen.last()
        self.fields["begins"].initial = last.begins if last else today.replace(month=1, day=1)
        self.fields["ends"].initial = today
        self.fields["version"].initial = meeting.version
        if last is None:
            del self.fields["reason"]


class HoldForm(TextForm):
    """When it was, who did not come."""

    at = moment(label=_("召开时间"))
    absent = bodies(_("未到单位"), required=False, widget=forms.CheckboxSelectMultiple)

    field_order = ("at", "absent", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["at"].initial = self.task.at
        rows = Unit.objects.filter(pk__in=self.task.attendance.values("unit"))
        self.fields["absent"].queryset = rows.order_by("name")


class MinutesForm(VersionForm):
    """The gist, and the paper."""

    text = words(_("纪要要点"), help_text=_("全文见所附纪要；议定事项另列，逐项交办。"))


class DecisionForm(forms.Form):
    """What was agreed, who answers for it, by when."""

    text = forms.CharField(label=_("议定事项"), max_length=200)
    requirement = words(
        _("要达到什么"),
        2,
        required=False,
        help_text=_("写结果，不写动作：办结时按这一条看是否达到。"),
    )
    unit = body(_("责任单位"))
    assisting = bodies(_("协办单位"), required=False)
    due_on = day(label=_("办结期限"))
    item = forms.ModelChoiceField(AgendaItem.objects.none(), label=_("议题"), required=False)
    matter = forms.ModelChoiceField(Matter.objects.none(), label=_("工作事项"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, user: Any, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = self.fields["assisting"].queryset = there(meeting, user)
        self.fields["item"].queryset = meeting.agenda.all()
        self.fields["item"].label_from_instance = lambda one: one.title
        self.fields["matter"].queryset = Matter.objects.filter(host=meeting.host_id, status="open")
        self.fields["version"].initial = meeting.version


class KindForm(forms.Form):
    """What a kind of meeting is called here, and whether it is used."""

    code = forms.SlugField(label=_("代码"), max_length=20)
    name = forms.CharField(label=_("会议类别"), max_length=40)
    used = forms.BooleanField(label=_("使用中"), required=False, initial=True)

    def clean_code(self) -> str:
        """A kind that is added has a code of its own."""
        code: str = self.cleaned_data["code"]
        if not self.fields["code"].disabled and (code == "new" or code in kind_names()):
            raise forms.ValidationError(_("这个代码已经有了。"))
        return code


class MatterForm(forms.Form):
    """A matter to be followed under one name."""

    title = forms.CharField(label=_("工作事项"), max_length=200)
    text = words(_("要求"), required=False)
    host = body(_("牵头单位"))
    concerned = bodies(_("涉及单位"), required=False)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hosts = host_units(user).order_by("name")
        self.fields["host"].queryset, self.fields["host"].initial = hosts, hosts.first()
        self.fields["concerned"].queryset = visible_units(user).order_by("name")


class LinkForm(PapersForm):
    """A thing of the site by its number, or a paper; and why it belongs there."""

    offline = None

    column = forms.ChoiceField(label=_("归入"), choices=Column.choices)
    number = forms.CharField(
        label=_("编号"), max_length=64, required=False,
        help_text=_("督办、会议、督导等在其页上有编号；没有编号的填文件名称、日期并附文件。"),
    )  # fmt: skip
    title = forms.CharField(label=_("文件名称"), max_length=200, required=False)
    on = day(label=_("日期"), required=False)
    reason = words(_("理由"), 2)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, matter: Matter, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = matter.version


class MatterReasonForm(forms.Form):
    """Why."""

    reason = words(_("理由"), 2)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
