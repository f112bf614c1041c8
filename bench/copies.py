"""Copies: texts among 100,000 documents, photographs among 100,000 pictures; planted, so that recall is known."""

import os
import time
from concurrent.futures import ProcessPoolExecutor

import cv2
import numpy as np

from bench._drawn import copied, drawn
from qinglian.likeness import pictures, texts
from qinglian.likeness.pictures import Fingerprint

NUMBER = int(os.environ.get("BENCH_COPIES", "100000"))
"""Of documents and of pictures; fewer where the machine is busy, and the page says so."""
SIZE, COPIES, PROCESSES = 2_000, 0.02, 2
HEADING = [
    "## 雷同 Copies",
    "",
    f"{NUMBER:,} 份文书（各 {SIZE:,} 字）、{NUMBER:,} 张画面，各埋 2% 的翻版。",
    "文书翻版改 0–8% 的字；画面翻版裁去至多一成、明暗至多两成、JPEG 50–94。",
    f"*{NUMBER:,} documents of {SIZE:,} characters, {NUMBER:,} pictures, 2 % of each planted copies: of texts",
    "with 0–8 % of the characters changed, of pictures with up to a tenth cropped, light up to a fifth, JPEG 50–94.*",
]  # fmt: skip
_HAN = np.arange(0x4E00, 0x4E00 + 2000, dtype=np.uint32)


def written(seed: int) -> str:
    """A text of its own: words drawn from a vocabulary, some far more often than others, as in language."""
    chance = np.random.default_rng(seed)
    places = (chance.random(SIZE) ** 2 * len(_HAN)).astype(np.int64)
    return _HAN[places].tobytes().decode("utf-32-le")


def changed(text: str, seed: int) -> str:
    """The same with some characters replaced, in runs as an editor replaces them."""
    chance = np.random.default_rng(seed)
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).copy()
    left = int(chance.uniform(0, 0.08) * len(codes))
    while left > 0:
        run = min(left, int(chance.integers(4, 24)))
        begins = int(chance.integers(0, len(codes) - run))
        codes[begins : begins + run] = chance.choice(_HAN, run)
        left -= run
    return codes.tobytes().decode("utf-32-le")


def _documents() -> tuple[list[tuple[str, str]], set[tuple[str, str]]]:
    fresh = int(NUMBER * (1 - COPIES))
    rows = [(f"{n}", written(n)) for n in range(fresh)]
    planted = set()
    for n in range(NUMBER - fresh):
        text = changed(rows[n][1], 10**7 + n)
        rows.append((f"c{n}", text))
        share = texts.jaccard(*(texts.grams(texts.normal(one)) for one in (rows[n][1], text)))
        if share >= 0.8:
            planted.add((f"{n}", f"c{n}"))
    return rows, planted


def _print(seed: int) -> tuple[int, bytes, bytes]:
    """The fingerprint of a picture (a copy where the seed is negative) from its file."""
    picture = drawn(seed) if seed >= 0 else copied(drawn(-seed - 1), 10**7 - seed)
    _done, packed = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, 92])
    found = pictures.of_bytes(packed.tobytes())
    assert found is not None
    return found.whole, found.windows.tobytes(), found.small.tobytes()


def _one_thread() -> None:
    cv2.setNumThreads(1)


def _shown(found: set[tuple[str, str]], planted: set[tuple[str, str]]) -> str:
    right = len(found & planted)
    return f"{right / max(1, len(planted)):.4f} | {right / max(1, len(found)):.4f}"


def main() -> list[str]:
    """Rows for docs/benchmarks.md."""
    load = os.getloadavg()[0]
    rows, planted = _documents()
    began = time.perf_counter()
    got = {(one.one, one.other) for one in texts.pairs(rows, processes=PROCESSES)}
    of_texts = time.perf_counter() - began
    said = _shown(got, planted)
    del rows
    fresh = int(NUMBER * (1 - COPIES))
    seeds = [*range(fresh), *(-n - 1 for n in range(NUMBER - fresh))]
    began = time.perf_counter()
    with ProcessPoolExecutor(PROCESSES, initializer=_one_thread) as pool:
        prints = list(pool.map(_print, seeds, chunksize=200))
    of_prints = time.perf_counter() - began
    side = (pictures.SIDE, pictures.SIDE)
    marks = [
        (
            f"{seed}" if seed >= 0 else f"c{-seed - 1}",
            Fingerprint(
                whole,
                np.frombuffer(windows, np.uint64),
                np.frombuffer(small, np.uint8).reshape(side),
            ),
        )
        for seed, (whole, windows, small) in zip(seeds, prints, strict=True)
    ]
    began = time.perf_counter()
    same = {(one.one, one.other) for one in pictures.pairs(marks)}
    of_pictures = time.perf_counter() - began
    wanted = {(f"{n}", f"c{n}") for n in range(NUMBER - fresh)}
    return [
        f"负载 load {load:.1f}",
        "",
        "| 什么 what | 秒 s | 目标 target | 找到 recall | 准 precision |",
        "| --- | ---: | ---: | ---: | ---: |",
        f"| 文书比对 {NUMBER:,} texts | {of_texts:.0f} | 300 | {said} |",
        f"| 画出并取特征 draw and fingerprint | {of_prints:.0f} | – | – | – |",
        f"| 照片比对 {NUMBER:,} pictures | {of_pictures:.0f} | – | {_shown(same, wanted)} |",
    ]


if __name__ == "__main__":
    print("\n".join(main()))
