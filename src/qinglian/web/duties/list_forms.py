"""Forms of lists, and what forms of this app have in common. 清单的表单。"""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qinglian.web.core.paper_forms import PapersForm
from qinglian.web.duties.forms import words
from qinglian.web.duties.kinds import Holder, ListKind
from qinglian.web.duties.models import Action, Programme
from qinglian.web.duties.services.list_rules import owner_units
from qinglian.web.units.forms import day, type_choices
from qinglian.web.units.models import Unit


class OwnedForm(forms.Form):
    """A form that asks for which body."""

    owner_unit = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("制定单位"), empty_label=None
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["owner_unit"].queryset = owner_units(user).order_by("name")
        self.fields["owner_unit"].initial = user.unit_id


class VersionForm(PapersForm):
    """A form that knows from which version of the row it was made."""

    folded = True
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        self.fields["seen"].initial = row.version


class PlainForm(VersionForm):
    """The same without papers."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.without_papers()


class ReasonForm(PlainForm):
    """Why."""

    reason = words(gettext_lazy("理由"), 2)


class ListForm(OwnedForm):
    """A list: what it is called, of which kind, whose."""

    title = forms.CharField(label=gettext_lazy("清单名称"), max_length=200)
    kind = forms.ChoiceField(label=gettext_lazy("种类"), choices=ListKind.choices)
    holder = forms.ChoiceField(
        label=gettext_lazy("责任主体"), required=False,
        choices=[("", gettext_lazy("不分责任主体")), *Holder.choices],
        help_text=gettext_lazy("五张责任清单按责任主体分（示例），一个主体一份。"),
    )  # fmt: skip
    year = forms.IntegerField(
        label=gettext_lazy("年度"), required=False, min_value=2000, max_value=2100
    )
    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=gettext_lazy("所属方案"), required=False
    )
    action = forms.ModelChoiceField(
        Action.objects.none(), label=gettext_lazy("行动"), required=False,
        help_text=gettext_lazy("方案、行动、清单、事项四层；选了行动就按它的方案算。"),
    )  # fmt: skip
    template_for = forms.ChoiceField(
        label=gettext_lazy("作为哪类单元的模板"), required=False, choices=type_choices
    )
    field_order = (
        "title",
        "kind",
        "owner_unit",
        "holder",
        "year",
        "programme",
        "action",
        "template_for",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = Programme.objects.visible_to(self.user)
        self.fields["programme"].queryset = seen
        self.fields["action"].queryset = Action.objects.filter(programme__in=seen).select_related(
            "programme"
        )
        self.fields["action"].label_from_instance = lambda one: f"{one.programme} · {one}"
        self.fields["template_for"].choices = [("", _("不作模板")), *type_choices()[1:]]


class ListCorrectForm(ListForm):
    """Change what it is called and where it belongs."""

    reason = words(gettext_lazy("理由"), 2)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    field_order = (*ListForm.field_order, "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["kind"], self.fields["owner_unit"]


class UseForm(OwnedForm):
    """A list out of a template."""

    title = forms.CharField(label=gettext_lazy("清单名称"), max_length=200)
    year = forms.IntegerField(
        label=gettext_lazy("年度"), required=False, min_value=2000, max_value=2100
    )
    programme = forms.ModelChoiceField(
        Programme.objects.none(), label=gettext_lazy("所属方案"), required=False
    )
    field_order = ("title", "owner_unit", "year", "programme")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["programme"].queryset = Programme.objects.visible_to(self.user)


class DraftForm(PlainForm):
    """A new version: why."""

    why = words(gettext_lazy("为什么改、依据什么"), 2)


class IssueForm(VersionForm):
    """From which day on; signed, perhaps."""

    valid_from = day(gettext_lazy("自哪天起施行"), initial=timezone.localdate)
    doc_no = forms.CharField(label=gettext_lazy("文号"), max_length=80, required=False)
    why = words(gettext_lazy("为什么改、依据什么"), 2, required=False)


class RolloverForm(PlainForm):
    """Which items go on next year."""

    year = forms.IntegerField(label=gettext_lazy("结转到哪一年"), min_value=2000, max_value=2100)
    title = forms.CharField(label=gettext_lazy("清单名称"), max_length=200)
    keys = forms.MultipleChoiceField(
        label=gettext_lazy("结转哪些事项"), widget=forms.CheckboxSelectMultiple
    )
    reason = words(gettext_lazy("说明"), 2, required=False)
