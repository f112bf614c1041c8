"""What other systems wait for: data that were understood, and what happens to matters. 事件的触发。"""

from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from qinglian.web.alerts.models import Step as AlertStep
from qinglian.web.api.models import Push, Warning
from qinglian.web.api.services.emitting import emit
from qinglian.web.api.services.pushing import push_load
from qinglian.web.api.services.reporting import report
from qinglian.web.api.states import Event
from qinglian.web.rectification.models import Step as ProblemStep
from qinglian.web.rectification.states import Status as ProblemStatus
from qinglian.web.runs.models import Batch, Upload
from qinglian.web.tasks.models import Step as TaskStep


@receiver(post_save, sender=Upload)
def upload_understood(instance: Upload, **_: Any) -> None:
    """What a system brought was read: load it."""
    if instance.status == Upload.Status.UNDERSTOOD:
        for key in Push.objects.filter(upload=instance, held=False).values_list("pk", flat=True):
            transaction.on_commit(lambda key=key: push_load.enqueue(key))  # type: ignore[misc]


@receiver(post_save, sender=AlertStep)
def alert_moved(instance: AlertStep, created: bool, **_: Any) -> None:
    """An alert went on."""
    if created and instance.was != instance.now:
        pushed = instance.verb == "push"
        emit(Event.ALERT_PUSHED if pushed else Event.ALERT_CHANGED, instance.alert, instance.now)


@receiver(post_save, sender=TaskStep)
def task_moved(instance: TaskStep, created: bool, **_: Any) -> None:
    """A task was given, went on, or is done."""
    if created and instance.was != instance.now:
        events = {"assign": Event.TASK_ASSIGNED, "finish": Event.TASK_DONE}
        emit(events.get(instance.verb, Event.TASK_CHANGED), instance.task, instance.now)
        warning = Warning.objects.filter(task=instance.task).first()
        if warning is not None:
            report(warning, instance.now)


@receiver(post_save, sender=Batch)
def batch_loaded(instance: Batch, created: bool, **_: Any) -> None:
    """A batch is in the lake."""
    if created:
        emit(Event.BATCH_LOADED, instance, "loaded")


@receiver(post_save, sender=ProblemStep)
def problem_moved(instance: ProblemStep, created: bool, **_: Any) -> None:
    """A problem was opened, went on, or is struck off."""
    if not created or instance.was == instance.now:
        return
    struck = instance.now == ProblemStatus.STRUCK
    gone_on = Event.PROBLEM_STRUCK_OFF if struck else Event.PROBLEM_CHANGED
    emit(Event.PROBLEM_OPENED if not instance.was else gone_on, instance.problem, instance.now)
