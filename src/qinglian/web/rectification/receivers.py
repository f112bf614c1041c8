"""What rectification waits for: conclusions of alerts, tasks that are done. 整改等的事。"""

from typing import Any

from django.dispatch import receiver

from qinglian.web.alerts.events import alert_accepted
from qinglian.web.alerts.models import Alert
from qinglian.web.rectification.events import problem_struck
from qinglian.web.rectification.models import Problem
from qinglian.web.rectification.services.alerted import (
    alert_of_problem,
    problem_of_alert,
    problem_task_done,
)
from qinglian.web.tasks.models import Task
from qinglian.web.tasks.receivers import task_done


@receiver(alert_accepted)
def accepted_to_problem(alert: Alert, by: Any, task: Task | None, **_: Any) -> None:
    """What is to be mended by a date, or needs a rule changed, goes on record."""
    problem_of_alert(alert=alert, by=by, task=task)


@receiver(task_done)
def task_to_problem(task: Task, by: Any, **_: Any) -> None:
    """What the task reported is the measure."""
    problem_task_done(task=task, by=by)


@receiver(problem_struck)
def struck_to_alert(problem: Problem, by: Any, **_: Any) -> None:
    """The alert goes on to be struck off."""
    alert_of_problem(problem=problem, by=by)
