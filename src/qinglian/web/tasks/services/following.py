"""A meeting follows what was agreed in it. 会议随议定事项办结。"""

from typing import Any

from django.dispatch import receiver

from qinglian.web.tasks.models import Task
from qinglian.web.tasks.receivers import task_done, task_reopened
from qinglian.web.tasks.services.meetings import meeting_follow


@receiver(task_done, sender=Task)
def _done(sender: Any, *, task: Task, by: Any, **_more: Any) -> None:
    meeting_follow(task, by, done=True)


@receiver(task_reopened, sender=Task)
def _reopened(sender: Any, *, task: Task, by: Any, **_more: Any) -> None:
    meeting_follow(task, by, done=False)
