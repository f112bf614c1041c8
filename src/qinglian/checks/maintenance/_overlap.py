"""
同一处：两行说的是不是同一段路。One place: whether two rows speak of the same stretch of road.

Stretches are half-open in metres along the route; those that only touch do not overlap. Rows are laid into pieces
of the route so that only neighbours are compared, however long the route is. A direction given as both ways meets
either; where one is unknown it cannot be told (`sure` is null).
"""

from typing import Any

import ibis
from ibis import Table

PIECE = 1000.0
LEAST = 0.5
"""Metres that two stretches must share."""


def laid(rows: Table) -> Table:
    """Rows once for each piece of the route they touch: `low`, `high` and `piece`."""
    low, high = ibis.least(rows.from_m, rows.to_m), ibis.greatest(rows.from_m, rows.to_m)
    rows = rows.mutate(low=low, high=high)
    first: Any = (rows.low / PIECE).floor().cast("int64")
    last: Any = (rows.high / PIECE).floor().cast("int64")
    return rows.mutate(piece=ibis.range(first, last + 1, 1).unnest())


def before(rows: Table, key: str, day: str, *, same: tuple[str, ...] = ()) -> Table:
    """Pairs of each row with earlier ones of its place: columns of the earlier are named `was_<column>`.

    `sure` is whether they share a direction; `shared` the metres they have in common.
    """
    spread = laid(rows)
    other = spread.rename({f"was_{name}": name for name in spread.columns})
    on = [(name, f"was_{name}") for name in ("route", "piece", *same)]
    pairs = spread.join(other, on)
    first = (pairs[f"was_{day}"] < pairs[day]) | (
        (pairs[f"was_{day}"] == pairs[day]) & (pairs[f"was_{key}"] < pairs[key])
    )
    end: Any = ibis.least(pairs.high, pairs.was_high)
    shared = end - ibis.greatest(pairs.low, pairs.was_low)
    kept = pairs.mutate(shared=shared, sure=one_way(pairs.direction, pairs.was_direction))
    kept = kept.filter(first, kept.shared >= LEAST, kept.sure.fill_null(True))
    return kept.drop("piece", "was_piece").distinct()


def one_way(one: Any, other: Any) -> Any:
    """Whether two directions meet; null where one is unknown and the other is not both ways."""
    return (one == "both") | (other == "both") | (one == other)


def renumbered(pairs: Table, stake_map: Table, key: str, day: str) -> Table:
    """Pairs between whose days the route was numbered anew, by their two keys: their metres are not the same place."""
    ended = stake_map.filter(stake_map.valid_to_on.notnull())
    ended = ended.select(on_route="route", ended_on="valid_to_on").distinct()
    met = pairs.join(ended, [("route", "on_route")])
    inside = (met.ended_on >= met[f"was_{day}"]) & (met.ended_on < met[day])
    return met.filter(inside).select(key, f"was_{key}").distinct()
