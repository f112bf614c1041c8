"""Forms of plans, matters and checklists. 年度计划、督查事项、检查单的表单。"""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.known import fill_single
from qinglian.web.inspections.models import (
    Matter,
    TemplateItem,
)
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import visible_units


class MatterForm(forms.Form):
    """Name a matter."""

    name = forms.CharField(
        label=_("督查事项"),
        max_length=100,
        help_text=_("各单位用同一个名称，同一事项的重复检查才看得出来。"),
    )


class PlanForm(forms.Form):
    """Begin a plan."""

    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    document = forms.CharField(label=_("计划文号或名称"), max_length=120)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = timezone.localdate().year


class LineForm(forms.Form):
    """One line."""

    matter = forms.ModelChoiceField(Matter.objects.all(), label=_("督查事项"))
    giver_unit = forms.ModelChoiceField(Unit.objects.none(), label=_("督查单位"))
    quota = forms.IntegerField(label=_("最多到访几个单位"), min_value=1, max_value=5000)
    begins_month = forms.IntegerField(label=_("起始月份"), min_value=1, max_value=12)
    ends_month = forms.IntegerField(label=_("终止月份"), min_value=1, max_value=12)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Unit.objects.filter(pk=user.unit_id)
        self.fields["giver_unit"].queryset = (visible_units(user) | own).distinct().order_by("name")
        self.fields["giver_unit"].initial = user.unit_id
        fill_single(self, "matter")


class TemplateForm(forms.Form):
    """Begin a checklist."""

    name = forms.CharField(label=_("检查单"), max_length=100)
    matter = forms.ModelChoiceField(Matter.objects.all(), label=_("督查事项"))


class ItemForm(forms.ModelForm):
    """One question."""

    class Meta:
        model = TemplateItem
        fields = ("text", "kind", "measure", "basis", "finds", "photo", "mandatory")
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mandatory"].help_text = _("这一督查事项的每张检查单都会带上它。")

    def _post_clean(self) -> None:
        """Whether it may be added is said by the service; the row is made there."""
