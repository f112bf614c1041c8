"""What the clock does by itself: seal every minute; publish the head and check the chain every day."""

from qinglian.web.audit.jobs import check_daily
from qinglian.web.audit.sealing import head_publish, seal_pending

EVERY_MINUTE = [seal_pending]
EVERY_DAY = [head_publish, check_daily]
