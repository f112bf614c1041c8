"""Who bid, who was turned away and who won all the same."""

from collections.abc import Callable

import numpy as np

from qinglian.city.draw import Bools
from qinglian.city.plant import Scene
from qinglian.city.releases.moves import (
    Deal,
    Shapes,
    another,
    each,
    gone,
    price,
    reject,
    settle,
    status,
    with_bids,
)
from qinglian.city.releases.plants.openness import direct as direct_awards
from qinglian.city.releases.process import DISQUALIFIED

PRICE, RATED = "priceOnly", "ratedCriteria"
BIDS = ("bids",)
Step = Callable[[Scene, Deal], object]


def by(criteria: str, *steps: Step) -> Step:
    """The process is decided by these criteria; then what else happened."""

    def change(scene: Scene, deal: Deal) -> None:
        scene.story["process"]["criteria"][deal.t] = criteria
        for step in steps:
            step(scene, deal)

    return change


def left(count: int) -> Step:
    """Only the winner and so many losers less one ever came."""
    return lambda scene, deal: gone(scene, deal.losers[count - 1 :])


def dearer_out(scene: Scene, deal: Deal) -> None:
    """Everybody dearer than the winner is rejected."""
    reject(scene, deal.losers)


def second_wins(scene: Scene, deal: Deal, *, bid: int = 1) -> None:
    """The second by price, or one still dearer, gets the award."""
    settle(scene, deal, deal.bids[bid])


def third_wins(scene: Scene, deal: Deal) -> None:
    """The third by price gets the award."""
    second_wins(scene, deal, bid=2)


def invited(scene: Scene) -> Bools:
    """By invitation, two bids or more."""
    method = scene.story["process"]["method"]
    return np.asarray(with_bids(2)(scene) & (method == "selective"), dtype=bool)


single = Shapes("R018", BIDS, with_bids(2))
single.fault("只来一家", "One bidder came.", each(left(1)))
single.fault(
    "其余都撤回",
    "All others withdrew before the closing.",
    each(lambda s, d: status(s, d.losers)),
    among=with_bids(3),
)
single.fault(
    "邀了几家只来一家", "Several were invited, one came.",
    each(lambda s, d: status(s, d.losers, "invited")), among=invited,
)  # fmt: skip
single.honest("来了两家", "Two bidders came.", each(left(2)), among=with_bids(3))
single.honest(
    "两家之一被否", "Two came, and one of them was rejected for cause.",
    each(lambda s, d: (left(2)(s, d), reject(s, d.losers[:1]))), also=("R035",), among=with_bids(3, lowest_won=True),
)  # fmt: skip
single.honest(
    "直接委托",
    "A direct award knows one firm by nature.",
    each(lambda s, d: None),
    among=direct_awards,
)

alone = Shapes("R035", BIDS, with_bids(3, lowest_won=True))
alone.fault("其余全被否", "Everybody but the winner is rejected.", each(dearer_out))
alone.fault(
    "两家中一家被否",
    "Of two bidders one is rejected.",
    each(lambda s, d: (left(2)(s, d), reject(s, d.losers[:1]))),
)
alone.fault(
    "一家撤回其余被否", "One withdraws, all others are rejected.",
    each(lambda s, d: (status(s, d.losers[:1]), reject(s, d.losers[1:]))),
)  # fmt: skip
alone.honest(
    "还有一家有效",
    "One loser stays valid, the dearest is rejected.",
    each(lambda s, d: reject(s, d.losers[1:])),
)
alone.honest(
    "其余只是撤回",
    "The others withdrew, nobody was rejected.",
    each(lambda s, d: status(s, d.losers)),
    also=("R018",),
)

low = Shapes("R036", BIDS, with_bids(4, lowest_won=True))
low.fault(
    "最低被否",
    "The lowest is rejected, the next one wins.",
    each(by(PRICE, lambda s, d: reject(s, d.bids[:1]), second_wins)),
)
low.fault(
    "最低两家被否", "The two lowest are rejected, the third wins.",
    each(by(PRICE, lambda s, d: reject(s, d.bids[:2]), third_wins)),
)  # fmt: skip


def by_a_cent(scene: Scene, deal: Deal) -> None:
    """The lowest undercuts the next by a hundredth."""
    price(scene, deal.bids[:1], [int(scene.story["bid"]["amount"][deal.bids[1]]) - 1])


