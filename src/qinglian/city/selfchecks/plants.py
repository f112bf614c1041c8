"""A self-check that found nothing where others found much, and those that only look so."""

from collections.abc import Callable

import numpy as np

from qinglian.city import shapes
from qinglian.city.draw import Bools, Ints
from qinglian.city.plant import Deed, Proof, Scene
from qinglian.city.rows import Rows
from qinglian.city.selfchecks import FIELD
from qinglian.city.selfchecks.story import find


class Shapes(shapes.Shapes):
    """The shapes of one rule on self-checks."""

    field = FIELD


def _nothing(scene: Scene) -> Bools:
    """Those that reported nothing."""
    return np.asarray(scene.story["self_check"]["found"] == 0, dtype=bool)


def later(
    low: int, high: int, change: Callable[[Scene, Ints, Rows], None] | None = None, **marks: object
) -> Deed:
    """Others find so many problems of the period instead of those they had found; `change` says what else is so."""

    def deed(scene: Scene, at: Ints) -> Proof:
        finding = scene.story["finding"]
        finding["gone"][np.isin(finding["check"], at)] = True
        of = np.repeat(at, scene.draw.at("many").between(low, high, len(at)))
        first = len(finding)
        find(scene.story, scene.draw.at("found"), of, **marks)
        if change is not None:
            change(scene, np.arange(first, len(finding), dtype=np.int64), finding)
        return _proof(scene, at)

    return deed


def _after_its_period(scene: Scene, at: Ints, finding: Rows) -> None:
    """They happened after the period that the self-check was about."""
    check = scene.story["self_check"]
    finding["happened"][at] = check["ends"][finding["check"][at]] + 1 + at % 15


def _proof(scene: Scene, at: Ints) -> Proof:
    """The self-checks, each with what others found of it."""
    check, finding = scene.story["self_check"], scene.story["finding"]
    ids = check["self_check_id"][at].tolist()
    rows = []
    for name, one in zip(ids, at.tolist(), strict=True):
        kept = np.asarray(finding["gone"] == False, dtype=bool)  # noqa: E712
        mine = np.flatnonzero((finding["check"] == one) & kept).tolist()
        numbers = [("finding", f"WT{scene.world.region_code}{place:06d}") for place in mine]
        rows.append([("self_check", name), *numbers])
    return Proof("self_check", ids, rows)


empty = Shapes("DUTY-013", "found", among=_nothing)
empty.fault("督查多有发现", "An inspection finds three to six.", later(3, 6, source="inspection"))
empty.fault("预警核查属实多起", "Alerts are confirmed.", later(3, 5, source="alert"))
empty.fault("审计查实", "The audit finds them.", later(3, 4, source="audit"))
empty.fault("各处合计三起以上", "Several bodies find one or two each.", later(4, 7))
empty.honest("只有一两起", "One or two.", later(1, 2))
empty.honest("查否不属实", "None was confirmed.", later(3, 5, confirmed=False))
empty.honest("自查后主动补报", "The unit reported them itself later.", later(3, 4, source="own"))
empty.honest("发生在自查时段之后", "They happened afterwards.", later(3, 5, _after_its_period))
