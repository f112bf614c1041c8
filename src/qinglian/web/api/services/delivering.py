"""
Deliver what stands in the outbox: by the worker, again after a while, and no more in the end. 投递与重试。
"""

import json
import time
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from qinglian.web.api.models import Delivery, Hook
from qinglian.web.api.outgoing import NotSent, post
from qinglian.web.api.sealing import unseal
from qinglian.web.api.signing import signed
from qinglian.web.api.states import State
from qinglian.web.audit.services import record

WAITS = (60, 300, 1_800, 7_200, 14_400, 14_400, 14_400, 28_800)
"""Seconds until the next try; after the last one it is left. About a day in all."""
CLAIM = timedelta(minutes=2)
KEPT = timedelta(days=90)
GONE = 410


@task()
def deliver(key: int) -> None:
    """Try once. Taken by one worker only; where that one dies, it is due again after `CLAIM`."""
    now = timezone.now()
    mine = Delivery.objects.filter(pk=key, status=Delivery.Status.WAITING, next_at__lte=now)
    if not mine.update(next_at=now + CLAIM):
        return
    row = Delivery.objects.select_related("hook__integration__unit").get(pk=key)
    hook = row.hook
    if hook.ended_at or hook.integration.state != State.OPEN:
        _noted(row, 0, "ended", dead=True)
        return
    body = message(row)
    try:
        # Of what is answered only the status counts, and nothing else is kept.
        said = signed(_secrets(hook), row.public_id, int(time.time()), body)
        status, _answer = post(hook.url, body, said)
    except NotSent as error:
        _noted(row, 0, error.text.zh, en=error.text.en)
        return
    _noted(row, status, "", dead=status == GONE)
    if status == GONE:
        with transaction.atomic():
            Hook.objects.filter(pk=hook.pk).update(ended_at=timezone.now())
            record("hook.ended", on=hook, why="gone")


def message(row: Delivery) -> bytes:
    """What is sent: that something happened to which object, and where it stands."""
    said = {
        "type": row.event,
        "timestamp": timezone.localtime(row.made_at).isoformat(timespec="seconds"),
        "data": row.data,
    }
    return json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()


def deliveries_due() -> int:
    """Enqueue what is due; called every minute."""
    waiting = Delivery.objects.filter(status=Delivery.Status.WAITING, next_at__lte=timezone.now())
    keys = list(waiting.order_by("next_at").values_list("pk", flat=True)[:1000])
    for key in keys:
        deliver.enqueue(key)
    return len(keys)


def deliveries_sweep() -> None:
    """Forget what was delivered long ago; called every day."""
    Delivery.objects.exclude(status=Delivery.Status.WAITING).filter(
        made_at__lt=timezone.now() - KEPT
    ).delete()


def _secrets(hook: Hook) -> list[str]:
    old = hook.old_until is not None and timezone.now() < hook.old_until
    return [unseal(hook.sealed), unseal(hook.old_sealed) if old else ""]


def _noted(row: Delivery, status: int, said: str, *, en: str = "", dead: bool = False) -> None:
    now = timezone.now()
    row.tries.append({"at": now.isoformat(), "status": status, "said": said, "said_en": en or said})
    wait = wait_after(len(row.tries))
    if 200 <= status < 300:
        row.status, row.sent_at = Delivery.Status.SENT, now
    elif dead or wait is None:
        row.status = Delivery.Status.DEAD
    else:
        row.next_at = now + timedelta(seconds=wait)
    row.save(update_fields=["tries", "status", "sent_at", "next_at"])


def wait_after(made: int) -> int | None:
    """Seconds until the next try after so many; None where there is none."""
    return WAITS[made - 1] if made <= len(WAITS) else None
