"""Prices in a ladder, and firms that meet, keep to the ceiling or win at one agency beyond chance."""

from collections.abc import Callable

import numpy as np

from qinglian.city.draw import Ints
from qinglian.city.plant import Deed, Proof, Scene
from qinglian.city.tendering import course
from qinglian.city.tendering.moves import Shapes, deals, shown
from qinglian.city.tendering.people import newcomer
from qinglian.city.tendering.plants.ties import many


def laddered(price: Callable[[int, Ints], Ints]) -> Deed:
    """The bids of a tender stand in an order made up: (ceiling, places 0 … n - 1)."""

    def deed(scene: Scene, at: Ints) -> Proof:
        story = scene.story
        bid, tender = story["bid"], story["tender"]
        for row, deal in zip(at.tolist(), deals(scene, at), strict=True):
            mine = np.flatnonzero(
                (bid["_t"] == row) & (bid["_first"] < 0) & (bid["withdrawn"] != True)  # noqa: E712
            )
            order = mine[np.argsort(bid["amount_yuan"][mine], kind="stable")]
            bid["amount_yuan"][order] = price(
                int(tender["ceiling_yuan"][row]), np.arange(len(order)),
            )  # fmt: skip
            award = int(np.flatnonzero(story["award"]["_t"] == row)[0])
            won = bid["amount_yuan"][story["award"]["_bid"][award]]
            story["award"]["amount_yuan"][award] = story["contract"]["amount_yuan"][deal] = won
            story["contract"]["performance_bond_yuan"][deal] = won // 20
            tender["_ladder"][row] = 1
        return shown(scene, at, ("bid",))

    return deed


