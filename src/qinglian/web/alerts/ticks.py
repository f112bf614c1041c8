"""What the worker does by itself: let held alerts into triage."""

from qinglian.web.alerts.services.opening import queue_release

EVERY_MINUTE = [queue_release]
