"""
埋：把故事改成有差错的，或形似而无过的。Plants: some stories become faults, others honest look-alikes.

A plant is given the stories and the positions that fell to it, and changes what happened (a bidder withdraws, a clerk
decides a day late). It says who would be named and which rows prove it; without a word that is the story itself.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from qinglian.city.draw import Bools, Draw, Ints
from qinglian.city.rows import Rows
from qinglian.city.world import World

Kind = Literal["fault", "honest", "bad_import"]
Story = dict[str, Rows]
"""Stories of one field by kind: tenders, their bids, their panels …"""

JUDGED_ALONE, JUDGED_TOGETHER = 20, 5
"""How many plants of each kind a rule gets in a county at least: judged case by case, and about bodies."""
FULL = 100
"""Per cent of the plants of a county. A smaller place, or one county of many, plants what it has stories for; a county
by itself must have enough."""


@dataclass(frozen=True)
class Proof:
    """Who one planted story is about and which rows prove it: subject ids, and table and row ids for each.

    `beside` names subjects of another kind that the same deed rightly meets: rule, subject, id.
    """

    subject: str
    ids: Sequence[str]
    rows: Sequence[Sequence[tuple[str, str]]]
    beside: Sequence[tuple[str, str, str]] = ()


@dataclass(frozen=True)
class Scene:
    """What a plant may look at: the county, all stories of its field, its own stream."""

    world: World
    story: Story
    draw: Draw


Deed = Callable[[Scene, Ints], Proof | None]


@dataclass(frozen=True)
class Plant:
    """One shape of a fault or of a look-alike.

    `among` tells which stories can take it (by default all), `touches` which parts of a story it changes: a story
    takes several plants as long as they touch different parts. `also` names rules that the same deed rightly meets as
    well. `together` marks rules about bodies, buyers or officers. A `bad_import` is one batch of `count` rows
    that follow each other and were read wrongly, for one cause.
    """

    rule: str
    kind: Kind
    shape: str
    deed: Deed
    touches: tuple[str, ...]
    among: Callable[[Scene], Bools] | None = None
    also: tuple[str, ...] = ()
    together: bool = False
    at_least: int = 0
    count: int = 0


@dataclass(frozen=True)
class Label:
    """What was planted: rule, subject, kind, shape, and the rows that prove it."""

    rule: str
    kind: str
    shape: str
    subject: str
    subject_id: str
    rows: tuple[tuple[str, str], ...]


@dataclass
class Field:
    """One field of the city, a module `city/<field>` with this as its `FIELD`.

    `tell` makes the stories of one county as they lawfully run; `write` turns them into tables of the dictionary.
    `main` is the kind of story that plants are given; `subject` what its rules name, with its id in column `key` and
    its row in table `table`. Tables must not depend on the order of plants. `files` makes what a field hands over as
    files of its own instead of ledgers: name and bytes of each; `filed` names the tables whose rows they hold.
    """

    name: str
    main: str
    subject: str
    key: str
    table: str
    tell: Callable[[World, Draw], Story]
    write: Callable[[World, Story], dict[str, Rows]]
    plants: list[Plant] = field(default_factory=list)
    files: Callable[[World, Story], Iterable[tuple[str, bytes]]] | None = None
    filed: tuple[str, ...] = ()

    def plant(
        self,
        rule: str,
        kind: Kind,
        shape: str,
        *,
        touches: str | tuple[str, ...],
        among: Callable[[Scene], Bools] | None = None,
        also: tuple[str, ...] = (),
        together: bool = False,
        at_least: int = 0,
        count: int = 0,
    ) -> Callable[[Deed], Deed]:
        """Register a function `(scene, at) -> Proof | None` as one shape; `touches` in a word or several."""
        parts = (touches,) if isinstance(touches, str) else touches

        def registered(deed: Deed) -> Deed:
            self.plants.append(
                Plant(rule, kind, shape, deed, parts, among, also, together, at_least, count)
            )
            return deed

        return registered


def planted(field: Field, world: World, story: Story, draw: Draw) -> list[Label]:
    """Let every plant of a field change its share of the stories; return what was planted."""
    labels: list[Label] = []
    touched: dict[str, Bools] = {}
    order = sorted(field.plants, key=lambda plant: (plant.rule, plant.kind, plant.shape))
    shapes: dict[tuple[str, str], int] = {}
    for plant in order:
        shapes[plant.rule, plant.kind] = shapes.get((plant.rule, plant.kind), 0) + 1
    for plant in order:
        stream = draw.at(plant.rule, plant.kind, plant.shape)
        scene = Scene(world, story, stream)
        at = _fallen(
            field, plant, scene, touched, _share(plant, shapes[plant.rule, plant.kind], world)
        )
        if not len(at):
            continue
        proof = plant.deed(scene, at) or _itself(field, story, at)
        for subject_id, rows in zip(proof.ids, proof.rows, strict=True):
            told = (proof.subject, subject_id, tuple(rows))
            labels.append(Label(plant.rule, plant.kind, plant.shape, *told))
            beside = "bad_import" if plant.kind == "bad_import" else "also"
            labels += [Label(rule, beside, plant.shape, *told) for rule in plant.also]
        for rule, subject, subject_id in proof.beside:
            labels.append(Label(rule, "also", plant.shape, subject, subject_id, ()))
    return labels


def _share(plant: Plant, shapes: int, world: World) -> int:
    if plant.count:
        return max(1, plant.count * world.size.plants // 100)
    wanted = JUDGED_TOGETHER if plant.together else JUDGED_ALONE
    return max(plant.at_least, -(-wanted * world.size.plants // (100 * shapes)), 1)


def _fallen(
    field: Field, plant: Plant, scene: Scene, touched: dict[str, Bools], count: int
) -> Ints:
    """Stories nobody has changed in these parts, drawn among those that can take the plant."""
    n = len(scene.story[field.main])
    free = (
        np.ones(n, dtype=bool)
        if plant.among is None
        else np.asarray(plant.among(scene), dtype=bool)
    )
    for part in plant.touches:
        taken = touched.get(part, np.zeros(0, dtype=bool))
        touched[part] = np.concatenate([taken, np.zeros(n - len(taken), dtype=bool)])
        free = free & ~touched[part]
    spots = np.flatnonzero(free)
    if scene.world.size.plants < FULL or scene.world.size.counties > 1:
        count = min(count, len(spots))
    if len(spots) < count:
        raise ValueError(
            f"{field.name}: {plant.rule} {plant.kind} 「{plant.shape}」 needs {count} stories, {len(spots)} are left"
        )
    fallen = scene.draw.at("fallen")
    if plant.kind == "bad_import":
        first = int(fallen.below(len(spots) - count + 1, 1)[0])
        at = spots[first : first + count].astype(np.int64)
    else:
        at = np.sort(spots[fallen.some(len(spots), count)]).astype(np.int64)
    for part in plant.touches:
        touched[part][at] = True
    return at


def _itself(field: Field, story: Story, at: Ints) -> Proof:
    ids: list[Any] = story[field.main][field.key][at].tolist()
    return Proof(field.subject, ids, [[(field.table, str(number))] for number in ids])
