"""Ladders: the chance stated is the true one where prices are even, and order and rounding gain nothing."""

import random
from itertools import pairwise

import ibis
import pandas as pd

from qinglian.checks.price.ladder import chances

CON = ibis.duckdb.connect()


def asked(lots: dict[str, list[float]]) -> dict[str, float]:
    rows = [
        {"tender_id": lot, "lot": "", "bid_id": f"{place}", "price": price}
        for lot, prices in lots.items()
        for place, price in enumerate(prices)
    ]
    found = CON.to_pyarrow(chances(ibis.memtable(pd.DataFrame(rows)))).to_pylist()
    return {row["tender_id"]: row["p"] for row in found}


def evenness(prices: list[float]) -> float:
    """By hand: d to the power n - 2, of the gaps alone."""
    ordered = sorted(prices)
    gaps = [b - a for a, b in pairwise(ordered)]
    return (1 - min(gaps) / (sum(gaps) / len(gaps))) ** (len(prices) - 2)


def test_a_perfect_ladder_and_a_ladder_of_factors() -> None:
    step = [5_000_000.01 + 123_456.78 * k for k in range(5)]
    factor = [round(5_000_000.01 * 1.021**k, 2) for k in range(5)]
    found = asked({"step": step, "factor": factor, "turned": step[::-1]})
    assert found["step"] < 1e-12
    assert found["factor"] < 1e-12
    assert found["turned"] == found["step"]


def test_the_chance_stated_is_the_true_one() -> None:
    """Uniform prices over a narrow range, where steps and factors say the same: the chance is uniform, then doubled."""
    draw = random.Random(7)
    lots = {
        f"{bids}/{k}": [1e8 + round(draw.random() * 1e5, 2) + 0.01 for _ in range(bids)]
        for bids in (4, 5, 7)
        for k in range(1500)
    }
    found = asked(lots)
    for bids in (4, 5, 7):
        mine = sorted(p for lot, p in found.items() if lot.startswith(f"{bids}/"))
        for level in (0.02, 0.1, 0.4):
            share = sum(p <= level for p in mine) / len(mine)
            assert share <= level * 0.5 * 1.35 + 0.004
            assert share >= level * 0.5 * 0.6 - 0.004
    for lot in list(lots)[::97]:
        assert abs(found[lot] - min(1.0, 2 * evenness(lots[lot]))) < 2e-3


def test_rounding_is_taken_off_the_least_gap() -> None:
    found = asked(
        {
            "ten_thousands": [3_700_000, 3_800_000, 3_900_000, 4_000_000],
            "fen": [1, 1.37, 1.74, 2.11],
        }
    )
    assert found["ten_thousands"] == 1.0
    assert 0 < found["fen"] < 0.01


def test_equal_prices_single_prices_and_none() -> None:
    found = asked({"same": [5.0] * 4, "one": [5.0], "tie": [5.0, 5.0, 6.37, 7.74]})
    assert found == {"same": 1.0, "one": 1.0, "tie": 1.0}
