"""Prices at the ceiling: rivals that may be exchanged are left alone, however close all of them come."""

import random
from datetime import date
from typing import Any

import pytest

from qinglian.engine.catalog import catalog
from qinglian.engine.run import run
from tests.engine.lake.making import dataset

FIRMS = [f"F{k:02}" for k in range(20)]


def market(seed: int, tight: float) -> list[dict[str, Any]]:
    """Bids below ceilings of one million; of some tenders nearly all come close, of others nearly none."""
    draw = random.Random(seed)
    bids = []
    for k in range(120):
        close = draw.choice((0.05, 0.3, tight))
        for firm in draw.sample(FIRMS, draw.choice((3, 4, 6))):
            price = 995_000 if draw.random() < close else draw.randint(800_000, 980_000)
            bids.append(
                {
                    "bid_id": f"{k}/{firm}",
                    "tender_id": f"T{k}",
                    "bidder_id": firm,
                    "amount_yuan": price,
                }
            )
    return bids


def signals(bids: list[dict[str, Any]]) -> list[dict[str, Any]]:
    tenders = sorted({bid["tender_id"] for bid in bids})
    rows = {"tender": [{"tender_id": t, "ceiling_yuan": 1_000_000} for t in tenders], "bid": bids}
    outcome = run(dataset(rows), [catalog().rule("BID-S02")], as_of=date(2024, 6, 30))
    return list(outcome.signals.to_pylist())


@pytest.mark.parametrize("tight", [0.3, 0.95])
def test_rivals_that_may_be_exchanged_are_left_alone(tight: float) -> None:
    assert sum(len(signals(market(seed, tight))) for seed in range(3)) <= 1


def test_who_keeps_to_the_ceiling_among_rivals_that_do_not_is_found_with_those_bids() -> None:
    bids = [bid for bid in market(9, 0.3) if bid["bidder_id"] != "F00"]
    tenders = sorted({bid["tender_id"] for bid in bids})[:14]
    mine = [
        {"bid_id": f"{t}/F00", "tender_id": t, "bidder_id": "F00", "amount_yuan": 999_000}
        for t in tenders
    ]
    (signal,) = signals(bids + mine)
    assert (signal["subject_id"], signal["value"]) == ("F00", 14)
    assert sorted(row["id"] for row in signal["evidence"]) == sorted(bid["bid_id"] for bid in mine)
    assert signal["parties"] == [{"role": "tenderer", "id": "F00"}]
