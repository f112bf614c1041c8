"""What the worker does by itself: start the runs that are due."""

from qinglian.web.runs.services.plans import runs_due

EVERY_MINUTE = [runs_due]
