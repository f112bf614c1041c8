"""Panels: how many sit and who; and ties between members, suppliers and the project."""

from typing import Any

import numpy as np

from qinglian.city.draw import Ints
from qinglian.city.plant import Deed, Proof, Scene
from qinglian.city.procurement.course import course
from qinglian.city.procurement.moves import (
    Shapes,
    added,
    bids_of,
    both,
    budget,
    new_ids,
    put,
    reaches,
    relate,
    stranger,
    way,
)
from qinglian.city.procurement.plants.method import worth

TENDERS = way("open_tender", "invited_tender")
TALKS = way("negotiation", "quotation")


def seats(scene: Scene, row: int, kind: str) -> Ints:
    """Places of the members of a kind who sit."""
    panel = scene.story["panel"]
    return np.flatnonzero(
        (panel["_p"] == row) & (panel["kind"] == kind) & (panel["status"] == "sat")
    ).astype(np.int64)


def away(kind: str, many: int = 1, status: str = "absent") -> Deed:
    """Some members do not sit."""

    def deed(scene: Scene, at: Ints) -> None:
        for row in at.tolist():
            scene.story["panel"]["status"][seats(scene, row, kind)[:many]] = status

    return deed


def instead(kind: str, many: int = 1) -> Deed:
    """Members of the buyer take seats of experts."""

    def deed(scene: Scene, at: Ints) -> None:
        for row in at.tolist():
            scene.story["panel"]["kind"][seats(scene, row, "expert")[:many]] = kind

    return deed


def more(kind: str, many: int = 1) -> Deed:
    """More members are called."""

    def deed(scene: Scene, at: Ints) -> None:
        panel, p = scene.story["panel"], scene.story["purchase"]
        for row in at.tolist():
            first = 820_000 + len(panel)
            ids = [f"{p['tender_id'][row]}-P9{kind[0]}{k}" for k in range(many)]
            added(
                panel,
                panel_member_id=ids,
                _p=np.full(many, row),
                kind=kind,
                person_id=[f"PSBC{number}" for number in ids],
                person_id_no=new_ids(scene, first, many),
                status="sat",
                draw_method="random",
                supervisor_flag=False,
            )

    return deed


panel = Shapes(
    "GPC-011",
    ("panel",),
    both(
        TENDERS,
        budget(0, 9_990_000),
        lambda scene: ~scene.story["purchase"]["complex"].astype(bool),
    ),
)
panel.fault("一名专家缺席四人评", "An expert stayed away, and four went on.", away("expert"))
panel.fault("采购人占两席", "The buyer took a seat of the experts.", instead("tenderer"))
panel.fault("只有三人", "Three members evaluated a tender.", away("expert", 2))
panel.honest(
    "回避后补抽",
    "One stood aside, and another was drawn.",
    away("expert", 1, "recused"),
    more("expert"),
)
panel.honest(
    "专家恰占三分之二", "Nine members, six of them experts.", more("expert", 2), more("tenderer", 2)
)

large = Shapes(
    "GPC-011-2",
    ("panel", "amount", "bond_amount"),
    both(way("open_tender"), budget(10_000_000, 90_000_000)),
)
large.fault(
    "大额项目按五人组建",
    "Five members for a budget above ten million.",
    away("expert"),
    away("tenderer"),
)
short = Shapes(
    "GPC-011-2",
    ("panel", "amount", "bond_amount"),
    both(way("open_tender"), budget(10_000_000, 90_000_000)),
    also=("GPC-011",),
)
short.fault("两名专家缺席", "Two experts stayed away, five were left.", away("expert", 2))
small = Shapes("GPC-011-2", ("panel", "amount", "bond_amount"), both(TENDERS, budget(0, 9_990_000)))
small.fault("技术复杂仍按五人", "A complex purchase with a panel of five.", put("complex", True))
small.fault(
    "正好一千万按五人",
    "Ten million, and a panel of five.",
    worth(1000, 1000),
    among=way("open_tender"),
)
small.honest(
    "九百九十九万五人",
    "A little below ten million, and five members.",
    worth(999, 999),
    among=way("open_tender"),
)
large.honest("正好七人", "Seven members.", put("complex", True))
large.honest(
    "缺席后补足七人",
    "One stayed away and another came.",
    away("expert", 1, "replaced"),
    more("expert"),
)

trio = Shapes("GPC-011-3", ("panel", "amount"), both(TALKS, budget(0, 3_990_000)))
trio.fault("两人就谈", "Two members negotiated.", away("expert"))
trio.fault("四人小组", "Four members, an even number.", more("expert"))
trio.fault("专家只有一人", "The buyer has two of three seats.", instead("tenderer"))
trio.honest("三人中专家两人", "Two experts and one of the buyer.", put("complex", False))
trio.honest(
    "回避后补一人",
    "One stood aside and another came.",
    away("expert", 1, "recused"),
    more("expert"),
)

