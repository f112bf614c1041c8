"""The bound on chance is never below the exact chance, close to it, and false discoveries stay in bounds."""

import math
import random
from fractions import Fraction
from itertools import accumulate

import ibis
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from qinglian.checks import _chance

CON = ibis.duckdb.connect()


def bounds(pairs: list[tuple[int, float]]) -> list[float]:
    rows = ibis.memtable(pd.DataFrame(pairs, columns=["n", "mean"]).reset_index(names="place"))
    found = rows.select("place", p=_chance.tail(rows.n, rows["mean"])).order_by("place")
    return CON.to_pyarrow(found)["p"].to_pylist()


def poisson(n: int, mean: float) -> float:
    """P(X >= n), summed from n on so that nothing is lost in a difference."""
    first = math.exp(n * math.log(mean) - mean - math.lgamma(n + 1))
    terms = accumulate(range(n + 1, n + 400), lambda term, k: term * mean / k, initial=first)
    return math.fsum(terms)


def poisson_binomial(n: int, chances: list[float]) -> float:
    """P(X >= n) of independent events, one after the other."""
    known = [1.0]
    for p in chances:
        known = [a * (1 - p) + b * p for a, b in zip([*known, 0.0], [0.0, *known], strict=True)]
    return math.fsum(known[n:])


def hypergeometric(n: int, whole: int, marked: int, drawn: int) -> Fraction:
    ways = sum(
        math.comb(marked, k) * math.comb(whole - marked, drawn - k)
        for k in range(n, min(marked, drawn) + 1)
    )
    return Fraction(ways, math.comb(whole, drawn))


def test_the_bound_is_close_above_the_poisson_tail() -> None:
    pairs = [(n, mean) for n in range(1, 60) for mean in (0.01, 0.3, 1.0, 2.5, 8.0, 20.0)]
    for (n, mean), p in zip(pairs, bounds(pairs), strict=True):
        if n < mean + 1:
            assert p == 1.0
        else:
            exact = poisson(n, mean)
            assert exact * (1 - 1e-9) <= p, (n, mean)
            assert n < 2 * mean or p <= exact * 1.25, (n, mean)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.floats(0.01, 0.99), min_size=1, max_size=25), st.integers(1, 25))
def test_events_of_any_chances_stay_below_the_bound(chances: list[float], n: int) -> None:
    assert poisson_binomial(n, chances) <= bounds([(n, math.fsum(chances))])[0] * (1 + 1e-9)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 60), st.data())
def test_draws_without_return_stay_below_the_bound(whole: int, data: st.DataObject) -> None:
    marked, drawn = data.draw(st.integers(1, whole)), data.draw(st.integers(1, whole))
    n = data.draw(st.integers(1, whole))
    p = bounds([(n, marked * drawn / whole)])[0]
    assert hypergeometric(n, whole, marked, drawn) <= p * (1 + 1e-9)


def discovered(chances: list[float], tests: int, rate: float) -> list[bool]:
    rows = ibis.memtable(pd.DataFrame({"key": range(len(chances)), "p": chances}))
    asked = ibis.memtable(pd.DataFrame({"tests": [tests]}))
    found = _chance.discovered(rows, ["key"], asked, rate).order_by("key")
    return CON.to_pyarrow(found)["found"].to_pylist()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from([0.0001, 0.001, 0.004, 0.01, 0.02, 0.05, 0.3, 1.0]), min_size=1),
    st.integers(0, 9),
)
def test_discoveries_are_those_of_benjamini_and_hochberg(chances: list[float], more: int) -> None:
    tests = len(chances) + more
    low = [p for turn, p in enumerate(sorted(chances), 1) if p <= turn * 0.05 / tests]
    assert discovered(chances, tests, 0.05) == [p <= max(low, default=-1) for p in chances]


@pytest.mark.parametrize("seed", range(3))
def test_among_many_questions_of_pure_chance_few_runs_find_anything(seed: int) -> None:
    """Where nothing is there, a run finds something with a chance of no more than the rate."""
    draw = random.Random(seed)
    runs = [any(discovered([draw.random() for _ in range(50)], 50, 0.05)) for _ in range(40)]
    assert sum(runs) <= 8
