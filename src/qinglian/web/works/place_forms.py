"""Forms of nodes, lines, layers, parts and exchange. 节点、路线、层位、部位与交换文件的表单。"""

from typing import Any

from django import forms
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from qinglian.roadworks.stake import PREFIXES
from qinglian.web.core.dated import in_force
from qinglian.web.core.known import fill_single
from qinglian.web.core.paper_forms import PapersForm
from qinglian.web.units.models import Unit
from qinglian.web.works.divisions import divisions
from qinglian.web.works.forms import DayInput, fen, money
from qinglian.web.works.lifecycle import Kind, Said
from qinglian.web.works.models import Alignment, Part, Project, Section


class NodeForm(PapersForm):
    """登记节点: only what this node needs is asked."""

    section = forms.ModelChoiceField(Section.objects.none(), label=_("标段"))
    on = forms.DateField(label=_("日期"), widget=DayInput)
    number = forms.CharField(label=_("文号"), max_length=80, required=False)
    amount = money(_("金额（元）"))
    note = forms.CharField(
        label=_("说明"), max_length=300, required=False,
        help_text=_("有需要说明依据的情形时必填。"),
    )  # fmt: skip

    def __init__(self, *args: Any, kind: Kind, sections: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        if kind.of_section:
            self.fields["section"].queryset = sections
            fill_single(self, "section")
        else:
            del self.fields["section"]
        self.fields["number"].required = kind.number
        self.fields["papers"].required = kind.paper
        if not kind.number:
            del self.fields["number"]
        if kind.amount:
            self.fields["amount"].label = f"{kind.amount}{_t('（元）')}"
            self.fields["amount"].required = True
        else:
            del self.fields["amount"]

    def said(self) -> dict[str, Any]:
        """As the service takes it."""
        told = super().said()
        return told | {"amount_fen": fen(told.pop("amount", None))}


class AlignmentForm(forms.Form):
    """登记路线."""

    prefix = forms.ChoiceField(label=_("线形代号"))
    name = forms.CharField(label=_("名称"), max_length=60, required=False)
    first = forms.CharField(label=_("起点桩号"), max_length=30, help_text="K0+000")
    last = forms.CharField(label=_("终点桩号"), max_length=30, help_text="K12+345.678")
    breaks = forms.CharField(
        label=_("断链"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("每行一处，按桩号前进的次序：K12+345.678=K12+300"),
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["prefix"].choices = [
            (one, f"{one} {Said(said.zh, said.en)}") for one, said in PREFIXES.items()
        ]

    def said(self) -> dict[str, Any]:
        """As the service takes it."""
        return {**self.cleaned_data, "breaks": self.cleaned_data["breaks"].splitlines()}


class LayersForm(forms.Form):
    """层位, one a line."""

    names = forms.CharField(
        label=_("层位"), widget=forms.Textarea(attrs={"rows": 16}), help_text=_("每行一个，自下而上。")
    )  # fmt: skip


class OperatingForm(forms.Form):
    """运营桩号对照."""

    alignment = forms.ModelChoiceField(Alignment.objects.none(), label=_("路线"))
    start = forms.CharField(label=_("施工起点桩号"), max_length=30)
    end = forms.CharField(label=_("施工终点桩号"), max_length=30)
    route = forms.CharField(label=_("路线编码"), max_length=24)
    from_stake = forms.CharField(label=_("运营起点桩号"), max_length=30)
    to_stake = forms.CharField(label=_("运营终点桩号"), max_length=30)
    valid_from = forms.DateField(label=_("起始日期"), widget=DayInput)

    def __init__(self, *args: Any, project: Project, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["alignment"].queryset = project.alignments.all()


class EndForm(forms.Form):
    """Until when, and why."""

    valid_to = forms.DateField(label=_("终止日期"), widget=DayInput)
    reason = forms.CharField(label=_("理由"), max_length=300)


class PartsForm(forms.Form):
    """导入划分."""

    unit = forms.ChoiceField(label=_("单位工程类别"))
    name = forms.CharField(
        label=_("名称"), max_length=120, required=False,
        help_text=_("桥梁写中心桩号，隧道写起止桩号，如 K12+345 示例大桥：条带图按它画出。"),
    )  # fmt: skip

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["unit"].choices = [
            (key, str(Said(one.name, one.en))) for key, one in divisions().items()
        ]


class PartForm(forms.Form):
    """加部位."""

    upper = forms.ModelChoiceField(Part.objects.none(), label=_("上级部位"), required=False)
    rank = forms.ChoiceField(label=_("层级"), choices=Part.Rank.choices)
    name = forms.CharField(label=_("名称"), max_length=120)

    def __init__(self, *args: Any, section: Section, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["upper"].queryset = section.parts.exclude(rank=Part.Rank.MEMBER)


class ImportForm(forms.Form):
    """OC4IDS 文件, for which bodies."""

    file = forms.FileField(label=_("OC4IDS 文件（JSON）"))
    owner_unit = forms.ModelChoiceField(Unit.objects.none(), label=_("建设单位"))
    authority_unit = forms.ModelChoiceField(Unit.objects.none(), label=_("行业主管部门"))

    files_field = "file"

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("owner_unit", "authority_unit"):
            self.fields[name].queryset = Unit.objects.filter(in_force())
