"""
先后之事怎样错、怎样像错。How one step comes before another, or seems to: the shapes that rules of order share.
"""

from collections.abc import Callable, Sequence

import numpy as np

from qinglian.city.building import FIELD
from qinglian.city.days import NEVER
from qinglian.city.draw import Bools, Ints, as_column
from qinglian.city.plant import Deed, Proof, Scene

Excuse = Callable[[Scene, Ints], None]
KEYS = {
    "project": ("project", "project_id"), "payment": ("certificate", "certificate_id"),
    "variation": ("variation", "variation_id"), "full": ("work_zone", "work_zone_id"),
    "half": ("work_zone", "work_zone_id"), "crossing": ("work_zone", "work_zone_id"),
}  # fmt: skip


def proved(scene: Scene, kind: str, at: Ints) -> Proof:
    """Stories of this kind as subjects."""
    table, key = KEYS[kind]
    ids = scene.story[kind][key][at].tolist()
    return Proof(table, ids, [[(table, one)] for one in ids])


def roads(scene: Scene) -> Bools:
    """Projects of roads, not of houses."""
    return ~np.asarray(scene.story["project"]["houses"], dtype=bool)


def papers(kind: str, column: str, word: str) -> Excuse:
    """A paper that lets it be."""

    def excuse(scene: Scene, at: Ints) -> None:
        scene.story[kind][column][at] = as_column([f"示{word}〔{one}〕" for one in at.tolist()])

    return excuse


def marked(kind: str, column: str) -> Excuse:
    """A mark that lets it be."""

    def excuse(scene: Scene, at: Ints) -> None:
        scene.story[kind][column][at] = True

    return excuse


def order(
    rule: str, kind: str, act: str, first: str, said: tuple[str, str], *, touches: Sequence[str] = (),
    excuse: tuple[str, Excuse] | None = None, excused: Sequence[str] = (), also: tuple[str, ...] = (),
    also_never: tuple[str, ...] = (), apart: int = 0, among: Callable[[Scene], Bools] | None = None,
    early: int = 200, carry: str | None = None,
) -> None:  # fmt: skip
    """
    Plants of a rule that `first` must come before `act` (by so many days): never, weeks late, a day late; and what is
    lawful: just in time, or with what excuses it, or `early`. `said`: the first step in words; `carry`: a step that
    goes with it where all is lawful.
    """
    zh, en = said
    parts = tuple(touches) or (f"{kind} {first}",)

    def carried(scene: Scene, at: Ints) -> None:
        if carry is not None:
            scene.story[kind][carry][at] = scene.story[kind][first][at]

    def never(scene: Scene, at: Ints) -> Proof:
        scene.story[kind][first][at] = NEVER
        return proved(scene, kind, at)

    def weeks(scene: Scene, at: Ints) -> Proof:
        told = scene.story[kind]
        told[first][at] = told[act][at] + scene.draw.between(12, 45, len(at))
        return proved(scene, kind, at)

    def a_day(scene: Scene, at: Ints) -> Proof:
        told = scene.story[kind]
        told[first][at] = told[act][at] + 1 - apart
        return proved(scene, kind, at)

    def just(scene: Scene, at: Ints) -> Proof:
        told = scene.story[kind]
        told[first][at] = told[act][at] - apart
        carried(scene, at)
        return proved(scene, kind, at)

    def lawful(scene: Scene, at: Ints) -> Proof:
        if excuse is not None:
            excuse[1](scene, at)
            scene.story[kind][first][at] = scene.story[kind][act][at] + 10
            carried(scene, at)
        else:
            scene.story[kind][first][at] = scene.story[kind][act][at] - early
        return proved(scene, kind, at)

    shapes: list[tuple[str, Deed, str]] = [
        (f"{zh}一直没有", never, f"{en} never came."),
        (f"{zh}晚了几周", weeks, f"{en} came weeks too late."),
        (f"{zh}只晚一天", a_day, f"{en} came a day too late."),
    ]
    for shape, deed, doc in shapes:
        deed.__doc__ = doc
        rightly = also + (also_never if deed is never else ())
        FIELD.plant(rule, "fault", shape, touches=parts, also=rightly, among=among)(deed)
    just.__doc__ = f"{en} came just in time."
    FIELD.plant(rule, "honest", f"{zh}正好赶上", touches=parts, among=among)(just)
    lawful.__doc__ = (
        f"{en} came late, and that is lawful here." if excuse else f"{en} came long before."
    )
    name = excuse[0] if excuse else f"{zh}早已办妥"
    FIELD.plant(rule, "honest", name, touches=(*parts, *excused), among=among)(lawful)
