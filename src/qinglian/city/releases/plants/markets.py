"""Firms that sell everything, get in by a small purchase, or hold a market."""

import numpy as np

from qinglian.city.draw import Ints, as_column
from qinglian.city.plant import Deed, Proof, Scene
from qinglian.city.releases.moves import Shapes, grouped
from qinglian.city.releases.plants.bodies import GROUP, MINUTES, sides, spread
from qinglian.city.releases.plants.firms import newcomers, org
from qinglian.city.releases.story import more, new_bodies, rows_of

CURRENCIES = (
    "USD", "EUR", "JPY", "GBP", "CHF", "SEK", "NOK", "DKK", "CAD", "AUD", "NZD", "SGD", "HKD", "THB", "MYR", "IDR",
    "PHP", "INR", "KRW", "VND", "PLN", "CZK", "HUF", "RON", "TRY", "ZAR", "BRL", "MXN", "CLP", "COP", "PEN", "ARS",
)  # fmt: skip
"""Programmes that lend money pay in their own; each is a market by itself."""


def seller(each: int, kinds: int, firms: int = 1) -> Deed:
    """Suppliers win so many purchases, of goods, works and services of so many divisions."""

    def deed(scene: Scene, at: Ints) -> Proof:
        groups = len(at) * firms
        firm = newcomers(scene, groups, 1)[:, 0]
        who = sides(scene, scene.draw.at("who"), each * groups, 3)
        who[:, 0] = np.repeat(firm, each)
        kind = np.tile(np.arange(each), groups) % kinds
        new = more(
            scene, len(who), who=who, won=np.zeros(len(who)), method="open", category=kind // 4, division=kind % 4
        )  # fmt: skip
        return grouped(scene, new, each, "tenderer", org(scene, firm))

    return deed


trader = Shapes("R048", GROUP, together=True)
trader.fault("十类都卖", "A firm sold things of ten divisions.", seller(24, 10))
trader.fault("样样都卖", "A firm sold things of all twelve divisions.", seller(24, 12))
trader.fault("八类都卖", "A firm sold things of eight divisions.", seller(32, 8))
trader.honest(
    "专做两类", "Firms with many awards sell things of two divisions.", seller(22, 2, firms=4)
)
trader.honest(
    "专做三类", "Firms with many awards sell things of three divisions.", seller(22, 3, firms=4)
)
trader.honest("次数不够", "A firm won nineteen times, of all divisions.", seller(19, 12))


def follow_up(times: int, *, wait: int = 120, known: int = 420, hundredths: int = 0) -> Deed:
    """A body buys a little from a new supplier, then so many times as much; it has been on record for `known` days."""

    def deed(scene: Scene, at: Ints) -> Proof:
        groups = len(at)
        firm, body = newcomers(scene, groups, 2), new_bodies(scene, groups)
        days = np.tile(np.array([20, 20 + known, 20 + known + wait]), groups)
        start = (np.int64(19358) + days) * MINUTES + 600
        supplier = np.column_stack([firm[:, 1], firm[:, 0], firm[:, 0]]).reshape(-1)
        buyer = np.repeat(body, 3)
        new = more(
            scene,
            3 * groups,
            buyer=buyer,
            entity=buyer,
            currency="XTS",
            method="direct",
            supplier=supplier,
            start=start,
        )
        award, contract = scene.story["award"], scene.story["contract"]
        for spot, places in enumerate(rows_of(award, "_t", new).values()):
            award["decision"][places] = 9
            amount = (3_000_000, 2_000_000, 2_000_000 * times + hundredths)[spot % 3]
            award["amount"][places] = amount
            contract["amount"][np.flatnonzero(np.isin(contract["_a"], places))] = amount
        unit = scene.story["body"]["org_id"][body].tolist()
        ids = [f"{u}/{one}" for u, one in zip(unit, org(scene, firm[:, 0]), strict=True)]
        return grouped(scene, new, 3, "buyer_supplier", ids)

    return deed


door = Shapes("R052", GROUP, together=True)
door.fault("后来二十倍", "The second purchase is twenty times the first.", follow_up(20))
door.fault("恰好十倍", "The second purchase is ten times the first.", follow_up(10))
door.fault(
    "一年内五十倍", "Within the year comes a purchase of fifty times.", follow_up(50, wait=340)
)
door.honest(
    "差一分十倍",
    "The second purchase is a hundredth short of ten times.",
    follow_up(10, hundredths=-1),
)
door.honest("一年以后", "The large purchase came more than a year later.", follow_up(30, wait=380))
door.honest(
    "采购人记录太短", "The body was not on record for a year before.", follow_up(30, known=200)
)


ONE = "market_supplier"


def unused(scene: Scene, groups: int) -> list[str]:
    """Currencies that nobody here pays in yet."""
    used = set(scene.story["process"]["currency"].tolist())
    return [code for code in CURRENCIES if code not in used][:groups]


def held(each: int, shares: tuple[int, ...], rule: str) -> Deed:
    """In a market of its own so many awards, of like size, go to firms by these counts; the rest to many."""

    def deed(scene: Scene, at: Ints) -> Proof:
        money = unused(scene, len(at))
        groups = len(money)
        firm = newcomers(scene, groups, len(shares))
        who = sides(scene, scene.draw.at("who"), each * groups, 3)
        of = np.full(each, -1)
        of[: sum(shares)] = np.repeat(np.arange(len(shares)), shares)
        place = np.tile(of, groups)
        own = np.repeat(firm, each, axis=0)[np.arange(len(who)), np.maximum(place, 0)]
        who[:, 0] = np.where(place >= 0, own, who[:, 0])
        new = more(
            scene, len(who), who=who, won=np.zeros(len(who)), method="open", category=0, division=1, amount=40_000_000,
            currency=as_column([code for code in money for _ in range(each)]),
            start=spread(each, groups, day=25, every=6),
        )  # fmt: skip
        markets = [f"goods / 2023 / {code}" for code in money]
        mine = [f"{one}/{name}" for one, name in zip(org(scene, firm[:, 0]), markets, strict=True)]
        about = {"R050": (ONE, mine), "R051": ("market", markets)}
        told = grouped(scene, new, each, *about[rule])
        # A market in one hand is met by both rules.
        other = "R051" if rule == "R050" else "R050"
        if shares[0] * 2 > each > 29:
            beside = tuple((other, about[other][0], name) for name in about[other][1])
            return Proof(told.subject, told.ids, told.rows, beside)
        return told

    return deed


big = Shapes("R050", GROUP, together=True)
big.fault("六成归一家", "One firm holds three fifths of a programme.", held(36, (22,), "R050"))
big.fault("独占", "One firm holds the whole of a programme.", held(32, (32,), "R050"))
big.fault("过半", "One firm holds a little more than half.", held(40, (23,), "R050"))
big.honest("四成半", "One firm holds somewhat less than half.", held(36, (16,), "R050"))
big.honest(
    "次数不够",
    "One firm holds the whole of a programme of twenty-nine awards.",
    held(29, (29,), "R050"),
)

index = Shapes("R051", GROUP, together=True)
index.fault("三家均分", "Three firms share a programme.", held(36, (12, 12, 12), "R051"))
index.fault("一家七成", "One firm holds seven tenths.", held(36, (25,), "R051"))
index.fault("两家均分", "Two firms share a programme.", held(32, (16, 16), "R051"))
index.honest("五家均分", "Five firms share a programme.", held(40, (8, 8, 8, 8, 8), "R051"))
index.honest(
    "一家四成", "One firm holds four tenths, many share the rest.", held(40, (16,), "R051")
)
