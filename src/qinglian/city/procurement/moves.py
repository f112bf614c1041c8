"""
变故事的手法：隔得久一些、不办了、关联一下。 Ways to change a story: a longer gap, a step left out, a tie, a paper.
"""
# ruff: noqa: E712  (columns of objects are compared value by value)

from collections.abc import Sequence
from typing import Any

import numpy as np

from qinglian.city import names, shapes
from qinglian.city.days import MAKE_UP, NEVER, after_workdays, workdays_until
from qinglian.city.draw import Bools, Ints, Objects, as_column
from qinglian.city.plant import Deed, Kind, Proof, Scene
from qinglian.city.procurement import FIELD
from qinglian.city.procurement.course import AFTER_TERMINATION, apart, course, forget, happened
from qinglian.city.rows import Rows
from qinglian.city.shapes import Among as Among


class Shapes(shapes.Shapes):
    """The shapes of one rule on purchases: the parts they change, and which purchases they fall on.

    `contract` says that the rule names the contract; `twin` is the rule that asks the same of the other ledger;
    `cites` are steps of the log that prove it.
    """

    field = FIELD

    def __init__(
        self,
        rule: str,
        parts: tuple[str, ...],
        among: Among,
        contract: bool = False,
        twin: str | None = None,
        also: tuple[str, ...] = (),
        cites: tuple[str, ...] = (),
    ) -> None:
        super().__init__(rule, *parts, among=among, also=also)
        self.contract, self.twin, self.cites = contract, twin, cites

    def fits(self, among: Among | None) -> Among | None:
        """Those of the rule, and of these those of the shape."""
        return self.among if among is None or self.among is None else both(self.among, among)

    def proof(self, scene: Scene, at: Ints, kind: Kind) -> Proof:
        """The purchase or its contract; what the deed meets in the other ledger stands beside."""
        ids = scene.story["purchase"]["tender_id"][at].tolist()
        contracts = [f"{number}-HT" for number in ids]
        other = (
            [("tender", i) for i in ids] if self.contract else [("contract", c) for c in contracts]
        )
        beside = [(self.twin, *whom) for whom in other] if self.twin and kind == "fault" else []
        if self.contract:
            more = _supplements(scene)
            rows = [[("contract", c), *more.get(c, [])] for c in contracts]
            return Proof("contract", contracts, rows, beside)
        return Proof(
            "tender",
            ids,
            [[("tender", i), *(("event", f"{i}-{step}") for step in self.cites)] for i in ids],
            beside,
        )


def _supplements(scene: Scene) -> dict[str, list[tuple[str, str]]]:
    """The supplements of each contract: a ledger that loses what they supplement would prove nothing."""
    rows, found = scene.story["contract"], dict[str, list[tuple[str, str]]]()
    for one in np.flatnonzero(rows["main"] == False).tolist():
        mine = found.setdefault(str(rows["supplement_of"][one]), [])
        mine.append(("contract", str(rows["contract_id"][one])))
    return found


def every(scene: Scene) -> Bools:
    """All purchases."""
    return np.ones(len(scene.story["purchase"]), dtype=bool)


def way(*ways: str) -> Among:
    """Purchases of these ways."""
    return lambda scene: np.isin(scene.story["purchase"]["way"], ways)


def both(*all_of: Among) -> Among:
    """Purchases that fit each."""
    return lambda scene: np.logical_and.reduce([one(scene) for one in all_of])


def reaches(step: str) -> Among:
    """Purchases that came to a step within the records."""
    return lambda scene: np.asarray(days(scene)[step] != NEVER)


def ripe(step: str, ahead: int) -> Among:
    """Purchases whose step lies so long before the end of the records that what is late is late by then."""
    from qinglian.city.days import END

    return lambda scene: (days(scene)[step] != NEVER) & (days(scene)[step] < END - ahead)


def budget(low: int, high: int) -> Among:
    """Purchases with a budget from `low` to `high` (yuan)."""

    def fits(scene: Scene) -> Bools:
        amount = scene.story["purchase"]["amount"]
        return np.asarray((amount >= low * 100) & (amount <= high * 100))

    return fits


def bonded(scene: Scene) -> Bools:
    """Purchases with a bond."""
    return np.asarray(scene.story["purchase"]["bonded"] == True)


def quiet(scene: Scene) -> Bools:
    """Purchases nobody challenged."""
    return np.asarray(scene.story["purchase"]["g_challenged_wd"] == NEVER)


def days(scene: Scene) -> dict[str, Ints]:
    """The days of all purchases as they stand."""
    p = scene.story["purchase"]
    return happened(p, course(p))


def gap(name: str, low: int, high: int | None = None) -> Deed:
    """A gap of so many days."""

    def deed(scene: Scene, at: Ints) -> None:
        scene.story["purchase"][name][at] = scene.draw.at(name).between(
            low, low if high is None else high, len(at)
        )

    return deed


