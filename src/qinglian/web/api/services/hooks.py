"""Subscribe to events, change the secret, end, send again. 事件订阅的办理。"""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from qinglian.web.api.models import Delivery, Hook, Integration
from qinglian.web.api.outgoing import NotSent, checked
from qinglian.web.api.sealing import new_secret, seal
from qinglian.web.api.services.delivering import deliver
from qinglian.web.api.states import NEEDS, OVERLAP_HOURS, Event, Scope, State
from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed, Overtaken

MOST = 10
"""Hooks of one integration."""


@transaction.atomic
def hook_make(
    *, integration: Integration, url: str, events: list[str], by: Any
) -> tuple[Hook, str]:
    """A hook and its secret, which is shown once. `by`: an administrator, or the account of the integration itself."""
    row = Integration.objects.select_for_update().get(pk=integration.pk)
    if row.state != State.OPEN or Scope.WEBHOOKS_MANAGE not in row.scopes:
        raise NotAllowed(_("这个对接系统不能订阅事件。"))
    try:
        checked(url)
    except NotSent as error:
        raise NotAllowed(in_words(error)) from None
    if not events or set(events) - set(Event.values):
        raise NotAllowed(_("请至少选一种事件。"))
    for event in events:
        if NEEDS[event.partition(".")[0]] not in row.scopes:
            raise NotAllowed(
                _("没有“%(scope)s”的权限，不能订阅“%(event)s”。")
                % {
                    "scope": Scope(NEEDS[event.partition(".")[0]]).label,
                    "event": Event(event).label,
                }
            )
    if row.hooks.filter(ended_at=None).count() >= MOST:
        raise NotAllowed(_("一个对接系统最多 %(n)d 个订阅。") % {"n": MOST})
    secret = new_secret()
    made = Hook.objects.create(
        integration=row,
        url=url,
        events=[one for one in Event.values if one in events],
        sealed=seal(secret),
    )
    record("hook.made", on=made, by=by, events=made.events)
    return made, secret


@transaction.atomic
def hook_rotate(*, hook: Hook, by: Any, overlap_hours: int = 24) -> tuple[Hook, str]:
    """Another secret, shown once; the old one signs beside it for a while."""
    row = _standing(hook)
    if overlap_hours not in OVERLAP_HOURS:
        raise NotAllowed(_("请从列出的时长中选。"))
    secret = new_secret()
    row.old_sealed, row.sealed = row.sealed, seal(secret)
    row.old_until = timezone.now() + timedelta(hours=overlap_hours)
    row.save(update_fields=["old_sealed", "sealed", "old_until"])
    record("hook.rotated", on=row, by=by, overlap_hours=overlap_hours)
    return row, secret


@transaction.atomic
def hook_end(*, hook: Hook, by: Any) -> Hook:
    """Nothing more is sent there."""
    row = _standing(hook)
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at"])
    record("hook.ended", on=row, by=by)
    return row


@transaction.atomic
def delivery_again(*, delivery: Delivery, by: Any) -> Delivery:
    """Send a message again, under its own id: whoever has it already can tell."""
    row = Delivery.objects.select_for_update().select_related("hook").get(pk=delivery.pk)
    if row.status == Delivery.Status.WAITING:
        raise Overtaken(row.get_status_display())
    if row.hook.ended_at:
        raise NotAllowed(_("这个订阅已停用。"))
    row.status, row.next_at = Delivery.Status.WAITING, timezone.now()
    row.save(update_fields=["status", "next_at"])
    record("delivery.again", on=row, by=by)
    transaction.on_commit(lambda: deliver.enqueue(row.pk))
    return row


def _standing(hook: Hook) -> Hook:
    row = Hook.objects.select_for_update().select_related("integration").get(pk=hook.pk)
    if row.ended_at:
        raise Overtaken(_("已停用"))
    return row


def in_words(error: NotSent) -> str:
    """Why nothing is sent there, in the reader's language."""
    return error.text.en if (get_language() or "").startswith("en") else error.text.zh
