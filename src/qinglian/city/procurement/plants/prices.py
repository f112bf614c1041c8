"""Prices of rival suppliers that stand in a ladder, and such as only look regular."""

from collections.abc import Callable

import numpy as np

from qinglian.city.draw import Bools, Ints
from qinglian.city.plant import Deed, Proof, Scene
from qinglian.city.procurement.moves import Among, Shapes, bids_of, both, reaches, way

TENDERS = way("open_tender", "invited_tender")


def rivals(low: int, high: int) -> Among:
    """Purchases with so many bids, none withdrawn or rejected."""

    def fits(scene: Scene) -> Bools:
        bid, n = scene.story["bid"], len(scene.story["purchase"])
        stays = (bid["status"] == "valid") & (bid["withdrawn"] == False)  # noqa: E712
        many = np.bincount(bid["_p"], minlength=n)
        return (
            np.asarray(np.bincount(bid["_p"][stays], minlength=n) == many)
            & (many >= low)
            & (many <= high)
        )

    return fits


def laddered(price: Callable[[int, Ints], Ints]) -> Deed:
    """The bids, in the order in which they stood, are these prices: (budget, places 0 … n - 1)."""

    def deed(scene: Scene, at: Ints) -> Proof:
        bid, p = scene.story["bid"], scene.story["purchase"]
        proofs = []
        for row in at.tolist():
            mine = bids_of(scene, row)
            order = mine[np.argsort(bid["ppm"][mine], kind="stable")]
            bid["price"][order] = price(int(p["amount"][row]), np.arange(len(order)))
            proofs.append(
                [
                    ("tender", str(p["tender_id"][row])),
                    *(("bid", str(bid["bid_id"][k])) for k in mine),
                ]
            )
        return Proof("tender", p["tender_id"][at].tolist(), proofs)

    return deed


def by_steps(top: int, k: Ints) -> Ints:
    """Each price is the next one and the same sum more."""
    return top // 1000 * 862 + k * (top // 1000 * 13 + 700) + 37


def by_shares(top: int, k: Ints) -> Ints:
    """Each price is the next one and 1.5 per cent more."""
    prices = [top // 1000 * 865]
    for _ in k[1:]:
        prices.append(prices[-1] * 1015 // 1000)
    return np.array(prices, dtype=np.int64)


MANY = rivals(5, 8)
ladder = Shapes("GPC-C04", ("prices", "bids", "split"), both(TENDERS, reaches("evaluated")))
ladder.fault(
    "等差", "Each price is the next one and the same sum more.", laddered(by_steps), among=MANY
)
ladder.fault(
    "等比", "Each price is the next one and the same share more.", laddered(by_shares), among=MANY
)
ladder.fault(
    "等差加零头",
    "Equal steps, with odd yuan put on to hide them.",
    laddered(lambda top, k: by_steps(top, k) + k * k * 97 % 500),
    among=MANY,
)
ladder.honest(
    "取整到万元",
    "All prices are rounded to ten thousand yuan, at odd steps.",
    laddered(lambda top, k: (top // 1000 * (862 + k * k * 2 + k) // 1_000_000 + 1) * 1_000_000),
    among=MANY,
)
ladder.honest(
    "报价集中",
    "All prices lie close together, at odd steps.",
    laddered(lambda top, k: top // 100_000 * (93_000 + k * k * 37 + k * 11)),
    among=MANY,
)
ladder.honest(
    "只有三家，间隔相等",
    "Three prices at equal steps, which chance brings about often enough.",
    laddered(by_steps),
    among=rivals(3, 3),
)
