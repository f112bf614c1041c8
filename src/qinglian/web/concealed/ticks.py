"""What the clock does: compare what is new, sweep what never became whole."""

import time

from qinglian.web.concealed.models import Arriving
from qinglian.web.concealed.services.likeness import shots_compare
from qinglian.web.concealed.services.shots import folder

KEPT = 30 * 86_400
"""Seconds that half a picture waits for its other half."""


def halves_sweep(before: float | None = None) -> int:
    """Pieces that nothing came after for a month, and those no row names."""
    limit, swept = time.time() - KEPT if before is None else before, 0
    for path in folder().glob("*"):
        if path.stat().st_mtime < limit:
            Arriving.objects.filter(token=path.name).delete()
            path.unlink(missing_ok=True)
            swept += 1
    return swept


EVERY_MINUTE = [shots_compare]
EVERY_DAY = [halves_sweep]
