"""Forms of parameters: one field for each, or for each dated value of one. 规则参数表单。"""

from collections.abc import Iterator
from datetime import date
from typing import Any

import yaml
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qinglian.engine.params import is_dated
from qinglian.model.check import Param
from qinglian.model.rule import Rule
from qinglian.web.runs.forms import own_units
from qinglian.web.runs.models import Batch, Change
from qinglian.web.runs.params import check_of, on_card, spoken, written
from qinglian.web.runs.words import said
from qinglian.web.units.models import Unit

PREFIX = "p"
"""Before the names of parameters, so that none is taken for another field."""
AS_SAID = object()
"""A value that is left as it stands."""


class ParamsForm(forms.Form):
    """
    The parameters of one rule, the card's value shown beside each. Whether a value fits is not asked here: the
    service asks the engine, whose sentence is shown.
    """

    unit = forms.ModelChoiceField(Unit.objects.none(), label=gettext_lazy("提出单位"))
    reason = forms.CharField(
        label=gettext_lazy("理由"),
        max_length=1000,
        widget=forms.Textarea,
        help_text=gettext_lazy("为什么这里用的数要和规则卡不同，凭哪份文件。"),
    )

    def __init__(
        self, *args: Any, rule: Rule, user: Any, standing: dict[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.rule, self.card = rule, on_card(rule)
        self.now = {**self.card, **standing}
        units = own_units(user, Change.OBJECT)
        self.fields["unit"].queryset = units
        self.fields["unit"].initial = units.first()
        for name, spec in check_of(rule).params.items():
            for field, label, value, card in self._stretches(name, spec):
                self.fields[field] = _field(spec, value, label, card)
        self.order_fields(
            [*(one for one in self.fields if one.startswith(PREFIX)), "reason", "unit"]
        )

    def params(self) -> dict[str, Any]:
        """Whole parameters as said in the form."""
        found: dict[str, Any] = {}
        for name, spec in check_of(self.rule).params.items():
            now = self.now[name]
            if is_dated(now):
                found[name] = [
                    {**item, "value": self._said(f"{PREFIX}-{name}-{place}", spec, item["value"])}
                    for place, item in enumerate(now)
                ]
            else:
                found[name] = self._said(f"{PREFIX}-{name}", spec, now)
        return found

    def _said(self, field: str, spec: Param, now: Any) -> Any:
        text = self.cleaned_data.get(field, "")
        if text == _initial(spec, now):
            return now
        if text == "":
            return None
        if spec.type is str:
            return text
        try:
            return yaml.safe_load(text)
        except yaml.YAMLError:
            return text

    def _stretches(self, name: str, spec: Param) -> Iterator[tuple[str, str, Any, str]]:
        """Each field of a parameter: its name, label, value, and what the card says there."""
        now, card, label = self.now[name], self.card[name], said(spec.text)
        if not is_dated(now):
            yield f"{PREFIX}-{name}", label, now, _told(card)
            return
        for place, item in enumerate(now):
            same = card[place] if is_dated(card) and place < len(card) else {}
            since = _("%(label)s（%(day)s 起）") % {"label": label, "day": item["from"]}
            told = _told(same.get("value"))
            if same.get("basis"):
                told = format_html('{} · <span lang="zh-hans">{}</span>', told, same["basis"])
            yield f"{PREFIX}-{name}-{place}", since, item["value"], told


def _told(value: Any) -> str:
    """A value in words, and where the words are of the dictionary, as it is typed."""
    words, typed = spoken(value), written(value)
    return words if words == typed else format_html("{} <code>{}</code>", words, typed)


def _initial(spec: Param, value: Any) -> str:
    if spec.type is bool:
        return "" if value is None else str(bool(value)).lower()
    return written(value)


def _field(spec: Param, value: Any, label: str, card: str) -> forms.Field:
    told = format_html(_("规则卡：{value}"), value=card) if card else _("规则卡没有写。")
    shown = {"label": label, "help_text": told, "initial": _initial(spec, value), "required": False}
    if spec.type is bool:
        return forms.ChoiceField(
            choices=[("", "–"), ("true", _("是")), ("false", _("否"))], **shown
        )
    if spec.choices:
        choices = [(str(one), str(one)) for one in spec.choices if one is not None]
        return forms.ChoiceField(choices=[("", "–"), *choices], **shown)
    widget: forms.Widget = forms.TextInput()
    if spec.type in (int, float):
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
    elif spec.type is date:
        widget = forms.DateInput(attrs={"type": "date"})
    elif spec.type in (list, dict):
        widget = forms.Textarea(attrs={"rows": 2, "class": "code", "spellcheck": "false"})
    return forms.CharField(widget=widget, strip=True, **shown)


class CloseForm(forms.Form):
    """Which later batch corrected the data."""

    batch = forms.ModelChoiceField(Batch.objects.none(), label=gettext_lazy("更正后的批次"))

    def __init__(self, *args: Any, user: Any, since: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["batch"].queryset = Batch.objects.visible_to(user).filter(
            at__gt=since, destroyed_at=None
        )
