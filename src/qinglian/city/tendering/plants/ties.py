"""Bidders tied to each other, to the tenderer, or to those who judge."""

from collections.abc import Callable

import numpy as np

from qinglian.city.days import day_of
from qinglian.city.draw import Bools, Ints
from qinglian.city.plant import Deed, Proof, Scene
from qinglian.city.tendering.moves import (
    Shapes,
    added,
    bids_of,
    lots,
    quiet,
)
from qinglian.city.tendering.people import new_ids, newcomer, relate

Told = Callable[[Scene, str, str, int], list[tuple[str, str]]]
"""What ties two codes in a tender: scene, one, other, row; gives the rows that prove it."""


def many(scene: Scene) -> Bools:
    """Quiet tenders with four bids at least."""
    bid = scene.story["bid"]
    valid = (bid["status"] == "valid") & (bid["_first"] < 0) & (bid["_gone"] == False)  # noqa: E712
    return quiet(scene) & (
        np.bincount(bid["_t"][np.asarray(valid, dtype=bool)], minlength=len(scene.story["tender"]))
        >= 4
    )


def two(tell: Told, *, which: tuple[int, int] = (1, 2)) -> Deed:
    """Two bidders of one tender, each met nowhere else, are tied."""

    def deed(scene: Scene, at: Ints) -> Proof:
        ids, proved = [], []
        for row in at.tolist():
            mine = bids_of(scene, row)
            pair = [newcomer(scene, [int(mine[place])]) for place in which]
            tied = tell(scene, pair[0][0], pair[1][0], row)
            ids.append(str(scene.story["tender"]["tender_id"][row]))
            proved.append(
                [
                    ("tender", ids[-1]),
                    *(("bid", number) for _, numbers in pair for number in numbers),
                    *tied,
                ]
            )
        return Proof("tender", ids, proved)

    return deed


def one(tell: Told) -> Deed:
    """A bidder met nowhere else is tied to the tenderer."""

    def deed(scene: Scene, at: Ints) -> Proof:
        tender, ids, proved = scene.story["tender"], [], []
        for row in at.tolist():
            code, numbers = newcomer(scene, [int(bids_of(scene, row)[2])])
            tied = tell(scene, str(tender["procuring_entity_id"][row]), code, row)
            ids.append(str(tender["tender_id"][row]))
            proved.append([("tender", ids[-1]), *(("bid", number) for number in numbers), *tied])
        return Proof("tender", ids, proved)

    return deed


def tie(kind: str, **columns: object) -> Told:
    """A direct relation."""

    def tell(scene: Scene, a: str, b: str, row: int) -> list[tuple[str, str]]:
        return [("relation", relate(scene, kind, a, b, **columns))]

    return tell


def before(kind: str, **columns: object) -> Told:
    """A relation that ended thirty days before the opening."""

    def tell(scene: Scene, a: str, b: str, row: int) -> list[tuple[str, str]]:
        opened = int(day_of(scene.story["tender"]["opened_at"][[row]])[0])
        return [
            (
                "relation",
                relate(scene, kind, a, b, from_on=opened - 900, to_on=opened - 30, **columns),
            )
        ]

    return tell


def one_head(scene: Scene, a: str, b: str, row: int) -> list[tuple[str, str]]:
    """The register shows one head of both."""
    _, ids = new_ids(scene, 1)
    head = str(ids[0])
    for code in (a, b):
        added(
            scene.story["party"], party_id=[code], name=[f"{code}号企业"], legal_representative_id_no=[head],
        )  # fmt: skip
    return [("party", a), ("party", b)]


def above(
    *shares: tuple[int, int], name: str = "示例县甲控股有限公司", person: bool = False
) -> Told:
    """One holds both, by so many per cent each; two pairs of shares make two steps on one side."""

    def tell(scene: Scene, a: str, b: str, row: int) -> list[tuple[str, str]]:
        _, ids = new_ids(scene, 1)
        top = f"@{ids[0]}" if person else f"91{scene.world.region_code}KG{row:07d}T"
        first, *rest = shares
        proof = [
            relate(scene, "holding", top, a, share=first[0], from_name=None if person else name)
        ]
        below = top
        for place, share in enumerate(rest):
            middle = f"91{scene.world.region_code}ZJ{row:06d}{place}T"
            proof.append(relate(scene, "holding", below, middle, share=share[0], from_name=name))
            below = middle
        proof.append(relate(scene, "holding", below, b, share=first[1], from_name=name))
        return [("relation", number) for number in proof]

    return tell


def joint(scene: Scene, at: Ints) -> None:
    """Holder and held bid together, as one consortium."""
    bid = scene.story["bid"]
    for row in at.tolist():
        place = int(bids_of(scene, row)[1])
        a, _ = newcomer(scene, [place])
        b = f"91{scene.world.region_code}LH{row:07d}T"
        relate(scene, "holding", a, b, share=70)
        bid["bidder_ids"][place], bid["bidder_id"][place] = [a, b], None


