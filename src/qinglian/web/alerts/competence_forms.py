"""Forms of who regulates what. 主管部门表单。"""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.runs.words import known_field, pack_choices
from qinglian.web.units.forms import UnitField, day


def reason() -> forms.CharField:
    """Why; kept in the records."""
    return forms.CharField(
        label=_("依据或理由"), max_length=500, widget=forms.Textarea({"rows": 2}),
        help_text=_("写明文号或事由，记入审计记录。"),
    )  # fmt: skip


class CompetenceForm(forms.Form):
    """Which pack or rules, for whom, who, from when, why."""

    field = forms.ChoiceField(label=_("规则包"), choices=pack_choices, required=False)
    rules = forms.CharField(
        label=_("只管其中的规则"), max_length=40, required=False,
        help_text=_("规则编号或编号的开头；空着为整个规则包。"),
    )  # fmt: skip
    within = UnitField(_("范围（这个单位及其下属）"))
    authority = UnitField(_("主管部门"))
    valid_from = day(_("自"))
    reason = reason()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].initial = timezone.localdate()

    def clean_rules(self) -> str:
        """A rule that is there."""
        said = self.cleaned_data["rules"].strip().upper()
        if said and not known_field(said):
            raise forms.ValidationError(_("没有这样编号的规则。"))
        return said

    def clean(self) -> dict[str, Any]:
        """One field: the rules where some are named, else the pack."""
        said = super().clean() or {}
        rules = said.pop("rules", "")
        if rules:
            said["field"] = rules
        return said


class EndForm(forms.Form):
    """From when nobody regulates it here, and why."""

    on = day(_("自哪天起不再主管"))
    reason = reason()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()


class BringForm(forms.Form):
    """A workbook, and why."""

    file = forms.FileField(label=_("文件"), widget=forms.FileInput({"accept": ".xlsx"}))
    reason = reason()
