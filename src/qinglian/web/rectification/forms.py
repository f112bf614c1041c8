"""Forms of problems. 整改表单。"""

from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext, override
from django.utils.translation import gettext_lazy as _

from qinglian.web.alerts.models import Alert
from qinglian.web.core.known import fill_single
from qinglian.web.core.paper_forms import PapersForm
from qinglian.web.rectification.likeness import Alike, alike
from qinglian.web.rectification.models import Problem
from qinglian.web.rectification.services.alerted import of_alert
from qinglian.web.rectification.services.problems import OWN
from qinglian.web.rectification.states import FINDING, Origin
from qinglian.web.units.models import Unit
from qinglian.web.units.scope import roles_of, visible_units

NEW = "new"


def day(**kwargs: Any) -> forms.DateField:
    """A day, picked."""
    return forms.DateField(
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs
    )


def words(label: Any, rows: int = 3, **kwargs: Any) -> forms.CharField:
    """A few words."""
    return forms.CharField(
        label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": rows}), **kwargs
    )


def yuan(label: Any, **kwargs: Any) -> forms.DecimalField:
    """Money in yuan; `fen` of what was said."""
    return forms.DecimalField(
        label=label, min_value=Decimal("0.01"), max_digits=15, decimal_places=2, **kwargs
    )


def fen(said: Decimal | None) -> int | None:
    """Yuan as fen."""
    return None if said is None else int(said * 100)


class OpenForm(PapersForm):
    """
    Put a problem on record. Where one like it stands, the form comes back once with what is alike, and a person says
    whether it is the same.
    """

    title = forms.CharField(label=_("问题"), max_length=200)
    text = words(_("具体情形"), help_text=_("写事实：什么时间、哪件事、差在哪里。"))
    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("责任单位"))
    lead_unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=_("牵头部门"),
        required=False,
        help_text=_("负责初验；没有的不选。"),
    )
    origin = forms.ChoiceField(label=_("来源"))
    origin_label = forms.CharField(label=_("来源文件或事项"), max_length=200, required=False)
    number = forms.CharField(label=_("清单序号"), max_length=40, required=False)
    body = forms.CharField(
        label=_("发现单位（系统外）"),
        max_length=120,
        required=False,
        help_text=_("本单位发现的不填；例如省审计厅发现、由本单位登记的，写省审计厅。"),
    )
    found_on = day(label=_("发现日期"))
    act_on = day(
        label=_("问题发生日期"), required=False, help_text=_("用来区分存量和增量；不清楚的不填。")
    )
    anchor_id = forms.CharField(
        label=_("涉及的办件、项目或合同编号"), max_length=200, required=False
    )
    amount = yuan(_("涉及金额（元）"), required=False)
    due_on = day(label=_("整改期限"), required=False, help_text=_("不填的按设定的时限。"))
    same = forms.ChoiceField(label=_("是不是同一个问题"), widget=forms.RadioSelect, required=False)

    folded = True

    def __init__(self, *args: Any, user: Any, alert: Alert | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.alert = user, alert
        finds = bool(roles_of(user) & FINDING)
        seen = visible_units(user).order_by("name")
        self.fields["unit"].queryset = seen if finds else seen.filter(pk=user.unit_id)
        self.fields["lead_unit"].queryset = seen
        self.fields["origin"].choices = [
            (value, label)
            for value, label in Origin.choices
            if value != Origin.ALERT and (finds or value in OWN)
        ]
        if alert is not None:
            self._of_alert(alert)
        self.fields["found_on"].initial = timezone.localdate()
        if alert is None:
            fill_single(self, "unit")
        self.found: list[Alike] = self._alike() if self.is_bound else []
        if not self.found:
            del self.fields["same"]
        else:
            self.fields["same"].choices = [
                *((one.problem.public_id, one.problem.title) for one in self.found),
                (NEW, _("都不是，另挂一号")),
            ]
            self.order_fields(["same"])

    def _of_alert(self, alert: Alert) -> None:
        """What the alert says already is not asked again."""
        said = of_alert(alert)
        for name in ("origin", "origin_label", "number", "body", "unit"):
            del self.fields[name]
        for name in ("title", "text", "lead_unit", "anchor_id", "found_on"):
            self.fields[name].initial = said[name]
        if said["amount_fen"]:
            self.fields["amount"].initial = Decimal(said["amount_fen"]) / 100

    def _alike(self) -> list[Alike]:
        if self.alert is not None:
            unit = self.alert.unit
        else:
            told = self.data.get("unit", "")
            rows = self.fields["unit"].queryset.filter(pk=told if told.isdigit() else None)
            unit = rows.first()
        if unit is None:
            return []
        said = {name: self.data.get(name, "") for name in ("title", "text", "anchor_id")}
        return alike(unit=unit, by=self.user, **said)

    def clean(self) -> dict[str, Any]:
        """Stop once where something is alike."""
        said: dict[str, Any] = super().clean() or {}
        if self.found and not self.errors and not said.get("same"):
            self.add_error(
                "same", gettext("这个单位有相近的问题，请选是不是同一个：同一问题只挂一号。")
            )
        return said

    def chosen(self) -> Problem | None:
        """The problem that it is one with; None for a new one."""
        same = self.cleaned_data.get("same")
        return next((one.problem for one in self.found if one.problem.public_id == same), None)

    def why(self) -> str:
        """What made the chosen one likely, as it is recorded."""
        chosen = self.chosen()
        with override(settings.LANGUAGE_CODE):
            return next(one.why for one in self.found if one.problem == chosen)

    def opening(self, alert: Alert | None = None) -> dict[str, Any]:
        """What `problem_open` is told."""
        said = {**of_alert(alert), **self.said()} if alert else self.said()
        said.pop("same", None)
        amount_fen = fen(said.pop("amount"))
        return {**said, "amount_fen": amount_fen, "finder_unit": self.user.unit}

    def sighting(self, alert: Alert | None = None) -> dict[str, Any]:
        """What `sighting_add` is told, where it is the same problem."""
        said = {**of_alert(alert), **self.said()} if alert else self.said()
        body = said.get("body", "")
        return {
            "origin": said["origin"],
            "origin_id": said.get("origin_id", ""),
            "origin_url": said.get("origin_url", ""),
            "seen_on": said["found_on"],
            "body": body,
            "unit": None if body else self.user.unit,
            "document": said["origin_label"],
            "number": said.get("number", ""),
            "text": said["text"],
            "offline": said["offline"],
            "why": self.why(),
        }
