"""Forms of evidence. 佐证材料的表单。"""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.paper_forms import PapersForm
from qinglian.web.core.proofs import kinds
from qinglian.web.evidence.models import Use


def day(**kwargs: Any) -> forms.DateField:
    """A day, picked."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **kwargs)


def words(label: Any, rows: int = 3, **kwargs: Any) -> forms.CharField:
    """A few words."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, max_length=2000, widget=widget, **kwargs)


class FileForm(PapersForm):
    """Files that are not in the system yet."""

    offline = None

    title = forms.CharField(
        label=_("材料名称"), max_length=200, required=False, help_text=_("不填的，用文件名。")
    )
    on = day(label=_("日期"), required=False, help_text=_("材料说的事发生在哪天；不填的，记今天。"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papers"].required = True
        self.fields["papers"].label = _("文件")


class LookForm(forms.Form):
    """Look for records of the system by kind and period."""

    kind = forms.ChoiceField(label=_("哪一类记录"))
    begins = day(label=_("期间起"))
    ends = day(label=_("期间止"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(one.code, one.label) for one in kinds().values()]

    def clean(self) -> dict[str, Any]:
        """First begins, then ends."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("begins") and said.get("ends") and said["begins"] > said["ends"]:
            self.add_error("ends", _("期间应先起后止。"))
        return said


class FigureForm(forms.Form):
    """A number of a period."""

    figure = forms.ChoiceField(label=_("哪个数字"))

    def __init__(self, *args: Any, figures: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["figure"].choices = [
            (one.key, f"{one.group} {one.label} · {one.number} {one.measure}") for one in figures
        ]


class ActForm(PapersForm):
    """A verb of a use: why."""

    folded = True
    text = words(_("说明"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, use: Use, reasoned: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = use.version
        if reasoned:
            self.fields["text"].required, self.fields["text"].label = True, _("理由")


def this_year() -> tuple[Any, Any]:
    """From New Year until today."""
    today = timezone.localdate()
    return today.replace(month=1, day=1), today
