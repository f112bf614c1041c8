"""
Write down who is to be told of what happened, in the transaction of the act. 产生待投递的事件。

Told is only who may read the object now, by the very queries that answer the calls: of what may not be known nothing is
sent, and so nothing of a confidential check or of what was handed over.
"""

from collections.abc import Callable
from typing import Any

from django.db import models, transaction

from qinglian.web.api import queries
from qinglian.web.api.models import Delivery, Hook, Integration
from qinglian.web.api.services.delivering import deliver
from qinglian.web.api.states import NEEDS, State
from qinglian.web.runs.models import Batch

READABLE: dict[str, Callable[[Any], models.QuerySet[Any]]] = {
    "alert": queries.alerts,
    "task": queries.tasks,
    "batch": Batch.objects.visible_to,
    "problem": queries.problems,
}


def emit(event: str, row: Any, status: str) -> None:
    """
    Tell every hook that asked for it and may know. `row` has a `public_id`; that and `status` is all that is told.
    """
    kind = event.partition(".")[0]
    standing = Integration.objects.in_state(State.OPEN)
    hooks = Hook.objects.filter(ended_at=None, integration__in=standing)
    for hook in hooks.select_related("integration__account"):
        integration = hook.integration
        if event not in hook.events or NEEDS[kind] not in integration.scopes:
            continue
        if not READABLE[kind](integration.caller).filter(pk=row.pk).exists():
            continue
        made = Delivery.objects.create(
            hook=hook, event=event, data={"id": row.public_id, "status": status}
        )
        transaction.on_commit(lambda key=made.pk: deliver.enqueue(key))  # type: ignore[misc]
