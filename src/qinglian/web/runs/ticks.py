"""What the worker does by itself: start the runs that are due, take up what a killed worker left."""

from qinglian.web.runs.services.loading import uploads_resume
from qinglian.web.runs.services.plans import runs_due
from qinglian.web.runs.services.simulating import trials_resume

EVERY_MINUTE = [runs_due, uploads_resume, trials_resume]
