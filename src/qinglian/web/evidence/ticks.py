"""What the clock does: compare what is new, notice what the calendar shows, say who is to talk, sweep files."""

from qinglian.web.core.papers import papers_sweep
from qinglian.web.evidence.services.comparing import pieces_compare
from qinglian.web.evidence.services.noticing import late_notice, nothing_notice
from qinglian.web.evidence.services.talks import dues_keep_all

EVERY_MINUTE = [pieces_compare]
EVERY_DAY = [late_notice, nothing_notice, dues_keep_all, papers_sweep]
