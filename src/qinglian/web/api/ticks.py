"""What the clock does by itself: load what was understood, deliver what waits, sweep what was left."""

from qinglian.web.api.services.delivering import deliveries_due, deliveries_sweep
from qinglian.web.api.services.pushing import pushes_resume, pushes_sweep
from qinglian.web.api.services.reporting import reports_due

EVERY_MINUTE = [pushes_resume, deliveries_due, reports_due]
EVERY_DAY = [pushes_sweep, deliveries_sweep]
