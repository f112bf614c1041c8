"""Handed down: with time enough, received in time, handed on."""

import numpy as np

from qinglian.city.days import MINUTES, NEVER, after_workdays, day_of
from qinglian.city.draw import Bools, Ints
from qinglian.city.duties.moves import (
    DutyShapes,
    both,
    done,
    on_duty,
    received,
    sent,
    told,
    truth,
    turns,
)  # fmt: skip
from qinglian.city.plant import Deed, Proof, Scene

FIRST = turns(first=True)
PARTS = ("sent", "performed", "done")


def _stays(scene: Scene) -> Bools:
    """First turns of duties that go no further down."""
    turn, duty = scene.story["turn"], scene.story["duty"]
    return np.asarray(FIRST(scene) & ~truth(duty["goes_down"][turn["duty"]]), dtype=bool)


def _at_stations(scene: Scene) -> Bools:
    return np.asarray(_stays(scene) & (scene.story["turn"]["level"] == 2), dtype=bool)


late = DutyShapes("DUTY-001", *PARTS, among=_stays)
late.fault("期限前两三天才下发", "Sent two or three working days before its day.", sent((2, 3)))
late.fault("月底突击下发次日到期", "Sent in a rush, due the next day.", sent((1, 1)))
late.fault(
    "到站所只剩四天", "Four days are left when it reaches the station.", sent((4, 4), then=1),
    among=_at_stations,
)  # fmt: skip
late.honest("恰留五个工作日", "Five working days are left.", sent((5, 5)))
late.honest("紧急并已标明", "Urgent, and marked so.", both(sent((1, 3)), on_duty(urgent=True)))
late.honest("隔着周末留六七个工作日", "A little more than the least.", sent((6, 7), then=1))

known = told(existing=True)


def _in_time(scene: Scene) -> Bools:
    """Those that leave room for lateness before the records end."""
    return np.asarray(_stays(scene) & (scene.story["turn"]["quarter"] < 7), dtype=bool)


def late_too(scene: Scene, at: Ints) -> Proof:
    """The duty, and its turn, which is past its day as well."""
    turn = scene.story["turn"]
    ids = scene.story["duty"]["duty_id"][turn["duty"][at]].tolist()
    beside = [("DUTY-005", "duty_turn", one) for one in turn["turn_id"][at].tolist()]
    return Proof("duty", ids, [[("duty", one)] for one in ids], beside)


after = DutyShapes("DUTY-002", *PARTS, among=_stays)
after.fault(
    "期限过了几天才签收", "Received some days after its day; the work went on by a record that was there.",
    both(received(1, 4), known),
)  # fmt: skip
after.fault(
    "督办后才签收补报", "Received and reported only when urged.",
    both(received(3, 6), done(7, 12), known, late_too), among=_in_time,
)  # fmt: skip
after.fault(
    "换人后一个多月才补签",
    "The new person found it a month later.",
    both(received(20, 28), known),
    among=_in_time,
)
after.honest("当天到期当天签收", "Received on its day.", both(received(0, 0), known))
after.honest(
    "紧急事项事后补签", "Urgent, done at once, and signed for afterwards.",
    both(received(1, 3), known, on_duty(urgent=True)),
)  # fmt: skip


def _passing(scene: Scene) -> Bools:
    """First turns of duties that go down."""
    turn, duty = scene.story["turn"], scene.story["duty"]
    goes = truth(duty["goes_down"][turn["duty"]])
    return np.asarray(goes & FIRST(scene), dtype=bool)


def handed_on(low: int, high: int) -> Deed:
    """Handed on so many working days after receipt; the stations get it then."""

    def deed(scene: Scene, at: Ints) -> None:
        duty, of = scene.story["duty"], scene.story["turn"]["duty"][at]
        far = scene.draw.at("on").between(low, high, len(at))
        day = after_workdays(day_of(duty["received"][of]), far)
        duty["handed_on"][of] = day * MINUTES + 17 * 60 + 10
        for upper, when in zip(of.tolist(), day.tolist(), strict=True):
            below = np.flatnonzero((duty["above"] == upper) & (duty["moved"] == 0))
            wait = duty["received"][below] - duty["sent"][below]
            duty["sent"][below] = when * MINUTES + 17 * 60 + 15
            duty["received"][below] = duty["sent"][below] + np.minimum(wait, 10)

    return deed


def around(scene: Scene, at: Ints) -> None:
    """Never handed on; the county sent it to the stations itself."""
    duty, of = scene.story["duty"], scene.story["turn"]["duty"][at]
    duty["handed_on"][of] = NEVER
    duty["giver"][np.isin(duty["above"], of)] = -1


passed = DutyShapes("DUTY-003", "hand", among=_passing)
passed.fault("一直没有再下发", "Never handed on; the county did it itself.", around)
passed.fault("第十一二个工作日才转", "Handed on a day or two too late.", handed_on(11, 12))
passed.fault("催办后第十三个工作日才转", "Handed on when urged.", handed_on(13, 13))
passed.honest("恰第十个工作日转", "Handed on on the tenth working day.", handed_on(10, 10))
passed.honest(
    "本级直接办不再下发", "Done at its own level, with approval, and marked so.",
    both(around, on_duty(goes_down=False)),
)  # fmt: skip
passed.honest("签收当天就转", "Handed on on the day of receipt.", handed_on(0, 0))
