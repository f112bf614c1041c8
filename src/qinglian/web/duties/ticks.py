"""What the clock does by itself: remind. It closes nothing."""

from qinglian.web.duties.reminders import difficulties_remind

EVERY_DAY = [difficulties_remind]
