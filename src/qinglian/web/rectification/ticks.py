"""What the clock does by itself: remind."""

from qinglian.web.rectification.reminders import problems_remind

EVERY_DAY = [problems_remind]