low.fault(
    "只低一分也被否", "The rejected bid is lower by a hundredth.",
    each(by(PRICE, by_a_cent, lambda s, d: reject(s, d.bids[:1]), second_wins)),
)  # fmt: skip
low.honest(
    "最低的撤回了",
    "The lowest withdrew.",
    each(by(PRICE, lambda s, d: status(s, d.bids[:1]), second_wins)),
)
low.honest("被否的是最高", "The dearest is rejected.", each(lambda s, d: reject(s, d.bids[-1:])))
low.honest(
    "被否的是第二低", "The second lowest is rejected; the lowest won.", each(lambda s, d: reject(s, d.bids[1:2]))
)  # fmt: skip


def same_as_winner(scene: Scene, deal: Deal) -> None:
    """The dearest asks what the winner asks, and is rejected without a word."""
    price(scene, deal.bids[-1:], [int(scene.story["bid"]["amount"][deal.won])])
    reject(scene, deal.bids[-1:], told=False)


bare = Shapes("R037", BIDS, with_bids(4, lowest_won=True), also=("R036",))
bare.fault("最低被否没有文件", "The lowest is rejected and no paper says why.",
           each(by(PRICE, lambda s, d: reject(s, d.bids[:1], told=False), second_wins)))  # fmt: skip
bare.fault("两家被否都没有文件", "Two are rejected and no paper says why.",
           each(by(PRICE, lambda s, d: reject(s, d.bids[:2], told=False), third_wins)))  # fmt: skip
bare.fault("同价者被否没有文件", "One at the winner's price is rejected and no paper says why.",
           each(by(PRICE, same_as_winner)), also=("R028",))  # fmt: skip
bare.honest("附有评审报告", "The report of the evaluation says why.",
            each(by(PRICE, lambda s, d: reject(s, d.bids[:1]), second_wins)), also=bare.also)  # fmt: skip
bare.honest("被否的比中标贵", "The dearest is rejected without a paper.",
            each(by(PRICE, lambda s, d: reject(s, d.bids[-1:], told=False))))  # fmt: skip
bare.honest("综合评分", "Price alone did not decide.",
            each(by(RATED, lambda s, d: reject(s, d.bids[:1], told=False), second_wins)), also=bare.also)  # fmt: skip


def twice(said: str, other: str) -> Step:
    """The winner has two bids, of which one stands so and the other so."""

    def change(scene: Scene, deal: Deal) -> None:
        dearer = int(scene.story["bid"]["amount"][deal.won]) * 1013 // 1000
        status(scene, [another(scene, deal.won, "r", amount=dearer)], other)
        status(scene, [deal.won], said)

    return change


out = Shapes("R056", BIDS, with_bids(4), also=("R036", "R037"))
out.fault(
    "被否的中标", "The winner's bid had been rejected.", each(lambda s, d: reject(s, [d.won]))
)
out.fault("撤回的中标", "The winner had withdrawn.", each(lambda s, d: status(s, [d.won])))
out.fault(
    "两份都出局",
    "The winner had two bids: one rejected, one withdrawn.",
    each(twice(DISQUALIFIED, "withdrawn")),
)
out.honest(
    "另一份有效",
    "Of the winner's two bids one was rejected, the other stood.",
    each(twice("valid", DISQUALIFIED)),
)
out.honest(
    "落选者被否",
    "A loser was rejected.",
    each(lambda s, d: reject(s, d.losers[-1:])),
    also=("R036",),
)

dear = Shapes("R056-2", BIDS, with_bids(3, lowest_won=True))
dear.fault(
    "第二低中标", "Price alone decides, and the second lowest wins.", each(by(PRICE, second_wins))
)
dear.fault(
    "最贵的中标",
    "Price alone decides, and the dearest wins.",
    each(by("lowestCost", lambda s, d: second_wins(s, d, bid=-1))),
)
dear.fault(
    "只贵一分",
    "Price alone decides, and a bid dearer by a hundredth wins.",
    each(by(PRICE, by_a_cent, second_wins)),
)
dear.honest("综合评分", "Other things counted beside the price.", each(by(RATED, second_wins)))
dear.honest(
    "最低的撤回了",
    "The lowest withdrew.",
    each(by(PRICE, lambda s, d: status(s, d.bids[:1]), second_wins)),
)
dear.honest(
    "最低的被否", "The lowest was rejected, with a report.",
    each(by(PRICE, lambda s, d: reject(s, d.bids[:1]), second_wins)), also=("R036", "R035"),
)  # fmt: skip
