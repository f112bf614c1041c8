"""
两份材料有多像：五字连缀的杰卡德系数，图片按指纹差几位。How alike two pieces are, as a comparing tool would say.

Texts are compared by their sets of runs of five characters, figures and signs left out. Which pairs are looked at
tell bands of least hashes (Broder 1997); the likeness itself is exact. Beside it stands that without runs quoted from
above.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
RUN = 5
BANDS, ROWS = 24, 4
"""A pair six tenths alike is looked at with a chance of 0.96, one of eight tenths always, as far as counts."""
PRINT_BITS, PRINT_BANDS = 64, 4
_SPREAD = np.uint64(0x9E3779B97F4A7C15)

Pair = tuple[int, int, float, float | None]


def text_pairs(texts: Sequence[str], quoted: Iterable[str], least: int) -> list[Pair]:
    """Pairs at least so many per cent alike: two places, likeness, and likeness without what is quoted."""
    runs = [_runs(text) for text in texts]
    whole = [frozenset(one.tolist()) for one in runs]
    above = frozenset().union(*(_runs(text).tolist() for text in quoted))
    found = []
    for one, other in _leads(runs):
        plain = _percent(whole[one], whole[other])
        left = _percent(whole[one] - above, whole[other] - above)
        if plain >= least or left >= least:
            found.append((one, other, plain, left))
    return found


def picture_pairs(prints: Sequence[int], furthest: int) -> list[Pair]:
    """Pairs of fingerprints that differ in at most so many bits and agree in one band."""
    bands: dict[tuple[int, int], list[int]] = defaultdict(list)
    width = PRINT_BITS // PRINT_BANDS
    for at, value in enumerate(prints):
        for band in range(PRINT_BANDS):
            bands[band, value >> band * width & (1 << width) - 1].append(at)
    near: dict[tuple[int, int], int] = {}
    for held in bands.values():
        for pair in combinations(held, 2):
            if pair not in near:
                near[pair] = (prints[pair[0]] ^ prints[pair[1]]).bit_count()
    return [
        (one, other, round(100 * (PRINT_BITS - apart) / PRINT_BITS, 1), None)
        for (one, other), apart in sorted(near.items())
        if apart <= furthest
    ]


def _runs(text: str) -> Hashes:
    """A number for each different run of a text."""
    signs = np.frombuffer(text.encode("utf-32-le"), dtype="<u4").astype(np.uint64)
    signs = signs[(signs >= 0x4E00) & (signs <= 0x9FFF)]
    n = len(signs) - RUN + 1
    if n < 1:
        return np.empty(0, dtype=np.uint64)
    made = np.zeros(n, dtype=np.uint64)
    for place in range(RUN):
        made = (made ^ signs[place : place + n]) * _SPREAD
        made ^= made >> np.uint64(29)
    return np.unique(made)


def _leads(runs: Sequence[Hashes]) -> list[tuple[int, int]]:
    """Pairs that agree in one band of their least hashes."""
    some = [at for at, one in enumerate(runs) if len(one)]
    if not some:
        return []
    every = np.concatenate([runs[at] for at in some])
    starts = np.cumsum([0, *(len(runs[at]) for at in some[:-1])])
    pairs: set[tuple[int, int]] = set()
    for band in range(BANDS):
        key = np.zeros(len(some), dtype=np.uint64)
        for row in range(ROWS):
            salt = np.uint64((band * ROWS + row + 1) * 0xC2B2AE3D27D4EB4F % 2**64)
            mixed = (every ^ salt) * _SPREAD
            mixed ^= mixed >> np.uint64(32)
            key = (key ^ np.minimum.reduceat(mixed * _SPREAD, starts)) * _SPREAD
        order = np.argsort(key, kind="stable")
        cuts = np.flatnonzero(np.diff(key[order])) + 1
        for held in np.split(order, cuts):
            if len(held) > 1:
                pairs.update(combinations(sorted(some[at] for at in held.tolist()), 2))
    return sorted(pairs)


def _percent(one: frozenset[int], other: frozenset[int]) -> float:
    both = len(one & other)
    whole = len(one) + len(other) - both
    return round(100 * both / whole, 1) if whole else 0.0
