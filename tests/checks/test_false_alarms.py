"""Where nothing is wrong, the statistical flags of the OCDS pack keep to the rates of false alarms that they state."""

import random
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from qinglian.engine.ask import RESULT, Formula, ask
from qinglian.engine.case_rows import dataset_of
from qinglian.engine.catalog import catalog, check
from qinglian.engine.params import variants

Rows = list[dict[str, Any]]
START = datetime(2020, 1, 1, 9)


def flagged(rule_id: str, params: Mapping[str, Any] | None = None, **tables: Rows) -> list[bool]:
    """What a card says of each subject it can decide."""
    rule = catalog().rule(rule_id)
    asked = check(rule.card.check)
    dataset = dataset_of(rule, asked, {"name": rule_id, "expect": [], **tables})
    ask(dataset, Formula(asked, variants(rule, asked, params)[0], date(2024, 6, 30)))
    found = dataset.con.sql(f"select flagged from {RESULT} where flagged is not null").fetchall()
    return [bool(one) for (one,) in found]


def bids_of(draw: random.Random, tenders: int, sizes: tuple[int, ...]) -> tuple[Rows, Rows]:
    """Tenders whose bidders price by themselves: log-normal around a level of each tender's own."""
    tender, bid = [], []
    for t in range(tenders):
        tender.append({"tender_id": f"T{t}", "category": "works"})
        level = draw.lognormvariate(10, 2.5)
        for b in range(draw.choice(sizes)):
            price = round(level * draw.lognormvariate(0, 0.1), 2)
            bid.append({"bid_id": f"T{t}-{b}", "tender_id": f"T{t}", "bidder_id": f"B{b}", "status": "valid",
                        "amount": price, "currency": "XTS"})  # fmt: skip
    return tender, bid


@pytest.mark.parametrize("seed", range(3))
def test_buyers_who_draw_alike_are_not_flagged(seed: int) -> None:
    draw = random.Random(seed)
    tender = [
        {"tender_id": f"{b}-{n}", "buyer_id": f"B{b}", "method": draw.choice(["direct", "open", "open", "open"])}
        for b in range(150)
        for n in range(draw.randint(20, 60))
    ]  # fmt: skip
    found = flagged("R013", tender=tender)
    assert len(found) == 150
    assert not any(found)


def test_random_prices_seldom_make_a_ladder() -> None:
    tender, bid = bids_of(random.Random(1), 3000, (4,))
    found = flagged("R023", tender=tender, bid=bid)
    assert len(found) == 3000
    # Two scales of about 0.06 % each.
    assert sum(found) <= 9


def test_few_prices_lie_far_apart_by_luck() -> None:
    tender, bid = bids_of(random.Random(2), 2000, (3, 4, 5))
    found = flagged("R022", tender=tender, bid=bid)
    assert len(found) == 2000
    assert sum(found) <= 40


def test_prices_that_span_magnitudes_follow_benford() -> None:
    tender, bid = bids_of(random.Random(3), 800, (3, 4, 5))
    assert flagged("R029", tender=tender, bid=bid) == [False]


def test_values_and_unit_prices_lie_beyond_the_fences_at_the_nominal_rate() -> None:
    draw = random.Random(4)
    item = [
        {"item_id": str(n), "tender_id": "T", "classification_id": "301", "unit": "m", "unit_currency": "XTS",
         "unit_amount": draw.lognormvariate(3, 0.4)}
        for n in range(3000)
    ]  # fmt: skip
    found = flagged("R017", tender=[{"tender_id": "T"}], item=item)
    assert 0.003 < sum(found) / len(found) < 0.013


@pytest.mark.parametrize("seed", range(3))
def test_bidders_who_come_at_random_in_any_order_are_not_flagged(seed: int) -> None:
    draw = random.Random(seed)
    tender, bid = [], []
    for t in range(200):
        opened = START + timedelta(days=3 * t)
        tender.append({"tender_id": f"T{t:03}", "buyer_id": "B", "period_start_at": opened})
        bid += [
            {"bid_id": f"{t}-{b}", "tender_id": f"T{t:03}", "bidder_id": f"K{b}", "status": "valid",
             "submitted_at": opened + timedelta(minutes=draw.randrange(5000))}
            for b in range(3)
        ]  # fmt: skip
        bid += [
            {"bid_id": f"{t}+{b}", "tender_id": f"T{t:03}", "bidder_id": f"M{b}", "status": "valid"}
            for b in range(20)
            if draw.random() < 0.6
        ]
    assert not any(flagged("R027", {"market": ["buyer"]}, tender=tender, bid=bid))
    alone = [row for row in bid if row["bidder_id"].startswith("K")]
    found = flagged("R034", tender=tender, bid=alone)
    assert len(found) >= 190
    assert not any(found)
