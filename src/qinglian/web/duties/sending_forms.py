"""Forms of sendings. 下发表单。"""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.models import User
from qinglian.web.core.dated import in_force
from qinglian.web.duties.forms import words
from qinglian.web.duties.models import Item, ListVersion, Sending
from qinglian.web.duties.services.sending_rules import approvers_of, received_by, targets_of
from qinglian.web.units.forms import UnitsField, day, type_choices
from qinglian.web.units.models import Reach, Unit

ALONG = (
    ("belongs", _("下属单位（隶属）")),
    ("guides", _("业务指导的单位")),
    ("leads", _("牵头的成员单位")),
    ("office", _("本角色负责的全部单位")),
    ("", _("只发给下面写明的单位")),
)


class ItemsField(forms.ModelMultipleChoiceField):
    """Items of a version, each with its cycle and minutes."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Item) -> str:
        """As 「每季度：研究一次（30 分钟）」."""
        return gettext("%(title)s（%(cycle)s，约 %(n)d 分钟）") % {
            "title": obj.title, "cycle": obj.get_cycle_display(), "n": obj.minutes,
        }  # fmt: skip


class SendingForm(forms.Form):
    """Which items, to which bodies, from when until when, on whose word."""

    items = ItemsField(Item.objects.none(), label=_("事项"))
    along = forms.ChoiceField(label=_("发给哪些单位"), choices=ALONG, required=False)
    depth = forms.ChoiceField(
        label=_("往下几级"), choices=[("1", _("只到下一级")), ("", _("各级"))], required=False
    )
    levels = forms.MultipleChoiceField(
        label=_("只发给这些层级"), choices=Unit.Level.choices, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("不选就不限。"),
    )  # fmt: skip
    types = forms.MultipleChoiceField(
        label=_("只发给这些单元类型"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("不选就不限。"),
    )  # fmt: skip
    more = UnitsField(_("另外加上"), required=False, help_text=_("每行一个单位编号或名称。"))
    without = UnitsField(_("其中不发"), required=False, help_text=_("每行一个单位编号或名称。"))
    begins_on = day(_("自哪天起"))
    ends_on = day(_("至哪天止"))
    minutes_most = forms.IntegerField(
        label=_("每项每次最多几分钟"), required=False, min_value=1,
        help_text=_("只能比清单里的少，不能多；空着就照清单。"),
    )  # fmt: skip
    later_days = forms.IntegerField(
        label=_("期限放宽几个工作日"), required=False, min_value=0, max_value=60,
        help_text=_("只能放宽，不能提前。"),
    )  # fmt: skip
    plan_number = forms.CharField(
        label=_("年度督查检查考核计划编号"), max_length=60, required=False,
        help_text=_("没有列入年度计划的，页面上以红字标出，由批准人负责。"),
    )  # fmt: skip
    approver = forms.ModelChoiceField(
        User.objects.none(), label=_("请谁批准"), help_text=_("必须是拟稿人以外的人。")
    )
    over_reason = words(
        _("超过上限的理由"), 2, required=False,
        help_text=_("空着：站所等超过上限的，风险权重小的事项不发。写明理由：照发，批准人看得见。"),
    )  # fmt: skip
    note = words(_("说明"), 2, required=False)

    def __init__(
        self, *args: Any, user: Any, giver_unit: Unit, of: ListVersion,
        parent: Sending | None = None, sending: Sending | None = None, **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.user, self.giver_unit, self.parent = user, giver_unit, parent
        rows: QuerySet[Item] = of.items.all()
        if parent is not None:
            rows = rows.filter(pk__in=received_by(giver_unit, parent))
        self.fields["items"].queryset = rows
        self.fields["types"].choices = type_choices()[1:]
        draft = sending or Sending(made_by=user, giver_unit=giver_unit)
        self.fields["approver"].queryset = approvers_of(draft)
        self._begin(rows, parent, sending)

    def _begin(self, rows: QuerySet[Item], parent: Sending | None, sending: Sending | None) -> None:
        today = timezone.localdate()
        first: dict[str, Any] = {"begins_on": today, "ends_on": today.replace(month=12, day=31)}
        first |= {"items": list(rows.values_list("pk", flat=True)), "depth": "1"}
        if parent is not None:
            first["begins_on"], first["ends_on"] = max(today, parent.begins_on), parent.ends_on
            first["plan_number"] = parent.plan_number
        if sending is not None:
            names = ("begins_on", "ends_on", "plan_number", "approver", "over_reason", "note")
            first |= {name: getattr(sending, name) for name in names}
            first["items"] = list(sending.sent.values_list("item", flat=True))
            first |= {"along": "", "depth": ""}
            first["more"] = "\n".join(sending.units.order_by("code").values_list("code", flat=True))
            later = (
                sending.sent.order_by("-later_days").values_list("later_days", flat=True).first()
            )
            first["later_days"] = later or None
        self.initial = {**first, **self.initial}

    def clean(self) -> dict[str, Any]:
        """The bodies that are meant; what a level asks less."""
        said = super().clean() or {}
        if self.errors:
            return said
        said["units"] = self._units(said)
        if not said["units"]:
            raise forms.ValidationError(gettext("没有一个单位符合，请改选。"))
        most, later = said.get("minutes_most"), said.get("later_days") or 0
        had = received_by(self.giver_unit, self.parent) if self.parent else {}
        said["shrunk"] = {}
        for item in said["items"]:
            minutes = had[item.pk].minutes if item.pk in had else item.minutes
            least = had[item.pk].later_days if item.pk in had else 0
            said["shrunk"][item.pk] = (min(minutes, most or minutes), max(least, later))
        return said

    def _units(self, said: dict[str, Any]) -> list[Unit]:
        allowed = targets_of(self.user, self.giver_unit)
        chosen = Unit.objects.none()
        if said["along"] == "office":
            chosen = allowed.exclude(pk=self.giver_unit.pk)
        elif said["along"]:
            ways = Reach.objects.filter(in_force(), kind=said["along"], upper=self.giver_unit)
            if said["depth"]:
                ways = ways.filter(depth=1)
            chosen = allowed.filter(pk__in=ways.values("lower"))
        if said["levels"]:
            chosen = chosen.filter(level__in=said["levels"])
        if said["types"]:
            chosen = chosen.filter(unit_type__in=said["types"])
        more, without = said.get("more") or [], {one.pk for one in said.get("without") or []}
        keys = {*chosen.values_list("pk", flat=True), *(one.pk for one in more)} - without
        return list(allowed.filter(pk__in=keys))

    def said(self) -> dict[str, Any]:
        """What the service asks."""
        names = (
            "items", "units", "begins_on", "ends_on", "plan_number", "approver", "over_reason",
            "note", "shrunk",
        )  # fmt: skip
        return {name: self.cleaned_data[name] for name in names}


class RecallForm(forms.Form):
    """Why it is taken back."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = words(_("理由"))


class CapForm(forms.Form):
    """How many items a body of a level may have at a time."""

    level = forms.ChoiceField(label=_("层级"), choices=Unit.Level.choices)
    most = forms.IntegerField(
        label=_("最多几项"), required=False, min_value=1, max_value=500,
        help_text=_("空着就不设上限。"),
    )  # fmt: skip
    reason = words(_("依据或理由"), 2)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"].initial = Unit.Level.STATION
