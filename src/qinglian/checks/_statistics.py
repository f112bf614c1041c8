"""
分位数与界线，逐位与 statrs 一致。Quantiles and fences, equal to those of statrs to the last bit.

Quantiles are Hyndman and Fan's type 8: h = (n + 1/3) p + 1/3, k = floor(h), x[k] + (h - k)(x[k+1] - x[k]),
the least value where k < 1 and the greatest where k >= n. Fences are Q1 - 1.5 IQR and Q3 + 1.5 IQR.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import ibis
from ibis import Table

THIRD = 1 / 3
QUARTILES = {"q1": 0.25, "q3": 0.75}


def quantiles(
    rows: Table, column: str, wanted: Mapping[str, float], by: Sequence[str] = ()
) -> Table:
    """One row (or one a group): `subjects`, how many values there are, and the quantiles `wanted` by name.

    Nulls are left out. Without any value the quantiles are null, and no comparison with them is true.
    """
    kept = rows.filter(rows[column].notnull())
    value = kept[column].cast("float64")
    ranked = kept.select(
        *by,
        value=value,
        turn=ibis.row_number().over(ibis.window(group_by=list(by), order_by=value)) + 1,
        subjects=kept.count().over(ibis.window(group_by=list(by))),
    )
    columns = {}
    for name, p in wanted.items():
        k = _rank(ranked.subjects, p).floor().cast("int64")
        columns[f"{name}_below"] = _at(ranked, k)
        columns[f"{name}_above"] = _at(ranked, k + 1)
    grouped = ranked.group_by(list(by)) if by else ranked
    found = grouped.aggregate(subjects=ranked.count(), **columns)
    return found.select(
        *by, "subjects", **{name: _between(found, name, p) for name, p in wanted.items()}
    )


def _rank(count: Any, p: float) -> Any:
    return (count.cast("float64") + THIRD) * ibis.literal(p, "float64") + THIRD


def _at(ranked: Table, place: Any) -> Any:
    """The value at a place from 1; a place outside is the nearest end."""
    inside = ibis.greatest(1, ibis.least(place, ranked.subjects))
    return ranked.value.max(where=ranked.turn == inside)


def _between(found: Table, name: str, p: float) -> Any:
    h = _rank(found.subjects, p)
    below, above = found[f"{name}_below"], found[f"{name}_above"]
    return below + (h - h.floor().cast("float64")) * (above - below)


def lower_fence(rows: Table, column: str, by: Sequence[str] = ()) -> Table:
    """One row (or one a group) with `subjects`, `q1`, and `fence`: Q1 - 1.5 IQR."""
    found = quantiles(rows, column, QUARTILES, by)
    return found.select(*by, "subjects", "q1", fence=_beyond(found.q1, found.q1 - found.q3))


def upper_fence(rows: Table, column: str, by: Sequence[str] = ()) -> Table:
    """One row (or one a group) with `subjects` and `fence`: Q3 + 1.5 IQR."""
    found = quantiles(rows, column, QUARTILES, by)
    return found.select(*by, "subjects", fence=_beyond(found.q3, found.q3 - found.q1))


def _beyond(quartile: Any, spread: Any) -> Any:
    """`quartile + 1.5 * spread`, rounded once, as a fused multiply-add does.

    1.5 x is x + x / 2. Each sum is taken with what its rounding lost (Knuth's two-sum).
    """
    half = spread * 0.5
    product = spread + half
    product_lost = _lost(spread, half, product)
    total = quartile + product
    return total + (_lost(quartile, product, total) + product_lost)


def _lost(a: Any, b: Any, total: Any) -> Any:
    """What rounding took from `total = a + b`."""
    part = total - a
    return (a - (total - part)) + (b - part)
