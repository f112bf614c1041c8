"""Forms of bodies, lines, people and roles. 表单。"""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from qinglian.model.unit_types import unit_types
from qinglian.web.accounts.models import User
from qinglian.web.accounts.roles import Role
from qinglian.web.core.stamp import stamp
from qinglian.web.core.wording import listed, noted
from qinglian.web.units.models import Holding, Line, Unit


class DayInput(forms.DateInput):
    """A day, as the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def day(label: Any, **more: Any) -> forms.DateField:
    """A field for a day."""
    return forms.DateField(label=label, widget=DayInput(), **more)


class LastDay(forms.DateField):
    """The last day on which something holds; the value is the day after, as the model keeps it."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label=label, widget=DayInput(), **more)

    def clean(self, value: Any) -> date | None:
        """The first day on which it no longer holds."""
        last = super().clean(value)
        return None if last is None else last + timedelta(days=1)


class UnitInput(forms.TextInput):
    """A line in which one types a code or part of a name; what fits is offered while typing."""

    template_name = "units/unit_input.html"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        """With the address that offers bodies."""
        found = super().get_context(name, value, attrs)
        found["widget"]["offers"] = reverse_lazy("units:offers")
        return found


CODE = re.compile(r"[（(]([^（）()]+)[）)]$")
"""The code of a body after its name, as `prepare_value` writes it in either language."""


class UnitField(forms.CharField):
    """One body: its code, its whole name, or a part that only one name has."""

    def __init__(self, label: Any, **more: Any) -> None:
        more.setdefault("help_text", gettext_lazy("输入单位编号或名称的一部分。"))
        super().__init__(label=label, widget=UnitInput(), **more)

    def prepare_value(self, value: Any) -> Any:
        """A body is written as name and code."""
        unit = Unit.objects.filter(pk=value).first() if isinstance(value, int) else value
        return noted(unit.name, unit.code) if isinstance(unit, Unit) else value

    def clean(self, value: Any) -> Unit | None:
        """The body meant."""
        said = super().clean(value)
        if not said:
            return None
        named = CODE.search(said)
        code = named[1] if named else said
        found = Unit.objects.filter(code=code).first() or Unit.objects.filter(name=said).first()
        if found:
            return found
        like = list(Unit.objects.filter(name__icontains=said)[:6])
        if len(like) == 1:
            return like[0]
        if like:
            names = listed(noted(one.name, one.code) for one in like[:5])
            raise forms.ValidationError(_("有多个单位符合：%(names)s。") % {"names": names})
        raise forms.ValidationError(_("没有这个单位。"))


class UnitsField(forms.CharField):
    """Several bodies, one a line."""

    def __init__(self, label: Any, **more: Any) -> None:
        super().__init__(label=label, widget=forms.Textarea({"rows": 4}), **more)

    def clean(self, value: Any) -> list[Unit]:
        """The bodies meant, in their order."""
        one = UnitField("")
        return [one.clean(line) for line in super().clean(value).splitlines() if line.strip()]


class Reasoned(forms.Form):
    """A form that asks why, and knows the row it was made from."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("依据或理由"),
        max_length=500,
        widget=forms.Textarea({"rows": 2}),
        help_text=gettext_lazy("写明文号或事由，记入审计记录。"),
    )
    field_order: list[str] | None = None

    def __init__(self, *args: Any, row: Any = None, **kwargs: Any) -> None:
        initial = kwargs.pop("initial", None) or {}
        if row is not None:
            initial = {"seen": stamp(row), **initial}
        super().__init__(*args, initial=initial, **kwargs)
        last = [name for name in self.fields if name not in ("reason", "seen")]
        self.order_fields([*last, "reason", "seen"])


def type_choices() -> list[tuple[str, str]]:
    """Integrity unit types in the reader's language."""
    english = (get_language() or "").startswith("en")
    said = ((name, one.text.en if english else one.text.zh) for name, one in unit_types().items())
    return [("", _("（未定）")), *said]


class UnitFields(forms.Form):
    """What is written of a body."""

    name = forms.CharField(label=gettext_lazy("单位名称"), max_length=120)
    uscc = forms.CharField(
        label=gettext_lazy("统一社会信用代码"), max_length=18, min_length=18, required=False
    )
    level = forms.ChoiceField(label=gettext_lazy("层级"), choices=Unit.Level.choices)
    unit_type = forms.ChoiceField(
        label=gettext_lazy("清廉单元类型"), choices=type_choices, required=False
    )
    region_code = forms.CharField(label=gettext_lazy("行政区划代码"), max_length=12, required=False)
    valid_from = day(gettext_lazy("设立日期"))


class UnitForm(UnitFields):
    """A new body."""

    code = forms.RegexField(
        r"^[\w.-]+$",
        label=gettext_lazy("单位编号"),
        max_length=64,
        help_text=gettext_lazy("用统一社会信用代码或本地编号，定后不改。"),
    )
    field_order = ("code", "name", "uscc", "level", "unit_type", "region_code", "valid_from")


class CorrectForm(UnitFields, Reasoned):
    """Mend what was written wrongly."""


class RenameForm(Reasoned):
    """A new name."""

    name = forms.CharField(label=gettext_lazy("新名称"), max_length=120)
    on = day(gettext_lazy("自哪天起用新名称"))


