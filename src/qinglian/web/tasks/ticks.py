"""What the clock does by itself: remind, and remove files that belong to nothing."""

from qinglian.web.core.papers import papers_sweep
from qinglian.web.tasks.reminders import tasks_remind

EVERY_DAY = [tasks_remind, papers_sweep]
