"""Firms that keep company, take turns, stop coming, sell everything, or hold a market."""

from collections.abc import Callable
from typing import Any

import numpy as np

from qinglian.city.draw import Ints
from qinglian.city.plant import Deed, Proof, Scene
from qinglian.city.releases import market
from qinglian.city.releases.moves import Shapes, grouped, reject
from qinglian.city.releases.plants.bodies import GROUP, MINUTES, bought, evenly, sides, spread
from qinglian.city.releases.story import more, rows_of

Winner = Callable[[Ints], Ints]
"""Which of the two wins, 0 or 1, by the place among their meetings."""
ONE_KIND: dict[str, Any] = {"category": 1, "division": 2}
"""Works of one division: firms that meet do one trade."""


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
    """Two firms and a third meet so often; where `apart`, each also bids alone: one always wins, the other never."""

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


loser = Shapes("R025-2", GROUP, together=True)
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
