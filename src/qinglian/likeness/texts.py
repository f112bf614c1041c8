"""
Texts that are copies of one another. 雷同文本。

MinHash over character 5-grams with banding (Broder 1997; Leskovec, Rajaraman, Ullman, Mining of Massive Datasets,
chapter 3), then the exact Jaccard share of each candidate: what is reported is true, what is missed is bounded by the
bands. Spaces, punctuation and widths do not count, and any number is like any other, so that last year's text with this
year's dates is found.

The hashing is array operations, a document of 2,000 characters in well under a millisecond; datasketch 2.0, which
calls a function for each gram, takes twice to three times as long and brings scipy with it.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Grams = NDArray[np.uint32]
GRAM = 5
"""Characters of a gram: shorter ones are common to all Chinese texts, longer ones break at every changed word."""
SIZE = 128
"""Numbers of a signature."""
CAUGHT = 0.995
"""Share of pairs at the bound that the bands catch, before the exact check."""
CROWD = 50
"""In a band that more documents share than this, each is compared with the first ones only, not with all others."""
LONG = 13
"""Characters that a shared passage has at least when it is marked: one more than a line of a form has by chance."""
CHUNK = 500
BATCH = 1 << 14
"""Grams that are hashed together: 64 kB, which a core's second cache holds many times."""
_DIGITS = re.compile(r"\d+")
_SENTENCE = re.compile(r"[。；！？!?;\n\r]+")
_random = np.random.default_rng(20170601)
_BY = (_random.integers(0, 2**31, SIZE, dtype=np.uint32) * 2 + 1).astype(np.uint32)
_PLUS = _random.integers(0, 2**32, SIZE, dtype=np.uint32)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents by their names, the one that came first first; `share` of their 5-grams that both have."""

    one: str
    other: str
    share: float


def normal(text: str) -> str:
    """Letters, digits and Han only, in one width and case; every number as 0."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return _DIGITS.sub("0", "".join(filter(str.isalnum, plain)))


def sentences(text: str) -> list[str]:
    """Its sentences and lines, each as `normal` has it, without the empty ones."""
    return [one for part in _SENTENCE.split(text) if (one := normal(part))]


def without(text: str, common: Collection[str]) -> str:
    """What is left of a text, as `normal` has it, without sentences that everybody quotes."""
    return "".join(one for one in sentences(text) if one not in common)


def _mixed(values: NDArray[np.uint64]) -> Grams:
    """Spread over 32 bits (the finaliser of MurmurHash3)."""
    values ^= values >> np.uint64(33)
    values *= np.uint64(0xFF51AFD7ED558CCD)
    values ^= values >> np.uint64(33)
    return (values >> np.uint64(32)).astype(np.uint32)


def _gram_row(plain: str) -> Grams:
    """The grams of a text in their order, as numbers of 32 bits; one gram of what is shorter."""
    codes = np.frombuffer(plain.encode("utf-32-le"), dtype=np.uint32).astype(np.uint64)
    if not len(codes):
        return np.zeros(0, dtype=np.uint32)
    if len(codes) < GRAM:
        codes = np.pad(codes, (0, GRAM - len(codes)))
    found = np.zeros(len(codes) - GRAM + 1, dtype=np.uint64)
    for place in range(GRAM):
        found = found * np.uint64(0x100000001B3) + codes[place : place + len(found)]
    return _mixed(found)


def grams(plain: str) -> Grams:
    """The set of grams of a text that is `normal` already, in order of size."""
    return np.unique(_gram_row(plain))


def signature(found: Grams) -> Grams:
    """128 numbers; the share of equal ones estimates the share of common grams."""
    best = np.zeros(SIZE, dtype=np.uint32)
    if not len(found):
        return best
    # One line of numbers at a time stays in the cache of the core: three times as fast as a table of all.
    line = np.empty_like(found)
    for place in range(SIZE):
        np.multiply(found, _BY[place], out=line)
        np.add(line, _PLUS[place], out=line)
        best[place] = line.min()
    return best


def jaccard(one: Grams, other: Grams) -> float:
    """The exact share of grams that both have among all of both."""
    if not len(one) or not len(other):
        return 0.0
    both = len(np.intersect1d(one, other, assume_unique=True))
    return float(both / (len(one) + len(other) - both))


