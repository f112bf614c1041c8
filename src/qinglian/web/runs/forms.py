"""Forms of data and runs. 表单。"""

import tempfile
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.model.errors import QinglianError
from qinglian.model.table import tables
from qinglian.sources.mapping import read_mapping
from qinglian.web.core import marks
from qinglian.web.core.kinds import ENDINGS, LEDGERS
from qinglian.web.core.paper_forms import INTERNAL, Files, PapersField
from qinglian.web.core.uploads import safe_name
from qinglian.web.runs.models import Batch, Plan, Run
from qinglian.web.runs.words import column_name, pack_choices, said, table_name
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import reach

LARGEST = 2 * 1024**3
"""Bytes of one file; larger data are loaded on the server (`qinglian load`)."""
LARGEST_MAPPING = 256 * 1024
ACCEPT = ",".join(ending for kind in sorted(LEDGERS) for ending in ENDINGS[kind])


class FilesField(PapersField):
    """Several ledgers. What they are is asked at the door (`upload_receive`), what is in them by the reader."""

    def __init__(self, **said: Any) -> None:
        super().__init__(widget=Files(attrs={"accept": ACCEPT}), **said)

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        """Say early what is too large for a browser."""
        files = super().clean(data, initial)
        for file in files:
            if file.size > LARGEST:
                raise forms.ValidationError(
                    _("%(name)s 超过 2 GB，请由系统管理员在服务器上装载。"),
                    params={"name": file.name},
                )
        return files


def own_units(user: Any, kind: str) -> Any:
    """The bodies for which a person may write this kind of object: those at which the role is held."""
    held = {one.unit_id for one in reach(user, kind, write=True).openings}
    return Unit.objects.filter(pk__in=held)


