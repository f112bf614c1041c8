"""Write down what was done. 记一笔。"""

from typing import Any

from django.db import models, transaction

from qinglian.web.audit.models import Record


def record(
    action: str,
    *,
    on: models.Model | None = None,
    by: Any = None,
    role: str = "",
    reason: str = "",
    **data: Any,
) -> Record:
    """
    Add a record in the transaction of the act itself. Raises RuntimeError outside one: a record without its
    act, or an act without its record, must not be possible.

    `action`: `<object>.<what was done>`, as `alert.concluded`. `on` gives `object_type`, `object_id` (its
    `public_id` or `code` where it has one) and the unit it belongs to. `data`: JSON values, never names of
    persons.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("record() needs a transaction")
    unit = getattr(on, "unit", None)
    return Record.objects.create(
        action=action,
        actor=by if getattr(by, "pk", None) else None,
        role=role,
        object_type=on._meta.model_name if on is not None else "",
        object_id=str(getattr(on, "public_id", "") or getattr(on, "code", "") or on.pk)
        if on is not None
        else "",
        unit_code=getattr(unit, "code", "") if unit is not None else "",
        reason=reason,
        data=data,
    )
