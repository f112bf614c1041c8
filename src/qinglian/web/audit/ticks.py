"""What the clock does by itself: seal every minute, publish the head every day."""

from qinglian.web.audit.sealing import head_publish, seal_pending

EVERY_MINUTE = [seal_pending]
EVERY_DAY = [head_publish]
