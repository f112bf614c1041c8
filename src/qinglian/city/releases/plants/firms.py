"""Firms that keep company, take turns, stop coming, sell everything, or hold a market."""

from collections.abc import Callable
from typing import Any

import numpy as np

from qinglian.city.draw import Ints, as_column
from qinglian.city.plant import Deed, Proof, Scene
from qinglian.city.releases import market
from qinglian.city.releases.moves import Shapes, grouped, reject
from qinglian.city.releases.plants.bodies import GROUP, MINUTES, bought, evenly, sides, spread
from qinglian.city.releases.story import more, new_bodies, rows_of

Winner = Callable[[Ints], Ints]
"""Which of the two wins, 0 or 1, by the place among their meetings."""
ONE_KIND: dict[str, Any] = {"category": 1, "division": 2}
"""Works of one division: firms that meet do one trade."""
CURRENCIES = (
    "USD", "EUR", "JPY", "GBP", "CHF", "SEK", "NOK", "DKK", "CAD", "AUD", "NZD", "SGD", "HKD", "THB", "MYR", "IDR",
    "PHP", "INR", "KRW", "VND", "PLN", "CZK", "HUF", "RON", "TRY", "ZAR", "BRL", "MXN", "CLP", "COP", "PEN", "ARS",
)  # fmt: skip
"""Programmes that lend money pay in their own; each is a market by itself."""


def newcomers(scene: Scene, groups: int, each: int) -> Ints:
    """So many new firms for each group, a row a group."""
    firms = market.newcomers(scene.world, scene.story, scene.draw.at("firms"), groups * each)
    return firms.reshape(groups, each)


def org(scene: Scene, firms: Ints) -> list[str]:
    """Ids of firms."""
    return list(scene.story["firm"]["org_id"][firms].tolist())


def pair(scene: Scene, one: Ints, other: Ints) -> list[str]:
    """Ids of pairs, the lesser first."""
    return ["/".join(sorted(both)) for both in zip(org(scene, one), org(scene, other), strict=True)]


def meet(each: int, winner: Winner, *, apart: int = 0, every: int = 11) -> Deed:
    """Two firms and a third meet so often; where `apart`, each also bids alone: the one always wins, the other never."""

    def deed(scene: Scene, at: Ints) -> Proof:
        groups = len(at)
        firm = newcomers(scene, groups, 2)
        turn = np.tile(np.arange(each), groups)
        who = sides(scene, scene.draw.at("who"), each * groups, 3)
        who[:, :2] = np.repeat(firm, each, axis=0)
        start = spread(each, groups, every=every)
        new = more(
            scene,
            each * groups,
            who=who,
            won=winner(turn),
            method="open",
            start=start,
            open=20 * MINUTES,
            **ONE_KIND,
        )
        scene.story["award"]["decision"][
            sum(rows_of(scene.story["award"], "_t", new).values(), [])
        ] = 9
        if apart:
            _elsewhere(scene, firm, apart)
        return grouped(scene, new, each, "bidder_pair", pair(scene, firm[:, 0], firm[:, 1]))

    return deed


def _elsewhere(scene: Scene, firm: Ints, count: int) -> None:
    for side, won in ((0, 0), (1, 1)):
        who = sides(scene, scene.draw.at("apart", side), count * len(firm), 3)
        who[:, 0] = np.repeat(firm[:, side], count)
        more(
            scene,
            len(who),
            "apart",
            side,
            who=who,
            won=np.full(len(who), won),
            method="open",
            **ONE_KIND,
        )


def always(turn: Ints) -> Ints:
    """The one."""
    return np.zeros(len(turn), dtype=np.int64)


recurrent = Shapes("R053", GROUP, together=True)
recurrent.fault(
    "十四次都是一家", "Two firms meet fourteen times and one wins them all.", meet(14, always)
)
recurrent.fault(
    "二十次都是一家", "Two firms meet twenty times and one wins them all.", meet(20, always)
)
recurrent.fault("二十次输一次", "Two firms meet twenty times and one wins all but one.",
                meet(20, lambda turn: (turn == 6).astype(np.int64)))  # fmt: skip
