"""Forms of items, of tables of them, and of norms. 事项的表单。"""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qinglian.web.core.proofs import kinds as proof_kinds
from qinglian.web.duties.forms import words
from qinglian.web.duties.kinds import NORMS, Cycle, Holder, ListKind
from qinglian.web.duties.list_forms import PlainForm
from qinglian.web.duties.models import Clause, Programme
from qinglian.web.duties.reading.sheet import parted
from qinglian.web.units.forms import day, type_choices
from qinglian.web.units.models import Unit


class TableForm(PlainForm):
    """A table pasted or as a file."""

    text = forms.CharField(
        label=gettext_lazy("从表格软件复制的行"), required=False, strip=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("连表头一起复制。认得的表头：事项、目标、举措、考核、反馈、责任单位、完成时限、周期等。"),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("表格文件（xlsx）"), required=False,
        widget=forms.FileInput({"accept": ".xlsx"}),
    )  # fmt: skip
    confirmed = forms.BooleanField(
        label=gettext_lazy("文件标有“内部资料”一类字样，按本单位规定可以放在本系统"), required=False
    )
    files_field = "file"

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        said = super().clean() or {}
        if not (said.get("text") or "").strip() and not said.get("file") and not self.errors:
            self.add_error("text", _("请粘贴表格，或选一个文件。"))
        return said


class NormForm(forms.Form):
    """Something that is to be spent or held."""

    activity = forms.CharField(label=gettext_lazy("什么事"), max_length=60)
    amount = forms.DecimalField(
        label=gettext_lazy("每份金额（元）"), required=False, min_value=Decimal(0), max_digits=14,
        decimal_places=2, help_text=gettext_lazy("按上限的口径填，如每人每天。"),
    )  # fmt: skip


def _lines(label: Any, help_text: Any) -> forms.CharField:
    return words(label, 4, required=False, help_text=help_text)


