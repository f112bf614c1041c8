"""Whether two items ask the same thing under two names. 相近的事项。"""

from collections import Counter
from functools import lru_cache

from qinglian.web.duties.models import Item

ALIKE = 0.6
"""From which share of common pairs of characters on two titles are alike."""


def alike(one: Item, other: Item) -> bool:
    """Whether two items ask the same: titles of common pairs of characters, and evidence in common."""
    wanted, had = set(one.evidence), set(other.evidence)
    if wanted != had and not wanted & had:
        return False
    first, second = _pairs(one.title), _pairs(other.title)
    return bool(first and second) and (
        2 * (first & second).total() >= ALIKE * (first.total() + second.total())
    )


@lru_cache(20_000)
def _pairs(title: str) -> Counter[str]:
    said = "".join(letter for letter in title if letter.isalnum())
    return Counter(said[at : at + 2] for at in range(len(said) - 1))
