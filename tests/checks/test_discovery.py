"""Adjusted p-values against the plain definition, and the bound on tails against the exact binomial."""

import math
import random
from collections.abc import Sequence

import ibis
import pyarrow as pa
import pytest

from qinglian.checks._discovery import adjusted, tail_bound


def slow(p: Sequence[float | None]) -> list[float | None]:
    """Benjamini and Hochberg, word for word: the least p_j m / j over all j not before i in order."""
    known = sorted(value for value in p if value is not None)
    m = len(known)

    def q(value: float) -> float:
        return min(
            1.0, *(other * m / rank for rank, other in enumerate(known, start=1) if other >= value)
        )

    return [None if value is None else q(value) for value in p]


@pytest.mark.parametrize("seed", range(6))
def test_adjusted_is_the_procedure_of_benjamini_and_hochberg(seed: int) -> None:
    draw = random.Random(seed)
    p: list[float | None] = [draw.choice([draw.random(), draw.random() ** 4]) for _ in range(40)]
    p += [p[0], p[0], 0.0, 1.0, None]  # ties, both ends, an unknown one
    table = pa.table({"id": [f"{n:02}" for n in range(len(p))], "p": pa.array(p, pa.float64())})
    found = adjusted(ibis.memtable(table), ["id"]).order_by("id").to_pyarrow()
    for one, other in zip(found["q"].to_pylist(), slow(p), strict=True):
        assert one == (other if other is None else pytest.approx(other, rel=1e-12))


def tail(hits: int, trials: int, p: float) -> float:
    """The exact chance of at least so many hits."""
    return sum(
        math.comb(trials, k) * p**k * (1 - p) ** (trials - k) for k in range(hits, trials + 1)
    )


def test_the_bound_never_lies_below_the_exact_tail() -> None:
    cases = [
        (hits, trials, p)
        for trials in (1, 5, 20, 60)
        for hits in range(trials + 1)
        for p in (0.01, 0.3, 0.5, 0.9)
    ]
    table = pa.table(
        {
            "hits": [c[0] for c in cases],
            "trials": [c[1] for c in cases],
            "p": [c[2] for c in cases],
        }
    )
    rows = ibis.memtable(table)
    bound = rows.select(b=tail_bound(rows.hits, rows.trials, rows.p)).to_pyarrow()["b"].to_pylist()
    for (hits, trials, p), b in zip(cases, bound, strict=True):
        assert tail(hits, trials, p) <= b * (1 + 1e-9) <= 1 + 1e-9
    assert bound[cases.index((20, 20, 0.5))] == pytest.approx(0.5**20)


def test_nothing_tried_has_no_bound() -> None:
    rows = ibis.memtable(
        pa.table(
            {"hits": [0, 1], "trials": [0, 2], "p": pa.array([0.5, None], pa.float64())},
        )
    )
    found = rows.select(b=tail_bound(rows.hits, rows.trials, rows.p)).to_pyarrow()["b"].to_pylist()
    assert found == [None, None]
