"""
比对工具会报出哪些材料相像。Which pieces a comparing tool would report as alike.

Texts are compared as `qinglian.likeness.texts` does, once as they are; beside it stands the exact likeness without the
sentences that are quoted from above. Pictures are compared by their fingerprints.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations

from qinglian.likeness import texts as compared

PRINT_BITS, PRINT_BANDS = 64, 4

Pair = tuple[int, int, float, float | None]


def text_pairs(texts: Sequence[str], quoted: Iterable[str], least: int) -> list[Pair]:
    """Pairs at least so many per cent alike: two places, likeness, and likeness without what is quoted."""
    above = {line for text in quoted for line in compared.sentences(text)}
    told = ((str(at), text) for at, text in enumerate(texts))
    found: list[Pair] = []
    for pair in compared.pairs(told, least / 100):
        one, other = int(pair.one), int(pair.other)
        own = [compared.grams(compared.without(texts[at], above)) for at in (one, other)]
        found.append((one, other, _percent(pair.share), _percent(compared.jaccard(*own))))
    return found


def picture_pairs(prints: Sequence[int], furthest: int) -> list[Pair]:
    """Pairs of fingerprints that differ in at most so many bits, fewer than there are bands."""
    bands: dict[tuple[int, int], list[int]] = defaultdict(list)
    width = PRINT_BITS // PRINT_BANDS
    for at, value in enumerate(prints):
        for band in range(PRINT_BANDS):
            bands[band, value >> band * width & (1 << width) - 1].append(at)
    near: dict[tuple[int, int], int] = {}
    for held in bands.values():
        for pair in combinations(held, 2):
            near.setdefault(pair, (prints[pair[0]] ^ prints[pair[1]]).bit_count())
    return [
        (one, other, _percent(1 - apart / PRINT_BITS), None)
        for (one, other), apart in sorted(near.items())
        if apart <= furthest
    ]


def _percent(share: float) -> float:
    return round(100 * share, 1)
