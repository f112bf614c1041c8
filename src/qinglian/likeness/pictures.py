"""
Photographs that are copies of one another, cropped, brightened, compressed again or not. 重复使用的照片。

A perceptual hash (the signs of the lowest waves of the cosine transform, Zauner 2010) of the whole picture and of many
windows of it, so that a cropped copy meets a window of what it was cropped from; candidates are those whose hashes
differ in few bits. Each candidate is then laid over the other (ECC, Evangelidis and Psarakis 2008: the correlation
after the best scale and shift, whatever the brightness) and is a copy only where the two fit.

The hash is computed here in four lines with OpenCV, which the second look needs anyway; imagehash computes the same and
brings scipy and PyWavelets with it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint64]
Grey = NDArray[np.uint8]
SIDE = 64
"""Of the small grey picture that is kept: enough to lay one over the other, too little to read."""
LOOKED_AT = 64
WAVES = 8
CROP = 0.1
"""Share of width or height that may be missing."""
FITS = 0.8
"""Correlation of the fine structure of both, laid over each other, from which on they are one picture."""
NEAR = 10
"""Bits of 63 in which the hash of a window and that of a copy may differ."""
FLAT = 4.0
"""Standard deviation of grey below which a picture shows nothing: a blank page is like any other."""
BANDS = 6
CHUNK = 2_000_000
_SHARES = (0.0, CROP / 2, CROP)
_PLACES = np.random.default_rng(20170601).permutation(63)
_ecc: Any = cv2.findTransformECC
_STOP = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 40, 1e-4)


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """`whole`: its hash; `windows`: those of parts of it, itself first; `small`: the picture in 64 × 64 greys."""

    whole: int
    windows: Bits
    small: Grey

    @property
    def empty(self) -> bool:
        """Whether there is nothing on it to compare."""
        return float(self.small.std()) < FLAT


@dataclass(frozen=True, slots=True)
class Pair:
    """Two pictures by their names, the one that came first first; `fits`: how well they lie over each other."""

    one: str
    other: str
    fits: float


def fingerprint(path: Path | str) -> Fingerprint | None:
    """Of a picture file; None of what is no picture. Turned as its camera says."""
    return of_bytes(Path(path).read_bytes())


def of_bytes(content: bytes) -> Fingerprint | None:
    """Of the bytes of a picture file."""
    if not content:
        return None
    found = cv2.imdecode(np.frombuffer(content, dtype=np.uint8), cv2.IMREAD_GRAYSCALE)
    return None if found is None else of_grey(np.asarray(found, dtype=np.uint8))


def of_grey(picture: Grey) -> Fingerprint:
    """Of a picture in greys."""
    if min(picture.shape) > 2 * LOOKED_AT:
        # Windows are taken from a smaller picture: 36 of them from a photograph would take a second.
        by = 2 * LOOKED_AT / min(picture.shape)
        picture = np.asarray(cv2.resize(picture, None, fx=by, fy=by, interpolation=cv2.INTER_AREA))
    small = np.asarray(cv2.resize(picture, (SIDE, SIDE), interpolation=cv2.INTER_AREA), np.uint8)
    hashes = [_hash(one) for one in _windows(picture)]
    return Fingerprint(hashes[0], np.array(hashes, dtype=np.uint64), small)


def _windows(picture: Grey) -> Iterator[Grey]:
    """The whole first, then with up to `CROP` of width and of height gone, from either side."""
    height, width = picture.shape
    yield picture
    seen = {(0, width, 0, height)}
    for left, right, top, bottom in product(_SHARES, repeat=4):
        if left + right > CROP + 1e-9 or top + bottom > CROP + 1e-9:
            continue
        box = (
            round(left * width),
            round(width - right * width),
            round(top * height),
            round(height - bottom * height),
        )
        if box not in seen and box[1] - box[0] > WAVES and box[3] - box[2] > WAVES:
            seen.add(box)
            yield picture[box[2] : box[3], box[0] : box[1]]


def _hash(picture: Grey) -> int:
    """63 signs: whether each of the lowest waves is above the median of them; the mean of the picture is left out."""
    low = cv2.dct(cv2.resize(picture, (32, 32), interpolation=cv2.INTER_AREA).astype(np.float32))[
        :WAVES, :WAVES
    ]
    waves = low.ravel()[1:]
    signs = waves > np.median(waves)
    return int(np.packbits(np.concatenate([[False], signs])).view(">u8")[0])


def band_keys(hashes: Bits) -> list[Bits]:
    """The hashes cut into bands of bits from all over; two that differ in few bits share one nearly always."""
    keys = []
    for places in np.array_split(_PLACES, BANDS):
        key = np.zeros(hashes.shape, dtype=np.uint64)
        for place in places:
            key = (key << np.uint64(1)) | ((hashes >> np.uint64(place)) & np.uint64(1))
        keys.append(key)
    return keys


def near(
    asked: Bits, windows: Bits, most: int = NEAR, owners: NDArray[np.int64] | None = None
) -> NDArray[np.int64]:
    """
    Places in `asked` and in `windows` of hashes that differ in few bits. `owners`: of which one in `asked` each window
    is; its own do not count.
    """
    found: list[NDArray[np.int64]] = []
    for mine, theirs in zip(band_keys(asked), band_keys(windows), strict=True):
        order = np.argsort(theirs, kind="stable")
        held = theirs[order]
        begins, ends = np.searchsorted(held, mine, "left"), np.searchsorted(held, mine, "right")
        lengths = ends - begins
        cuts = np.cumsum(lengths)
        start = 0
        while start < len(mine):
            stop = max(
                start + 1, int(np.searchsorted(cuts, (cuts[start - 1] if start else 0) + CHUNK))
            )
            part = lengths[start:stop]
            rows = np.repeat(np.arange(start, stop), part)
            steps = np.arange(len(rows)) - np.repeat(np.cumsum(part) - part, part)
            places = order[begins[rows] + steps]
            close = np.bitwise_count(asked[rows] ^ windows[places]) <= most
            if owners is not None:
                close &= owners[places] != rows
            found.append(np.stack([rows[close], places[close]], axis=1))
            start = stop
    return np.unique(np.concatenate(found), axis=0) if found else np.zeros((0, 2), dtype=np.int64)


def fit(one: Grey, other: Grey) -> float:
    """How well two small pictures lie over each other after the best scale and shift of a cropped copy, 0 to 1."""
    return max(_laid(one, other), _laid(other, one))


def _laid(whole: Grey, part: Grey) -> float:
    """The part over the whole."""
    first: Any = whole.astype(np.float32)
    second: Any = part.astype(np.float32)
    middle = 1 - CROP / 2
    start: Any = np.array(
        [[middle, 0, SIDE * CROP / 4], [0, middle, SIDE * CROP / 4]], dtype=np.float32
    )
    try:
        _rho, warp = _ecc(second, first, start, cv2.MOTION_AFFINE, _STOP, None, 3)
    except cv2.error:
        # It does not come to an end where the two have nothing in common.
        return 0.0
    scale = warp[:, :2].diagonal()
    if (scale < 1 - 2 * CROP).any() or (scale > 1 + CROP).any():
        return 0.0
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    over = cv2.warpAffine(first, warp, (SIDE, SIDE), flags=flags, borderMode=cv2.BORDER_REPLICATE)
    inner = slice(4, SIDE - 4)
    a, b = (_fine(one)[inner, inner].ravel() for one in (over, second))
    if a.std() < 0.5 or b.std() < 0.5:
        return 0.0
    return max(0.0, float(np.corrcoef(a, b)[0, 1]))


def _fine(picture: NDArray[np.float32]) -> NDArray[np.float32]:
    """Edges and small things, without the light that falls on all of it."""
    return np.asarray(
        cv2.GaussianBlur(picture, (0, 0), 0.8) - cv2.GaussianBlur(picture, (0, 0), 3),
        dtype=np.float32,
    )


def pairs(
    pictures: Iterable[tuple[str, Fingerprint]], least: float = FITS, *,
    against: Iterable[tuple[str, Fingerprint]] = (),
) -> Iterator[Pair]:  # fmt: skip
    """
    All pairs that are one picture, by name and fingerprint, and those with any of `against`, which are not compared
    with each other. Pictures that show nothing have no pairs.
    """
    fresh = [(name, one) for name, one in pictures if not one.empty]
    held = [(name, one) for name, one in against if not one.empty]
    rows = held + fresh
    if len(rows) < 2 or not fresh:
        return
    wholes = np.array([one.whole for _name, one in rows], dtype=np.uint64)
    windows = np.concatenate([one.windows for _name, one in rows])
    owners = np.repeat(np.arange(len(rows)), [len(one.windows) for _name, one in rows])
    found = near(wholes, windows, owners=owners)
    couples = np.sort(np.stack([found[:, 0], owners[found[:, 1]]], axis=1), axis=1)
    couples = np.unique(couples, axis=0)
    for one, other in couples[couples[:, 1] >= len(held)].tolist():
        fits = fit(rows[one][1].small, rows[other][1].small)
        if fits >= least:
            yield Pair(rows[one][0], rows[other][0], fits)
