"""
Not too often: how many times somebody may do a thing in a time. 频次限制。

Counted in the cache, in windows that begin with the first time. A limit slows a script down; it is no lock, and
two requests in the same millisecond may count as one.
"""

from django.core.cache import cache
from django.utils.translation import gettext_lazy as _

LIMITS = {"upload": (60, 300), "export": (30, 300), "call": (600, 60)}
"""What is limited: so many times in so many seconds, for each person; calls for each token."""

SAID = _("操作太频繁，请过几分钟再试。")


def take(what: str, who: object) -> bool:
    """Count one more time; False when it is one too many."""
    most, seconds = LIMITS[what]
    key = f"limit:{what}:{getattr(who, 'pk', who)}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) <= most
    except ValueError:
        # The window ended between the two lines.
        cache.add(key, 1, seconds)
        return True
