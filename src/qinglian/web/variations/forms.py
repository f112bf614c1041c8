"""Forms of variations. 变更的表单。"""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.model.text import Text
from qinglian.roadworks.errors import Refused
from qinglian.web.bills.models import Bill, BillItem, LedgerRow
from qinglian.web.bills.reading import Reader, said_in_tongue
from qinglian.web.core.paper_forms import PapersForm
from qinglian.web.variations.models import Variation
from qinglian.web.variations.services.moving import table_of
from qinglian.web.variations.states import FEATURES, FOUR, Kind, Reason
from qinglian.web.works.models import Section
from qinglian.web.works.states import POSTS, Lane, Post, Side


def day(label: Any) -> forms.DateField:
    """A day, picked; today at first."""
    return forms.DateField(
        label=label, initial=timezone.localdate,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip


def words(label: Any, rows: int = 3, **more: Any) -> forms.CharField:
    """A few words."""
    return forms.CharField(
        label=label, max_length=2000, widget=forms.Textarea({"rows": rows}), **more
    )


class OpenForm(PapersForm):
    """Suggest one."""

    title = forms.CharField(label=_("变更事项"), max_length=160)
    reason = forms.ChoiceField(label=_("变更原因"), choices=Reason.choices)
    text = words(_("内容和理由"))
    features = forms.MultipleChoiceField(
        label=_("设计变更情形"), required=False, choices=[(key, said) for key, (_g, said) in FEATURES.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=_("按公路工程设计变更管理办法第五条勾选，等级由此得出；都不符合的为一般设计变更。"),
    )  # fmt: skip
    urgent = forms.BooleanField(label=_("紧急抢险，先实施后补手续（须附现场影像）"), required=False)


class MoveForm(PapersForm):
    """Any step: its own day, its number, its papers."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    on = day(_("日期"))
    number = forms.CharField(label=_("文号"), max_length=80, required=False)
    attended = forms.MultipleChoiceField(
        label=_("到场各方"), required=False, choices=[(one, Side(one).label) for one in FOUR],
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    approver = forms.CharField(label=_("批准机关"), max_length=80, required=False)
    text = words(_("说明"), 2, required=False)

    def __init__(self, *args: Any, variation: Variation, verb: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = variation.version
        if verb != "survey":
            del self.fields["attended"]
        if verb != "scheme":
            del self.fields["approver"]
        else:
            who = table_of(variation.section)[1]
            self.fields["approver"].initial = who.get(variation.grade, "")
        if verb in ("approve", "price", "refuse", "order"):
            del self.fields["number"]


class BackForm(forms.Form):
    """Why it goes back."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    text = words(_("理由"))


class LineForm(forms.Form):
    """A line of a variation."""

    kind = forms.ChoiceField(label=_("类别"), choices=Kind.choices)
    row = forms.CharField(
        label=_("台账编号"), max_length=40, help_text=_("原有行填它的编号，新增行填新编号。")
    )
    code = forms.CharField(
        label=_("子目号"), max_length=40, required=False, help_text=_("增减原有行不填。")
    )
    name = forms.CharField(label=_("子目名称"), max_length=160, required=False)
    unit = forms.CharField(label=_("单位"), max_length=16, required=False)
    quantity = forms.DecimalField(label=_("增减数量"), max_digits=18, decimal_places=4)
    calculation = words(_("计算式"), 2, required=False)
    similar = forms.CharField(label=_("类似子目号"), max_length=40, required=False)
    factor = forms.DecimalField(
        label=_("换算系数"),
        required=False,
        max_digits=8,
        decimal_places=4,
        min_value=Decimal("0.0001"),
    )
    quota = forms.DecimalField(
        label=_("定额编制单价（元）"),
        required=False,
        max_digits=14,
        decimal_places=2,
        min_value=Decimal(0),
    )
    rate = forms.DecimalField(
        label=_("中标下浮率（%）"), required=False, max_digits=6, decimal_places=2,
        help_text=_("不填的，按清单单价与控制价单价算出。"),
    )  # fmt: skip
    part = forms.CharField(label=_("部位编号"), max_length=80, required=False)
    stakes = forms.CharField(
        label=_("桩号"), max_length=80, required=False, help_text="K0+000～K0+100"
    )
    lane = forms.ChoiceField(label=_("幅别"), required=False, choices=[("", "–"), *Lane.choices])
    drawing = forms.CharField(label=_("图号"), max_length=80, required=False)
    covers = forms.BooleanField(label=_("隐蔽"), required=False)

    def __init__(self, *args: Any, section: Section, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section = section

    def clean(self) -> dict[str, Any]:
        """Numbers become rows; where it lies is read on the alignments."""
        said = super().clean() or {}
        if self.errors:
            return said
        bill = Bill.objects.filter(section=self.section, status="in_force").first()
        if bill is None:
            raise forms.ValidationError(_("本标段还没有在用的清单。"))
        key = said.pop("row").strip()
        said["row"] = None
        if said["kind"] == Kind.VARY:
            said["row"] = LedgerRow.objects.filter(
                section=self.section, key=key, until=None
            ).first()
            if said["row"] is None:
                self.add_error("row", _("没有这个台账行。"))
        else:
            said["key"] = key
        items = {one.code: one for one in BillItem.objects.filter(bill=bill)}
        code = said["code"].strip()
        said["item"] = items.get(code) if said["kind"] == Kind.ADD else None
        if said["kind"] == Kind.ADD and said["item"] is None:
            self.add_error("code", _("清单里没有这个子目。"))
        similar = said.pop("similar").strip()
        said["similar"] = items.get(similar)
        if similar and said["similar"] is None:
            self.add_error("similar", _("清单里没有这个子目。"))
        quota, rate = said.pop("quota"), said.pop("rate")
        said["quota_fen"] = None if quota is None else int(quota * 100)
        said["rate"] = None if rate is None else rate / 100
        said |= self._place(said.pop("part").strip(), said.pop("stakes").strip(), said, bill)
        return said

    def _place(self, part: str, stakes: str, said: dict[str, Any], bill: Bill) -> dict[str, Any]:
        if said["kind"] == Kind.VARY:
            said.pop("lane")
            return {}
        found: dict[str, Any] = {"said": " ".join(one for one in (part, stakes) if one)[:160]}
        reader = Reader(self.section, bill)
        if part:
            known = reader.parts.get(part, [])
            if len(known) != 1:
                self.add_error("part", _("工程划分里没有这个部位。"))
            else:
                found["part"] = known[0]
        try:
            if stakes:
                found |= reader._stretch(stakes)
        except Refused as error:
            self.add_error("stakes", said_in_tongue(Text(*error.text)))
        if not part and not stakes:
            self.add_error("part", _("没有写部位，也没有写桩号"))
        return found


WHO = [
    (f"{side}:{post}", f"{Side(side).label} {Post(post).label}")
    for side in (Side.SUPERVISOR, Side.OWNER, Side.AUDITOR)
    for post in POSTS[side]
]


class TableForm(forms.Form):
    """The owner's own table: up to four levels; who approves which grade."""

    LEVELS = 4

    source = forms.CharField(label=_("依据（制度名称、文号）"), max_length=200)

    def __init__(self, *args: Any, section: Section, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        levels, approvers, _sample = table_of(section)
        for n in range(1, self.LEVELS + 1):
            one = levels[n - 1] if n <= len(levels) else {"most_fen": None, "who": []}
            most = one["most_fen"]
            self.fields[f"most{n}"] = forms.DecimalField(
                label=_("第 %(n)d 级上限（元）") % {"n": n}, required=False, min_value=1, max_digits=14,
                decimal_places=2, initial=None if most is None else Decimal(most) / 100,
            )  # fmt: skip
            self.fields[f"who{n}"] = forms.MultipleChoiceField(
                label=_("第 %(n)d 级审批岗位") % {"n": n}, required=False, choices=WHO,
                widget=forms.CheckboxSelectMultiple,
                initial=[f"{side}:{post}" for side, post in one["who"]],
            )  # fmt: skip
        for grade, label in (("major", _("重大")), ("larger", _("较大")), ("minor", _("一般"))):
            self.fields[grade] = forms.CharField(
                label=_("%(grade)s设计变更由谁批准") % {"grade": label},
                max_length=80,
                initial=approvers[grade],
            )

    def said(self) -> dict[str, Any]:
        """As `table_set` takes it; a level without a post is none."""
        given = self.cleaned_data
        levels = [
            {
                "most_fen": None if given[f"most{n}"] is None else int(given[f"most{n}"] * 100),
                "who": [one.split(":") for one in given[f"who{n}"]],
            }
            for n in range(1, self.LEVELS + 1)
            if given[f"who{n}"]
        ]
        approvers = {grade: given[grade] for grade in ("major", "larger", "minor")}
        return {"levels": levels, "approvers": approvers, "source": given["source"]}