class ItemForm(PlainForm):
    """One item, with the fields of its kind of list."""

    title = forms.CharField(label=gettext_lazy("事项"), max_length=200)
    target = words(
        gettext_lazy("目标"),
        2,
        required=False,
        help_text=gettext_lazy("数量、比例或看得见的结果。"),
    )
    measure = words(
        gettext_lazy("举措"), 2, required=False, help_text=gettext_lazy("谁做什么动作。")
    )
    check_by = words(
        gettext_lazy("怎么考核"),
        2,
        required=False,
        help_text=gettext_lazy("谁、何时、看什么。材料份数不作标准。"),
    )
    feedback = words(
        gettext_lazy("怎么反馈"),
        2,
        required=False,
        help_text=gettext_lazy("结果告诉谁、用什么方式。"),
    )
    principal = forms.CharField(label=gettext_lazy("主体责任"), max_length=60, required=False)
    supervisory = forms.CharField(label=gettext_lazy("监督责任"), max_length=60, required=False)
    first_person = forms.CharField(
        label=gettext_lazy("第一责任人责任"), max_length=60, required=False
    )
    dual_duty = forms.CharField(label=gettext_lazy("一岗双责"), max_length=60, required=False)
    holder = forms.ChoiceField(label=gettext_lazy("责任主体"), choices=Holder.choices)
    cycle = forms.ChoiceField(label=gettext_lazy("周期"), choices=Cycle.choices)
    due_on = day(gettext_lazy("期限（一次性）"), required=False)
    due_day = forms.IntegerField(
        label=gettext_lazy("周期末前几个工作日"), min_value=0, max_value=60, initial=0
    )
    minutes = forms.IntegerField(
        label=gettext_lazy("每次约需分钟"), min_value=0, max_value=30000, initial=30
    )
    weight = forms.TypedChoiceField(
        label=gettext_lazy("风险权重"), coerce=int, initial=1,
        choices=[(3, gettext_lazy("3 高")), (2, gettext_lazy("2 中")), (1, gettext_lazy("1 低"))],
    )  # fmt: skip
    in_person = forms.BooleanField(label=gettext_lazy("三个亲自：部署、督促、检验"), required=False)
    evidence = forms.MultipleChoiceField(
        label=gettext_lazy("用什么证明"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("系统里有的记录优先，不用另交材料；份数不作标准。"),
    )  # fmt: skip
    applies_types = forms.MultipleChoiceField(
        label=gettext_lazy("只适用于哪些单元类型"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    applies_levels = forms.MultipleChoiceField(
        label=gettext_lazy("只适用于哪些层级"), required=False, choices=Unit.Level.choices,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    applies_powers = forms.CharField(
        label=gettext_lazy("只适用于有哪些权力的单位"), required=False, max_length=400,
        help_text=gettext_lazy("多个用顿号隔开；不填就是不限。"),
    )  # fmt: skip
    applies_posts = forms.CharField(
        label=gettext_lazy("只适用于有哪些岗位的单位"), required=False, max_length=400
    )
    steps = _lines(gettext_lazy("办理环节"), gettext_lazy("一行一个：环节｜岗位｜几个工作日"))
    risks = _lines(
        gettext_lazy("廉政风险点"), gettext_lazy("一行一个：风险点｜高、中、低｜防控措施")
    )
    public_text = words(
        gettext_lazy("公开版"),
        3,
        required=False,
        help_text=gettext_lazy("写给办事的人看：办什么、要什么、几天、找谁。"),
    )
    activity = forms.CharField(
        label=gettext_lazy("适用的事"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("会议、培训、接待一类的词，发生时按它提示。"),
    )
    ceiling = forms.DecimalField(
        label=gettext_lazy("上限（元）"),
        required=False,
        min_value=Decimal(0),
        max_digits=14,
        decimal_places=2,
    )
    ceiling_per = forms.CharField(label=gettext_lazy("上限按什么计"), max_length=40, required=False)
    basis = forms.CharField(
        label=gettext_lazy("依据"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("文件名称和条款。"),
    )
    clauses = forms.ModelMultipleChoiceField(
        Clause.objects.none(), label=gettext_lazy("落实方案的哪几句"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    why_changed = forms.CharField(
        label=gettext_lazy("这一项为什么改"), max_length=200, required=False
    )

    ONLY_DUTY = (
        "target", "measure", "check_by", "feedback", "first_person", "dual_duty", "holder", "cycle",
        "due_on", "due_day", "minutes", "weight", "in_person", "evidence", "applies_types",
        "applies_levels", "applies_powers", "applies_posts",
    )  # fmt: skip
    ONLY_POWER = ("steps", "risks", "public_text")
    ONLY_NORM = ("activity", "ceiling", "ceiling_per")
    LISTS = (("steps", ("step", "post", "days")), ("risks", ("point", "level", "control")))
    WORDS = ("applies_powers", "applies_posts")

    def __init__(
        self, *args: Any, kind: str, programme: Programme | None, changes: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        gone: tuple[str, ...] = self.ONLY_POWER + self.ONLY_NORM
        if kind == ListKind.POWER:
            gone = self.ONLY_DUTY + self.ONLY_NORM
        elif kind in NORMS:
            gone = (*self.ONLY_DUTY, *self.ONLY_POWER, "principal", "supervisory")
        for name in (*gone, *(() if changes else ("why_changed",))):
            self.fields.pop(name, None)
        if "evidence" in self.fields:
            known = [(code, one.label) for code, one in proof_kinds().items()]
            self.fields["evidence"].choices = [*known, ("file", _("文件、照片"))]
            self.fields["applies_types"].choices = type_choices()[1:]
        if programme is None:
            del self.fields["clauses"]
        else:
            rows = programme.clauses.filter(heading=False, asks=True)
            self.fields["clauses"].queryset = rows
            self.fields["clauses"].label_from_instance = str

    @classmethod
    def told(cls, item: Any) -> dict[str, Any]:
        """What the form begins with, of an item."""
        said = {name: getattr(item, name) for name in cls.base_fields if hasattr(item, name)}
        for name, keys in cls.LISTS:
            rows = getattr(item, name)
            said[name] = "\n".join("｜".join(row.get(key, "") for key in keys) for row in rows)
        for name in cls.WORDS:
            said[name] = "、".join(getattr(item, name))
        said["clauses"] = list(item.clauses.values_list("pk", flat=True)) if item.pk else []
        return said

    def item(self) -> dict[str, Any]:
        """As `item_put` takes it."""
        said = self.said()
        for name, keys in self.LISTS:
            if name in said:
                said[name] = parted(said[name], keys)
        for name in self.WORDS:
            if name in said:
                said[name] = [
                    one.strip()
                    for one in said[name].replace("，", "、").replace(",", "、").split("、")
                    if one.strip()
                ]
        return said
