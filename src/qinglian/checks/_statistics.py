"""
分位数与界线，逐位与 statrs 一致。Quantiles and fences, equal to those of statrs to the last bit.

Quantiles are Hyndman and Fan's type 8: h = (n + 1/3) p + 1/3, k = floor(h), x[k] + (h - k)(x[k+1] - x[k]),
the least value where k <= 0 and the greatest where k >= n. Fences are Q1 - 1.5 IQR and Q3 + 1.5 IQR.
"""

from collections.abc import Sequence

import ibis
from ibis import Table
from ibis.expr import types as ir

THIRD = 1 / 3


def quantile(values: ir.ArrayValue, p: float) -> ir.FloatingValue:
    """The type 8 quantile of a sorted array without nulls; null where it is empty or null."""
    count = values.length().fill_null(0)
    h = (count.cast("float64") + THIRD) * ibis.literal(p, "float64") + THIRD
    k = h.floor().cast("int64")
    inner = values[k - 1] + (h - k.cast("float64")) * (values[k] - values[k - 1])
    return ibis.cases(
        (count == 0, ibis.null("float64")),
        (k <= 0, values[0]),
        (k >= count, values[count - 1]),
        else_=inner,
    )


def percentile(rows: Table, column: str, p: float) -> Table:
    """One row with `percentile`, the p-th quantile of a column."""
    kept = rows.filter(rows[column].notnull())
    sorted_ = kept.aggregate(values=kept[column].cast("float64").collect()).select(
        values=ibis._.values.sort()
    )
    return sorted_.select(percentile=quantile(sorted_.values, p))


def fences(rows: Table, column: str, by: Sequence[str] = ()) -> Table:
    """One row (or one a group) with `subjects`, `q1`, `q3`, `lower_fence` and `upper_fence` of a column.

    Without any value the numbers are null, and no comparison with them is true.
    """
    kept = rows.filter(rows[column].notnull())
    grouped = kept.group_by(list(by)) if by else kept
    collected = grouped.aggregate(values=kept[column].cast("float64").collect())
    sorted_ = collected.select(*by, values=collected.values.sort())
    quartiles = sorted_.select(
        *by,
        subjects=sorted_.values.length().fill_null(0),
        q1=quantile(sorted_.values, 0.25),
        q3=quantile(sorted_.values, 0.75),
    )
    return quartiles.mutate(
        lower_fence=_beyond(quartiles.q1, quartiles.q1 - quartiles.q3),
        upper_fence=_beyond(quartiles.q3, quartiles.q3 - quartiles.q1),
    )


def _beyond(quartile: ir.FloatingValue, spread: ir.FloatingValue) -> ir.FloatingValue:
    """`quartile + 1.5 * spread`, rounded once, as a fused multiply-add does.

    1.5 x is x + x / 2. Each sum is taken with what its rounding lost (Knuth's two-sum).
    """
    half = spread * 0.5
    product = spread + half
    product_lost = _lost(spread, half, product)
    total = quartile + product
    return total + (_lost(quartile, product, total) + product_lost)


def _lost(a: ir.FloatingValue, b: ir.FloatingValue, total: ir.FloatingValue) -> ir.FloatingValue:
    """What rounding took from `total = a + b`."""
    part = total - a
    return (a - (total - part)) + (b - part)
