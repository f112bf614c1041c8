"""Bodies that buy unlike others: without competition, by judgement, rejecting many, from one supplier."""

from collections.abc import Callable
from typing import Any

import numpy as np

from qinglian.city.days import START
from qinglian.city.draw import Draw, Ints, as_column
from qinglian.city.plant import Deed, Proof, Scene
from qinglian.city.releases import market
from qinglian.city.releases.moves import Shapes, grouped, reject
from qinglian.city.releases.story import more, new_bodies, rows_of

MINUTES = 24 * 60
GROUP = ("group",)


def sides(scene: Scene, draw: Draw, n: int, k: int) -> Ints:
    """`k` different firms in each of `n` rows, none of them a newcomer."""
    usual = np.flatnonzero(scene.story["firm"]["special"] == False)  # noqa: E712
    first = draw.at("first").below(len(usual), n)[:, None]
    step = 1 + draw.at("step").below((len(usual) - 1) // k, n)[:, None]
    return np.asarray(usual[(first + step * np.arange(k)[None, :]) % len(usual)], dtype=np.int64)


def spread(each: int, groups: int, *, day: int = 20, every: int = 12) -> Ints:
    """Starts of the processes of each group, one after another at nine o'clock, so many days apart."""
    start = (START + day + np.arange(each) * every) * MINUTES + 9 * 60
    return np.tile(start, groups).astype(np.int64)


def first_of(each: int, groups: int, count: int) -> Any:
    """The first so many of each group."""
    return np.tile(np.arange(each) < count, groups)


def evenly(each: int, groups: int, count: int) -> Any:
    """So many of each group, spread over it."""
    k = np.arange(each)
    return np.tile((k + 1) * count // each > k * count // each, groups)


def bought(
    scene: Scene, at: Ints, each: int, *, role: str = "both", **fixed: Any
) -> tuple[Ints, Ints]:
    """New bodies, one for each story fallen, with `each` processes as buyer, as procuring entity, or as both."""
    body = new_bodies(scene, len(at))
    mine, n = np.repeat(body, each), each * len(at)
    usual = int((scene.story["body"]["special"] == False).sum())  # noqa: E712
    others = scene.draw.at("others").below(usual, n)
    buyer = mine if role in ("both", "buyer") else others
    entity = mine if role in ("both", "entity") else others
    return body, more(scene, n, buyer=buyer, entity=entity, **fixed)


def of_body(each: int, made: Callable[[Scene, int], dict[str, Any]], subject: str = "buyer", role: str = "both",
            after: Callable[[Scene, Ints], object] | None = None) -> Deed:  # fmt: skip
    """A new body with so many processes, of which something is fixed (scene, groups)."""

    def deed(scene: Scene, at: Ints) -> Proof:
        body, new = bought(scene, at, each, role=role, **made(scene, len(at)))
        if after:
            after(scene, new)
        return grouped(scene, new, each, subject, scene.story["body"]["org_id"][body].tolist())

    return deed


def methods(each: int, count: int) -> Deed:
    """So many of the processes of a body are direct, the rest open."""
    return of_body(each, lambda scene, groups: {
        "method": as_column(["direct" if direct else "open" for direct in first_of(each, groups, count)]),
    })  # fmt: skip


straight = Shapes("R013", GROUP, together=True)
straight.fault("全是直接委托", "A body never asks for bids.", methods(30, 30))
straight.fault("五次里四次", "A body asks for bids one time in five.", methods(30, 24))
straight.fault("三分之二", "A body awards two thirds directly.", methods(36, 24))
straight.honest("比平常略多", "A body awards somewhat more directly than others.", methods(30, 8))
straight.honest(
    "次数不够",
    "A body awarded directly nineteen times, and nothing else is known of it.",
    methods(19, 19),
)


def criteria(each: int, count: int) -> Deed:
    """So many of the processes of a body are scored, the rest go by price."""
    return of_body(each, lambda scene, groups: {
        "criteria": as_column(["ratedCriteria" if r else "priceOnly" for r in first_of(each, groups, count)]),
        "method": "open",
    })  # fmt: skip


judgement = Shapes("R021", GROUP, together=True)
judgement.fault("次次评分", "A body scores every purchase.", criteria(30, 30))
judgement.fault("几乎次次评分", "A body scores all but two purchases.", criteria(40, 38))
judgement.fault("多年都评分", "A body scored fifty purchases on end.", criteria(50, 50))
judgement.honest("一半评分", "A body scores every other purchase.", criteria(30, 15))
judgement.honest(
    "次数不够", "A body scored nineteen purchases, and more are not known.", criteria(19, 19)
)


def few(each: int, count: int) -> Deed:
    """Two came to the first so many processes of a body, four to the others."""

    def made(scene: Scene, groups: int) -> dict[str, Any]:
        who = sides(scene, scene.draw.at("who"), each * groups, 4)
        who[first_of(each, groups, count), 2:] = -1
        return {"who": who, "won": np.zeros(len(who)), "method": "open"}

    return of_body(each, made, "procuring_entity")


scarce = Shapes("R019", GROUP, together=True)
scarce.fault("总是两家", "Two bidders come to every purchase.", few(24, 24))
scarce.fault("难得来三家以上", "More than two come three times in thirty.", few(30, 27))
scarce.fault("多半只有两家", "Two bidders come to three of four.", few(40, 30))
scarce.honest("偶尔两家", "Two bidders come now and then.", few(30, 4))
scarce.honest("次数不够", "Two bidders came to nineteen purchases.", few(19, 19))


def turned_away(each: int, per: int, role: str, *, times: int | None = None) -> Deed:
    """Of five bidders so many are rejected in each process, or in the first so many."""

    def made(scene: Scene, groups: int) -> dict[str, Any]:
        who = sides(scene, scene.draw.at("who"), each * groups, 5)
        return {"who": who, "won": np.zeros(len(who)), "method": "open"}

    def after(scene: Scene, new: Ints) -> None:
        bid = scene.story["bid"]
        for spot, places in enumerate(rows_of(bid, "_t", new).values()):
            if times is None or spot % each < times:
                out = places[len(places) - per :]
                for rank, place in enumerate(out):
                    bid["amount"][place] = bid["amount"][places[0]] * (103 + 2 * rank) // 100 + rank
                reject(scene, out)

    subject = "buyer" if role == "buyer" else "procuring_entity"
    return of_body(each, made, subject, role, after)


for rule, role in (("R038-buyer", "buyer"), ("R038-procuring_entity", "entity")):
    rejecting = Shapes(rule, GROUP, together=True)
    rejecting.fault("五家否三家", "Three of five are rejected each time.", turned_away(10, 3, role))
    rejecting.fault("五家否两家", "Two of five are rejected each time.", turned_away(12, 2, role))
    rejecting.fault(
        "两次都否三家", "Three of five are rejected in two purchases.", turned_away(2, 3, role)
    )
    rejecting.honest("只有一次采购", "Three of five were rejected, once.", turned_away(1, 3, role))
    rejecting.honest("偶有否决", "One bid of fifty is rejected.", turned_away(10, 1, role, times=1))


def given(each: int, wins: int, *, every: int = 8, years: int = 1) -> Deed:
    """One supplier wins so many of the awards of a body in one category and year."""

    def deed(scene: Scene, at: Ints) -> Proof:
        groups = len(at)
        firm = market.newcomers(scene.world, scene.story, scene.draw.at("firm"), groups)
        who = sides(scene, scene.draw.at("who"), each * groups, 3)
        mine = (
            np.tile(np.arange(each) % years == 0, groups)
            if years > 1
            else np.ones(each * groups, dtype=bool)
        )
        hit = evenly(each, groups, wins)
        who[hit, 0] = np.repeat(firm, each)[hit]
        start = spread(each, groups, day=25, every=every)
        start = np.where(mine, start, start + 366 * MINUTES)
        body, new = bought(
            scene, at, each, who=who, won=np.zeros(len(who)), method="open", category=0, start=start
        )
        unit, org = scene.story["body"]["org_id"][body], scene.story["firm"]["org_id"][firm]
        ids = [f"{u}/{f}/goods / 2023" for u, f in zip(unit.tolist(), org.tolist(), strict=True)]
        return grouped(scene, new, each, "buyer_supplier", ids)

    return deed


favourite = Shapes("R040", GROUP, together=True)
favourite.fault("六成给一家", "One supplier gets three fifths of a year's awards.", given(24, 15))
favourite.fault("全给一家", "One supplier gets every award of a year.", given(24, 24))
favourite.fault("恰好一半", "One supplier gets exactly half of a year's awards.", given(24, 12))
favourite.honest("不到一半", "One supplier gets eleven of twenty-four.", given(24, 11))
favourite.honest("次数不够", "One supplier got all of nineteen awards.", given(19, 19))
favourite.honest(
    "分在两年", "One supplier got twelve awards in each of two years.", given(24, 24, years=2)
)


def passing(each: int, count: int) -> Deed:
    """So many of the awards of a body are subcontracted in part."""

    def after(scene: Scene, new: Ints) -> None:
        award = scene.story["award"]
        for spot, places in enumerate(rows_of(award, "_t", new).values()):
            for place in places:
                let = spot % each < count
                award["sub"][place] = let
                award["sub_least"][place], award["sub_most"][place] = (
                    (20, 30) if let else (-(2**63),) * 2
                )

    def made(scene: Scene, groups: int) -> dict[str, Any]:
        who = sides(scene, scene.draw.at("who"), each * groups, 3)
        return {"who": who, "won": np.zeros(len(who)), "method": "open"}

    return of_body(each, made, "unit", after=after)


subcontracts = Shapes("R072", GROUP, together=True)
subcontracts.fault("样样分包", "Every award of a body is subcontracted.", passing(20, 20))
subcontracts.fault(
    "四分之三分包", "Three of four awards of a body are subcontracted.", passing(24, 18)
)
subcontracts.fault(
    "六成分包", "Three fifths of the awards of a body are subcontracted.", passing(30, 18)
)
subcontracts.honest(
    "比平常略多", "A fifth of the awards of a body is subcontracted.", passing(25, 5)
)
subcontracts.honest("次数不够", "A body made nine awards, all subcontracted.", passing(9, 9))