class EndForm(Reasoned):
    """Dissolve a body."""

    on = LastDay(gettext_lazy("存续的最后一天"))


class MergeForm(Reasoned):
    """Merge a body into another."""

    into = UnitField(gettext_lazy("并入哪个单位"))
    on = day(gettext_lazy("自哪天起由它承接"))


class SplitForm(Reasoned):
    """Split a body."""

    into = UnitsField(
        gettext_lazy("分设为哪些单位"),
        help_text=gettext_lazy(
            "先建好各单位，再在这里每行写一个编号或名称。原单位继续存在的，不用分设。"
        ),
    )
    on = day(gettext_lazy("自哪天起由它们承接"))


class HoldingForm(forms.Form):
    """A power or a post that a body has."""

    kind = forms.ChoiceField(label=gettext_lazy("类别"), choices=Holding.Kind.choices)
    code = forms.CharField(
        label=gettext_lazy("编号"), max_length=40,
        help_text=gettext_lazy("权力清单、编制表里的编号；清单事项按它核对是否适用。"),
    )  # fmt: skip
    name = forms.CharField(label=gettext_lazy("名称"), max_length=120)
    valid_from = day(gettext_lazy("自"))


class HoldingEndForm(forms.Form):
    """The body has it no longer."""

    on = LastDay(gettext_lazy("最后一天"), initial=timezone.localdate)
    reason = forms.CharField(label=gettext_lazy("依据或理由"), max_length=500)


class HoldingsForm(forms.Form):
    """A workbook, or the same table pasted."""

    file = forms.FileField(
        label=gettext_lazy("文件"), required=False, widget=forms.FileInput({"accept": ".xlsx"})
    )
    text = forms.CharField(
        label=gettext_lazy("或者从 Excel 里复制，连同表头贴在这里"), required=False, max_length=2_000_000,
        widget=forms.Textarea({"rows": 6}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        said = super().clean() or {}
        if bool(said.get("file")) == bool((said.get("text") or "").strip()):
            raise forms.ValidationError(_("请传一个文件，或者贴一张表。"))
        return said


class LineForm(Reasoned):
    """Draw a line from or to a body."""

    kind = forms.ChoiceField(label=gettext_lazy("线的种类"), choices=Line.Kind.choices)
    place = forms.ChoiceField(
        label=gettext_lazy("另一端在哪边"),
        choices=(
            ("upper", gettext_lazy("上端：它是上级、指导、监督、牵头的一方")),
            ("lower", gettext_lazy("下端：它是下级、被指导、被监督、成员的一方")),
        ),
        widget=forms.RadioSelect,
        initial="upper",
    )
    other = UnitField(gettext_lazy("另一端单位"))
    valid_from = day(gettext_lazy("起始日期"))
    valid_to = LastDay(
        gettext_lazy("最后一天"), required=False, help_text=gettext_lazy("一直有效的不填。")
    )


class LineEndForm(Reasoned):
    """End a line, or take it back."""

    on = LastDay(gettext_lazy("最后一天"), required=False)
    withdraw = forms.BooleanField(
        label=gettext_lazy("登记有误，撤回这条线（视为从未有过）"), required=False
    )

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        said = super().clean() or {}
        if not said.get("withdraw") and not said.get("on") and "on" not in self.errors:
            self.add_error("on", _("填写最后一天，或勾选撤回。"))
        return said


class PersonForm(forms.Form):
    """A new person."""

    username = forms.RegexField(
        r"^[\w.@+-]+$",
        label=gettext_lazy("用户名"),
        max_length=64,
        help_text=gettext_lazy("与统一身份认证的用户名一致，定后不改。"),
    )
    name = forms.CharField(label=gettext_lazy("姓名"), max_length=40)
    unit = UnitField(gettext_lazy("所在单位"))
    phone = forms.RegexField(r"^[\d+ -]{5,20}$", label=gettext_lazy("手机"), required=False)
    email = forms.EmailField(label=gettext_lazy("邮箱"), required=False)


class PersonCorrectForm(forms.Form):
    """Change what is written of a person."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=40)
    unit = UnitField(gettext_lazy("所在单位"))
    phone = forms.RegexField(
        r"^[\d+ -]{5,20}$", label=gettext_lazy("手机"), required=False,
        help_text=gettext_lazy("不改请留空。"),
    )  # fmt: skip
    email = forms.EmailField(label=gettext_lazy("邮箱"), required=False)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, row: User, **kwargs: Any) -> None:
        initial = {"name": row.name, "unit": row.unit, "email": row.email, "seen": stamp(row)}
        super().__init__(*args, initial=initial, **kwargs)


class ReasonForm(Reasoned):
    """Only why."""


class GrantForm(Reasoned):
    """A role for a body, for a time."""

    role = forms.ChoiceField(label=gettext_lazy("角色"), choices=Role.choices)
    unit = UnitField(gettext_lazy("对哪个单位"))
    valid_from = day(gettext_lazy("起始日期"), initial=timezone.localdate)
    valid_to = LastDay(
        gettext_lazy("最后一天"), required=False, help_text=gettext_lazy("长期的不填。")
    )


class ImportForm(forms.Form):
    """A workbook."""

    file = forms.FileField(
        label=gettext_lazy("工作簿（.xlsx）"), widget=forms.FileInput({"accept": ".xlsx"})
    )
