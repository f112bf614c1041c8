"""Prices of bids against each other, against the estimate and against those of the like."""

from collections.abc import Callable, Sequence

import numpy as np

from qinglian.city.draw import Bools, Ints
from qinglian.city.plant import Deed, Proof, Scene
from qinglian.city.releases.moves import (
    Deal,
    Shapes,
    another,
    contracted,
    each,
    gone,
    plain,
    price,
    settle,
    shown,
    status,
    with_bids,
)
from qinglian.city.releases.story import rows_of

BIDS = ("bids",)


def amount(scene: Scene, bid: int) -> int:
    """What a bid asks."""
    return int(scene.story["bid"]["amount"][bid])


def asking(sums: Callable[[int, int], Sequence[int]], *, most: int | None = None) -> Deed:
    """Bids by price ask what is made of the estimate and their number; where asked, only so many came."""

    def change(scene: Scene, deal: Deal) -> None:
        bids = deal.bids
        if most is not None:
            bids = [deal.won, *deal.losers[: most - 1]]
            gone(scene, [bid for bid in deal.bids if bid not in bids])
        price(scene, bids, sums(int(scene.story["process"]["amount"][deal.t]), len(bids)))
        settle(scene, deal)

    return each(change)


def follow(which: Callable[[Deal], Sequence[int]], sums: Callable[[int, int], int]) -> Deed:
    """Some bids ask what is made of the winning price and their place."""

    def change(scene: Scene, deal: Deal) -> None:
        won = amount(scene, deal.won)
        bids = which(deal)
        price(scene, bids, [sums(won, place) for place in range(len(bids))])

    return each(change)


def losers(deal: Deal) -> list[int]:
    """All that did not win."""
    return deal.losers


def copy(*, status_of: str | None = None, currency: str | None = None, cent: int = 0) -> Deed:
    """The dearest loser asks what the next one asks, or a hundredth more; it stands so, or in another currency."""

    def change(scene: Scene, deal: Deal) -> None:
        one, other = deal.losers[-1], deal.losers[-2]
        price(scene, [one], [amount(scene, other) + cent])
        if status_of:
            status(scene, [one], status_of)
        if currency:
            scene.story["bid"]["currency"][one] = currency

    return each(change)


same = Shapes("R028", BIDS, with_bids(4))
same.fault("两家落选同价", "Two losers ask the same to the hundredth.", copy())
same.fault(
    "与中标同价",
    "A loser asks what the winner asks.",
    follow(lambda d: d.losers[-1:], lambda won, k: won),
)
same.fault(
    "三家同价",
    "Three losers ask the same.",
    follow(lambda d: d.losers[-3:], lambda won, k: won + 777_00),
)
same.honest("差一分", "Two losers differ by a hundredth.", copy(cent=1))
same.honest(
    "同价的已撤回", "One of the two at the same price withdrew.", copy(status_of="withdrawn")
)
same.honest("同数不同币种", "The same number in another currency.", copy(currency="XXX"))
same.honest(
    "同一家两份同价", "One bidder hands in two variants at one price.",
    each(lambda s, d: another(s, d.losers[-1], "r")),
)  # fmt: skip

