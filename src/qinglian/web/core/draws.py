"""A sample that anybody can draw again. 可复算的抽取。"""

import hashlib
import secrets
from collections.abc import Iterable

MOST_SEED = 2**31


def new_seed() -> int:
    """A seed nobody chose; it is said before the draw, so that nobody can draw until they like the outcome."""
    return secrets.randbelow(MOST_SEED)


def draw(ids: Iterable[str], seed: int, size: int) -> list[str]:
    """
    The first so many in the order of sha256("seed:id"): anybody can draw again with any tool, in any language.
    """
    return sorted(ids, key=lambda one: hashlib.sha256(f"{seed}:{one}".encode()).hexdigest())[:size]


def population(ids: Iterable[str]) -> str:
    """The hash of what was drawn from, kept beside the seed."""
    return hashlib.sha256("\n".join(sorted(ids)).encode()).hexdigest()
