"""What the clock does by itself: remind."""

from qinglian.web.campaigns.reminders import parts_remind

EVERY_DAY = [parts_remind]
