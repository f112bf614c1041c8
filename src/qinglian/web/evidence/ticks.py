"""What the clock does by itself: compare what is new, notice what the calendar shows, remove files of nothing."""

from qinglian.web.core.papers import papers_sweep
from qinglian.web.evidence.services.comparing import pieces_compare
from qinglian.web.evidence.services.noticing import late_notice, nothing_notice

EVERY_MINUTE = [pieces_compare]
EVERY_DAY = [late_notice, nothing_notice, papers_sweep]
