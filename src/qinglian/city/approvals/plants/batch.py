"""One bad import: a batch of rows of which one date column was read wrongly."""

import numpy as np

from qinglian.city.approvals import FIELD
from qinglian.city.days import MINUTES
from qinglian.city.draw import Bools, Ints
from qinglian.city.plant import Scene

BATCH = 300
"""Rows of the batch in a county."""


def _food(scene: Scene) -> Bools:
    permit = scene.story["permit"]
    return np.asarray((permit["matter"] == 0) & (permit["way"] == "plain"), dtype=bool)


@FIELD.plant(
    "APR-001",
    "bad_import",
    "一批导入收件日期错月",
    touches=("intake", "window"),
    among=_food,
    also=("APR-003-2", "APR-010-2"),
    count=BATCH,
)
def month_misread(scene: Scene, at: Ints) -> None:
    """The months of one column of a sheet were read as a month earlier: received thirty days too early."""
    scene.story["permit"]["received"][at] -= 30 * MINUTES