recurrent.honest(
    "各赢一半", "Two firms meet often and each wins as much.", meet(14, lambda turn: turn // 3 % 2)
)
recurrent.honest("只遇九次", "Two firms met nine times and one won them all.", meet(9, always))
recurrent.honest(
    "强的一家到处赢", "One firm wins everywhere, the other nowhere.", meet(14, always, apart=24)
)

turns = Shapes("R057", GROUP, together=True)
turns.fault(
    "一家一次", "Two firms win turn by turn, twenty-four times.", meet(24, lambda turn: turn % 2)
)
turns.fault(
    "一家一次三十回", "Two firms win turn by turn, thirty times.", meet(30, lambda turn: turn % 2)
)
turns.fault("只错了一回", "Two firms win turn by turn and lose the count once.",
            meet(28, lambda turn: (turn + (turn > 11)) % 2))  # fmt: skip
turns.honest("各赢各的", "Two firms win in no order.", meet(24, lambda turn: turn * turn // 7 % 2))
turns.honest(
    "先一家后一家",
    "One wins for a year, then the other.",
    meet(24, lambda turn: (turn > 11).astype(np.int64)),
)
turns.honest(
    "只遇十八次", "Two firms won turn by turn, eighteen times.", meet(18, lambda turn: turn % 2)
)


def queue(each: int, k: int, *, one_day: bool = False, shuffled: bool = False) -> Deed:
    """The same firms hand in their bids in the same order each time."""

    def deed(scene: Scene, at: Ints) -> Proof:
        groups = len(at)
        who = np.repeat(newcomers(scene, groups, k), each, axis=0)
        start = spread(each, groups, every=0 if one_day else 15)
        new = more(
            scene,
            len(who),
            who=who,
            won=np.arange(len(who)) % k,
            method="open",
            start=start,
            open=20 * MINUTES,
        )
        bid = scene.story["bid"]
        for spot, places in enumerate(rows_of(bid, "_t", new).values()):
            for rank, place in enumerate(places):
                shift = (rank * (1 + spot % 2) + spot // 2) % k if shuffled else rank
                bid["before"][place] = 300 - 9 * shift
        numbers = scene.story["process"]["tender_id"][new].tolist()
        told = grouped(scene, new, each, "contracting_process", [])
        return Proof(
            told.subject, numbers, [told.rows[spot // each] for spot in range(len(numbers))]
        )

    return deed


order = Shapes("R034", GROUP, together=True)
order.fault("三家八次", "Three firms hand in their bids in one order eight times.", queue(8, 3))
order.fault("四家六次", "Four firms hand in their bids in one order six times.", queue(6, 4))
order.fault("五家六次", "Five firms hand in their bids in one order six times.", queue(6, 5))
order.honest(
    "同日一批", "Three firms hand in eight bids each at one sitting.", queue(8, 3, one_day=True)
)
order.honest(
    "次序各异",
    "The same three firms hand in their bids in changing order.",
    queue(6, 3, shuffled=True),
)
order.honest("只有三次", "Three firms handed in their bids in one order three times.", queue(3, 3))


def regular(each: int, came: Callable[[Ints], Any]) -> Deed:
    """A firm comes to the purchases of one entity and category as `came` says of their places."""

    def deed(scene: Scene, at: Ints) -> Proof:
        groups = len(at)
        firm = newcomers(scene, groups, 1)[:, 0]
        who = sides(scene, scene.draw.at("who"), each * groups, 3)
        there = np.asarray(came(np.tile(np.arange(each), groups)), dtype=bool)
        who[there, 0] = np.repeat(firm, each)[there]
        won = np.tile(np.arange(each) % 3, groups)
        start = spread(each, groups, every=18)
        body, new = bought(
            scene, at, each, who=who, won=won, method="open", category=2, start=start
        )
        unit = scene.story["body"]["org_id"][body].tolist()
        ids = [f"{one}/{u} · services" for one, u in zip(org(scene, firm), unit, strict=True)]
        return grouped(scene, new, each, "tenderer", ids)

    return deed


missing = Shapes("R027", GROUP, together=True)
missing.fault(
    "来了一半就不来",
    "A firm came to the first fifteen of thirty purchases and to none since.",
    regular(30, lambda k: k < 15),
)
missing.fault(
    "四十次来前二十次",
    "A firm came to the first twenty of forty purchases.",
    regular(40, lambda k: k < 20),
)
missing.fault(
    "常来而止",
    "A firm came to most of the first sixteen of forty purchases.",
    regular(40, lambda k: (k < 16) & (k % 5 != 2)),
)
missing.honest(
    "最后两次没来", "A firm missed the last two of thirty purchases.", regular(30, lambda k: k < 28)
)
missing.honest("隔次才来", "A firm comes every other time.", regular(30, lambda k: k % 2 == 1))
missing.honest("只来过九次", "A firm came nine times, and not since.", regular(30, lambda k: k < 9))


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


def bidding(each: int, wins: int, out: int = 0) -> Deed:
    """A firm bids so often, wins so often, and is rejected so often."""

    def deed(scene: Scene, at: Ints) -> Proof:
        groups = len(at)
        firm = newcomers(scene, groups, 1)[:, 0]
        who = sides(scene, scene.draw.at("who"), each * groups, 4)
        who[:, 0] = np.repeat(firm, each)
        won = np.where(evenly(each, groups, wins), 0, 1)
        new = more(scene, len(who), who=who, won=won, method="open")
        for spot, places in enumerate(rows_of(scene.story["bid"], "_t", new).values()):
            if spot % each >= each - out:
                bid = scene.story["bid"]
                bid["amount"][places[0]] = bid["amount"][places[1]] * 104 // 100 + 1
                reject(scene, places[:1])
        return grouped(scene, new, each, "tenderer", org(scene, firm))

    return deed


loser = Shapes("R025", GROUP, together=True)
loser.fault("三十次不中", "A firm bid thirty times and won nothing.", bidding(30, 0))
loser.fault("四十次不中", "A firm bid forty times and won nothing.", bidding(40, 0))
loser.fault("四十次中一次", "A firm bid forty times and won once.", bidding(40, 1))
loser.honest("四次中一次", "A firm wins one time in four.", bidding(28, 7))
loser.honest("新来投两次", "A newcomer bid twice and won nothing.", bidding(2, 0))

unwanted = Shapes("R038-tenderer", GROUP, together=True)
unwanted.fault("次次被否", "Every bid of a firm is rejected.", bidding(8, 0, out=8))
unwanted.fault("多半被否", "Six of eight bids of a firm are rejected.", bidding(8, 1, out=6))
unwanted.fault("两次都被否", "Both bids of a firm are rejected.", bidding(2, 0, out=2))
unwanted.honest("只投一次被否", "The only bid of a firm was rejected.", bidding(1, 0, out=1))
unwanted.honest("十次被否一次", "One bid of ten was rejected.", bidding(10, 3, out=1))
