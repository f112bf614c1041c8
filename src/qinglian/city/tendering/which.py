"""
哪些招标能这样埋。Which tenders can take a plant: those that ran through, those with lots, those held again …
"""

import numpy as np

from qinglian.city.days import NEVER
from qinglian.city.draw import Bools
from qinglian.city.plant import Scene
from qinglian.city.shapes import Among
from qinglian.city.tendering import course


def plain(scene: Scene) -> Bools:
    """Open tenders of one lot that ran through."""
    return course.plain(scene.story["tender"])


def optional(scene: Scene) -> Bools:
    """Tenders that the law does not make mandatory."""
    tender = scene.story["tender"]
    open_ = (
        (tender["method"] == "open")
        & (tender["prequal_published_at"] == NEVER)
        & (tender["_lots"] == 1)
    )
    return np.asarray(
        (tender["mandatory"] == False) & open_ & calm(scene) & done(scene), dtype=bool,  # noqa: E712
    )  # fmt: skip


def done(scene: Scene) -> Bools:
    """Tenders that came to a contract."""
    return np.asarray(scene.story["tender"]["status"] == "complete", dtype=bool)


def prequalified(scene: Scene) -> Bools:
    """Mandatory tenders with prequalification."""
    tender = scene.story["tender"]
    return np.asarray(
        (tender["prequal_closed_at"] != NEVER) & done(scene) & (tender["mandatory"] == True), dtype=bool,  # noqa: E712
    )  # fmt: skip


def selective(scene: Scene) -> Bools:
    """Mandatory tenders by invitation, of state funds."""
    tender = scene.story["tender"]
    state = tender["state_controlled"] == True  # noqa: E712
    return np.asarray(
        (tender["method"] == "selective") & done(scene) & state & (tender["_again"] == 0), dtype=bool,
    )  # fmt: skip


def lots(scene: Scene) -> Bools:
    """Tenders of several lots."""
    return np.asarray((scene.story["tender"]["_lots"] > 1) & done(scene), dtype=bool)


def again(scene: Scene) -> Bools:
    """Tenders in their second round."""
    return np.asarray((scene.story["tender"]["_again"] == 1) & done(scene), dtype=bool)


def quiet(scene: Scene) -> Bools:
    """Plain tenders without objection, complaint or clarification."""
    return plain(scene) & calm(scene)


def calm(scene: Scene) -> Bools:
    """Without objection, complaint or clarification."""
    tender = scene.story["tender"]
    steps = ("objection_raised_at", "complained_at", "clarified_at")
    return np.asarray(np.logical_and.reduce([tender[step] == NEVER for step in steps]), dtype=bool)


def secured(scene: Scene) -> Bools:
    """Plain tenders with a security in money."""
    tender = scene.story["tender"]
    return np.asarray(plain(scene) & (tender["bond_kind"] == "money"), dtype=bool)


def recording(table: str, least: int = 4) -> Among:
    """Plain tenders of which a table has rows and so many bids stayed."""

    def among(scene: Scene) -> Bools:
        n, rows, bid = len(scene.story["tender"]), scene.story[table], scene.story["bid"]
        told = np.bincount(bid["_t"][rows["_b"]], minlength=n) > 0
        stayed = (bid["status"] == "valid") & (bid["_first"] < 0) & (bid["_gone"] == False)  # noqa: E712
        many = np.bincount(bid["_t"][np.asarray(stayed, dtype=bool)], minlength=n) >= least
        return np.asarray(plain(scene) & told & many, dtype=bool)

    return among
