"""
讲出来，并且随时可以再添几个过程。The processes of a county's neighbour, and more of them when a plant asks.
"""

from typing import Any

import numpy as np

from qinglian.city.draw import Draw, Ints
from qinglian.city.plant import Scene, Story
from qinglian.city.releases import market, papers
from qinglian.city.releases.process import processes
from qinglian.city.rows import Rows
from qinglian.city.world import World

POINTS = {"_t": "process", "_lot": "lot", "_b": "bid", "_a": "award", "_c": "contract"}
"""Columns that point at rows of another kind of story."""


def tell(world: World, draw: Draw) -> Story:
    """All processes of the portal in three years, in order from call to last payment."""
    n = world.size.releases
    story: Story = {
        "body": market.bodies(world, draw.at("bodies"), max(8, n // 40)),
        "firm": market.firms(world, draw.at("firms"), max(96, n // 4)),
    }
    _told(world, story, draw, n)
    return story


def more(scene: Scene, n: int, *words: str | int, **fixed: Any) -> Ints:
    """Let `n` more processes happen as they should, some things `fixed`; return where they stand."""
    return _told(scene.world, scene.story, scene.draw.at("more", *words), n, **fixed)


def new_bodies(scene: Scene, n: int) -> Ints:
    """So many bodies that bought nothing before, and buy only where a story says so."""
    body = scene.story["body"]
    whole = market.bodies(scene.world, scene.draw.at("bodies", len(body)), len(body) + n)
    made = whole.take(np.arange(len(body), len(body) + n))
    made["special"] = True
    return body.add(made)


def _told(world: World, story: Story, draw: Draw, n: int, **fixed: Any) -> Ints:
    new = processes(world, story, draw.at("process"), n, **fixed)
    new |= papers.papers(new, draw.at("papers"))
    before = {name: len(story[name]) for name in new if name in story}
    for name, rows in new.items():
        for column, kind in POINTS.items():
            if column in rows and kind in before:
                held = rows[column]
                rows[column] = np.where(held < 0, held, held + before[kind])
        if name in story:
            story[name].add(rows)
        else:
            story[name] = rows
    first = before.get("process", 0)
    return np.arange(first, first + n, dtype=np.int64)


def rows_of(rows: Rows, column: str, at: Ints) -> dict[int, list[int]]:
    """Rows that point at each of these, by what they point at."""
    found: dict[int, list[int]] = {one: [] for one in at.tolist()}
    if len(rows):
        places = np.flatnonzero(np.isin(rows[column], at))
        for place, one in zip(places.tolist(), rows[column][places].tolist(), strict=True):
            found[one].append(place)
    return found
