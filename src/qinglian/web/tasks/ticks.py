"""What the clock does by itself: remove files that belong to nothing."""

from qinglian.web.core.papers import papers_sweep

EVERY_DAY = [papers_sweep]
