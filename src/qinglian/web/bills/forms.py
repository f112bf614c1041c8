"""Forms of bills and ledgers. 清单与台账的表单。"""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class FileForm(forms.Form):
    """A workbook."""

    file = forms.FileField(
        label=_("文件（xlsx、xls、csv）"), widget=forms.FileInput({"accept": ".xlsx,.xls,.csv"})
    )
    files_field = "file"


class BillForm(FileForm):
    """A bill as the measuring program exports it."""

    amount_step = forms.TypedChoiceField(
        label=_("合价取整"), choices=[("100", _("到元")), ("1", _("到分"))], coerce=int, initial="100",
        help_text=_("按合同的约定；取整不同，逐行会差几角到几元。"),
    )  # fmt: skip


class LedgerForm(FileForm):
    """The rows of a ledger."""

    review_number = forms.CharField(label=_("清单复核文号"), max_length=60)
    note = forms.CharField(label=_("说明"), max_length=300, required=False)


class VersionForm(forms.Form):
    """Yes; it knows from which version it was made."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = row.version


class ReasonForm(VersionForm):
    """Why."""

    reason = forms.CharField(label=_("理由"), max_length=300)


class SignForm(VersionForm):
    """Agree or not."""

    agree = forms.TypedChoiceField(
        label=_("意见"), choices=[("yes", _("同意")), ("no", _("不同意"))], widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
    )  # fmt: skip
    text = forms.CharField(
        label=_("说明"), max_length=300, required=False, widget=forms.Textarea({"rows": 2})
    )
