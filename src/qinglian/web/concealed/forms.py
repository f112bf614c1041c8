"""Forms of concealed work. 隐蔽工程的表单。"""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from qinglian.web.bills.models import LedgerRow
from qinglian.web.concealed.kinds import kinds_of
from qinglian.web.concealed.models import Acceptance, Agreed, Alike
from qinglian.web.concealed.states import OPENING, PROVING
from qinglian.web.core.paper_forms import PapersForm
from qinglian.web.works.models import Part, Section

LONG = forms.Textarea(attrs={"rows": 4})
ROWS = 200
"""Ledger rows that one acceptance may open."""


def rows_of(section: Section, part: Part | None) -> Any:
    """Ledger rows that cover something, those of the part first."""
    rows = LedgerRow.objects.filter(section=section, covers=True, until=None).select_related("item")
    if part is None:
        return rows
    return rows.filter(part__path__startswith=part.path) or rows


class RowsField(forms.ModelMultipleChoiceField):
    """Ledger rows by key, item and place."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, row: LedgerRow) -> str:
        """As an engineer knows them."""
        return f"{row.key} · {row.item} · {row.said}"


class Versioned(PapersForm):
    """The form knows the row as it was."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, acceptance: Acceptance, **said: Any) -> None:
        super().__init__(*args, initial={"version": acceptance.version}, **said)


class NewForm(forms.Form):
    """Begin at the desk."""

    kind = forms.ChoiceField(label=_("隐蔽工程类别"))
    part = forms.ModelChoiceField(Part.objects.none(), label=_("部位"), required=False)
    said = forms.CharField(
        label=_("桩号或位置"), max_length=160, required=False, help_text=_("如 K1+200～K1+260")
    )
    process = forms.CharField(label=_("工序"), max_length=80, required=False)
    rows = RowsField(LedgerRow.objects.none(), label=_("对应的台账行"), required=False)

    def __init__(self, *args: Any, section: Section, **said: Any) -> None:
        super().__init__(*args, **said)
        kinds = kinds_of(section.project).values()
        self.fields["kind"].choices = [(one.key, one.label) for one in kinds]
        self.fields["part"].queryset = Part.objects.filter(section=section)
        self.fields["rows"].queryset = rows_of(section, None)

    def clean(self) -> dict[str, Any]:
        """A place is a part or words."""
        said = super().clean() or {}
        if not said.get("part") and not said.get("said"):
            self.add_error("said", _("请选部位，或写明位置。"))
        return said


class RowsForm(forms.Form):
    """Which ledger rows it opens."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    rows = RowsField(LedgerRow.objects.none(), label=_("对应的台账行"))

    def __init__(self, *args: Any, acceptance: Acceptance, **said: Any) -> None:
        chosen = list(acceptance.covers.values_list("row", flat=True))
        super().__init__(*args, initial={"version": acceptance.version, "rows": chosen}, **said)
        self.fields["rows"].queryset = rows_of(acceptance.section, acceptance.part)


class TextForm(Versioned):
    """What one likes to say."""

    text = forms.CharField(label=_("说明"), widget=LONG, required=False)


class ReasonForm(Versioned):
    """What has to be said."""

    reason = forms.CharField(label=_("理由"), widget=LONG)


class CoverForm(Versioned):
    """The contractor's own record."""

    record_text = forms.CharField(
        label=_("承包人检查记录"), widget=LONG,
        help_text=_("写明检查项目、实测值和结论；记录送监理签收。"),
    )  # fmt: skip


class UncoverForm(ReasonForm):
    """Open or drill."""

    method = forms.ChoiceField(label=_("方式"), choices=[(one.value, one.label) for one in OPENING])


class UncoveredForm(Versioned):
    """What was found."""

    sound = forms.TypedChoiceField(
        label=_("检查结果"), choices=[("yes", _("合格")), ("no", _("不合格"))],
        coerce=lambda said: said == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    result = forms.CharField(label=_("结果"), widget=LONG)
    cost = forms.DecimalField(
        label=_("费用（元）"), required=False, min_value=0, max_digits=14, decimal_places=2,
        help_text=_("由谁承担按结果定：合格由发包人承担，不合格或未通知自行覆盖的由承包人承担。"),
    )  # fmt: skip

    def said(self) -> dict[str, Any]:
        """Money in fen."""
        found = super().said()
        cost: Decimal | None = found.pop("cost")
        return {**found, "cost_fen": None if cost is None else int(cost * 100)}


class ProofForm(Versioned):
    """A report of a test after covering."""

    method = forms.ChoiceField(label=_("方式"), choices=[(one.value, one.label) for one in PROVING])
    laboratory = forms.CharField(label=_("检测单位"), max_length=120)
    report_number = forms.CharField(label=_("报告编号"), max_length=80)
    sound = forms.TypedChoiceField(
        label=_("检测结论"), choices=[("yes", _("合格")), ("no", _("不合格"))],
        coerce=lambda said: said == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    text = forms.CharField(label=_("结论"), widget=LONG)


class DecideForm(forms.Form):
    """Yes or no to a proof."""

    agree = forms.TypedChoiceField(
        label=_("意见"), choices=[("yes", _("确认")), ("no", _("不确认"))],
        coerce=lambda said: said == "yes", widget=forms.RadioSelect,
    )  # fmt: skip
    answer = forms.CharField(label=_("说明"), widget=LONG, required=False)


class AgreedForm(forms.ModelForm[Agreed]):
    """How long the supervisor has."""

    class Meta:
        model = Agreed
        fields = ("amount", "unit", "clause", "valid_from")
        widgets = {"valid_from": forms.DateInput(attrs={"type": "date"})}


class KindsForm(forms.Form):
    """Templates of a project."""

    file = forms.FileField(
        label=_("模板文件（YAML）"), widget=forms.FileInput(attrs={"accept": ".yaml,.yml"})
    )
    replace = forms.BooleanField(
        label=_("文件里没有的模板一律停用"), required=False,
        help_text=_("不勾选时，同代码的换成文件里的，其余不变。"),
    )  # fmt: skip

    def clean_file(self) -> str:
        """Its text."""
        file = self.cleaned_data["file"]
        if file.size > 256 * 1024:
            raise forms.ValidationError(_("文件超过 256 KB。"))
        try:
            return str(file.read().decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            raise forms.ValidationError(_("文件不是 UTF-8 编码。")) from error


class AlikeForm(forms.Form):
    """What two pictures are."""

    answer = forms.ChoiceField(
        label=_("人工结论"), choices=Alike.Answer.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(label=_("说明"), max_length=300)


class PublishForm(forms.Form):
    """Where people are, as rectangles in per mille of the picture, or that there are none."""

    boxes = forms.CharField(widget=forms.HiddenInput, required=False, max_length=2000)
    nobody = forms.BooleanField(label=_("照片里没有可辨认的人"), required=False)
    purpose = forms.CharField(label=_("用途"), max_length=120)

    def clean(self) -> dict[str, Any]:
        """One of the two; rectangles inside the picture."""
        said = super().clean() or {}
        found = []
        for text in filter(None, (said.get("boxes") or "").split(";")):
            try:
                box = tuple(int(one) for one in text.split(","))
            except ValueError:
                box = ()
            if len(box) != 4 or not all(0 <= one <= 1000 for one in box) or not (box[2] and box[3]):
                raise forms.ValidationError(_("遮挡框不对，请重新画。"))
            found.append(box)
        if bool(found) == bool(said.get("nobody")):
            raise forms.ValidationError(_("请框出照片里的人，或确认没有可辨认的人。"))
        said["boxes"] = found[:50]
        return said