class UploadForm(forms.Form):
    """Bring files. Whether a file marked 内部资料 may lie here is asked once one was met."""

    files_field = "files"

    files = FilesField(
        label=_("文件"),
        help_text=_("Excel、CSV、OCDS、事件日志，可一次选多份；原样上传，不用改表头。"),
    )
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("数据归口单位"))
    mapping = forms.FileField(
        label=_("对照文件"),
        required=False,
        help_text=_("事件日志或表头认不出来时才需要：YAML 文件，写明哪一栏是字典的哪一项。"),
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = own_units(user, "batch")
        self.fields["unit"].queryset = choices
        self.fields["unit"].initial = choices.first()
        if self.data.get("internal"):
            self.ask()

    def ask(self) -> None:
        """Ask to confirm that an internal paper may lie here."""
        self.fields["internal"] = forms.BooleanField(
            label=INTERNAL, label_suffix="", required=False
        )

    def clean_mapping(self) -> dict[str, str] | None:
        """Name and text of the mapping; what is wrong in it is said in the reader's own sentence."""
        file = self.cleaned_data.get("mapping")
        if not file:
            return None
        if file.size > LARGEST_MAPPING:
            raise forms.ValidationError(_("对照文件太大，应不超过 256 KB。"))
        raw, name = file.read(), safe_name(file.name or "")
        if marks.found_in((name, "\n" * marks.OVERLAP, raw.decode("utf-8", "replace"))):
            raise forms.ValidationError(_("对照文件带有密级或内部资料标识，不能上传。"))
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "mapping.yaml"
            path.write_bytes(raw)
            try:
                read_mapping(path)
                return {"name": name, "text": raw.decode("utf-8")}
            except QinglianError as error:
                raise forms.ValidationError(said(error.text).replace(str(path), name)) from None
            except UnicodeDecodeError:
                raise forms.ValidationError(_("对照文件应是 UTF-8 文本。")) from None


class RegisterForm(forms.Form):
    """数据使用登记 and 数据交接清单, asked once, at load."""

    provider = forms.CharField(label=_("提供单位"), max_length=120)
    authority = forms.CharField(
        label=_("依据文件"), max_length=200, help_text=_("写明文号或条款。")
    )
    purpose = forms.CharField(label=_("用途"), max_length=200)
    fields_covered = forms.CharField(label=_("字段范围"), required=False)
    term = forms.CharField(label=_("使用期限"), max_length=80, required=False)
    contact = forms.CharField(label=_("联系人"), max_length=80, required=False)
    destroy_by = forms.DateField(
        label=_("销毁期限"), widget=forms.DateInput(attrs={"type": "date"})
    )
    supersedes = forms.ModelChoiceField(
        Batch.objects.none(),
        label=_("替换批次"),
        required=False,
        help_text=_("这份数据更正了以前的哪个批次；不是更正就不选。"),
    )

    def __init__(self, *args: Any, user: Any, found: dict[str, int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = found
        standing = Batch.objects.writable_by(user).filter(superseded_by=None, destroyed_at=None)
        self.fields["supersedes"].queryset = standing
        for name in found:
            title = table_name(name)
            self.fields[f"rows_{name}"] = forms.IntegerField(
                label=_("%(table)s：提供方条数") % {"table": title}, required=False, min_value=0
            )
            for column, spec in tables()[name].columns.items():
                if spec.type == "money":
                    self.fields[f"sum_{name}_{column}"] = forms.CharField(
                        label=_("%(table)s：%(column)s合计（元）")
                        % {"table": title, "column": column_name(name, column)},
                        required=False,
                    )

    def clean_destroy_by(self) -> Any:
        """A day still to come."""
        day = self.cleaned_data["destroy_by"]
        if day <= timezone.localdate():
            raise forms.ValidationError(_("销毁期限应在今天之后。"))
        return day

    def clean(self) -> dict[str, Any]:
        """Amounts may be written 1,234,567.80."""
        for name in [one for one in self.fields if one.startswith("sum_")]:
            said = str(self.cleaned_data.get(name) or "").replace(",", "").replace("，", "")
            try:
                self.cleaned_data[name] = Decimal(said) if said else None
            except InvalidOperation:
                self.add_error(name, _("应为金额，如 1,234,567.80。"))
        return self.cleaned_data

    def register(self) -> dict[str, Any]:
        """As the lake wants it."""
        told = self.cleaned_data
        fields = [one for one in told["fields_covered"].replace("，", "、").split("、") if one]
        return {
            **{name: told[name] for name in ("provider", "authority", "purpose")},
            **{name: told[name] for name in ("term", "contact") if told[name]},
            "fields": fields,
            "destroy_by": told["destroy_by"].isoformat(),
        }

    def control(self) -> dict[str, Any]:
        """The provider's totals as the lake wants them."""
        found: dict[str, Any] = {}
        for name in self.found:
            rows = self.cleaned_data.get(f"rows_{name}")
            sums = {
                field.removeprefix(f"sum_{name}_"): str(value)
                for field, value in self.cleaned_data.items()
                if field.startswith(f"sum_{name}_") and value is not None
            }
            said = {
                **({"rows": rows} if rows is not None else {}),
                **({"sum": sums} if sums else {}),
            }
            if said:
                found[name] = said
        return found


class RunForm(forms.ModelForm):
    """Ask rules now."""

    packs = forms.MultipleChoiceField(
        label=_("规则包"),
        choices=pack_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("一个都不选就全部问。"),
    )

    class Meta:
        model = Run
        fields = ("unit", "packs", "as_of")
        widgets = {"as_of": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = own_units(user, "run")
        self.fields["unit"].queryset = choices
        self.fields["unit"].initial = choices.first()
        self.fields["as_of"].initial = timezone.localdate()


class PlanForm(forms.ModelForm):
    """Ask rules again and again."""

    packs = forms.MultipleChoiceField(
        label=_("规则包"),
        choices=pack_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("一个都不选就全部问。"),
    )

    class Meta:
        model = Plan
        fields = ("title", "unit", "packs", "every", "first_on", "hour", "active")
        widgets = {"first_on": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = own_units(user, "run")
        self.fields["unit"].queryset = choices
        self.fields["unit"].initial = choices.first()
        self.fields["hour"].widget.attrs.update(min=0, max=23)

    def clean_hour(self) -> int:
        """An hour of the day."""
        hour = self.cleaned_data["hour"]
        if hour > 23:
            raise forms.ValidationError(_("应在 0 到 23 之间。"))
        return hour


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("理由"), max_length=500, widget=forms.Textarea)
