"""What the oracle of the red flags reads in a release, and the numbers it needs: slow and obvious."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

Release = dict[str, Any]

# Parts of a release


def object_in(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def array_in(value: Any) -> list[Any] | None:
    return value if isinstance(value, list) else None


def bids_of(release: Release) -> list[Any] | None:
    return array_in(object_in(release.get("bids")).get("details"))


def awards_of(release: Release) -> list[Any] | None:
    return array_in(release.get("awards"))


def status_of(thing: dict[str, Any]) -> str | None:
    status = thing.get("status")
    return status if isinstance(status, str) else None


def ids_of(organisations: Any) -> list[str]:
    return [org["id"] for org in array_in(organisations) or [] if isinstance(org.get("id"), str)]


def only_id(organisations: Any) -> str | None:
    """The id where there is exactly one organisation, and it has one."""
    listed = array_in(organisations)
    if listed is None or len(listed) != 1:
        return None
    ids = ids_of(listed)
    return ids[0] if ids else None


def submitted_bids(release: Release) -> list[dict[str, Any]]:
    return [
        bid
        for bid in bids_of(release) or []
        if status_of(bid) is not None and status_of(bid) not in ("invited", "withdrawn")
    ]


def price_of(bid: dict[str, Any]) -> tuple[float, str] | None:
    value = object_in(bid.get("value"))
    amount, currency = value.get("amount"), value.get("currency")
    if (
        isinstance(amount, bool)
        or not isinstance(amount, int | float)
        or not isinstance(currency, str)
    ):
        return None
    return float(amount), currency


def final_awards(release: Release) -> tuple[list[dict[str, Any]], list[dict[str, Any]]] | None:
    """Complete awards and all bids, where every award is final."""
    awards, bids = awards_of(release), bids_of(release)
    if awards is None or bids is None:
        return None
    complete = []
    for award in awards:
        if status_of(award) == "active":
            complete.append(award)
        elif status_of(award) not in (None, "cancelled", "unsuccessful"):
            return None
    return complete, bids


def single_winner(release: Release) -> str | None:
    final = final_awards(release)
    if final is None or len(final[0]) != 1:
        return None
    return only_id(final[0][0].get("suppliers"))


def prices_compared(release: Release, options: dict[str, Any]) -> bool:
    details = object_in(release.get("tender")).get("procurementMethodDetails")
    allowed = options.get("price_comparison_procurement_methods") or []
    denied = options.get("no_price_comparison_procurement_methods") or []
    return details in allowed if allowed else details not in denied


# Numbers


def quantile(values: Iterable[float], p: float) -> float | None:
    """Type 8 of Hyndman and Fan, as statrs computes it; None where there is no value."""
    x = sorted(values)
    if not x:
        return None
    h = (len(x) + 1 / 3) * p + 1 / 3
    k = int(h)
    if k <= 0 or p == 0:
        return x[0]
    if k >= len(x) or p == 1:
        return x[-1]
    return x[k - 1] + (h - k) * (x[k] - x[k - 1])


def fused(a: float, b: float, c: float) -> float:
    """A * b + c, rounded once."""
    return float(Fraction(a) * Fraction(b) + Fraction(c))


def lower_fence(q1: float, q3: float) -> float:
    """Q1 - 1.5 IQR."""
    return fused(q3 - q1, -1.5, q1)


def upper_fence(q1: float, q3: float) -> float:
    """Q3 + 1.5 IQR."""
    return fused(q3 - q1, 1.5, q3)


def quartiles_of(values: Iterable[float]) -> tuple[float, float] | None:
    kept = list(values)
    q1, q3 = quantile(kept, 0.25), quantile(kept, 0.75)
    return None if q1 is None or q3 is None else (q1, q3)
