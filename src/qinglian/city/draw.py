"""
抽数：同一种子在任何机器上抽出同样的整数。Draws: one seed gives the same integers on any machine.

Only integers are drawn: shares in per mille, money in fen, lengths through a table of whole numbers. Floating-point
functions differ in their last digits between machines, integers do not.
"""

import hashlib
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
Objects = NDArray[Any]

# exp(z) in thousandths at the 0.5 %, 1 %, 2.5 %, 5 %, 10 %, … 99.5 % quantiles of a standard normal.
_QUANTILES = np.array(
    [5, 10, 25, 50, 100, 200, 300, 400, 500, 600, 700, 800, 900, 950, 975, 990, 995]
)
_GROWTH = np.array(
    [76, 98, 141, 193, 278, 431, 592, 776, 1000, 1288, 1689, 2320, 3602, 5180, 7099, 10240, 13141]
)


class Draw:
    """A stream of integers of its own for every path of words below one seed.

    Streams do not depend on each other: what one field draws leaves every other field as it was.
    """

    def __init__(self, seed: int, *path: str | int) -> None:
        self.seed, self.path = seed, path

    @cached_property
    def _random(self) -> np.random.Generator:
        words = "\x1f".join(map(str, (self.seed, *self.path)))
        bits = np.random.PCG64(int(hashlib.sha256(words.encode()).hexdigest(), 16))
        return np.random.Generator(bits)

    def at(self, *path: str | int) -> "Draw":
        """The stream below this one under further words."""
        return Draw(self.seed, *self.path, *path)

    def below(self, high: int | Ints, n: int) -> Ints:
        """`n` integers from 0 to `high` - 1, all as likely; `high` may be an array of `n` limits."""
        return self._random.integers(0, high, size=n, dtype=np.int64)

    def between(self, low: int | Ints, high: int | Ints, n: int) -> Ints:
        """`n` integers from `low` to `high`, both included."""
        return self._random.integers(low, high, size=n, dtype=np.int64, endpoint=True)

    def chance(self, per_mille: int, n: int) -> Bools:
        """True with so many chances in a thousand, `n` times."""
        return self.below(1000, n) < per_mille

    def pick(
        self, values: Sequence[Any] | Objects, n: int, weights: Sequence[int] | None = None
    ) -> Objects:
        """`n` of the values, with replacement; `weights` are whole numbers, all equal by default."""
        return as_column(values)[self.place(len(values), n, weights)]

    def place(self, choices: int, n: int, weights: Sequence[int] | Ints | None = None) -> Ints:
        """`n` positions of 0 … `choices` - 1, with replacement, by whole weights."""
        if weights is None:
            return self.below(choices, n)
        steps = np.cumsum(np.asarray(weights, dtype=np.int64))
        return np.searchsorted(steps, self.below(int(steps[-1]), n), side="right").astype(np.int64)

    def skewed(self, median: int, n: int, *, low: int = 0, high: int | None = None) -> Ints:
        """`n` integers with a long right tail (log-normal, sigma 1) around a median, kept within low and high."""
        spot = self.between(5, 995, n)
        growth = _lookup(spot)
        values = median * growth // 1000
        return np.clip(values, low, high)

    def some(self, n: int, k: int) -> Ints:
        """`k` different positions of 0 … `n` - 1, in random order. ValueError where there are fewer."""
        if k > n:
            raise ValueError(f"{k} of {n}")
        keys = self._random.integers(0, 2**62, size=n, dtype=np.int64)
        if not k:
            return np.empty(0, dtype=np.int64)
        low = np.flatnonzero(keys <= np.partition(keys, k - 1)[k - 1])
        return low[np.argsort(keys[low], kind="stable")][:k].astype(np.int64)


def _lookup(spot: Ints) -> Ints:
    """Between two quantiles the growth runs straight, in whole numbers."""
    right = np.clip(np.searchsorted(_QUANTILES, spot, side="left"), 1, len(_QUANTILES) - 1)
    left = right - 1
    width = _QUANTILES[right] - _QUANTILES[left]
    rise = _GROWTH[right] - _GROWTH[left]
    return np.asarray(_GROWTH[left] + rise * (spot - _QUANTILES[left]) // width, dtype=np.int64)


def as_column(values: Any) -> Objects:
    """Values as one flat array of objects, whatever they are."""
    if isinstance(values, np.ndarray):
        return values
    column = np.empty(len(values), dtype=object)
    column[:] = values
    return column


def either(mask: Bools, yes: Any, no: Any) -> Objects:
    """One of two objects in each place; either may be one value for all."""
    return np.asarray(np.where(mask, yes, no))
