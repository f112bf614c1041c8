"""What the clock does by itself: load what was understood, deliver what waits, sweep what was left."""

from qinglian.web.api.services.pushing import pushes_resume, pushes_sweep

EVERY_MINUTE = [pushes_resume]
EVERY_DAY = [pushes_sweep]
