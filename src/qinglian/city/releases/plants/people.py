"""Who is behind the bidders, how they are reached, and who was on a list of sanctions."""

from collections.abc import Callable

import numpy as np

from qinglian.city.days import NEVER, day_of
from qinglian.city.draw import Ints, as_column
from qinglian.city.plant import Deed, Proof, Scene
from qinglian.city.releases import market
from qinglian.city.releases.ledger import moments
from qinglian.city.releases.moves import (
    Deal,
    Shapes,
    deals,
    each,
    shown,
    stand_in,
    status,
    with_bids,
)
from qinglian.city.releases.story import more
from qinglian.city.rows import Rows

BIDS = ("bids",)
CONTACTS = ("phone", "email", "address", "postal")
Change = Callable[[Scene, Deal], object]


def give(scene: Scene, firm: int, **values: object) -> None:
    """Facts of a firm in the registers."""
    for name, value in values.items():
        scene.story["firm"][name][firm] = value


def of(scene: Scene, bid: int, name: str) -> object:
    """A fact of the firm that bid."""
    firm = scene.story["firm"]
    return firm[name][int(scene.story["bid"]["firm"][bid])]


def newcomer(
    scene: Scene, deal: Deal, like: int, *names: str, place: int = -1, **values: object
) -> int:
    """A new firm in place of a loser that has these facts of another bidder, and others given."""
    bid = deal.losers[place]
    firm = stand_in(scene, bid)
    give(scene, firm, **{name: of(scene, like, name) for name in names}, **values)
    return bid


def owner(place: int = -1, *, like: int | None = None) -> Callable[[Scene, Deal], int]:
    """A loser belongs to the person who owns the winner, or another loser."""
    return lambda s, d: newcomer(
        s, d, d.won if like is None else d.losers[like], "owner_id", place=place
    )


owners = Shapes("R032", BIDS, with_bids(4))
owners.fault("与中标人同属一人", "A loser and the winner belong to one person.", each(owner()))
owners.fault("两家落选同属一人", "Two losers belong to one person.", each(owner(like=0)))
owners.fault(
    "三家同属一人",
    "Three bidders belong to one person.",
    each(lambda s, d: (owner()(s, d), owner(-2)(s, d))),
)
owners.honest(
    "受益人同名不同人", "Two owners have one name and are two persons.",
    each(lambda s, d: newcomer(s, d, d.won, "owner_name")),
)  # fmt: skip
owners.honest(
    "同一受益人的一家没有投", "A firm of the same owner withdrew before the closing.",
    each(lambda s, d: status(s, [owner()(s, d)])),
)  # fmt: skip


def held(share: int, *, place: int = -1, by: str = "second_id") -> Callable[[Scene, Deal], int]:
    """A loser is held in part by the main shareholder of the winner."""

    def change(scene: Scene, deal: Deal) -> int:
        bid = deal.losers[place]
        firm = stand_in(scene, bid)
        parts = {"second_share": share, "share": 1000 - share}
        if by == "holder_id":
            parts = {"share": share, "second_share": 1000 - share}
        give(scene, firm, **{by: of(scene, deal.won, "holder_id")}, **parts)
        return bid

    return change


holders = Shapes("R033", BIDS, with_bids(4))
holders.fault(
    "同一控股股东", "One holder has most of two bidders.", each(held(700, by="holder_id"))
)
holders.fault(
    "恰好四分之一", "The winner's main holder has exactly a quarter of a loser.", each(held(250))
)
holders.fault("三成参股", "The winner's main holder has three tenths of a loser.", each(held(300)))
holders.honest(
    "差一点不到四分之一",
    "The winner's main holder has a little less than a quarter.",
    each(held(249)),
)
holders.honest("零星参股", "The winner's main holder has a twentieth.", each(held(50)))
holders.honest(
    "参股的一家撤回", "The loser held by the winner's holder withdrew.", each(lambda s, d: status(s, [held(400)(s, d)]))
)  # fmt: skip


def apart(*names: str, **values: object) -> Deed:
    """New firms alike in these facts bid beside others, each in a process of its own."""

    def deed(scene: Scene, at: Ints) -> None:
        mine = deals(scene, at)
        for one, other in zip(mine[::2], mine[1::2], strict=False):
            first = stand_in(scene, one.losers[-1])
            second = stand_in(scene, other.losers[-1])
            give(scene, second, **{name: scene.story["firm"][name][first] for name in names})

    return deed


contact = Shapes("R044", BIDS, with_bids(3))
contact.fault(
    "同一电话",
    "A loser gives the winner's telephone.",
    each(lambda s, d: newcomer(s, d, d.won, "phone")),
)
contact.fault(
    "同一邮箱",
    "A loser gives the winner's e-mail.",
    each(lambda s, d: newcomer(s, d, d.won, "email")),
)
contact.fault(
    "同一地址", "A loser gives the winner's street, room and postal code.",
    each(lambda s, d: newcomer(s, d, d.won, "address", "postal")),
)  # fmt: skip
contact.honest("同名街道邮编不同", "The street has the same name in another postal district.",
               each(lambda s, d: newcomer(s, d, d.won, "address", postal="999999")))  # fmt: skip
contact.honest("同楼不同房", "Two bidders sit in one building, in different rooms.",
               each(lambda s, d: newcomer(s, d, d.won, "postal", address=f"{of(s, d.won, 'address')}附2")))  # fmt: skip
