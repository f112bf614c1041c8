"""
Signals that must not come back. 已移送的疑点不再出现。

A matter that was handed to the discipline body leaves no trace here; the next run would find it again. So the
app that hands it over leaves a keyed hash of the signal's id, and a run drops what answers to one of them
before anything is stored or counted.
"""

import hashlib
import hmac
from collections.abc import Callable

from django.conf import settings

SOURCES: list[Callable[[], set[str]]] = []
"""Functions that give the marks of sealed signals; `alerts` adds its register."""


def mark(signal_id: str) -> str:
    """The keyed hash of a signal's id: from the database alone nobody can say which signal it was."""
    return hmac.new(
        settings.SECRET_KEY.encode(), b"sealed:" + signal_id.encode(), hashlib.sha256
    ).hexdigest()


def sealed_signals() -> Callable[[str], bool]:
    """Whether a signal was handed over, for one run."""
    marks: set[str] = set().union(*(source() for source in SOURCES))
    return lambda signal_id: bool(marks) and mark(signal_id) in marks
