"""
Records that must not be shown to anybody but named roles. 不得示人的审计记录。

An app that has a confidential branch registers a condition on `Record` in its `AppConfig.ready`:

    hide(lambda: Q(object_type="alert", object_id__in=Alert.everything.transferred().values("public_id")),
         except_roles={"sealed_keeper"})

The lists, the exports, the history of an object, the answers of searches and the counts all leave these out.
The check of the chain reads them without showing them.
"""

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from qinglian.web.core.access import roles_of

hidden_objects: list[tuple[Callable[[], Q], frozenset[str]]] = []
"""Conditions on `Record` (on `object_type` and `object_id`), each with the roles from which it hides nothing."""


def hide(
    condition: Callable[[], Q], *, except_roles: set[str] | frozenset[str] = frozenset()
) -> None:
    """Hide records that match from everybody who holds none of these roles."""
    hidden_objects.append((condition, frozenset(except_roles)))


def hidden_from(user: Any) -> Q:
    """The condition on records hidden from a person."""
    held = roles_of(user) if hidden_objects else set()
    found = Q(pk__in=())
    for condition, roles in hidden_objects:
        if not roles & held:
            found |= condition()
    return found
