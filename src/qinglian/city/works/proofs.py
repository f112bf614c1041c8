"""
试验检测与现场影像。Laboratory results, and small drawn pictures of what was covered.

Values scatter as specimens do, well above what is asked and read to the decimals of the instrument. Pictures are drawn,
none shows anything real; their fingerprints are those the comparing tool would take, and so are the pairs it reports.
"""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from qinglian.city.days import MINUTES
from qinglian.city.draw import Draw, as_column
from qinglian.city.rows import Rows
from qinglian.city.works.sections import hour, numbered, repeated
from qinglian.city.world import World
from qinglian.likeness import pictures as compared

SERIES, SPECIMENS = 2, 24
TESTS = (
    ("CS-01", "水泥混凝土抗压强度", "C30", "MPa", 300, 1),
    ("CS-07", "路基压实度", "96区", "%", 960, 1),
)
"""Code, name, grade, unit, least value in tenths, decimals read."""
SHOTS = 6
WIDTH, HEIGHT = 96, 72
Grey = NDArray[np.uint8]


def tests(world: World, draw: Draw, section: Rows) -> dict[str, Rows]:
    """Two series of twelve values in each section."""
    of, part = repeated(np.full(len(section), SERIES * SPECIMENS, dtype=np.int64))
    n, kind = len(of), part // SPECIMENS
    least = np.array([one[4] for one in TESTS])[kind]
    able = np.isin(world.firms["line"].astype(str), ("services", "design"))
    labs = world.firms["firm_id"][able]
    which = draw.at("lab").below(len(labs), len(section))
    # 三个均匀数之和：近似正态。The sum of three draws: nearly normal.
    spread = sum(draw.at("spread", k).below(31, n) for k in range(3))
    value = np.where(kind == 0, least + 10 + spread, least + 4 + spread // 4)
    day = section["start"][of] + 40 + 3 * (part % SPECIMENS) + 60 * kind
    return {
        "lab": Rows(
            n,
            lab_result_id=numbered("JCZ", world, n, 7),
            _section=of,
            kind=kind,
            specimen=part % SPECIMENS,
            tenths=value,
            least=least,
            sampled=hour(draw.at("hour"), day),
            tested=hour(draw.at("tested"), day + np.where(kind == 0, 28, 1)),
            by="contractor",
            logged=True,
            laboratory_id=labs[which][of],
        )
    }


def shots(world: World, draw: Draw, section: Rows) -> dict[str, Rows]:
    """Six pictures of each section: what is shown, taken before it was covered, received soon after."""
    of, part = repeated(np.full(len(section), SHOTS, dtype=np.int64))
    n = len(of)
    taken = hour(
        draw.at("hour"), section["start"][of] + 30 + 25 * part + draw.at("day").below(12, n)
    )
    tunnel = draw.at("tunnel").chance(150, n)
    return {
        "shot": Rows(
            n,
            picture_id=numbered("YX", world, n),
            _section=of,
            part=part,
            motif=np.arange(n, dtype=np.int64),
            cut=0,
            light=0,
            challenged=taken - draw.at("challenged").between(1, 3, n),
            taken=taken,
            received=taken + draw.at("received").skewed(30, n, low=1, high=2 * MINUTES),
            source="camera",
            position=as_column(np.where(tunnel, "portal", "gnss").tolist()),
            away=np.where(tunnel, 0, draw.at("away").between(2, 60, n)),
            note=None,
        )
    }


def drawn(seed: int, motif: int) -> Grey:
    """A picture of nothing: bars, a board, stones and noise, each motif its own."""
    chance = np.random.Generator(np.random.PCG64([seed, motif]))
    picture: Any = np.full((HEIGHT, WIDTH), int(chance.integers(70, 170)), dtype=np.uint8)
    for _ in range(int(chance.integers(7, 12))):
        x, y = (int(chance.integers(0, WIDTH)), int(chance.integers(0, HEIGHT)))
        grey = int(chance.integers(20, 240))
        if chance.integers(0, 2):
            cv2.circle(picture, (x, y), int(chance.integers(4, 22)), grey, -1)
        else:
            other = (int(chance.integers(0, WIDTH)), int(chance.integers(0, HEIGHT)))
            cv2.rectangle(picture, (x, y), other, grey, int(chance.integers(1, 4)))
    noise = chance.integers(-6, 7, picture.shape)
    return np.asarray(np.clip(picture.astype(np.int64) + noise, 0, 255), dtype=np.uint8)


def seen(seed: int, motif: int, cut: int, light: int) -> Grey:
    """The same after its edges were cut by so many per cent and it was made brighter."""
    picture = drawn(seed, motif)
    if cut:
        x, y = WIDTH * cut // 100, HEIGHT * cut // 100
        picture = picture[y:, : WIDTH - x]
    return np.clip(picture.astype(np.int64) + light, 0, 255).astype(np.uint8)


def printed(seed: int, shot: Rows) -> tuple[list[str], list[tuple[int, int, float]]]:
    """The hash of each picture, and the pairs that the tool reports as one, with how well they fit."""
    rows = zip(*(shot[name].tolist() for name in ("motif", "cut", "light")), strict=True)
    prints = [compared.of_grey(seen(seed, *one)) for one in rows]
    named = [(str(at), one) for at, one in enumerate(prints)]
    pairs = [(int(one.one), int(one.other), one.fits) for one in compared.pairs(named)]
    return [f"{one.whole:016x}" for one in prints], pairs
