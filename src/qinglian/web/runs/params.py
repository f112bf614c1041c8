"""
Parameters of rules as the site keeps them. 规则参数。

Kept as JSON, given to the engine as it wants them. Whether they fit is said by the engine alone.
"""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

import yaml
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from qinglian.engine import catalog as engine_catalog
from qinglian.engine.params import is_dated
from qinglian.engine.simulate import asked_with
from qinglian.model.activity import activities
from qinglian.model.check import Check
from qinglian.model.rule import Rule
from qinglian.model.table import tables
from qinglian.model.text import Text
from qinglian.model.wording import amount
from qinglian.web.core.wording import listed
from qinglian.web.runs.cards import cards
from qinglian.web.runs.words import coded, said


def rule_of(rule_id: str) -> Rule | None:
    """The rule of the catalogue as it is now."""
    return next((rule for rule in cards().rules if rule.id == rule_id), None)


def check_of(rule: Rule) -> Check:
    """What it asks."""
    return engine_catalog.check(rule.card.check)


def plain(value: Any) -> Any:
    """As JSON holds it: days as 2026-03-01."""
    return json.loads(json.dumps(value, default=str))


def on_card(rule: Rule) -> dict[str, Any]:
    """What the card says of each parameter, as JSON; the default where it is silent."""
    return {
        name: plain(rule.card.params.get(name, spec.default))
        for name, spec in check_of(rule).params.items()
    }


def given(rule: Rule, kept: Mapping[str, Any]) -> dict[str, Any]:
    """Kept parameters as the engine wants them: those that are days as days."""
    params = check_of(rule).params
    found: dict[str, Any] = {}
    for name, value in kept.items():
        days = name in params and params[name].type is date
        if days and is_dated(value):
            found[name] = [{**item, "value": _day(item["value"])} for item in value]
        else:
            found[name] = _day(value) if days else value
    return found


def _day(value: Any) -> Any:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        return value


def params_check(rule: Rule, kept: Mapping[str, Any]) -> None:
    """Raise the engine's own BadUsage where a name is not known or a value does not fit."""
    asked_with(rule, given(rule, kept))


def written(value: Any) -> str:
    """A value as one line: a number or text as it is, a list or set of parts as YAML."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, (list, dict)):
        return yaml.safe_dump(
            value, allow_unicode=True, default_flow_style=True, width=10_000, sort_keys=False
        ).strip()
    return str(value)


def spoken(value: Any) -> str:
    """
    A value as people say it: codes of the dictionary, steps, processes and limits in the reader's language, all else as
    it is written.
    """
    if isinstance(value, dict) and "unit" in value and value.keys() <= _LIMIT.keys():
        said_so = [
            _LIMIT[name] % {"n": said(amount(value[name], value["unit"]))}
            for name in _LIMIT
            if name != "unit" and value.get(name) is not None and (value[name] or name == "at_most")
        ]
        return listed(said_so) or written(value)
    parts = [value] if isinstance(value, str) else value
    if isinstance(parts, list) and parts and all(isinstance(one, str) for one in parts):
        named = coded(frozenset(parts))
        if named:
            return listed(said(named[one]) for one in parts)
        steps = [_step(one) for one in parts]
        if all(steps):
            return listed(said(one) for one in steps if one)
    return written(value)


_LIMIT: dict[str, Any] = {
    "at_least": gettext_lazy("至少 %(n)s"),
    "at_most": gettext_lazy("不超过 %(n)s"),
    "at_risk": gettext_lazy("到期前 %(n)s提醒"),
    "unit": "",
}


@cache
def _step(name: str) -> Text | None:
    """A process by its ledger, or a step: where several processes have it, by the plainest of its names."""
    for spec in tables().values():
        if spec.process == name:
            return spec.title
    known = [steps[name] for steps in activities().values() if name in steps]
    return min(known, key=lambda text: len(text.zh), default=None)
