"""Instants as open data writes them, money with its two places, values where they apply."""

from typing import Any

import numpy as np

from qinglian.city.days import NEVER
from qinglian.city.draw import Ints, Objects, as_column

_ZULU = 8 * 60


def instant_texts(instant: Ints, day_only: Any, zulu: Any = None) -> Objects:
    """RFC 3339 on the local clock, or as UTC where `zulu`; plain dates where `day_only`; None where there is none."""
    there = instant != NEVER
    held = np.where(there, instant, 0)
    universal = np.zeros(len(held), dtype=bool) if zulu is None else np.asarray(zulu, dtype=bool)
    plain = np.broadcast_to(np.asarray(day_only, dtype=bool), held.shape)
    # A plain date is of the local day, whichever clock its publisher writes instants in.
    shift = (universal & ~plain) * _ZULU
    local = np.datetime_as_string((held - shift).astype("datetime64[m]"), unit="m")
    return as_column(
        [
            None if not known else text[:10] if day else f"{text}:00{'Z' if utc else '+08:00'}"
            for text, known, day, utc in zip(
                local.tolist(), there.tolist(), plain.tolist(), universal.tolist(), strict=True
            )
        ]
    )


def money(hundredths: Ints) -> Objects:
    """A sum kept in hundredths, as open data has it; None where there is none."""
    return as_column([None if value == NEVER else value / 100 for value in hundredths.tolist()])


def only(where: Any, values: Any) -> Objects:
    """The values where they apply, None elsewhere."""
    n = len(where)
    held = np.full(n, values, dtype=object) if np.isscalar(values) else as_column(values)
    return as_column(
        [value if fits else None for value, fits in zip(held.tolist(), np.asarray(where).tolist(), strict=True)]
    )  # fmt: skip
