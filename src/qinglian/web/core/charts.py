"""Charts on pages, drawn once for everybody who sees the same numbers. 页面上的图。"""

import hashlib
from collections.abc import Callable, Sequence
from typing import Any

from django.core.cache import cache

from qinglian import __version__

Draw = Callable[[Sequence[Any], str, str], str]
KEPT = 24 * 3600
"""Seconds a picture is kept."""


def drawn(draw: Draw, rows: Sequence[Any], language: str, described: str) -> str:
    """The chart, drawn once for all processes of the server and everybody who sees the same numbers."""
    said = repr((__version__, draw.__name__, rows, language, described))
    key = f"chart:{hashlib.sha256(said.encode()).hexdigest()}"
    return str(cache.get_or_set(key, lambda: draw(rows, language, described), KEPT))
