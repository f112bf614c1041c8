"""Re-used photographs: found though cropped, brightened, compressed; nothing found that is none. 重复使用的照片。"""

from pathlib import Path

import cv2
import numpy as np
import pytest

from bench._drawn import Picture, copied, drawn
from qinglian.likeness import pictures
from qinglian.likeness.pictures import Fingerprint, fingerprint, of_bytes, of_grey


def grey(picture: Picture) -> Fingerprint:
    return of_grey(np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), dtype=np.uint8))


def test_copies_are_found_and_others_are_not() -> None:
    bases = [drawn(seed) for seed in range(120)]
    rows = [(f"b{n}", grey(one)) for n, one in enumerate(bases)]
    rows += [(f"c{n}", grey(copied(one, 1000 + n))) for n, one in enumerate(bases[:60])]
    got = {(one.one, one.other) for one in pictures.pairs(rows)}
    assert got <= {(f"b{n}", f"c{n}") for n in range(60)}
    assert len(got) >= 57


@pytest.mark.parametrize("side", ["left", "right", "top", "bottom"])
@pytest.mark.parametrize("light", [0.8, 1.2])
def test_the_bounds_themselves(side: str, light: float) -> None:
    picture = drawn(7)
    height, width = picture.shape[:2]
    part = {
        "left": picture[:, width // 10 :], "right": picture[:, : -(width // 10)],
        "top": picture[height // 10 :], "bottom": picture[: -(height // 10)],
    }[side]  # fmt: skip
    bright = np.clip(part.astype(np.float32) * light, 0, 255).astype(np.uint8)
    _done, packed = cv2.imencode(".jpg", bright, [cv2.IMWRITE_JPEG_QUALITY, 50])
    copy = of_bytes(packed.tobytes())
    assert copy is not None
    assert [one.one for one in pictures.pairs([("first", grey(picture)), ("second", copy)])]


def test_new_ones_against_those_that_are_known() -> None:
    known = [(f"b{n}", grey(drawn(n))) for n in range(20)]
    fresh = [("new", grey(copied(drawn(3), 9))), ("other", grey(drawn(99)))]
    (found,) = pictures.pairs(fresh, against=known)
    assert (found.one, found.other) == ("b3", "new")
    twice = [("b3-again", known[3][1])]
    assert [one.other for one in pictures.pairs(twice, against=known)] == ["b3-again"]


def test_what_shows_nothing_and_what_is_no_picture(tmp_path: Path) -> None:
    blank = of_grey(np.full((200, 300), 250, dtype=np.uint8))
    assert blank.empty
    assert not list(pictures.pairs([("a", blank), ("b", blank)]))
    assert of_bytes(b"") is None
    assert of_bytes(b"no picture") is None
    path = tmp_path / "示例.png"
    _done, packed = cv2.imencode(".png", drawn(1))
    path.write_bytes(packed.tobytes())
    found = fingerprint(path)
    assert found is not None
    assert not found.empty
    assert fingerprint(path) is not found
    tiny = of_grey(np.random.default_rng(1).integers(0, 255, (5, 7)).astype(np.uint8))
    assert len(tiny.windows) >= 1


def test_neighbours_are_found_as_by_comparing_all() -> None:
    chance = np.random.default_rng(3)
    windows = chance.integers(0, 2**63, 500, dtype=np.uint64)
    asked = windows[:50] ^ np.array(
        [1 << int(one) for one in chance.integers(0, 63, 50)], dtype=np.uint64
    )
    got = {tuple(one) for one in pictures.near(asked, windows, 5).tolist()}
    by_all = {
        (n, m) for n, a in enumerate(asked) for m, w in enumerate(windows)
        if int(np.bitwise_count(a ^ w)) <= 5
    }  # fmt: skip
    assert got == by_all
    assert len(got) >= 50
