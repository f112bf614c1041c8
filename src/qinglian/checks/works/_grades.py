"""设计变更的等级与批准层级。Grades of variations by their features, and levels of approval in their order."""

from collections.abc import Sequence
from typing import Any

import ibis
from ibis import Table

LEVELS = ("supervisor", "owner", "county", "city", "province", "ministry")
GRADES = ("ordinary", "large", "major")
FEATURES = ("features", "route_m", "amount_yuan", "over_budget_flag", "over_estimate_flag")


def rank(value: Any, order: Sequence[str]) -> Any:
    """Place of a code in its order, from 0."""
    return ibis.cases(*[(value == code, place) for place, code in enumerate(order)])


def by_features(
    v: Table,
    *,
    major_words: Sequence[str],
    large_words: Sequence[str],
    major_route_m: float,
    large_route_m: float,
    large_yuan: float,
) -> Any:
    """Grade that features and money surely give (0 ordinary, 1 large, 2 major)."""
    major: Any = (v.route_m >= major_route_m).fill_null(False) | v.over_estimate_flag.fill_null(
        False
    )
    large: Any = (
        (v.route_m >= large_route_m).fill_null(False)
        | v.over_budget_flag.fill_null(False)
        | (v.amount_yuan.abs().cast("float64") > large_yuan).fill_null(False)
    )
    for word in major_words:
        major = major | v.features.contains(word).fill_null(False)
    for word in large_words:
        large = large | v.features.contains(word).fill_null(False)
    return ibis.cases((major, 2), (large, 1), else_=0)
