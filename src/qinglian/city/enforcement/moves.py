"""
埋点用的动作：某一步早了、晚了、没有做，某一项记得不同。What a plant may do to a case.
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from qinglian.city import shapes
from qinglian.city.draw import Bools, Ints
from qinglian.city.enforcement import FIELD, course, events
from qinglian.city.enforcement.course import AT, CLOCK, WORKDAYS
from qinglian.city.plant import Deed, Scene
from qinglian.city.rows import Rows
from qinglian.city.shapes import Among as Among


class Shapes(shapes.Shapes):
    """The shapes of one rule on penalty cases."""

    field = FIELD

    def __init__(
        self, rule: str, *touches: str, among: Among | None = None, together: bool = False
    ) -> None:
        super().__init__(rule, *touches, among=among or ordinary, together=together)


def cases(scene: Scene) -> Rows:
    """The cases of the county."""
    return scene.story["penalty"]


def old(scene: Scene, days: int = 300) -> Bools:
    """Begun so long ago that all has run its course, and free to be changed."""
    from qinglian.city.days import END

    told = cases(scene)
    return np.asarray((told["began"] < END - days) & (told["kept_back"] == False), dtype=bool)  # noqa: E712


def penalised(scene: Scene) -> Bools:
    """Old cases that end in a penalty and in which no crime was suspected."""
    told = cases(scene)
    calm = ~(events.is_on(told, "crime_suspected") | events.is_on(told, "revoked"))
    return np.asarray((told["outcome"] == "penalised") & calm & old(scene), dtype=bool)


def ordinary(scene: Scene) -> Bools:
    """Of the ordinary procedure."""
    return np.asarray(penalised(scene) & ~cases(scene)["simple"].astype(bool), dtype=bool)


def simple(scene: Scene) -> Bools:
    """Of the simple procedure."""
    return np.asarray(penalised(scene) & cases(scene)["simple"].astype(bool), dtype=bool)


def fined(scene: Scene) -> Bools:
    """Of the ordinary procedure, and fined."""
    return np.asarray(ordinary(scene) & (cases(scene)["amount"] > 0), dtype=bool)


def plain(scene: Scene) -> Bools:
    """Ordinary, brief, with no hearing, no extension, no tests, nothing seized, no licence revoked."""
    told = cases(scene)
    busy = [
        events.is_on(told, step)
        for step in ("hearing_requested", "extended", "suspended", "seized")
    ]
    revokes = told["revokes"].astype(bool)
    idle = ~np.logical_or.reduce([*busy, revokes])
    return np.asarray(ordinary(scene) & events.short(told) & idle, dtype=bool)


def with_step(step: str, base: Among = ordinary) -> Among:
    """Cases in which a step is taken."""
    return lambda scene: base(scene) & events.is_on(cases(scene), step)


def without(step: str, base: Among = ordinary) -> Among:
    """Cases in which a step is not taken."""
    return lambda scene: base(scene) & ~events.is_on(cases(scene), step)


def gone(*steps: str) -> Deed:
    """The steps are not taken."""

    def deed(scene: Scene, at: Ints) -> None:
        for step in steps:
            cases(scene)["on"][at, AT[step]] = 0

    return deed


def gap(step: str, low: int, high: int | None = None, **more: Any) -> Deed:
    """A step comes so long after the one before it, and what follows it follows."""

    def deed(scene: Scene, at: Ints) -> None:
        drawn = scene.draw.at("gap", step).between(low, low if high is None else high, len(at))
        events.put(cases(scene), at, step, drawn, **more)

    return deed


def late(
    step: str, term: int, low: int, high: int, unit: int = course.TERM, since: str | None = None
) -> Deed:
    """A step comes some working days after the last day of a term."""

    def deed(scene: Scene, at: Ints) -> None:
        over = scene.draw.at("late", step).between(low, high, len(at))
        events.put(cases(scene), at, step, term, unit=unit, since=since, plus=over)

    return deed


def alone(step: str, since: str, low: int, high: int | None = None, unit: int = WORKDAYS) -> Deed:
    """A step comes so long after (before) another, and nothing else moves."""

    def deed(scene: Scene, at: Ints) -> None:
        drawn = scene.draw.at("alone", step).between(low, low if high is None else high, len(at))
        events.alone(cases(scene), at, step, since, drawn, unit=unit)

    return deed


def minutes(step: str, since: str, low: int, high: int | None = None) -> Deed:
    """A step comes so many minutes after (before) another."""
    return alone(step, since, low, high, unit=CLOCK)


def told(**columns: Any) -> Deed:
    """The case is another one, or the ledger says so."""

    def deed(scene: Scene, at: Ints) -> None:
        rows = cases(scene)
        for name, value in columns.items():
            for row in at.tolist():
                rows[name][row] = value

    return deed


def numbered(column: str, word: str) -> Deed:
    """A paper with a number is on file."""

    def deed(scene: Scene, at: Ints) -> None:
        for row in at.tolist():
            cases(scene)[column][row] = f"示{word}〔2024〕{row}号"

    return deed


def done(what: Callable[..., None], *args: Any) -> Deed:
    """Something of the story is done to the cases: a seizure, a hearing."""

    def deed(scene: Scene, at: Ints) -> None:
        what(cases(scene), at, *args)

    return deed


def drawn(what: Callable[..., None], *args: Any) -> Deed:
    """The like, with days drawn."""

    def deed(scene: Scene, at: Ints) -> None:
        what(scene.draw.at("drawn", what.__name__), cases(scene), at, *args)

    return deed


def fine(low: int, high: int | None = None, step: int = 1) -> Deed:
    """A fine of so many yuan, in the middle of its band."""

    def deed(scene: Scene, at: Ints) -> None:
        rows = cases(scene)
        most = low if high is None else high
        amount = scene.draw.at("fine").between(low // step, most // step, len(at)) * step * 100
        rows["amount"][at], rows["band_min"][at], rows["band_max"][at] = amount, amount, amount
        for row in at.tolist():
            rows["kinds"][row] = ["fine"]

    return deed


def person(role: str, other: str) -> Deed:
    """The same person does what another should."""

    def deed(scene: Scene, at: Ints) -> None:
        rows = cases(scene)
        rows[role][at] = rows[other][at]

    return deed


ALL = (
    "officers", "filing", "term", "tests", "notice", "right", "hearing", "review", "board", "money", "pay", "delivery",
    "court", "kept", "seize", "freeze", "coerced", "crime", "publication", "region",
)  # fmt: skip
"""All parts of a case: a plant that changes how it ends touches every one."""

spared = (
    told(outcome="not_penalised", amount=0, kinds=[], on_spot=False),
    gone("published", "fine_paid", "fine_collected", "fine_handed_in", "fine_banked", "appeal_expired", "urged",
         "enforcement_applied", "enforced"),
)  # fmt: skip
"""The decision is not to penalise."""
at_bank = (
    told(on_spot=False, on_water=False, remote=False),
    gone("fine_collected", "landed", "fine_handed_in", "fine_banked"),
    gap("fine_paid", 0, 5),
)
"""The fine is paid at the bank."""
right = (told(eligible=True, waived=False), gap("hearing_right_noticed", 0))
"""A hearing may be asked for, and the party is told so."""
