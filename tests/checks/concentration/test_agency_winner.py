"""Wins at agencies: the expected number agrees with counting, and wins that fall where they may are left alone."""

import random
from datetime import date
from itertools import product
from typing import Any

import ibis
import pandas as pd
import pytest

from qinglian.checks.concentration import agency_winner
from qinglian.engine.catalog import catalog
from qinglian.engine.run import run
from tests.engine.lake.making import dataset

AGENCIES, FIRMS = [f"G{k}" for k in range(6)], [f"F{k:02}" for k in range(12)]
Win = tuple[str, str, str, str]
DAY = date(2024, 6, 30)


def market(seed: int) -> list[Win]:
    """Tender, region, agency and winner; some agencies and firms have more than others."""
    draw = random.Random(seed)
    weights = [draw.random() ** 2 + 0.05 for _ in FIRMS]
    return [
        (
            f"T{k}",
            draw.choice("UV"),
            draw.choices(AGENCIES, range(1, 7))[0],
            draw.choices(FIRMS, weights)[0],
        )
        for k in range(200)
    ]


def test_expected_wins_agree_with_counting() -> None:
    wins = market(1)
    frame = pd.DataFrame(wins, columns=["tender_id", "market", "agency_id", "supplier_id"])
    pairs = pd.DataFrame(
        [(a, f, 1) for a, f in product(AGENCIES, FIRMS)],
        columns=["agency_id", "supplier_id", "value"],
    )
    made = agency_winner.expected(ibis.memtable(frame), ibis.memtable(pairs))
    found = {
        (row["agency_id"], row["supplier_id"]): row["expected"]
        for row in ibis.duckdb.connect().to_pyarrow(made).to_pylist()
    }
    for agency, firm in product(AGENCIES, FIRMS):
        by_hand = 0.0
        for region in "UV":
            here = [win for win in wins if win[1] == region]
            handled = sum(win[2] == agency for win in here)
            by_hand += sum(win[3] == firm for win in here) * handled / len(here)
        assert found.get((agency, firm), 0.0) == pytest.approx(by_hand)


def signals(wins: list[Win]) -> list[dict[str, Any]]:
    rows = {
        "tender": [
            {
                "tender_id": t,
                "region": region,
                "category": "works",
                "opened_on": DAY,
                "agency_id": agency,
            }
            for t, region, agency, _ in wins
        ],
        "award": [
            {"award_id": t, "tender_id": t, "status": "active", "supplier_id": firm}
            for t, _, _, firm in wins
        ],
    }
    outcome = run(dataset(rows), [catalog().rule("BID-S03")], as_of=DAY)
    return list(outcome.signals.to_pylist())


def test_wins_that_fall_where_they_may_are_left_alone() -> None:
    assert sum(len(signals(market(seed))) for seed in range(2, 5)) <= 1


def test_a_firm_that_wins_at_one_agency_only_is_found_with_its_awards() -> None:
    planted = [(f"P{k}", "U", "G0", "甲") for k in range(9)]
    (signal,) = signals(market(5) + planted)
    assert (signal["subject_id"], signal["value"]) == ("G0/甲", 9)
    assert sorted(row["id"] for row in signal["evidence"]) == [win[0] for win in planted]
