"""Forms of papers. 文书表单。"""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.models import User
from qinglian.web.burden.forms import CostForm, Wanted, chosen_day, chosen_units
from qinglian.web.burden.kinds import Kind
from qinglian.web.core.drafts import kinds
from qinglian.web.core.paper_forms import INTERNAL, PapersField, PapersForm
from qinglian.web.documents.models import Document
from qinglian.web.documents.models.document import ALERT
from qinglian.web.documents.services.rules import colleagues
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import visible_units


def day(**kwargs: Any) -> forms.DateField:
    """A day, picked."""
    return forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs
    )


def words(label: Any, rows: int = 3, **kwargs: Any) -> forms.CharField:
    """A few words."""
    return forms.CharField(
        label=label, max_length=20_000, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


def last_half_year(today: date) -> tuple[date, date]:
    """The half-year that ended last; in its first month the one before is still reported."""
    if today.month > 6:
        return date(today.year, 1, 1), date(today.year, 6, 30)
    return date(today.year - 1, 7, 1), date(today.year - 1, 12, 31)


class PeriodForm(forms.Form):
    """From when to when."""

    begins = day(label=_("起"))
    ends = day(label=_("止"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["begins"].initial, self.fields["ends"].initial = last_half_year(
            timezone.localdate()
        )


class VersionForm(PapersForm):
    """A form that knows from which version of the paper it was made."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, document: Document, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.document, self.user = document, user
        self.fields["version"].initial = document.version


class ReasonForm(VersionForm):
    """Why."""

    reason = words(_("理由"))


class SubmitForm(VersionForm):
    """To whom besides the checker."""

    countersigning = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=_("会签单位"), required=False,
        help_text=_("不需要会签的不选。"),
    )  # fmt: skip
    text = words(_("说明"), 2, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seen = visible_units(self.user).exclude(pk=self.document.unit_id)
        self.fields["countersigning"].queryset = seen.order_by("name")


class PersonForm(VersionForm):
    """Said here, or on paper by the person named."""

    text = words(_("意见"), 2, required=False)
    person = forms.ModelChoiceField(
        User.objects.none(), label=_("在纸上签字的人"), required=False,
        help_text=_("本人在此办理的不选；代为登记的，选人、勾选线下已办并附签字件。"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = colleagues(self.document).exclude(pk=self.document.drafter_id)
        self.fields["person"].queryset = found.order_by("name")


class AgreeForm(VersionForm):
    """Yes or no, with what one thinks."""

    agree = forms.TypedChoiceField(
        label=_("意见"), choices=[("yes", _("同意")), ("no", _("不同意"))], widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
    )  # fmt: skip
    text = words(_("说明"), 2, required=False)


class IssueForm(VersionForm, CostForm):
    """What the office system gave; and which bodies are asked for an answer by when, where any are."""

    number = forms.CharField(
        label=_("发文字号"), max_length=80, help_text=_("照抄办公系统给的文号，本系统不编号。")
    )
    issued_on = day(label=_("成文日期"))
    answers = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=_("要求书面答复的单位"), required=False,
        help_text=_("不要求答复的不选；选了的记入减负台账。"),
    )  # fmt: skip
    answers_by = day(label=_("答复期限"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["issued_on"].initial = timezone.localdate()
        if self.document.about_type == ALERT:
            # What answers a warning is no request.
            for name in ("answers", "answers_by", "approved_by"):
                del self.fields[name]
            return
        seen = visible_units(self.user).exclude(pk=self.document.unit_id)
        self.fields["answers"].queryset = seen.order_by("name")
        self.costs(self.user)

    def wanted(self) -> list[Wanted]:
        """A written answer of each body."""
        units, of = chosen_units(self, "answers"), self.document
        day, giver = chosen_day(self, "answers_by"), of.unit_id
        return [Wanted.of(Kind.DOCUMENT, units, day, of.title, giver=giver, on=of)]


class SheetsForm(PapersForm):
    """Photographs and scans, several at once."""

    offline = None
    papers = PapersField(
        label=_("签字件"),
        help_text=_("可直接拍照，或选扫描件，一次可多份；拍全整页，右上角的方码要清楚。"),
    )

    def own_fields(self) -> list[forms.BoundField]:
        """None but the files."""
        return []


class MatchForm(forms.Form):
    """What a person reads on the sheet."""

    code = forms.CharField(
        label=_("编码"),
        max_length=60,
        help_text=_("照抄页面右上角的编码；字迹不清的可只填文书编号。"),
    )


class DiscardForm(forms.Form):
    """Why."""

    reason = words(_("理由"), 2)


def kind_choices() -> list[tuple[str, Any]]:
    """All kinds, the general master first."""
    return [("", _("通用母版")), *((one.code, one.title) for one in kinds().values())]


class MasterForm(forms.Form):
    """A Word file for a kind."""

    files_field = "file"

    kind_code = forms.ChoiceField(label=_("文种"), required=False)
    file = forms.FileField(
        label=_("母版"), help_text=_("Word 文件（.docx），不带宏；先下载现用的母版，在上面改。")
    )
    why = words(_("理由"), 2)
    internal = forms.BooleanField(label=INTERNAL, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind_code"].choices = kind_choices()
        if not self.is_bound:
            del self.fields["internal"]

    def ask(self) -> None:
        """The field is there once the form was sent."""


class BackForm(forms.Form):
    """To which one."""

    why = words(_("理由"), 2)


class DecideForm(forms.Form):
    """Agree or not."""

    agree = forms.TypedChoiceField(
        label=_("意见"), choices=[("yes", _("同意")), ("no", _("不同意"))], widget=forms.RadioSelect,
        coerce=lambda value: value == "yes",
    )  # fmt: skip
    answer = words(_("说明"), 2, required=False)
