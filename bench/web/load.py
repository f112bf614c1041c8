"""
Page views at a fixed rate, whether the site keeps up or not: `python -m bench.web.load --rate 20`. 定速访问。

Each view has its moment on a Poisson schedule drawn beforehand. What it took is counted from that moment, so that a
site that stands still for a second is seen to stand still by everybody who would have come (coordinated omission).
"""

import argparse
import http.client
import random
import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from queue import SimpleQueue

from bench.web.pages import MIX, View, Visitor
from bench.web.site import HOST, Site, served

BROWSERS = 64
TARGET = 0.150
TOO_SLOW = 0.500
RATE = 20.0


@dataclass(frozen=True, slots=True)
class Taken:
    """One view: what was asked, seconds since its moment, the status (0: no answer)."""

    view: View
    seconds: float
    status: int


def schedule(rng: random.Random, rate: float, seconds: float) -> list[float]:
    """Moments of a Poisson process."""
    moments, at = [], 0.0
    while (at := at + rng.expovariate(rate)) < seconds:
        moments.append(at)
    return moments


def offered(port: int, planned: Sequence[tuple[float, View]], cookie: str) -> list[Taken]:
    """Ask for every view at its moment, by as many browsers as it takes."""
    todo: SimpleQueue[tuple[float, View] | None] = SimpleQueue()
    taken: list[Taken] = []
    begun = time.perf_counter() + 0.2

    def browse() -> None:
        line = http.client.HTTPConnection(HOST, port, timeout=30)
        while (one := todo.get()) is not None:
            moment, view = one
            headers = {"Cookie": f"{cookie}={view.session}", "Accept-Language": "zh-Hans"}
            try:
                line.request("GET", view.address, headers=headers)
                answer = line.getresponse()
                answer.read()
                status = answer.status
            except (OSError, http.client.HTTPException):
                line.close()
                status = 0
            taken.append(Taken(view, time.perf_counter() - begun - moment, status))
        line.close()

    browsers = [threading.Thread(target=browse, daemon=True) for _ in range(BROWSERS)]
    for one in browsers:
        one.start()
    for moment, view in planned:
        time.sleep(max(0.0, begun + moment - time.perf_counter()))
        todo.put((moment, view))
    for _ in browsers:
        todo.put(None)
    for one in browsers:
        one.join()
    return taken


def share(taken: Sequence[Taken], part: float) -> float:
    """The time within which this part of the views was answered; those without an answer took for ever."""
    times = sorted(one.seconds if one.status == 200 else float("inf") for one in taken)
    return times[min(len(times) - 1, int(part * len(times)))] if times else 0.0


def rows(taken: Sequence[Taken]) -> list[str]:
    """p50, p95, p99 of each page, as a table."""
    pages: dict[str, list[Taken]] = defaultdict(list)
    for one in taken:
        pages[one.view.page].append(one)
    lines = [
        "| 页 page | 次 views | p50 ms | p95 ms | p99 ms | 失败 failed | 目标 target |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for page, some in [*((page, pages[page]) for page in MIX), ("全部 all", list(taken))]:
        times = " | ".join(f"{share(some, part) * 1000:.0f}" for part in (0.5, 0.95, 0.99))
        failed = sum(one.status != 200 for one in some)
        goal = f"p95 ≤ {TARGET * 1000:.0f}"
        lines.append(f"| {page} | {len(some)} | {times} | {failed} | {goal} |")
    return lines


def capacity(
    site: Site, rng: random.Random, who: list[Visitor], cookie: str, seconds: float
) -> float:
    """The highest rate, in steps of a quarter, at which p95 stays under half a second and nothing fails."""
    from bench.web.pages import views

    held, rate = 0.0, RATE
    while rate < 1000:
        moments = schedule(rng, rate, seconds)
        planned = list(zip(moments, views(rng, who, len(moments)), strict=True))
        taken = offered(site.port, planned, cookie)
        if share(taken, 0.95) > TOO_SLOW or any(one.status != 200 for one in taken):
            return held
        held, rate = rate, rate * 1.25
    return held


def main() -> None:
    """Serve the site that the environment names, and visit it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=float, default=RATE)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument(
        "--capacity", type=float, default=0, metavar="S", help="seconds for each step; 0: leave out"
    )
    arguments = parser.parse_args()
    import django
    from django.conf import settings

    django.setup()
    from bench.web.pages import views, visitors

    rng = random.Random(2)
    who = visitors(rng)
    with served() as site:
        warm = views(rng, who, 60)
        offered(
            site.port,
            [(number * 0.1, view) for number, view in enumerate(warm)],
            settings.SESSION_COOKIE_NAME,
        )
        moments = schedule(rng, arguments.rate, arguments.seconds)
        planned = list(zip(moments, views(rng, who, len(moments)), strict=True))
        before = site.cpu_seconds()
        taken = offered(site.port, planned, settings.SESSION_COOKIE_NAME)
        used = (site.cpu_seconds() - before) / max(1, len(taken))
        print("\n".join([*rows(taken), "", f"server: {used * 1000:.0f} ms CPU a view"]))
        if arguments.capacity:
            most = capacity(site, rng, who, settings.SESSION_COOKIE_NAME, arguments.capacity)
            print(f"\n承载 capacity: {most:.0f} 次/秒 views/s (p95 ≤ {TOO_SLOW * 1000:.0f} ms)")


if __name__ == "__main__":
    main()