five = Shapes("GPC-011-4", ("panel", "amount", "bond_amount"), both(TALKS, budget(0, 3_990_000)))
_leave = put("approval", "示财采批〔2024〕谈1号")
five.fault("超标准仍三人谈判", "Above the amount, three members.", worth(420, 800), _leave)
five.fault("正好四百万三人", "Four million, three members.", worth(400, 400), _leave)
five.fault("技术复杂三人", "A complex purchase, three members.", put("complex", True))
five.honest(
    "超标准五人", "Above the amount, five members.", worth(420, 800), _leave, more("expert", 2)
)
five.honest("三百九十九万三人", "Below the amount, three members.", worth(399, 399))


def tied(
    kind: str,
    *,
    since: int = 900,
    until: int | None = None,
    share: float | None = None,
    recused: bool = False,
    outsider: bool = False,
) -> Deed:
    """An expert has a tie with a bidder: from and until so many days before the evaluation."""

    def deed(scene: Scene, at: Ints) -> Proof:
        story, p = scene.story, scene.story["purchase"]
        day = course(p)["evaluated"]
        ids, rows = p["tender_id"][at].tolist(), []
        for row in at.tolist():
            seat = int(seats(scene, row, "expert")[0])
            number = str(new_ids(scene, 840_000 + seat, 1)[0])
            story["panel"]["person_id_no"][seat], story["panel"]["person_id"][seat] = (
                number,
                f"PSGX{scene.world.region_code}{seat:06d}",
            )
            bidder = (
                stranger(scene, int(bids_of(scene, row)[-1]))
                if not outsider
                else f"91{scene.world.region_code}WB{row:07d}T"
            )
            told: dict[str, Any] = {"from_on": int(day[row]) - since}
            if until is not None:
                told["to_on"] = int(day[row]) - until
            if share is not None:
                told["share"] = share
            tie = relate(scene, kind, bidder, from_person_id_no=number, **told)
            if recused:
                story["panel"]["status"][seat] = "recused"
                more("expert")(scene, np.array([row]))
            rows.append(
                [
                    ("tender", str(p["tender_id"][row])),
                    ("panel_member", str(story["panel"]["panel_member_id"][seat])),
                    ("relation", tie),
                ]
            )
        return Proof("tender", ids, rows)

    return deed


competed = way("open_tender", "invited_tender", "negotiation", "consultation", "quotation")
expert = Shapes("GPC-012", ("panel", "bids"), both(competed, reaches("evaluated")))
expert.fault("专家在供应商任职", "An expert works for a supplier.", tied("employment"))
expert.fault(
    "两年前离职",
    "An expert left a supplier two years before.",
    tied("employment", since=2000, until=700),
)
expert.fault("专家是供应商董事", "An expert is a director of a supplier.", tied("director"))
expert.fault(
    "专家控股供应商", "An expert holds sixty per cent of a supplier.", tied("holding", share=60.0)
)
expert.honest(
    "四年前离职",
    "An expert left a supplier four years before.",
    tied("employment", since=3000, until=1500),
)
expert.honest(
    "已经回避并补抽",
    "The expert stood aside, and another was drawn.",
    tied("employment", recused=True),
)
expert.honest(
    "任职单位未参加", "The expert's employer did not take part.", tied("employment", outsider=True)
)
expert.honest("只持股百分之五", "The expert holds five per cent.", tied("holding", share=5.0))


def paired(
    kind: str,
    *,
    share: float | None = None,
    since: int = 900,
    until: int | None = None,
    gone: bool = False,
) -> Deed:
    """Two suppliers have a tie, from and until so many days before the close."""

    def deed(scene: Scene, at: Ints) -> Proof:
        p, bid = scene.story["purchase"], scene.story["bid"]
        day = course(p)["closed"]
        rows = []
        for row in at.tolist():
            places = bids_of(scene, row)
            a, b = stranger(scene, int(places[0])), stranger(scene, int(places[-1]))
            told: dict[str, Any] = {"from_on": int(day[row]) - since}
            if until is not None:
                told["to_on"] = int(day[row]) - until
            if share is not None:
                told["share"] = share
            if gone:
                bid["withdrawn"][places[-1]], bid["status"][places[-1]] = True, "withdrawn"
            rows.append(
                [
                    ("tender", str(p["tender_id"][row])),
                    ("relation", relate(scene, kind, b, from_id=a, **told)),
                ]
            )
        return Proof("tender", p["tender_id"][at].tolist(), rows)

    return deed


pair = Shapes("GPC-013", ("bids",), competed)
pair.fault("同一负责人", "Two suppliers have one head.", paired("same_head"))
pair.fault(
    "一家控股另一家", "One supplier holds sixty per cent of another.", paired("holding", share=60.0)
)
pair.fault("管理关系", "One supplier manages another.", paired("control"))
pair.honest(
    "参股三成", "One supplier holds thirty per cent of another.", paired("holding", share=30.0)
)
pair.honest(
    "正好百分之五十",
    "One supplier holds half of another, which is not more than half.",
    paired("holding", share=50.0),
)
pair.honest(
    "投标前换了负责人",
    "The head of one had changed before the close.",
    paired("same_head", until=40),
)
pair.honest("一家已撤回", "One of the two withdrew.", paired("control", gone=True))
