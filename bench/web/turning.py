"""
A hundred thousand new signals become alerts on a site that has two hundred thousand; again, and nothing is written:
`python -m bench.web.turning`. 疑点归并为预警。
"""

import argparse
import random
import time
from collections.abc import Iterator
from typing import Any

from bench.web.counting import Counted
from bench.web.shapes import shapes

SIGNALS = 100_000
FIRST, AGAIN = 60.0, 10.0
WRITES = ("INSERT", "UPDATE", "DELETE", "COPY")


def signals_add(number: int) -> Any:
    """A run that found so many signals, three in four of events of their own; the run comes back."""
    from django.db.models import Max
    from django.utils import timezone

    from bench.web.copying import put, settle
    from bench.web.matters import SIGNAL
    from qinglian.web.runs.models import Run, Signal
    from qinglian.web.units.models import Unit

    rng, kinds, now = random.Random(3), shapes(), timezone.now()
    county = Unit.objects.filter(name__endswith="1县人民政府").order_by("pk")[0]
    units = list(
        Unit.objects.filter(region_code=county.region_code)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
    run = Run.objects.create(
        unit=county, as_of=now.date(), status=Run.Status.DONE, started_at=now, ended_at=now
    )
    first = (Signal.objects.aggregate(last=Max("pk"))["last"] or 0) + 1

    def rows() -> Iterator[tuple[Any, ...]]:
        for pk in range(first, first + number):
            shape = rng.choice(kinds)
            subject = f"NEW99{rng.randrange(int(number * 1.3)):08d}"
            evidence, exceptions, zh, en = shape.filled(subject)
            yield (
                pk, f"{pk:032x}", shape.rule_id, shape.pack, shape.severity, shape.subject, subject, "",
                units[int(subject[-4:]) % len(units)], "",
                county.pk, shape.value, shape.threshold, "violated", now.date(), [], evidence, shape.basis, exceptions,
                zh, en, f"{pk:032x}", False, run.pk, run.pk, now, now, "", "",
            )  # fmt: skip

    put(Signal, SIGNAL, rows())
    settle(Signal)
    return run


def turned(run: Any) -> tuple[float, Any, int]:
    """Seconds, what was done, and how many statements wrote."""
    from django.db import connection

    from qinglian.web.alerts.services.opening import alerts_open

    seen, begun = Counted(), time.perf_counter()
    with connection.execute_wrapper(seen):
        done = alerts_open(run)
    took = time.perf_counter() - begun
    return took, done, sum(sql.lstrip().upper().startswith(WRITES) for _, sql in seen.statements)


def rows(number: int = SIGNALS) -> list[str]:
    """Both times, as a table."""
    run = signals_add(number)
    lines = [
        "| 什么 what | 秒 s | 预警 alerts | 写语句 writes | 目标 target |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for name, goal in (("首次 first", f"≤ {FIRST:.0f} s"), ("再次 again", f"≤ {AGAIN:.0f} s, 0")):
        took, done, writes = turned(run)
        lines.append(f"| {name} | {took:.1f} | {done.opened:,} | {writes} | {goal} |")
    return lines


def main() -> None:
    """From the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--signals", type=int, default=SIGNALS)
    arguments = parser.parse_args()
    import django

    django.setup()
    print("\n".join(rows(arguments.signals)))


if __name__ == "__main__":
    main()
