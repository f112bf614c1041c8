"""
The strip map of a long road: 100 km, 60,000 marks on three tracks. 条带图。

`python -m bench.web.works` draws in memory: marks as the rooms give them, sorted into rows, merged by pixel columns,
written as SVG. What the database takes to give the marks is not in it.
"""

import random
import time
from datetime import date, timedelta
from decimal import Decimal

KILOMETRES, MARKS, TIMES = 100, 60_000, 5
TRACKS = ("计量", "隐蔽验收", "变更")
LAYERS = ("下路床", "上路床", "底基层", "下基层", "下面层", "上面层")
KINDS = ("accepted",) * 12 + ("pending", "timed_out", "red")


def measured(marks: int = MARKS) -> list[str]:
    """Lines for the page of benchmarks."""
    from qinglian.roadworks.alignment import Alignment, Break
    from qinglian.roadworks.stake import Stake
    from qinglian.web.works.drawing import Strip, Window, draw, gather
    from qinglian.web.works.strips import Mark

    rng, length = random.Random(8), KILOMETRES * 1000
    road = Alignment(
        "K", Stake("K", Decimal(0)), Stake("K", Decimal(length)),
        (Break(Stake("K", Decimal(40_100)), Stake("K", Decimal(40_000))),),
    )  # fmt: skip
    made = []
    for number in range(marks):
        start = Decimal(rng.randrange(length * 10)) / 10
        made.append(
            Mark(
                rng.choice(TRACKS), start, start + rng.choice((20, 60, 200)), rng.choice(("left", "right", "full")),
                rng.choice(LAYERS), rng.choice(KINDS), f"示例 {number}", f"/x/{number}/",
                date(2024, 1, 1) + timedelta(days=rng.randrange(700)),
            )
        )  # fmt: skip
    taken, size, drawn = [], 0, 0
    for _once in range(TIMES):
        begun = time.perf_counter()
        strip = Strip(road, Window(0.0, float(road.length)))
        gather(
            strip,
            made,
            lambda mark: ((mark.lane_track, mark.layer), f"{mark.lane_track} {mark.layer}"),
        )
        picture = draw(
            [strip], lambda _strip, first, last: f"?from={first:.0f}&to={last:.0f}", "条带图"
        )
        taken.append(time.perf_counter() - begun)
        size, drawn = len(picture), picture.count("<rect")
    return [
        f"条带图 strip map: {KILOMETRES} km, {marks:,} 处 marks → {drawn:,} 个矩形 rectangles, {size / 1e6:.1f} MB, "
        f"{sorted(taken)[TIMES // 2]:.2f} s（{TIMES} 次的中位数 median of {TIMES}）"
    ]  # fmt: skip


if __name__ == "__main__":
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "qinglian.web.core.settings")
    django.setup()
    print(*measured(), sep="\n")
