"""Rules about pairs of bidders, asked of random markets: quiet where nobody colludes, loud where two firms do."""

import random
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from qinglian.engine.cases import verdicts
from qinglian.engine.catalog import catalog, check

RULES = {rule.id: rule for rule in catalog().rules}
MARKETS, FIRMS, TENDERS, FIXED = 20, 5, 1200, 25

Winner = Callable[[int], int]


def market(seed: int, spread: float, fixed: Winner | None = None) -> dict[str, Any]:
    """Tenders of twenty local markets; firms win by a strength of their own, two as `fixed` says."""
    chance = random.Random(seed)
    strength = {
        (place, firm): chance.lognormvariate(0, spread)
        for place in range(MARKETS)
        for firm in range(FIRMS)
    }
    case: dict[str, Any] = {"as_of": date(2024, 12, 31), "tender": [], "bid": [], "award": []}
    for n in range(TENDERS + (FIXED if fixed else 0)):
        place = chance.randrange(MARKETS)
        those = chance.sample(range(FIRMS), chance.choice([2, 2, 3, 4]))
        won = chance.choices(those, [strength[place, firm] for firm in those])[0]
        if fixed and n >= TENDERS:
            place, those, won = 0, [0, 1], fixed(n)
        day = date(2020, 1, 1) + timedelta(days=n)
        case["tender"].append({"tender_id": f"T{n:04}"})
        case["bid"] += [
            {"bid_id": f"{n}/{firm}", "tender_id": f"T{n:04}", "bidder_id": f"{place}-{firm}", "status": "valid"}
            for firm in those
        ]  # fmt: skip
        case["award"].append(
            {"award_id": f"A{n}", "tender_id": f"T{n:04}", "status": "active", "supplier_id": f"{place}-{won}",
             "awarded_at": day}
        )  # fmt: skip
    return case


def pairs(rule: str, case: dict[str, Any], **params: Any) -> dict[tuple[str, str], bool | None]:
    said = verdicts(RULES[rule], check(RULES[rule].card.check), {**case, "params": params})
    return {(v.key["tenderer_id"], v.key["partner_id"]): v.flagged for v in said}


@pytest.mark.parametrize("spread", [0.0, 0.7])
@pytest.mark.parametrize(
    ("rule", "params"), [("R053", {}), ("R057", {"minimum_count": 10, "minimum_wins": 4})]
)
def test_an_honest_market_is_quiet(rule: str, params: dict[str, Any], spread: float) -> None:
    asked = {}
    for seed in range(3):
        asked |= {
            (seed, *pair): said
            for pair, said in pairs(rule, market(seed, spread), **params).items()
        }
    assert len(asked) >= 10
    assert sum(said is True for said in asked.values()) <= 0.05 * len(asked)


def test_a_pair_of_which_one_always_wins_is_seen() -> None:
    """Where others bid too, the two win as often as anybody."""
    found = pairs("R053", market(5, 0.0, lambda n: 0), at_least=0.8)
    assert found["0-0", "0-1"] is True
    assert sum(said is True for said in found.values()) == 1


def test_a_pair_that_takes_turns_is_seen() -> None:
    found = pairs("R057", market(6, 0.0, lambda n: n % 2))
    assert found["0-0", "0-1"] is True
    assert sum(said is True for said in found.values()) == 1
