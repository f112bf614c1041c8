"""Quick for some, and out of turn: what only shows when many cases are seen together."""

import numpy as np

from qinglian.city.approvals import FIELD
from qinglian.city.approvals.matters import LIMITED
from qinglian.city.approvals.plants._which import Among, on_way
from qinglian.city.approvals.steps import day, mark, move, put
from qinglian.city.days import NEVER, after_workdays
from qinglian.city.draw import Bools, Ints
from qinglian.city.plant import Scene

QUICK, TURN = "APR-014", "APR-014-2"
WHOLE = ("decision", "intake", "inspection")
GROUP = 3
"""Cases of one group at least."""


def _of(matter: int) -> Among:
    def among(scene: Scene) -> Bools:
        mine = on_way("plain")(scene) & (scene.story["permit"]["matter"] == matter)
        return np.asarray(mine, dtype=bool)

    return among


def _hurried(scene: Scene, at: Ints) -> None:
    """Reviewed on the day of acceptance and decided the next."""
    permit, draw = scene.story["permit"], scene.draw
    accepted = day(permit, "accepted", at)
    put(draw, permit, at, "inspected", np.where(permit["inspected"][at] == NEVER, NEVER, accepted))
    put(draw, permit, at, "reviewed", accepted)
    move(permit, at, "decided", after_workdays(accepted, 1))


def _of_one(scene: Scene, at: Ints) -> None:
    """All of them in the hands of one officer."""
    permit = scene.story["permit"]
    permit["handler"][at] = permit["handler"][at[0]]


@FIELD.plant(
    QUICK, "fault", "熟人件一人快办", touches=WHOLE, among=_of(0), together=True, at_least=GROUP
)
def quick_for_friends(scene: Scene, at: Ints) -> None:
    """One officer finishes the cases of those he knows overnight."""
    _hurried(scene, at)
    _of_one(scene, at)


@FIELD.plant(
    QUICK,
    "fault",
    "一个代办人的件特别快",
    touches=WHOLE,
    among=_of(1),
    together=True,
    at_least=GROUP,
)
def quick_for_an_agent(scene: Scene, at: Ints) -> None:
    """Whoever pays this agent is served overnight, whichever officer it is."""
    _hurried(scene, at)
    mark(scene.story["permit"], at, "agent", "虚构代办甲")


@FIELD.plant(
    QUICK,
    "fault",
    "经办人与代办人固定搭档",
    touches=WHOLE,
    among=_of(2),
    together=True,
    at_least=GROUP,
)
def quick_by_a_pair(scene: Scene, at: Ints) -> None:
    """One officer and one agent work hand in hand."""
    _hurried(scene, at)
    _of_one(scene, at)
    mark(scene.story["permit"], at, "agent", "虚构代办乙")


@FIELD.plant(QUICK, "honest", "绿色通道名单内", touches=WHOLE, among=_of(0), together=True)
def fast_lane(scene: Scene, at: Ints) -> None:
    """On the published list of the fast lane, and marked so."""
    _hurried(scene, at)
    _of_one(scene, at)
    mark(scene.story["permit"], at, "special", True)


@FIELD.plant(
    QUICK,
    "honest",
    "各人都有快件、不集中",
    touches=WHOLE,
    among=_of(3),
    together=True,
    at_least=GROUP,
)
def quick_at_every_desk(scene: Scene, at: Ints) -> None:
    """Simple cases were quick at several desks, a case each."""
    permit = scene.story["permit"]
    _hurried(scene, at)
    staff = np.unique(permit["handler"][permit["body"] == permit["body"][at[0]]])
    permit["handler"][at] = staff[np.arange(len(at)) % len(staff)]
    mark(permit, at, "agent", None)


def _last_of_round(matter: int) -> Among:
    """The last of their round, with half a dozen at least accepted before them."""

    def among(scene: Scene) -> Bools:
        permit = scene.story["permit"]
        mine = LIMITED[permit["matter"]] & (permit["matter"] == matter)
        mine = mine & (permit["accepted"] != NEVER)
        found = np.zeros(len(permit), dtype=bool)
        for which in np.unique(permit["round"][mine]).tolist():
            line = np.flatnonzero(mine & (permit["round"] == which))
            came = day(permit, "accepted", line)
            found[line] = (came == came.max()) & ((came < came.max()).sum() >= 6)
        return found

    return among


def _ahead(scene: Scene, at: Ints, days: int) -> None:
    permit, draw = scene.story["permit"], scene.draw
    received = day(permit, "received", at)
    put(draw, permit, at, "reviewed", after_workdays(received, days - 1))
    move(permit, at, "decided", after_workdays(received, days))


@FIELD.plant(
    TURN,
    "fault",
    "末位申请先给指标",
    touches=WHOLE,
    among=_last_of_round(5),
    together=True,
    at_least=GROUP,
    also=(QUICK,),
)
def last_first(scene: Scene, at: Ints) -> None:
    """The last of the round get their places before all others, by one officer."""
    _ahead(scene, at, 4)
    _of_one(scene, at)


@FIELD.plant(
    TURN,
    "fault",
    "代办人的件都排到前面",
    touches=WHOLE,
    among=_last_of_round(6),
    together=True,
    at_least=GROUP,
    also=(QUICK,),
)
def agent_first(scene: Scene, at: Ints) -> None:
    """Those who came through one agent pass all the others."""
    _ahead(scene, at, 4)
    mark(scene.story["permit"], at, "agent", "虚构代办丙")


@FIELD.plant(
    TURN,
    "fault",
    "打过招呼的提前出证",
    touches=WHOLE,
    among=_last_of_round(7),
    together=True,
    at_least=GROUP,
    also=(QUICK,),
)
def called_for(scene: Scene, at: Ints) -> None:
    """After a call from above, one officer issues their licences a week before the others."""
    _ahead(scene, at, 6)
    _of_one(scene, at)


@FIELD.plant(
    TURN, "honest", "抢险用水依文件优先", touches=WHOLE, among=_last_of_round(7), together=True
)
def by_policy(scene: Scene, at: Ints) -> None:
    """Water for an emergency goes first by a published policy, and is marked so."""
    _ahead(scene, at, 4)
    mark(scene.story["permit"], at, "special", True)


@FIELD.plant(
    TURN, "honest", "只越过不到一半", touches=WHOLE, among=_last_of_round(6), together=True
)
def passed_a_few(scene: Scene, at: Ints) -> None:
    """A complete file was done a little earlier than its turn."""
    _ahead(scene, at, 9)