def other_lots(scene: Scene, at: Ints) -> None:
    """One holds the other, and they bid for different lots."""
    bid = scene.story["bid"]
    for row in at.tolist():
        mine = bids_of(scene, row)
        pair = [int(mine[bid["_lot"][mine] == lot][-1]) for lot in (0, 1)]
        a, b = (newcomer(scene, [place])[0] for place in pair)
        relate(scene, "holding", a, b, share=80)


heads = Shapes("BID-018", "heads", "bids", "controller", "owner", among=many)
heads.fault("同一法定代表人", "One person is the registered head of two bidders.", two(one_head))
heads.fault(
    "一家控股另一家", "One bidder holds sixty per cent of another.", two(tie("holding", share=60)),
)  # fmt: skip
heads.fault("登记为实际控制", "One bidder controls another, as it declared.", two(tie("control")))
heads.fault("正好百分之五十", "One bidder holds half of another.", two(tie("holding", share=50)))
heads.honest(
    "参股三成", "One bidder holds thirty per cent of another.", two(tie("holding", share=30)),
)  # fmt: skip
heads.honest(
    "投标前已转让", "The holding was sold a month before the opening.", two(before("holding", share=80)),
)  # fmt: skip
heads.honest("联合体成员", "Holder and held bid together, as one.", joint)
heads.honest("不同标段", "Holder and held bid for different lots.", other_lots, among=lots)

controller = Shapes("BID-018-2", "heads", "bids", "controller", "owner", among=many)
controller.fault("同一母公司", "One firm holds sixty per cent of each.", two(above((60, 60))))
controller.fault("同一自然人控股", "One person holds both.", two(above((70, 90), person=True)))
controller.fault(
    "隔一层控股", "The parent of one is the grandparent of the other.", two(above((80, 75), (66, 66))),
)  # fmt: skip
controller.honest(
    "国资机构出资",
    "Both are merely held for the state.",
    two(above((100, 100), name="示例县国有资产监督管理局")),
)
controller.honest("各持四成", "One firm holds forty per cent of each.", two(above((40, 40))))
controller.honest(
    "一边只三成", "One firm holds all of one and thirty per cent of the other.", two(above((100, 30))),
)  # fmt: skip


def posts(kind: str, relatives: bool = False) -> Told:
    """Somebody employed by the tenderer, or a near relative, has a post in the bidder."""

    def tell(scene: Scene, a: str, b: str, row: int) -> list[tuple[str, str]]:
        _, ids = new_ids(scene, 2)
        mine, theirs = f"@{ids[0]}", f"@{ids[1]}" if relatives else f"@{ids[0]}"
        proof = [relate(scene, "employment", mine, a), relate(scene, kind, theirs, b)]
        if relatives:
            proof.append(relate(scene, "kin", mine, theirs))
        return [("relation", number) for number in proof]

    return tell


def through(share: int) -> Told:
    """The tenderer holds a firm that holds the bidder."""

    def tell(scene: Scene, a: str, b: str, row: int) -> list[tuple[str, str]]:
        middle = f"91{scene.world.region_code}PT{row:07d}T"
        return [
            (
                "relation",
                relate(scene, "holding", a, middle, share=100, from_name="示例县建设单位"),
            ),
            ("relation", relate(scene, "holding", middle, b, share=share)),
        ]

    return tell


def elsewhere(scene: Scene, a: str, b: str, row: int) -> list[tuple[str, str]]:
    """The tenderer holds a firm that does not bid."""
    return [
        (
            "relation",
            relate(scene, "holding", a, f"91{scene.world.region_code}WT{row:07d}T", share=100),
        )
    ]


owner = Shapes("BID-019", "heads", "bids", "controller", "owner", among=many)
owner.fault("招标人持股", "The tenderer holds a fifth of a bidder.", one(tie("holding", share=20)))
owner.fault(
    "下属公司的子公司", "The tenderer holds a firm that holds the bidder.", one(through(70)),
)  # fmt: skip
owner.fault(
    "职工兼投标人董事", "An employee of the tenderer is a director of the bidder.", one(posts("director")),
)  # fmt: skip
owner.fault(
    "近亲属任投标人董事", "A near relative of an employee is a director of the bidder.",
    one(posts("director", relatives=True)),
)  # fmt: skip
owner.honest(
    "脱钩后投标", "The bidder left the tenderer's hands a month before.", one(before("holding", share=100)),
)  # fmt: skip
owner.honest("下属公司没有投标", "The tenderer holds a firm that does not bid.", one(elsewhere))
owner.honest(
    "隔层只参股", "The tenderer's firm holds twenty per cent of the bidder.", one(through(20)),
)  # fmt: skip