ladder = Shapes("BID-021-2", "prices", "winner", "contract", "bids", "rejected", among=many)
ladder.fault(
    "等差", "Each price is the next one and the same sum more.",
    laddered(lambda top, k: top // 1000 * 850 + k * (top // 1000 * 13 + 700) + 37),
)  # fmt: skip
ladder.fault(
    "等比",
    "Each price is the next one and the same share more.",
    laddered(
        lambda top, k: np.array(
            [
                top // 1000 * 820 * 1017**p // 1000**p
                if p < 3
                else top // 1000 * 820 * 1017**3 // 1000**3 * 1017 ** (p - 3) // 1000 ** (p - 3)
                for p in k.tolist()
            ]
        )
    ),
)
ladder.fault(
    "等差加零头", "Equal steps, with odd yuan put on to hide them.",
    laddered(lambda top, k: top // 1000 * 860 + k * (top // 1000 * 12) + k * k * 97 % 5_000),
)  # fmt: skip
ladder.honest(
    "取整到十万", "All prices are rounded to a hundred thousand yuan, at odd steps.",
    laddered(
        lambda top, k: np.maximum(top // 1000 * (850 + k * k * 2 + k) // 10_000_000 + (k * k + k) // 2, 1) * 10_000_000
    ),
)  # fmt: skip
ladder.honest(
    "报价集中", "All prices lie close together, at odd steps.",
    laddered(lambda top, k: top // 100_000 * (93_000 + k * k * 37 + k * 11)),
)  # fmt: skip


def free(
    scene: Scene, *, least: int = 5, winner_only: bool = False
) -> list[tuple[int, list[int], int]]:
    """Plain tenders with so many bids of which nobody made use: row, bids of losers, bid of the winner."""
    story = scene.story
    bid, tender = story["bid"], story["tender"]
    fit = course.plain(tender) & (tender["_ladder"] == 0)
    kept = np.flatnonzero((bid["_first"] < 0) & fit[bid["_t"]])
    kept = kept[(bid["status"][kept] == "valid") & (bid["_gone"][kept] == False)]  # noqa: E712
    found: dict[int, list[int]] = {}
    for row, place in zip(bid["_t"][kept].tolist(), kept.tolist(), strict=True):
        found.setdefault(row, []).append(place)
    award, used = story["award"], bid["_used"].tolist()
    won = dict(zip(award["_t"].tolist(), award["_bid"].tolist(), strict=True))
    rows = []
    for row, places in found.items():
        looked_at = [won[row]] if winner_only and row in won else places
        if len(places) >= least and not any(used[place] for place in looked_at) and row in won:
            rows.append((row, [place for place in places if place != won[row]], int(won[row])))
    order = scene.draw.at("free").some(len(rows), len(rows))
    return [rows[spot] for spot in order.tolist()]


def year_of(scene: Scene, row: int) -> int:
    """The year in which bids were opened."""
    opened = scene.story["tender"]["opened_at"][row]
    return int(opened.astype("datetime64[m]").astype("datetime64[Y]").astype(np.int64))


def one_market(
    scene: Scene, rows: list[tuple[int, list[int], int]]
) -> list[tuple[int, list[int], int]]:
    """Those of the kind and the year of which there are most."""
    markets = [
        (str(scene.story["tender"]["category"][row]), year_of(scene, row)) for row, _, _ in rows
    ]
    busiest = max(sorted(set(markets)), key=markets.count)
    return [one for one, market in zip(rows, markets, strict=True) if market == busiest]


def met(times: int, mine: Callable[[int], bool], theirs: Callable[[int], bool]) -> Deed:
    """Two firms meet so many times in one market; each wins where its function of the order says so."""

    def deed(scene: Scene, at: Ints) -> Proof:
        ids, proved = [], []
        for _ in at.tolist():
            rows = one_market(scene, free(scene))[:times]
            one, other = [], []
            for order, (_, losers, winner) in enumerate(rows):
                one.append(winner if mine(order) else losers[0])
                other.append(winner if theirs(order) else losers[1])
            pair = [newcomer(scene, one), newcomer(scene, other)]
            ids.append("/".join(sorted(code for code, _ in pair)))
            tender, award = scene.story["tender"], scene.story["award"]
            places = [row for row, _, _ in rows]
            results = award["award_id"][np.isin(award["_t"], places)].tolist()
            proved.append(
                [
                    *(("bid", number) for _, numbers in pair for number in numbers),
                    *(("tender", str(number)) for number in tender["tender_id"][places].tolist()),
                    *(("award", str(number)) for number in results),
                ]
            )
        return Proof("bidder", ids, proved)

    return deed


def never(order: int) -> bool:
    """In none of them."""
    return False


pair = Shapes("BID-S01", "pair", together=True)
pair.fault("形影不离都不中", "Two always bid together and neither ever wins.", met(9, never, never))
pair.fault(
    "一家陪一家中", "One wins now and then, the other never.", met(9, lambda order: order % 3 == 0, never),
)  # fmt: skip
pair.fault(
    "中的总是同一家", "One wins every time, the other never.", met(9, lambda order: True, never),
)  # fmt: skip
pair.honest(
    "常遇而都中过", "Two of one trade meet often, and each has won.",
    met(9, lambda order: order == 1, lambda order: order in (4, 6)),
)  # fmt: skip
pair.honest(
    "只遇四次", "Two met four times, and one never won.", met(4, lambda order: order == 0, never),
)  # fmt: skip


def close(times: int, near: int, everybody: bool = False) -> Deed:
    """A firm bids so many times and keeps within half a per cent of the ceiling in some of them; others may too."""

    def deed(scene: Scene, at: Ints) -> Proof:
        story = scene.story
        bid, ceiling = story["bid"], story["tender"]["ceiling_yuan"]
        ids, proved = [], []
        for _ in at.tolist():
            rows = free(scene, least=6)[:times]
            mine = [losers[0] for _, losers, _ in rows]
            for order, (row, losers, _) in enumerate(rows):
                for place in losers if everybody else losers[:1]:
                    if everybody or order < near:
                        bid["amount_yuan"][place] = ceiling[row] - ceiling[row] // 1_000_000 * (
                            700 + (place * 37 + order) % 4_000
                        )
            code, numbers = newcomer(scene, mine)
            if everybody:
                bid["_used"][[place for _, losers, _ in rows for place in losers]] = True
            ids.append(code)
            proved.append([("bid", number) for number in numbers])
        return Proof("bidder", ids, proved)

    return deed


near = Shapes("BID-S02", "near", together=True)
near.fault("每次都贴限价", "A firm always bids just below the ceiling.", close(14, 14))
near.fault("多数贴限价", "It does so nearly always.", close(15, 13))
near.fault("十二次贴限价", "It does so in twelve tenders running.", close(12, 12))
near.honest("偶尔贴近", "It does so in two of twelve.", close(12, 2))
near.honest(
    "限价定得紧", "The ceilings are tight, and everybody bids close to them.", close(9, 9, everybody=True),
)  # fmt: skip


def gathered(percent: int, least: int, year: bool = False) -> Deed:
    """A firm wins so many per cent of what one agency handles, and nothing elsewhere."""

    def deed(scene: Scene, at: Ints) -> Proof:
        tender, ids, proved = scene.story["tender"], [], []
        for _ in at.tolist():
            rows = free(scene, least=3, winner_only=True)
            handled = np.bincount(tender["_agency"], minlength=scene.world.firms.n)
            able: dict[tuple[int, int], list[int]] = {}
            for row, _, winner in rows:
                able.setdefault(
                    (int(tender["_agency"][row]), year_of(scene, row) if year else 0), []
                ).append(winner)
            wanted = {
                place: max(least, -(-int(handled[place[0]]) * percent // 100)) for place in able
            }
            # Where none has enough left (a station is small), the one that lacks the fewest.
            place = min(
                able, key=lambda one: (max(0, wanted[one] - len(able[one])), wanted[one], one),
            )  # fmt: skip
            code, numbers = newcomer(scene, able[place][: wanted[place]])
            ids.append(f"{scene.world.firms['firm_id'][place[0]]}/{code}")
            proved.append([("bid", number) for number in numbers])
        return Proof("agency", ids, proved)

    return deed


def spread(times: int, at_one: int) -> Deed:
    """A firm wins so many times at as many agencies, at one of them a few times more."""

    def deed(scene: Scene, at: Ints) -> Proof:
        tender, ids, proved = scene.story["tender"], [], []
        for _ in at.tolist():
            able: dict[int, list[int]] = {}
            for row, _, winner in free(scene, least=3, winner_only=True):
                able.setdefault(int(tender["_agency"][row]), []).append(winner)
            most = max(able, key=lambda one: (len(able[one]), -one))
            chosen = able[most][:at_one]
            chosen += [places[0] for agency, places in sorted(able.items()) if agency != most][
                : times - at_one
            ]
            code, numbers = newcomer(scene, chosen)
            ids.append(f"{scene.world.firms['firm_id'][most]}/{code}")
            proved.append([("bid", number) for number in numbers])
        return Proof("agency", ids, proved)

    return deed


agency = Shapes("BID-S03", "agency", together=True)
agency.fault(
    "三成归一家", "Three in ten tenders of an agency go to one firm, which wins nowhere else.", gathered(30, 8),
)  # fmt: skip
agency.fault(
    "一年之内包揽", "Within a year a fifth and more go to one firm.", gathered(22, 5, year=True),
)  # fmt: skip
agency.fault("四成归一家", "Four in ten go to one firm.", gathered(40, 8))
agency.honest("各处都中", "A firm wins at many agencies, at one of them four times.", spread(14, 4))
agency.honest(
    "大代理处中五次", "It wins five times at the largest agency, a small part of what that handles.", spread(20, 5),
)  # fmt: skip
