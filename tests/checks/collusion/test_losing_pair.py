"""Meetings expected by chance agree with counting by hand, and independent bidders are left alone."""

import random
from datetime import date
from itertools import combinations

import ibis
import pandas as pd
import pytest

from qinglian.checks.collusion import losing_pair
from qinglian.engine.catalog import catalog
from qinglian.engine.run import run
from tests.engine.lake.making import dataset

FIRMS = [f"F{k:02}" for k in range(30)]
DAY = date(2024, 6, 30)


def market(seed: int, tenders: int = 150) -> list[tuple[str, str, list[str]]]:
    """Tenders of two regions; firms differ in how busy they are and pay no heed to each other."""
    draw = random.Random(seed)
    busy = [draw.random() ** 2 + 0.05 for _ in FIRMS]
    found = []
    for k in range(tenders):
        chosen: set[str] = set()
        while len(chosen) < draw.choice((3, 4, 6)):
            chosen.add(draw.choices(FIRMS, busy)[0])
        found.append((f"T{k}", draw.choice("UV"), sorted(chosen)))
    return found


def test_expected_meetings_agree_with_counting() -> None:
    tenders = market(1, 40)
    entries = [(tender, region, firm) for tender, region, firms in tenders for firm in firms]
    frame = pd.DataFrame(entries, columns=["tender_id", "market", "body"])
    pairs = pd.DataFrame(
        [(a, b, 1) for a, b in combinations(FIRMS, 2)], columns=["bidder_id", "partner_id", "value"]
    )
    made = losing_pair.expected(ibis.memtable(frame), ibis.memtable(pairs))
    found = {
        (row["bidder_id"], row["partner_id"]): row["expected"]
        for row in ibis.duckdb.connect().to_pyarrow(made).to_pylist()
    }
    for a, b in combinations(FIRMS, 2):
        by_hand = 0.0
        for region in "UV":
            here = [firms for _, where, firms in tenders if where == region]
            every = sum(map(len, here))
            mine, theirs = (sum(firm in firms for firms in here) for firm in (a, b))
            by_hand += sum(mine * len(f) / every * theirs * len(f) / every for f in here)
        assert found.get((a, b), 0.0) == pytest.approx(by_hand)


def signals(tenders: list[tuple[str, str, list[str]]], winner: dict[str, str]) -> list[str]:
    rows = {
        "tender": [
            {"tender_id": t, "region": region, "category": "works", "opened_on": DAY}
            for t, region, _ in tenders
        ],
        "bid": [
            {"bid_id": f"{t}/{f}", "tender_id": t, "bidder_id": f}
            for t, _, firms in tenders
            for f in firms
        ],
        "award": [
            {
                "award_id": t,
                "tender_id": t,
                "status": "active",
                "supplier_id": winner.get(t, firms[0]),
            }
            for t, _, firms in tenders
        ],
    }
    outcome = run(dataset(rows), [catalog().rule("BID-S01")], as_of=DAY)
    return [signal["subject_id"] for signal in outcome.signals.to_pylist()]


def test_bidders_that_pay_no_heed_to_each_other_are_left_alone() -> None:
    """At a false-discovery rate of 0.05, three markets of chance should show nothing or next to nothing."""
    assert sum(len(signals(market(seed), {})) for seed in (2, 3, 4)) <= 1


def test_a_planted_pair_is_found() -> None:
    tenders = market(5)
    planted = [(f"P{k}", "U", ["甲", "乙", FIRMS[k]]) for k in range(10)]
    winner = {name: "甲" for name, _, _ in planted}
    assert signals(tenders + planted, winner) == ["乙/甲"]
