"""审核: send back or accept, and go on when the task that mends it is done. 审核阶段的动作。"""

from typing import Any, Unpack

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from qinglian.web.alerts.events import alert_accepted
from qinglian.web.alerts.limits import due_for
from qinglian.web.alerts.models import Alert, Step
from qinglian.web.alerts.services.moving import move, needs, not_a_hand, take
from qinglian.web.alerts.states import (
    MOST_SENT_BACK,
    SETTLES_AT_ONCE,
    Cause,
    Handling,
    Status,
)
from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.papers import Sheet
from qinglian.web.core.workdays import late_days
from qinglian.web.runs.services.corrections import corrections_open
from qinglian.web.tasks.models import Task
from qinglian.web.tasks.services.moving import task_open
from qinglian.web.tasks.states import OPEN as OPEN_TASK
from qinglian.web.tasks.states import Origin


@transaction.atomic
def alert_send_back(
    *, alert: Alert, by: Any, reason: str, version: int | None = None, **sheet: Unpack[Sheet]
) -> Alert:
    """退回补核: with a reason, twice at most; after that the matter is taken one level up."""
    needs(reason)
    if take(alert, by, None).sent_back >= MOST_SENT_BACK:
        raise NotAllowed(_("已退回补核两次，请提级核查。"))
    return move(
        alert,
        "send_back",
        by=by,
        version=version,
        text=reason,
        sent_back=alert.sent_back + 1,
        **sheet,
    )


@transaction.atomic
def alert_accept(
    *, alert: Alert, by: Any, text: str = "", version: int | None = None, **sheet: Unpack[Sheet]
) -> Alert:
    """
    审核通过: on to handling, or straight to closing where nothing is left to be done. 限期整改 opens a task, and the
    alert goes on by itself when that is done: nobody is asked for one thing in two places.
    """
    fresh = take(alert, by, version)
    not_a_hand(fresh, by)
    done = set(fresh.handling) <= {str(one) for one in SETTLES_AT_ONCE}
    moved = move(
        fresh, "accept", by=by, text=text, target=Status.CLOSING if done else None, **sheet
    )
    if Handling.CORRECT_DATA in moved.handling or moved.cause == Cause.DATA_ERROR:
        corrections_open(
            signals=moved.signals.select_related("last_run"),
            wrong=moved.steps.filter(verb="answer").last().text,
            origin="alert",
            origin_id=moved.public_id,
            by=by,
        )
    task = None
    if Handling.BY_DATE in moved.handling and by.unit_id:
        # The task is a record: in Chinese, whoever accepts.
        with override(settings.LANGUAGE_CODE):
            title = _("限期整改：%(title)s") % {"title": moved.title}
        task = task_open(
            title=title,
            requirement=moved.steps.filter(verb="answer").last().text,
            unit=moved.unit,
            due_on=moved.due_on,
            by=by,
            giver_unit=by.unit,
            origin=Origin.ALERT,
            origin_id=moved.public_id,
            origin_label=moved.title,
            origin_url=moved.get_absolute_url(),
        )
    alert_accepted.send(Alert, alert=moved, by=by, task=task)
    return moved


def open_tasks(alert: Alert) -> list[Task]:
    """Tasks that an alert waits for."""
    return list(
        Task.objects.filter(origin=Origin.ALERT, origin_id=alert.public_id, status__in=OPEN_TASK)
    )


@transaction.atomic
def alert_task_done(*, alert: Alert, by: Any, text: str) -> Alert:
    """The task that mends it was reviewed and is done: on to closing, in the transaction of that review."""
    fresh = Alert.objects.select_for_update().get(pk=alert.pk)
    if fresh.status != Status.HANDLING or open_tasks(fresh):
        return fresh
    was, late = fresh.status, late_days(fresh.due_on, fresh.paused_on)
    fresh.status, fresh.step_since, fresh.version = (
        Status.CLOSING,
        timezone.now(),
        fresh.version + 1,
    )
    fresh.due_on, fresh.paused_on = due_for(fresh.status, fresh.level, timezone.localdate()), None
    fresh.save()
    Step.objects.create(
        alert=fresh,
        verb="task_done",
        was=was,
        now=fresh.status,
        by=by,
        text=text,
        due_on=fresh.due_on,
        late_days=late,
    )
    record("alert.task_done", on=fresh, by=by, reason=text)
    return fresh