def put(name: str, value: Any) -> Deed:
    """A value of the purchase."""

    def deed(scene: Scene, at: Ints) -> None:
        for row in at.tolist():
            scene.story["purchase"][name][row] = (
                list(value) if isinstance(value, (list, tuple)) else value
            )

    return deed


def never(*steps: str) -> Deed:
    """Steps that are never taken."""

    def deed(scene: Scene, at: Ints) -> None:
        for step in steps:
            forget(scene.story["purchase"], step, at)

    return deed


def stopped_before(step: str) -> Deed:
    """The purchase is terminated, a working day after the step before this one."""
    return put("ended_by", AFTER_TERMINATION.index(step))


def by_calendar(name: str, step: str, count: int) -> Deed:
    """Somebody counts calendar days where the law says working days."""

    def deed(scene: Scene, at: Ints) -> None:
        p = scene.story["purchase"]
        day = course(p)[step][at]
        p[name][at] = np.minimum(apart(day, day + count), count - 1)

    return deed


def working(name: str, step: str, count: int) -> Deed:
    """So many working days, in a gap that is told in calendar days."""

    def deed(scene: Scene, at: Ints) -> None:
        p = scene.story["purchase"]
        day = course(p)[step][at]
        p[name][at] = after_workdays(day, count) - day

    return deed


def holiday(step: str, count: int, least: int) -> Among:
    """So many working days after the step take at least `least` calendar days: a long holiday lies between."""

    def fits(scene: Scene) -> Bools:
        day = days(scene)[step]
        known = np.where(day == NEVER, scene.story["purchase"]["start"], day)
        return np.asarray((day != NEVER) & (after_workdays(known, count) - known >= least))

    return fits


def made_up(step: str, within: int) -> Among:
    """A Saturday or Sunday that is worked lies within so many days after the step."""

    def fits(scene: Scene) -> Bools:
        day = days(scene)[step]
        known = np.where(day == NEVER, scene.story["purchase"]["start"], day)
        met = np.searchsorted(MAKE_UP, known + within, "right") - np.searchsorted(
            MAKE_UP, known, "right"
        )
        return np.asarray((day != NEVER) & (met > 0))

    return fits


def contract(name: str, value: Any) -> Deed:
    """A value of the contract."""

    def deed(scene: Scene, at: Ints) -> None:
        for row in at.tolist():
            scene.story["contract"][name][row] = value

    return deed


def contract_between(name: str, low: int, high: int) -> Deed:
    """A number of the contract."""

    def deed(scene: Scene, at: Ints) -> None:
        scene.story["contract"][name][at] = scene.draw.at(name).between(low, high, len(at))

    return deed


def added(rows: Rows, **values: Any) -> Ints:
    """Rows more, as many as the values are long."""
    many = max(len(value) for value in values.values() if isinstance(value, (list, np.ndarray)))
    return rows.add(Rows(many, values))


def bids_of(scene: Scene, row: int) -> Ints:
    """Places of the bids of a purchase, the first the winner's."""
    return np.flatnonzero(scene.story["bid"]["_p"] == row).astype(np.int64)


def stranger(scene: Scene, place: int) -> str:
    """Another firm bids in this place, known from nowhere else."""
    bid = scene.story["bid"]
    code = f"91{scene.world.region_code}CG{place:07d}T"
    bid["bidder_id"][place], bid["bidder_name"][place] = (
        code,
        f"{scene.world.name}示例供应商{place}有限公司",
    )
    for row in np.flatnonzero(
        (scene.story["contract"]["_p"] == bid["_p"][place]) & (bid["first"][place] == True)
    ).tolist():
        if scene.story["contract"]["main"][row] == True:
            scene.story["contract"]["supplier_id"][row] = code
    return code


def relate(scene: Scene, kind: str, to_id: str, **more: Any) -> str:
    """A tie in the register."""
    rows = scene.story["relation"]
    number = f"CGY{scene.world.region_code}{len(rows):06d}"
    values: dict[str, Any] = {"from_on": 17_500, "to_on": NEVER, "source": "登记", **more}
    rows.add(
        Rows(
            1,
            relation_id=[number],
            kind=[kind],
            to_id=[to_id],
            **{k: [v] if not isinstance(v, int) else v for k, v in values.items()},
        )
    )
    return number


def new_ids(scene: Scene, first: int, n: int) -> Objects:
    """Identity numbers of people met nowhere else."""
    return names.identity_numbers(scene.world.seed, scene.world.region_code, first, n)


def workdays_between(first: Ints, last: Ints) -> Ints:
    """Working days between two days."""
    return np.asarray(workdays_until(last) - workdays_until(first))


def column(values: Sequence[Any]) -> Objects:
    """Values as a column."""
    return as_column(list(values))
