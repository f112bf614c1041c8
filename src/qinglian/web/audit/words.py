"""
What acts and objects are called on a page. 动作与对象的叫法。

Each app names its acts in `actions.py`: `ACTIONS = {"alert.pushed": _("推送预警")}`, and what it writes into `data`:
`FACTS = {"rows": _("行数")}`, `VALUES = {"triage": _("待研判")}`. Objects bear the
`verbose_name` of their model; models without one are not named on pages.
"""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import apps
from django.utils.translation import gettext as _

from qinglian.web.core.wording import labelled, listed


@cache
def _said(name: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for config in apps.get_app_configs():
        module = f"{config.name}.actions"
        if config.name.startswith("qinglian.web.") and find_spec(module):
            found |= getattr(import_module(module), name, {})
    return found


def actions() -> dict[str, Any]:
    """All acts that have a name."""
    return _said("ACTIONS")


def action_name(action: str) -> Any:
    """The name of an act; its code where it has none."""
    return actions().get(action, action)


def role_name(role: str) -> Any:
    """The name of a role."""
    return _said("ROLES").get(role, role)


@cache
def objects() -> dict[str, Any]:
    """The kinds of object that records speak of."""
    return {
        model._meta.model_name: model._meta.verbose_name
        for config in apps.get_app_configs()
        if config.name.startswith("qinglian.web.")
        for model in config.get_models()
        if "verbose_name" in model._meta.original_attrs
    } | _said("OBJECTS")


def object_name(kind: str) -> Any:
    """The name of a kind of object."""
    return objects().get(kind, kind)


def content(data: dict[str, Any]) -> str:
    """What a record holds besides, on one line."""
    facts = _said("FACTS")
    told = ((name, value) for name, value in data.items() if value not in ("", [], {}, None))
    return _("；").join(labelled(facts.get(name, name), _fact(value)) for name, value in told)


def _fact(value: Any) -> str:
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, dict):
        return listed(f"{name}={_fact(one)}" for name, one in value.items())
    if isinstance(value, list):
        return listed(map(_fact, value))
    return str(_said("VALUES").get(value, value)) if isinstance(value, str) else str(value)
