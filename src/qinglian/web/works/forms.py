"""Forms of projects, sections and parties. 项目、标段、参建方的表单。"""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.dated import in_force
from qinglian.web.units.models import Unit
from qinglian.web.works.states import POSTS, Post, Side, Template


class DayInput(forms.DateInput):
    """A day, picked or typed."""

    input_type = "date"


def money(label: Any, *, required: bool = False) -> forms.DecimalField:
    """Yuan with two places."""
    return forms.DecimalField(
        label=label, required=required, min_value=Decimal("0.01"), max_digits=16, decimal_places=2
    )


def fen(value: Decimal | None) -> int | None:
    """Yuan as fen."""
    return None if value is None else int(value * 100)


class ProjectForm(forms.Form):
    """登记项目."""

    name = forms.CharField(label=_("项目名称"), max_length=120)
    code = forms.CharField(label=_("项目代码"), max_length=40, required=False)
    template = forms.ChoiceField(label=_("流程模板"), choices=Template.choices)
    owner_unit = forms.ModelChoiceField(Unit.objects.none(), label=_("建设单位"))
    authority_unit = forms.ModelChoiceField(Unit.objects.none(), label=_("行业主管部门"))
    route = forms.CharField(label=_("路线编码"), max_length=24, required=False)
    scale = forms.CharField(label=_("建设规模"), max_length=300, required=False)
    estimate = money(_("批准估算（元）"))
    budget = money(_("批准概算（元）"))

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("owner_unit", "authority_unit"):
            self.fields[name].queryset = Unit.objects.filter(in_force())

    def said(self) -> dict[str, Any]:
        """As the service takes it."""
        told = dict(self.cleaned_data)
        return told | {
            "estimate_fen": fen(told.pop("estimate")),
            "budget_fen": fen(told.pop("budget")),
        }


class SectionForm(forms.Form):
    """登记标段."""

    code = forms.CharField(label=_("标段号"), max_length=24)
    name = forms.CharField(label=_("标段名称"), max_length=120)
    contract_number = forms.CharField(label=_("合同编号"), max_length=60, required=False)
    price = money(_("签约合同价（元）"), required=True)
    signed_on = forms.DateField(label=_("签约日期"), widget=DayInput)
    begins_on = forms.DateField(label=_("计划开工"), widget=DayInput, required=False)
    ends_on = forms.DateField(label=_("计划完工"), widget=DayInput, required=False)
    small = forms.BooleanField(
        label=_("小型工程"), required=False,
        help_text=_("编制与复核可由一人承担，登记在案。"),
    )  # fmt: skip

    def said(self) -> dict[str, Any]:
        """As the service takes it."""
        told = dict(self.cleaned_data)
        return told | {"price_fen": fen(told.pop("price"))}


class PartyForm(forms.Form):
    """登记参建方."""

    side = forms.ChoiceField(label=_("哪一方"), choices=Side.choices)
    name = forms.CharField(label=_("名称"), max_length=120)
    uscc = forms.CharField(label=_("统一社会信用代码"), max_length=18, required=False)
    contract_number = forms.CharField(label=_("合同编号"), max_length=60, required=False)
    valid_from = forms.DateField(label=_("起始日期"), widget=DayInput)
    valid_to = forms.DateField(label=_("终止日期"), widget=DayInput, required=False)


class ParticipantForm(forms.Form):
    """登记参建人员."""

    username = forms.CharField(label=_("登录名"), max_length=64)
    post = forms.ChoiceField(label=_("岗位"))
    valid_from = forms.DateField(label=_("起始日期"), widget=DayInput)
    valid_to = forms.DateField(label=_("终止日期"), widget=DayInput, required=False)

    def __init__(self, *args: Any, side: str, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["post"].choices = [(one, Post(one).label) for one in POSTS[side]]


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("理由"), max_length=300)
