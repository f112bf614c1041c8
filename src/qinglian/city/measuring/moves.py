"""
改故事用的小动作。What plants share: an item of a section with the rows and lines that prove it.
"""

from qinglian.city.draw import Ints
from qinglian.city.measuring.story import ITEMS, LINES, ROWS
from qinglian.city.plant import Proof, Scene


def item_of(scene: Scene, at: Ints, which: int) -> Proof:
    """An item of each section, with its ledger rows and lines."""
    ids = [f"{one}/{ITEMS[which][0]}" for one in scene.story["section"]["section_id"][at].tolist()]
    told = scene.story
    rows = [
        [
            ("ledger_row", str(told["ledger"]["ledger_row_id"][one * ROWS + which * 2 + k]))
            for k in (0, 1)
        ]
        + [
            ("measure_line", str(told["line"]["measure_line_id"][one * LINES + which * 4 + k]))
            for k in range(4)
        ]
        for one in at.tolist()
    ]
    return Proof("ledger_item", ids, rows)