contact.honest(
    "同一电话但不同场", "Two firms with one telephone never bid beside each other.", apart("phone")
)


def buyer(*names: str, other: bool = False, **values: object) -> Change:
    """A loser has contacts of the body that buys, or of a body that does not."""

    def change(scene: Scene, deal: Deal) -> None:
        process, body = scene.story["process"], scene.story["body"]
        which = int(process["buyer"][deal.t])
        if other:  # nobody here, and another one each time
            ours = {which, int(process["entity"][deal.t])}
            which = next(
                place % len(body)
                for place in range(deal.t, deal.t + 3)
                if place % len(body) not in ours
            )
        firm = stand_in(scene, deal.losers[-1])
        give(scene, firm, **{name: body[name][which] for name in names}, **values)

    return change


official = Shapes("R043", BIDS, with_bids(2))
official.fault("采购方的电话", "A bidder gives the telephone of the buyer.", each(buyer("phone")))
official.fault("采购方的邮箱", "A bidder gives the e-mail of the buyer.", each(buyer("email")))
official.fault(
    "采购方的地址", "A bidder sits at the address of the buyer.", each(buyer("address", "postal"))
)
official.honest(
    "别的单位的电话",
    "A bidder gives the telephone of a body that does not buy here.",
    each(buyer("phone", other=True)),
)
official.honest(
    "同名街道邮编不同",
    "The buyer's street, in another district.",
    each(buyer("address", postal="999998")),
)


def crowd(count: int, *names: str, rooms: bool = False) -> Deed:
    """So many firms have one contact, each in a process of its own; `rooms` apart within one house."""

    def deed(scene: Scene, at: Ints) -> Proof:
        story, draw = scene.story, scene.draw
        firms = market.newcomers(scene.world, story, draw.at("firms"), count * len(at))
        for place, one in enumerate(firms.tolist()):
            head = int(firms[place // count * count])
            give(scene, one, **{name: story["firm"][name][head] for name in names})
            if rooms and one != head:
                give(scene, one, address=f"{story['firm']['address'][head]}附{place % count}")
        usual = np.flatnonzero(story["firm"]["special"] == False)  # noqa: E712
        beside = usual[draw.at("beside").below(len(usual) - 1, len(firms))]
        third = np.where(beside == usual[-1], usual[0], usual[-1])
        new = more(
            scene,
            len(firms),
            who=np.column_stack([beside, firms, third]),
            won=np.zeros(len(firms)),
            method="open",
        )
        told = shown(scene, new, "tenderer", story["firm"]["org_id"][firms].tolist())
        # One finding rests on the rows of all who share.
        groups = [
            [row for rows in told.rows[first : first + count] for row in rows]
            for first in range(0, len(firms), count)
        ]
        return Proof(
            told.subject, told.ids, [groups[place // count] for place in range(len(firms))]
        )

    return deed


crowded = Shapes("R042", ("crowd",), together=True)
crowded.fault("五家同一电话", "Five firms give one telephone.", crowd(5, "phone"))
crowded.fault("六家同一地址", "Six firms give one address.", crowd(6, "address", "postal"))
crowded.fault("八家同一邮箱", "Eight firms give one e-mail.", crowd(8, "email"))
crowded.honest("四家同一电话", "Four firms of a family give one telephone.", crowd(4, "phone"))
crowded.honest(
    "一栋楼里五家",
    "Five firms sit in one house, in different rooms.",
    crowd(5, "postal", rooms=True),
)


def banned(first: int, last: int | None, *, which: str = "loser", out: str | None = None) -> Deed:
    """A bidder is on the list from and to so many days from its bid (None: no last day)."""

    def deed(scene: Scene, at: Ints) -> None:
        mine = deals(scene, at)
        bids = [deal.losers[-1] if which == "loser" else deal.won for deal in mine]
        firms = [stand_in(scene, bid) for bid in bids] if which == "loser" else []
        if which == "winner":
            firms = [stand_in(scene, bid) for bid in bids]
            for deal, firm in zip(mine, firms, strict=True):
                scene.story["award"]["firm"][deal.award] = firm
        if out:
            status(scene, bids, out)
        day = day_of(moments(scene.story)["handed"])[np.array(bids)]
        names = scene.story["firm"]
        scene.story["sanction"].add(
            Rows(
                len(bids),
                sanction_id=as_column([f"{names['org_id'][firm]}-S" for firm in firms]),
                party_id=names["org_id"][firms],
                party_name=names["name"][firms],
                from_on=day + first,
                to_on=np.full(len(bids), NEVER) if last is None else day + last,
            )
        )

    return deed


listed = Shapes("R046", ("bids", "handin", "period"), with_bids(3))
listed.fault(
    "禁期内投标", "A bidder was listed for a year and bid in the middle of it.", banned(-200, 165)
)
listed.fault(
    "无截止日的禁令", "The winner is listed without a last day.", banned(-400, None, which="winner")
)
listed.fault("禁期最后一日", "The bid came on the last day of the listing.", banned(-365, 0))
listed.honest("前一日期满", "The listing ended the day before the bid.", banned(-366, -1))
listed.honest("次日才起禁", "The listing began the day after the bid.", banned(1, 366))
listed.honest("禁期内的一家撤回", "The listed bidder withdrew.", banned(-100, 100, out="withdrawn"))
