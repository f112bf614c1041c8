"""What the worker does by itself: remind."""

from qinglian.web.tasks.reminders import tasks_remind

EVERY_DAY = [tasks_remind]