ladder = Shapes("R023", BIDS, with_bids(4))
ladder.fault(
    "等差",
    "Each bid asks the same sum more.",
    asking(lambda top, n: [top * 86 // 100 + k * (top // 60) for k in range(n)]),
)
ladder.fault("等比", "Each bid asks the same share more.",
             asking(lambda top, n: [top * 84 // 100 * 1027**k // 1000**k for k in range(n)]))  # fmt: skip
ladder.fault("等差加零头", "Equal steps, with odd sums put on to hide them.",
             asking(lambda top, n: [top * 17 // 20 + k * (top // 70) + k % 3 * (top // 9000) for k in range(n)])
             )  # fmt: skip
ladder.honest("只有三家等差", "Three bids stand equal steps apart, as chance may have it.",
              asking(lambda top, n: [top * 86 // 100 + k * (top // 60) for k in range(n)], most=3))  # fmt: skip
ladder.honest("前两步相等", "Two steps are equal, the third is not.",
              asking(lambda top, n: [top * 86 // 100 + (k + (k > 2)) * (top // 60) for k in range(n)]))  # fmt: skip
ladder.honest("按公布价目的折扣", "Bids are round shares of a published price, at odd steps.",
              asking(lambda top, n: [top * (84, 87, 92, 94, 96, 97)[k] // 100 for k in range(n)]))  # fmt: skip

wide = Shapes("R022", BIDS, with_bids(3))
wide.fault(
    "一家高出一倍",
    "One bid asks twice as much, for show.",
    follow(lambda d: d.losers[-1:], lambda won, k: won * 2 + 1234),
)
wide.fault(
    "落选者都离谱",
    "All losers ask absurd sums.",
    follow(losers, lambda won, k: won * (15 + 6 * k) // 10),
    also=("R058",),
)
wide.fault(
    "一家高出六成",
    "One bid asks three fifths more.",
    follow(lambda d: d.losers[-1:], lambda won, k: won * 16 // 10 + 777),
)
wide.honest(
    "一家高出一成",
    "One bid asks a tenth more.",
    follow(lambda d: d.losers[-1:], lambda won, k: won * 11 // 10 + 777),
)
wide.honest(
    "只有两家",
    "Two bids lie far apart.",
    asking(lambda top, n: [top * 60 // 100, top * 96 // 100][:n], most=2),
    also=("R058",),
)

deep = Shapes("R058", BIDS, with_bids(3, lowest_won=True), also=("R022",))
deep.fault(
    "低了四成",
    "The runner-up asks two fifths more.",
    follow(losers, lambda won, k: won * (140 + 4 * k) // 100),
)
deep.fault(
    "低了一半",
    "The runner-up asks twice as much.",
    follow(losers, lambda won, k: won * (200 + 9 * k) // 100),
)
deep.fault(
    "低了近三成",
    "The runner-up asks over a quarter more.",
    follow(losers, lambda won, k: won * (127 + 2 * k) // 100),
)
deep.honest(
    "低百分之六",
    "The runner-up asks six hundredths more.",
    follow(losers, lambda won, k: won * (1060 + 7 * k) // 1000),
    also=deep.also,
)
deep.honest(
    "低百分之四",
    "The runner-up asks four hundredths more.",
    follow(losers, lambda won, k: won * (1040 + 9 * k) // 1000),
    also=deep.also,
)

close = Shapes("R024-2", BIDS, with_bids(3, lowest_won=True))
close.fault(
    "只差万分之一",
    "The runner-up asks a ten-thousandth more.",
    follow(losers, lambda won, k: won + won // 10_000 + k * (won // 37) + 1),
)
close.fault(
    "只差一元",
    "The runner-up asks one unit more.",
    follow(losers, lambda won, k: won + 100 + k * (won // 41)),
)
close.fault(
    "只差五万分之一",
    "The runner-up asks a fifty-thousandth more.",
    follow(losers, lambda won, k: won + won // 50_000 + k * (won // 29) + 3),
)
close.honest(
    "差百分之二",
    "The runner-up asks two hundredths more.",
    follow(losers, lambda won, k: won + won // 50 + k * (won // 43)),
)
close.honest(
    "差百分之三",
    "The runner-up asks three hundredths more.",
    follow(losers, lambda won, k: won + won * 3 // 100 + k * (won // 47)),
)


def near(share: int, over: int = 7) -> Deed:
    """The winner asks so many thousandths of the estimate, the others somewhat more."""

    def change(scene: Scene, deal: Deal) -> None:
        top = int(scene.story["process"]["amount"][deal.t])
        price(scene, [deal.won], [top * share // 1000])
        price(
            scene,
            deal.losers,
            [top * (share + over * (k + 1) + k * k * 6) // 1000 for k in range(len(deal.losers))],
        )
        settle(scene, deal)

    return each(change)


estimate = Shapes("R031", BIDS, with_bids(2, lowest_won=True))
estimate.fault("只低千分之五", "The winner stays half a hundredth below the estimate.", near(995))
estimate.fault("恰等于估算", "The winner asks the estimate itself.", near(1000))
estimate.fault("高出估算", "The winner asks more than the estimate.", near(1030))
estimate.honest(
    "低百分之一点二", "The winner stays a little more than a hundredth below.", near(988)
)
estimate.honest("贴近的没有中标", "Losers hug the estimate, the winner does not.", near(950, 45))


def scaled(up: int, down: int = 1) -> Deed:
    """All sums of a process are so many times as large, and what is bought with them."""

    def deed(scene: Scene, at: Ints) -> None:
        story = scene.story
        process, item = story["process"], story["item"]
        process["amount"][at] = process["amount"][at] * up // down
        for kind in ("lot", "bid", "award", "contract", "payment", "fee", "item"):
            places = np.flatnonzero(np.isin(story[kind]["_t"], at))
            column = "quantity" if kind == "item" else "amount"
            story[kind][column][places] = story[kind][column][places] * up // down
        item["quantity"][np.flatnonzero(np.isin(item["_t"], at))] += 1

    return deed


def common(scene: Scene) -> Bools:
    """Plain, in the currency of most, and neither large nor small for its kind."""
    process = scene.story["process"]
    usual = (process["amount"] > 22_000_000) & (process["amount"] < 45_000_000)
    return np.asarray(
        plain(scene) & usual & np.asarray(process["currency"] == "XTS", dtype=bool), dtype=bool
    )


size = Shapes("R016", ("bids", "contract", "estimate", "items", "fees", "subshare"), common)
size.fault("大出百倍", "The estimate is a hundred times that of the like.", scaled(100))
size.fault("大出四十倍", "The estimate is forty times that of the like.", scaled(40))
size.fault("小到百分之一", "The estimate is a hundredth of that of the like.", scaled(1, 100))
size.honest("大一倍", "The estimate is twice that of the like.", scaled(2))
size.honest("小一半", "The estimate is half of that of the like.", scaled(1, 2))


def priced(up: int, down: int = 1) -> Deed:
    """The first line of a call has a unit price so many times as high."""

    def deed(scene: Scene, at: Ints) -> Proof:
        item = scene.story["item"]
        mine = [places[0] for places in rows_of(item, "_t", at).values()]
        item["price"][mine] = item["price"][mine] * up // down
        return shown(scene, at, "item", item["item_id"][mine].tolist())

    return deed


def usual_price(scene: Scene) -> Bools:
    """Contracted, in the currency of most, no item priced far from the like."""
    process = scene.story["process"]
    return np.asarray(contracted(scene) & (process["currency"] == "XTS"), dtype=bool)


line = Shapes("R017", ("items",), usual_price)
line.fault("单价贵百倍", "A line costs a hundred times what the like cost.", priced(100))
line.fault("单价是百分之一", "A line costs a hundredth of what the like cost.", priced(1, 100))
line.fault("按箱报成按个", "A line is priced by the box and counted by the piece.", priced(144))
line.honest("贵三成", "A line costs three tenths more.", priced(13, 10))
line.honest("便宜两成", "A line costs a fifth less.", priced(8, 10))
