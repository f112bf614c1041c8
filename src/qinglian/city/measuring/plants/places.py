"""More than the bill has without a review, and one place in two rows of the ledger."""

from qinglian.city.draw import Ints, as_column
from qinglian.city.measuring import FIELD
from qinglian.city.measuring.moves import item_of
from qinglian.city.measuring.story import ITEMS, LINES, ROWS
from qinglian.city.plant import Proof, Scene

BILL, TWICE = "GC-04", "CON-016"


def _bill(scene: Scene, at: Ints, quantity: Ints | int) -> Proof:
    told = scene.story
    told["bill"]["quantity"][at * len(ITEMS)] = quantity
    ids = [f"{one}:{ITEMS[0][0]}" for one in told["section"]["section_id"][at].tolist()]
    lines = [
        [("measure_line", str(told["line"]["measure_line_id"][one * LINES]))] for one in at.tolist()
    ]
    return Proof(
        "boq_item",
        ids,
        [[("boq_item", one), *proof] for one, proof in zip(ids, lines, strict=True)],
    )


TOUCHED = ("bill", "first row")


@FIELD.plant(BILL, "fault", "超清单没有复核", touches=TOUCHED)
def far_above_the_bill(scene: Scene, at: Ints) -> Proof:
    """Half as much again as the bill, and nobody reviewed the drawings."""
    return _bill(scene, at, 1200)


@FIELD.plant(BILL, "fault", "超清单不到一成", touches=TOUCHED)
def a_little_above(scene: Scene, at: Ints) -> Proof:
    """A little above the bill."""
    return _bill(scene, at, 1750)


@FIELD.plant(BILL, "fault", "清单数量漏填一半", touches=TOUCHED)
def half_the_bill(scene: Scene, at: Ints) -> Proof:
    """The bill has one of two parts only."""
    return _bill(scene, at, 900)


@FIELD.plant(BILL, "honest", "清单复核核增", touches=TOUCHED)
def reviewed(scene: Scene, at: Ints) -> Proof:
    """Above the bill, which the review had raised."""
    bill = scene.story["bill"]
    bill["reviewed"][at * len(ITEMS)] = 2000
    bill["review_doc_no"][at * len(ITEMS)] = as_column([f"示复核〔{one}〕" for one in at.tolist()])
    return _bill(scene, at, 1500)


@FIELD.plant(BILL, "honest", "清单量足够", touches=TOUCHED)
def within_the_bill(scene: Scene, at: Ints) -> Proof:
    """Just within the bill."""
    return _bill(scene, at, 2000)


def _second_row(scene: Scene, at: Ints, begins: int, ends: int, stakes: str) -> Proof:
    """The second row of earthworks lies here, in metres along the line and as its stakes are written."""
    ledger, rows = scene.story["ledger"], at * ROWS + 1
    ledger["begins"][rows], ledger["ends"][rows] = begins, ends
    ledger["stakes"][rows] = as_column([stakes] * len(at))
    return item_of(scene, at, 0)


@FIELD.plant(TWICE, "fault", "同一段立了两行台账", touches=TOUCHED)
def two_rows_for_one_place(scene: Scene, at: Ints) -> Proof:
    """The same hundred metres stand in two rows, and both were measured."""
    return _second_row(scene, at, 0, 100, "K5+000～K5+100")


@FIELD.plant(TWICE, "fault", "两行搭了一半", touches=TOUCHED)
def half_overlapping(scene: Scene, at: Ints) -> Proof:
    """The second row begins in the middle of the first."""
    return _second_row(scene, at, 50, 150, "K5+050～K5+150")


@FIELD.plant(TWICE, "fault", "大段里又套小段", touches=TOUCHED)
def one_within_the_other(scene: Scene, at: Ints) -> Proof:
    """A stretch within the long one, with a row and a quantity of its own."""
    return _second_row(scene, at, 5, 100, "K5+005～K5+100")


@FIELD.plant(TWICE, "honest", "首尾相接", touches=TOUCHED)
def end_to_end(scene: Scene, at: Ints) -> Proof:
    """One ends where the other begins."""
    return _second_row(scene, at, 100, 200, "K5+100～K5+200")


@FIELD.plant(TWICE, "honest", "断链重号不是同一处", touches=TOUCHED)
def repeated_stakes(scene: Scene, at: Ints) -> Proof:
    """Behind a break the numbers come again: the same stakes, another place."""
    return _second_row(scene, at, 145, 245, "K5+000～K5+100")
