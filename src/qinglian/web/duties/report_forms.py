"""Forms of reports and self-checks. 报告与自查的表单。"""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.kinds import Refused
from qinglian.web.core.uploads import content, forget, upload_store
from qinglian.web.duties.cycles import period_name
from qinglian.web.duties.kinds import Cycle
from qinglian.web.duties.models import DutyList
from qinglian.web.duties.reading.files import text_of
from qinglian.web.duties.report_kinds import ReportKind, half_of
from qinglian.web.duties.services.reports import kinds_of, lists_of
from qinglian.web.units.forms import day

LISTS = frozenset({"docx", "txt"})
"""Kinds of files a checklist is read from."""


def periods(today: date | None = None) -> list[tuple[str, str, str]]:
    """Half years and years that a report is usually of, with their days."""
    today = today or timezone.localdate()
    half, year, last = half_of(today), date(today.year, 1, 1), date(today.year - 1, 1, 1)
    found = [
        (period_name(Cycle.HALF, half.begins), half.begins, half.ends),
        *(
            (period_name(Cycle.YEAR, one), one, one.replace(month=12, day=31))
            for one in (year, last)
        ),
    ]
    return [(name, begins.isoformat(), ends.isoformat()) for name, begins, ends in found]


class ReportForm(forms.Form):
    """What it is of, and from when to when."""

    kind = forms.ChoiceField(label=_("种类"))
    of = forms.ModelChoiceField(
        DutyList.objects.none(), label=_("哪份清单（清单报告填）"), required=False
    )
    begins = day(_("期间起"))
    ends = day(_("期间止"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(one.value, one.label) for one in kinds_of(user)]
        self.fields["of"].queryset = lists_of(user)
        half = half_of(timezone.localdate())
        self.fields["begins"].initial, self.fields["ends"].initial = half.begins, half.ends

    def clean(self) -> dict[str, Any]:
        """A report of a list names it."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("kind") == ReportKind.LIST and not said.get("of"):
            self.add_error("of", gettext("请选一份本单位制定的清单。"))
        return said


class SelfCheckForm(forms.Form):
    """The checklist of whoever comes, pasted or as a file."""

    files_field = "file"

    title = forms.CharField(label=_("自查名称"), max_length=200)
    visitor = forms.CharField(label=_("谁来检查"), max_length=120)
    visit_on = day(_("哪天来"), required=False)
    text = forms.CharField(
        label=_("检查单，一行一条"),
        required=False,
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    file = forms.FileField(
        label=_("或选检查单文件"),
        required=False,
        help_text=_("Word 或文本文件，只读文字，不留文件。"),
    )
    begins = day(_("期间起"))
    ends = day(_("期间止"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, today = user, timezone.localdate()
        self.fields["begins"].initial = today - timedelta(days=365)
        self.fields["ends"].initial = today

    def clean(self) -> dict[str, Any]:
        """Either of both, or both one after the other."""
        said: dict[str, Any] = super().clean() or {}
        if not said.get("text") and not said.get("file"):
            self.add_error("text", gettext("请粘贴检查单，或选一个文件。"))
        return said

    def lines(self) -> str:
        """The text of both; the file is read and not kept."""
        file = self.cleaned_data.get("file")
        return "\n".join((self.cleaned_data["text"], _read(file, self.user) if file else ""))

    def ask(self) -> None:
        """An internal paper is asked about like anywhere; here it is simply not taken."""


def _read(file: Any, by: Any) -> str:
    stored = upload_store(file, by=by, kinds=LISTS)
    raw = content(stored.path) or b""
    forget(stored)
    found = text_of(raw, stored.kind)
    if not found.strip():
        raise Refused("empty", gettext("没有读到文字，请直接粘贴。"))
    return found
