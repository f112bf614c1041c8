"""Write down what was done. 记一笔。"""

from typing import Any

from django.db import models, transaction

from qinglian.web.audit.models import Record


def record(
    action: str,
    *,
    on: models.Model | tuple[str, str] | None = None,
    by: Any = None,
    role: str = "",
    reason: str = "",
    **data: Any,
) -> Record:
    """
    Add a record in the transaction of the act itself. Raises RuntimeError outside one: a record without its
    act, or an act without its record, must not be possible.

    `action`: `<object>.<what was done>`, as `alert.concluded`; its words stand in the app's `actions.py`. `on`
    gives `object_type`, `object_id` (its `public_id` or `code` where it has one) and the unit it belongs to; or
    it is the two themselves. `data`: JSON values, never names of persons.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record() needs a transaction")
    object_type, object_id = on if isinstance(on, tuple) else address(on)
    unit = getattr(on, "unit", None)
    return Record.objects.create(
        action=action,
        actor=by if getattr(by, "pk", None) else None,
        role=role,
        object_type=object_type,
        object_id=object_id,
        unit_code=getattr(unit, "code", "") if unit is not None else "",
        reason=reason,
        data=data,
    )


def address(on: models.Model | None) -> tuple[str, str]:
    """What records call a thing: its kind and its public id."""
    if on is None:
        return "", ""
    name = getattr(on, "public_id", "") or getattr(on, "code", "") or on.pk
    return str(on._meta.model_name), str(name)
