"""What alerts wait for: a run that is done. 运行完成后归并预警。"""

from typing import Any

from django.db.models import Q
from django.dispatch import receiver

from qinglian.web.accounts.roles import Role
from qinglian.web.alerts.leaving import Leaving, alert_leaving
from qinglian.web.alerts.models import Alert, Hand, Transfer
from qinglian.web.alerts.proofs import CODE
from qinglian.web.alerts.services.opening import alerts_open
from qinglian.web.alerts.services.reviewing import alert_task_done
from qinglian.web.audit.hidden import hide
from qinglian.web.evidence.services.leaving import pieces_leave
from qinglian.web.runs import sealed
from qinglian.web.runs.models import Run
from qinglian.web.runs.receivers import run_done
from qinglian.web.tasks.models import Task
from qinglian.web.tasks.receivers import task_done
from qinglian.web.tasks.states import Origin


@receiver(task_done)
def task_to_alert(task: Task, by: Any, **_: Any) -> None:
    """A task that mends what an alert found is done: the alert goes on to be struck off."""
    alert = (
        Alert.objects.filter(public_id=task.origin_id).first()
        if task.origin == Origin.ALERT
        else None
    )
    if alert is not None:
        for hand in (task.handler, task.checker):
            if hand is not None:
                Hand.objects.get_or_create(alert=alert, user=hand, defaults={"unit": hand.unit})
        alert_task_done(alert=alert, by=by, text=task.outcome)


@receiver(alert_leaving)
def evidence_leaves(alerts: list[Alert], gone: bool, **_: Any) -> Leaving:
    """What was shown as evidence of a matter that is handed over goes with it."""
    package, hidden = pieces_leave(CODE, [one.public_id for one in alerts], gone=gone)
    return Leaving(package, hidden)


@receiver(run_done)
def run_to_alerts(run: Run, **_: Any) -> None:
    """Make alerts of what the run found."""
    alerts_open(run)


def transferred_marks() -> set[str]:
    """Marks of all signals that were handed over."""
    return {mark for marks in Transfer.objects.values_list("marks", flat=True) for mark in marks}


sealed.SOURCES.append(transferred_marks)


def handed_over() -> Q:
    """
    The records of what was handed over, by public id alone: a record of a page that was read bears the id and not the
    kind. That something was handed over at all the register tells those who may read it, and records tell nobody else.
    """
    pairs = Transfer.objects.values_list("hidden", flat=True)
    return Q(object_type="transfer") | Q(object_id__in={name for one in pairs for _, name in one})


hide(handed_over, except_roles={Role.SEALED_KEEPER})
