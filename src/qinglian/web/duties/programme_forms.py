"""Forms of programmes and their sentences. 方案与条款的表单。"""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qinglian.web.duties.list_forms import OwnedForm, ReasonForm
from qinglian.web.duties.models import Action, DutyList, Programme
from qinglian.web.duties.reading.files import MOST_CHARACTERS
from qinglian.web.units.forms import UnitField, day


class ProgrammeForm(OwnedForm):
    """The text of a programme, pasted or as a file."""

    title = forms.CharField(label=gettext_lazy("名称"), max_length=200)
    doc_no = forms.CharField(label=gettext_lazy("文号"), max_length=80, required=False)
    issued_on = day(gettext_lazy("印发日期"))
    text = forms.CharField(
        label=gettext_lazy("正文"), required=False, max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=gettext_lazy("粘贴全文，或在下面选文件；先预览，确认后才登记。"),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("文件（Word 或纯文本）"), required=False,
        widget=forms.FileInput({"accept": ".docx,.txt"}),
    )  # fmt: skip
    confirmed = forms.BooleanField(
        label=gettext_lazy("文件标有“内部资料”一类字样，按本单位规定可以放在本系统"), required=False
    )
    field_order = ("title", "doc_no", "issued_on", "owner_unit", "text", "file", "confirmed")
    files_field = "file"

    def ask(self) -> None:
        """The confirmation stands there already."""

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        said = super().clean() or {}
        if not (said.get("text") or "").strip() and not said.get("file") and not self.errors:
            self.add_error("text", _("请粘贴正文，或选一个文件。"))
        return said


class ProgrammeCorrectForm(ReasonForm):
    """What was written of it, not the text."""

    title = forms.CharField(label=gettext_lazy("名称"), max_length=200)
    doc_no = forms.CharField(label=gettext_lazy("文号"), max_length=80, required=False)
    issued_on = day(gettext_lazy("印发日期"))
    field_order = ("title", "doc_no", "issued_on", "reason")


class EndForm(ReasonForm):
    """From which day on it holds no longer."""

    on = day(gettext_lazy("自哪天起不再施行"))
    field_order = ("on", "reason")


class ActionForm(forms.Form):
    """An action and the body that leads it."""

    title = forms.CharField(label=gettext_lazy("行动"), max_length=120)
    lead_unit = UnitField(gettext_lazy("牵头单位"), required=False)


class AsideForm(forms.Form):
    """Why nobody needs to own a sentence."""

    reason = forms.CharField(label=gettext_lazy("不需责任单位的理由"), max_length=200)


class ClauseItemForm(forms.Form):
    """Into which draft a sentence goes, and how its item is called."""

    of = forms.ModelChoiceField(
        DutyList.objects.none(), label=gettext_lazy("写入哪份清单"), empty_label=None
    )
    title = forms.CharField(label=gettext_lazy("事项"), max_length=200)

    def __init__(self, *args: Any, lists: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["of"].queryset = lists


class ClauseActionForm(forms.Form):
    """Under which action a sentence goes."""

    action = forms.ModelChoiceField(
        Action.objects.none(), label=gettext_lazy("归入哪个行动"), required=False,
        empty_label=gettext_lazy("新建一个行动（用所在标题）"),
    )  # fmt: skip

    def __init__(self, *args: Any, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["action"].queryset = programme.actions.all()
