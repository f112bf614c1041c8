"""What can happen to a duty, its turns and its evidence: the words plants are told in."""

from collections.abc import Callable
from typing import Any, Literal

import numpy as np

from qinglian.city import shapes
from qinglian.city.days import MINUTES, NEVER, after_workdays, day_of
from qinglian.city.draw import Bools, Ints
from qinglian.city.duties import FIELD
from qinglian.city.plant import Deed, Kind, Proof, Scene
from qinglian.city.rows import Rows
from qinglian.city.shapes import Among as Among

Part = Literal["text", "photo", "second"]


class Shapes(shapes.Shapes):
    """The shapes of one rule on turns."""

    field = FIELD


class DutyShapes(Shapes):
    """The shapes of one rule on the duty of a turn."""

    def proof(self, scene: Scene, at: Ints, kind: Kind) -> Proof | None:
        """The duties of these turns."""
        ids = scene.story["duty"]["duty_id"][scene.story["turn"]["duty"][at]].tolist()
        subject = "case" if self.rule == "DUTY-003" else "duty"
        return Proof(subject, ids, [[("duty", one)] for one in ids])


class PieceShapes(Shapes):
    """The shapes of one rule on a part of the evidence of a turn."""

    def __init__(self, rule: str, part: Part, *touches: str, among: Among | None = None) -> None:
        super().__init__(rule, *touches, among=among)
        self.part = part

    def proof(self, scene: Scene, at: Ints, kind: Kind) -> Proof | None:
        """The pieces of these turns, each with the piece it is like."""
        evidence = scene.story["evidence"]
        mine = pieces(scene, self.part, at)
        ids = evidence["evidence_id"][mine].tolist()
        others = evidence["evidence_id"][evidence["copy_of"][mine]].tolist()
        pairs = zip(ids, others, strict=True)
        return Proof("evidence", ids, [[("duty_evidence", one) for one in pair] for pair in pairs])


def truth(column: Any) -> Bools:
    """A column of yes and no as a mask."""
    return np.asarray(column == True, dtype=bool)  # noqa: E712


def turns(
    *,
    level: int | None = None,
    first: bool | None = None,
    more: Callable[[Rows], Any] | None = None,
) -> Among:
    """Turns that no plant about a unit's year or an item is given."""

    def among(scene: Scene) -> Bools:
        turn = scene.story["turn"]
        fit = (turn["use"] == 0) & (turn["kept_item"] == 0)
        if level is not None:
            fit = fit & (turn["level"] == level)
        if first is not None:
            fit = fit & (truth(turn["first"]) == first)
        return np.asarray(fit if more is None else fit & more(turn), dtype=bool)

    return among


def told(**values: Any) -> Deed:
    """It is entered so."""

    def deed(scene: Scene, at: Ints) -> None:
        for name, value in values.items():
            scene.story["turn"][name][at] = value

    return deed


def on_duty(**values: Any) -> Deed:
    """It is entered so with the duty."""

    def deed(scene: Scene, at: Ints) -> None:
        duty, of = scene.story["duty"], scene.story["turn"]["duty"][at]
        for name, value in values.items():
            duty[name][of] = value

    return deed


def both(*deeds: Deed) -> Deed:
    """One after the other."""

    def deed(scene: Scene, at: Ints) -> Proof | None:
        proof = None
        for each in deeds:
            proof = each(scene, at) or proof
        return proof

    return deed


def done(low: int, high: int) -> Deed:
    """Reported so many working days after its day."""

    def deed(scene: Scene, at: Ints) -> None:
        turn = scene.story["turn"]
        far = scene.draw.at("done").between(low, high, len(at))
        put_done(turn, at, after_workdays(turn["due"][at], far))

    return deed


def put_done(turn: Rows, at: Ints, day: Ints) -> None:
    """Reported on these days at the hour it had; reviewed at the distance it had."""
    held = turn["done"][at]
    wait = turn["reviewed"][at] - held
    turn["done"][at] = day * MINUTES + held % MINUTES
    turn["reviewed"][at] = np.where(held == NEVER, NEVER, turn["done"][at] + wait)
    turn["performed"][at] = np.minimum(turn["performed"][at], day)


def never(scene: Scene, at: Ints) -> None:
    """Nothing was ever reported."""
    for step in ("done", "reviewed"):
        scene.story["turn"][step][at] = NEVER


def sent(before_due: tuple[int, int], *, then: int = 0) -> Deed:
    """Sent so many working days before its day and received `then` working days later; done after that, by its day."""

    def deed(scene: Scene, at: Ints) -> None:
        turn, duty = scene.story["turn"], scene.story["duty"]
        of = turn["duty"][at]
        left = scene.draw.at("left").between(*before_due, len(at))
        day = after_workdays(turn["due"][at], -left)
        received = np.minimum(after_workdays(day, then), turn["due"][at])
        duty["sent"][of] = day * MINUTES + 9 * 60
        duty["received"][of] = received * MINUTES + 10 * 60
        duty["moved"][of] = 1
        _follow(turn, at, received)

    return deed


def received(low: int, high: int) -> Deed:
    """Received so many working days after its day, having been sent as usual."""

    def deed(scene: Scene, at: Ints) -> None:
        turn, duty = scene.story["turn"], scene.story["duty"]
        of = turn["duty"][at]
        far = scene.draw.at("received").between(low, high, len(at))
        day = after_workdays(turn["due"][at], far)
        duty["received"][of] = day * MINUTES + 10 * 60
        duty["moved"][of] = 1

    return deed


def _follow(turn: Rows, at: Ints, day: Ints) -> None:
    """Done on the day of receipt or later, and by its day; the evidence stays as it was filed."""
    finished = np.maximum(day_of(turn["done"][at]), day)
    put_done(turn, at, np.minimum(finished, np.maximum(turn["due"][at], day)))
    hour = turn["done"][at] % MINUTES
    turn["done"][at] = day_of(turn["done"][at]) * MINUTES + np.maximum(hour, 11 * 60)
    turn["performed"][at] = np.maximum(turn["performed"][at], day)


def performed(low: int, high: int, since: str = "received") -> Deed:
    """Said to have been done so many days before the duty was sent, or received."""

    def deed(scene: Scene, at: Ints) -> None:
        turn, duty = scene.story["turn"], scene.story["duty"]
        day = day_of(duty[since][turn["duty"][at]])
        turn["performed"][at] = day - scene.draw.at("performed").between(low, high, len(at))

    return deed


def pieces(scene: Scene, part: str, at: Ints) -> Ints:
    """Places of one part of the evidence of these turns."""
    return np.asarray(scene.story["turn"][f"at_{part}"][at], dtype=np.int64)
