"""Experts of a panel tied to a bidder."""

from collections.abc import Callable

import numpy as np

from qinglian.city.days import day_of
from qinglian.city.draw import Ints
from qinglian.city.plant import Deed, Proof, Scene
from qinglian.city.tendering.moves import Shapes, bids_of
from qinglian.city.tendering.people import new_ids, newcomer, relate
from qinglian.city.tendering.plants.experts import five, more, seats
from qinglian.city.tendering.plants.ties import many


def judge(tell: Callable[[Scene, int, int, str], list[tuple[str, str]]]) -> Deed:
    """The first expert and the bidder of the second rank: panel row, tender row, code."""

    def deed(scene: Scene, at: Ints) -> Proof:
        panel, ids, proved = scene.story["panel_member"], [], []
        for row in at.tolist():
            seat, place = int(seats(scene, row, "expert")[0]), int(bids_of(scene, row)[1])
            code, numbers = newcomer(scene, [place])
            tied = tell(scene, seat, row, code)
            ids.append(str(scene.story["tender"]["tender_id"][row]))
            members = np.flatnonzero(panel["_t"] == row)
            proved.append(
                [
                    ("tender", ids[-1]),
                    *(("bid", number) for number in numbers),
                    *(("panel_member", str(n)) for n in panel["panel_member_id"][members]),
                    *tied,
                ]
            )
        return Proof("tender", ids, proved)

    return deed


def knows(
    kind: str, ended: bool = False, bids: bool = True, **columns: object
) -> Callable[[Scene, int, int, str], list[tuple[str, str]]]:
    """A relation of the expert with the bidder, or with a firm that does not bid."""

    def tell(scene: Scene, seat: int, row: int, code: str) -> list[tuple[str, str]]:
        # An expert of the pool sits on many panels; this one is met here only.
        name, number = new_ids(scene, 1)
        panel = scene.story["panel_member"]
        panel["person_name"][seat], panel["person_id_no"][seat], panel["person_id"][seat] = (
            name[0],
            number[0],
            f"ZX{number[0][6:]}",
        )
        opened = int(day_of(scene.story["tender"]["opened_at"][[row]])[0])
        more_ = {"from_on": opened - 900, "to_on": opened - 20} if ended else {}
        whom = code if bids else f"91{scene.world.region_code}BT{row:07d}T"
        return [("relation", relate(scene, kind, f"@{number[0]}", whom, **more_, **columns))]

    return tell


def on_row(column: str) -> Callable[[Scene, int, int, str], list[tuple[str, str]]]:
    """The expert's own row names the bidder."""

    def tell(scene: Scene, seat: int, row: int, code: str) -> list[tuple[str, str]]:
        value: object = [code] if column == "avoid_ids" else code
        scene.story["panel_member"][column][seat] = value
        return []

    return tell


def stood_aside(scene: Scene, at: Ints) -> None:
    """He stands aside and another is drawn."""
    panel = scene.story["panel_member"]
    for row in at.tolist():
        panel["status"][int(seats(scene, row, "expert")[0])] = "recused"


recused = Shapes(
    "BID-029", "panel", "heads", "bids", "controller", "owner", among=lambda scene: five(scene) & many(scene),
)  # fmt: skip
recused.fault("受雇于投标人", "An expert is employed by a bidder.", judge(knows("employment")))
recused.fault(
    "工作单位就是投标人", "The expert's own entry names a bidder as employer.", judge(on_row("employer_id")),
)  # fmt: skip
recused.fault(
    "在应回避名单", "A bidder is on the expert's list of bodies to avoid.", judge(on_row("avoid_ids")),
)  # fmt: skip
recused.fault(
    "持有投标人股份", "An expert holds a tenth of a bidder.", judge(knows("holding", share=10)),
)  # fmt: skip
recused.honest(
    "开标前已离职", "The expert left the bidder before the opening.", judge(knows("employment", ended=True)),
)  # fmt: skip
recused.honest(
    "已回避换人", "The expert stood aside, another was drawn.", judge(on_row("avoid_ids")), stood_aside, more(1),
)  # fmt: skip
recused.honest(
    "关联企业没有投标", "The expert is employed by a firm that does not bid.",
    judge(knows("employment", bids=False)),
)  # fmt: skip
