"""销号: strike off by somebody else, refuse, reopen, escalate. 销号阶段的动作。"""

from typing import Any, Unpack

from django.db import transaction
from django.utils import timezone

from qinglian.web.alerts.models import Alert
from qinglian.web.alerts.services.moving import move, needs, not_a_hand, take, took_part
from qinglian.web.core.papers import Sheet


@transaction.atomic
def alert_refuse(
    *, alert: Alert, by: Any, reason: str, version: int | None = None, **sheet: Unpack[Sheet]
) -> Alert:
    """不予销号: back to handling, with a reason."""
    needs(reason)
    return move(alert, "refuse", by=by, version=version, text=reason, **sheet)


@transaction.atomic
def alert_strike_off(
    *, alert: Alert, by: Any, text: str = "", version: int | None = None, **sheet: Unpack[Sheet]
) -> Alert:
    """
    销号: by somebody who neither handled nor checked it and is not of a handler's body or of one below it; the
    body above may.
    The database holds this too (`alerts.trust`).
    """
    fresh = take(alert, by, version)
    not_a_hand(fresh, by)
    return move(
        fresh,
        "strike_off",
        by=by,
        text=text,
        closed_by=by,
        closed_at=timezone.now(),
        due_on=None,
        **sheet,
    )


@transaction.atomic
def alert_reopen(
    *, alert: Alert, by: Any, reason: str, version: int | None = None, **sheet: Unpack[Sheet]
) -> Alert:
    """重新挂号: solved on paper only, or declined too soon. What was concluded before stays in the steps."""
    needs(reason)
    return move(
        alert, "reopen", by=by, version=version, text=reason, reopened=alert.reopened + 1,
        closed_by=None, closed_by_unit=None, closed_at=None, **sheet,
    )  # fmt: skip


@transaction.atomic
def alert_escalate(
    *, alert: Alert, by: Any, reason: str, version: int | None = None, **sheet: Unpack[Sheet]
) -> Alert:
    """提级核查: the supervisor takes it up itself, by exception; who had it before remains a hand."""
    needs(reason)
    moved = move(
        alert, "escalate", by=by, version=version, text=reason, escalated=True, handler=by, handler_unit=by.unit,
        checker=None, **sheet,
    )  # fmt: skip
    took_part(moved, by)
    return moved