def rows_for(least: float) -> int:
    """Numbers of a band: as many as still catch `CAUGHT` of the pairs at the bound."""
    fits = [rows for rows in range(1, 17) if 1 - (1 - least**rows) ** (SIZE // rows) >= CAUGHT]
    return max(fits, default=1)


def band_keys(signatures: Grams, least: float) -> NDArray[np.uint64]:
    """For each signature a number per band; documents that share one are candidates."""
    rows = rows_for(least)
    bands = SIZE // rows
    parts = np.atleast_2d(signatures)[:, : bands * rows].reshape(-1, bands, rows).astype(np.uint64)
    keys = np.zeros(parts.shape[:2], dtype=np.uint64)
    for place in range(rows):
        keys = (keys ^ parts[:, :, place]) * np.uint64(0x9E3779B97F4A7C15)
        keys ^= keys >> np.uint64(29)
    return keys


def candidates(keys: NDArray[np.uint64]) -> NDArray[np.int64]:
    """Pairs of rows that share a band, each once, the smaller number first."""
    found: list[NDArray[np.int64]] = []
    for band in keys.T:
        order = np.argsort(band, kind="stable")
        edges = np.flatnonzero(np.diff(band[order])) + 1
        for begins, ends in pairwise([0, *edges.tolist(), len(order)]):
            if ends - begins > 1:
                found.append(_couples(np.sort(order[begins:ends])))
    if not found:
        return np.zeros((0, 2), dtype=np.int64)
    return np.unique(np.concatenate(found), axis=0)


def _couples(members: NDArray[np.int64]) -> NDArray[np.int64]:
    if len(members) <= CROWD:
        first, second = np.triu_indices(len(members), 1)
        return np.stack([members[first], members[second]], axis=1)
    heads = [
        np.stack([np.full(len(members) - n - 1, members[n]), members[n + 1 :]], axis=1)
        for n in range(3)
    ]
    return np.concatenate(heads)


def signatures(found: list[Grams]) -> Grams:
    """`signature` of each of these sets, none of them empty; many at once, as far as the cache of the core holds."""
    made, begins = [], 0
    while begins < len(found):
        ends, held = begins, 0
        while ends < len(found) and (ends == begins or held + len(found[ends]) <= BATCH):
            held, ends = held + len(found[ends]), ends + 1
        whole = np.concatenate(found[begins:ends])
        starts = np.cumsum([0, *(len(one) for one in found[begins : ends - 1])])
        best, line = np.empty((ends - begins, SIZE), dtype=np.uint32), np.empty_like(whole)
        for place in range(SIZE):
            np.multiply(whole, _BY[place], out=line)
            np.add(line, _PLUS[place], out=line)
            best[:, place] = np.minimum.reduceat(line, starts)
        made.append(best)
        begins = ends
    return np.concatenate(made) if made else np.zeros((0, SIZE), dtype=np.uint32)


def _signed(texts: list[str]) -> Grams:
    return signatures([grams(one) for one in texts])


def pairs(
    documents: Iterable[tuple[str, str]], least: float = 0.8, *, common: Collection[str] = (),
    processes: int = 1,
) -> Iterator[Pair]:  # fmt: skip
    """
    All pairs that share at least so much, by name and text. `common`: sentences (as `sentences` has them) that do not
    count. A text without anything left has no pairs. The order is that of the documents.
    """
    names: list[str] = []
    texts: list[str] = []
    for name, text in documents:
        plain = without(text, common) if common else normal(text)
        if plain:
            names.append(name)
            texts.append(plain)
    if len(texts) < 2:
        return
    parts = [texts[begins : begins + CHUNK] for begins in range(0, len(texts), CHUNK)]
    if processes > 1 and len(parts) > 1:
        with ProcessPoolExecutor(processes) as pool:
            signed = np.concatenate(list(pool.map(_signed, parts)))
    else:
        signed = np.concatenate([_signed(part) for part in parts])
    last, held = -1, np.zeros(0, dtype=np.uint32)
    for one, other in candidates(band_keys(signed, least)).tolist():
        if one != last:
            last, held = one, grams(texts[one])
        share = jaccard(held, grams(texts[other]))
        if share >= least:
            yield Pair(names[one], names[other], share)


def marked(text: str, other: str) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether the other has it too; what is shorter than `LONG` does not count."""
    plain, places = _placed(text)
    theirs = grams(normal(other))
    if not len(theirs) or len(plain) < GRAM:
        return [(text, False)]
    hits = np.flatnonzero(np.isin(_gram_row(plain), theirs))
    shared = np.zeros(len(plain), dtype=bool)
    for place in hits.tolist():
        shared[place : place + GRAM] = True
    edges = [0, *(np.flatnonzero(np.diff(shared)) + 1).tolist(), len(plain)]
    found: list[tuple[str, bool]] = []
    for begins, ends in pairwise(edges):
        until = places[ends] if ends < len(plain) else len(text)
        since = places[begins] if begins else 0
        common = bool(shared[begins]) and ends - begins >= LONG
        if found and found[-1][1] == common:
            found[-1] = (found[-1][0] + text[since:until], common)
        else:
            found.append((text[since:until], common))
    return found


def _placed(text: str) -> tuple[str, list[int]]:
    """`normal`, with the place of each of its characters in the text."""
    plain: list[str] = []
    places: list[int] = []
    number = False
    for place, raw in enumerate(text):
        for one in filter(str.isalnum, unicodedata.normalize("NFKC", raw).lower()):
            digit = bool(_DIGITS.fullmatch(one))
            if not (digit and number):
                plain.append("0" if digit else one)
                places.append(place)
            number = digit
    return "".join(plain), places
