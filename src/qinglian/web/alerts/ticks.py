"""What the worker does by itself: let held alerts into triage, remind."""

from qinglian.web.alerts.reminders import alerts_remind
from qinglian.web.alerts.services.opening import queue_release

EVERY_MINUTE = [queue_release]
EVERY_DAY = [alerts_remind]
