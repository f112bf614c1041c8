"""
Who may see what, for apps that come before the one that knows. 访问范围的入口。

`units.scope` has the answer and may not be imported by the apps below it; they ask here. `settings.SCOPE` names
the module.
"""

from importlib import import_module
from typing import Any

from django.conf import settings


def reach(user: Any, kind: str, *, write: bool = False) -> Any:
    """`units.scope.reach`: what a person reaches of one kind of object."""
    return import_module(settings.SCOPE).reach(user, kind, write=write)


def roles_of(user: Any) -> set[str]:
    """`units.scope.roles_of`: the roles a person holds today."""
    return import_module(settings.SCOPE).roles_of(user)
