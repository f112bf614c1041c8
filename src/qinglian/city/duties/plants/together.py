"""What shows only of many together: evidence of the last days, runs of reports, items that fade on their way down."""

from collections.abc import Callable
from typing import Any

import numpy as np

from qinglian.city.days import MINUTES, NEVER, after_workdays, day_of
from qinglian.city.draw import Bools, Ints
from qinglian.city.duties.moves import Shapes, put_done
from qinglian.city.plant import Deed, Proof, Scene
from qinglian.city.shapes import Among

Days = Callable[[Scene, Ints], Ints]


def one_of_each(*columns: str, **asked: int) -> Among:
    """One turn for each combination of these columns, of turns that have these values."""

    def among(scene: Scene) -> Bools:
        turn = scene.story["turn"]
        fit = np.ones(len(turn), dtype=bool)
        for name, value in asked.items():
            fit &= turn[name] == value
        spots = np.flatnonzero(fit)
        keys = np.stack([turn[name][spots] for name in columns], axis=1)
        mask = np.zeros(len(turn), dtype=bool)
        mask[spots[np.unique(keys, axis=0, return_index=True)[1]]] = True
        return mask

    return among


def with_them(scene: Scene, at: Ints, *columns: str) -> list[Ints]:
    """For each of these turns all turns that have the same in these columns."""
    turn = scene.story["turn"]
    found = []
    for one in at.tolist():
        alike = np.ones(len(turn), dtype=bool)
        for name in columns:
            alike &= turn[name] == turn[name][one]
        found.append(np.flatnonzero(alike))
    return found


class YearShapes(Shapes):
    """The shapes of one rule on the year of a unit."""

    def proof(self, scene: Scene, at: Ints, kind: Any) -> Proof | None:
        """The units, with the pieces of the year."""
        turn, evidence = scene.story["turn"], scene.story["evidence"]
        codes = scene.story["unit"]["unit_id"][turn["unit"][at]].tolist()
        ids = [
            f"{code}/{year}" for code, year in zip(codes, turn["year"][at].tolist(), strict=True)
        ]
        rows = []
        for group in with_them(scene, at, "unit", "year"):
            mine = np.flatnonzero(np.isin(evidence["turn"], group))
            rows.append([("duty_evidence", one) for one in evidence["evidence_id"][mine].tolist()])
        return Proof("unit", ids, rows)


def filed(low: int, high: int, quarters: tuple[int, ...] = (0, 1, 2, 3), rest: int = 8) -> Deed:
    """Pieces come in so many working days before the day due (below zero: after it), a few earlier all the same.

    In quarters not named all come in `rest` working days before.
    """

    def deed(scene: Scene, at: Ints) -> None:
        turn, evidence = scene.story["turn"], scene.story["evidence"]
        for group in with_them(scene, at, "unit", "year"):
            mine = np.flatnonzero(np.isin(evidence["turn"], group))
            of = evidence["turn"][mine]
            draw = scene.draw.at("filed", int(group[0]))
            back = draw.between(low, high, len(mine))
            few = draw.at("early").chance(60, len(mine)) | ~np.isin(
                turn["quarter"][of] % 4, quarters
            )
            back = np.where(few, rest, back)
            day = after_workdays(turn["due"][of], -back)
            evidence["filed"][mine] = day * MINUTES + evidence["filed"][mine] % MINUTES
            late = np.maximum(day_of(turn["done"][of]), np.minimum(day, turn["due"][of]))
            held = turn["done"][of] % MINUTES
            turn["done"][of] = np.maximum(turn["done"][of], late * MINUTES + held)

    return deed


UNIT_YEAR = one_of_each("unit", "year", use=1)
dump = YearShapes("DUTY-012", "days", among=UNIT_YEAR, together=True)
dump.fault("全年材料都在到期前两天", "A whole year's evidence in the last two days.", filed(0, 1))
dump.fault("到期当天一次上传", "All of it on the very day.", filed(0, 0))
dump.fault(
    "前三季到期后补交",
    "Handed in after the day, three quarters long.",
    filed(-5, 0, (0, 1, 2), rest=1),
)
dump.honest("只有年底集中", "Crowded at the end of the year, as everywhere.", filed(0, 2, (3,)))


def short_notice(scene: Scene, at: Ints) -> None:
    """Received less than ten working days before the first day due, and handed in at once."""
    turn, duty = scene.story["turn"], scene.story["duty"]
    filed(0, 2, (0, 2))(scene, at)
    for group in with_them(scene, at, "unit", "year"):
        first = group[np.asarray(turn["first"][group] == True, dtype=bool)]  # noqa: E712
        day = after_workdays(turn["due"][first], -7)
        of = turn["duty"][first]
        duty["sent"][of] = day * MINUTES + 9 * 60
        duty["received"][of] = duty["sent"][of] + 60
        duty["moved"][of] = 1
        turn["performed"][first] = np.maximum(turn["performed"][first], day)
        put_done(turn, first, np.maximum(day_of(turn["done"][first]), turn["performed"][first]))


def few_left(scene: Scene, at: Ints) -> None:
    """Nearly all was no longer asked of this small station; what is left came in at the end."""
    turn = scene.story["turn"]
    filed(0, 2)(scene, at)
    for group in with_them(scene, at, "unit", "year"):
        turn["dropped"][group[6:]] = True


dump.honest("下发得晚、来不及", "Sent so late that there was no time.", short_notice)
dump.honest("小站所全年只有几件", "A small station with a handful.", few_left)


class RunShapes(Shapes):
    """The shapes of one rule on a run of reports."""

    def proof(self, scene: Scene, at: Ints, kind: Any) -> Proof | None:
        """The first turn of each run, with all of it."""
        turn = scene.story["turn"]
        ids, rows = [], []
        for group in with_them(scene, at, "unit", "quarter"):
            names = turn["turn_id"][group[np.argsort(turn["done"][group], kind="stable")]].tolist()
            ids.append(names[0])
            rows.append([("duty_turn", one) for one in names])
        return Proof("duty_turn", ids, rows)


def in_a_row(hour: int, gaps: tuple[int, int], **marks: bool) -> Deed:
    """All of a unit's quarter reported on one day from some hour on, so many minutes between two."""

    def deed(scene: Scene, at: Ints) -> None:
        turn = scene.story["turn"]
        for group in with_them(scene, at, "unit", "quarter"):
            draw = scene.draw.at("row", int(group[0]))
            day = int(after_workdays(turn["due"][group].min(keepdims=True), -1)[0])
            steps = np.cumsum(draw.between(*gaps, len(group)))
            turn["performed"][group] = np.minimum(turn["performed"][group], day)
            turn["done"][group] = day * MINUTES + hour * 60 + steps
            turn["reviewed"][group] = turn["done"][group] + 3 * MINUTES
            for name, value in marks.items():
                turn[name][group] = value

    return deed


def _runs(scene: Scene) -> Bools:
    """One quarter of each unit and year that is kept for runs: the second."""
    turn = scene.story["turn"]
    second = np.asarray(turn["quarter"] % 4 == 1, dtype=bool)
    return np.asarray(one_of_each("unit", "quarter", use=2)(scene) & second, dtype=bool)


bulk = RunShapes("DUTY-014", "run", among=_runs, together=True)
bulk.fault("一刻钟填完全季", "A whole quarter in a quarter of an hour.", in_a_row(16, (1, 2)))
bulk.fault("下班前连着填", "One after another before going home.", in_a_row(17, (1, 4)))
bulk.fault("午休连着填", "One after another over lunch.", in_a_row(12, (2, 5)))
bulk.honest(
    "批量确认已有记录",
    "Records that were there are confirmed.",
    in_a_row(10, (1, 2), existing=True),
)
bulk.honest(
    "镇里代村录入", "Entered for the village by the town.", in_a_row(15, (1, 3), entered_for=True)
)
bulk.honest("每件隔十来分钟", "Ten minutes or more for each.", in_a_row(9, (8, 15)))


class ItemShapes(Shapes):
    """The shapes of one rule on an item."""

    def proof(self, scene: Scene, at: Ints, kind: Any) -> Proof | None:
        """The items, and every late turn of them, which is past its day as well."""
        turn, duty = scene.story["turn"], scene.story["duty"]
        ids = duty["item_id"][turn["duty"][at]].tolist()
        groups = [_late(scene, group) for group in with_them(scene, at, "half", "item")]
        names = [turn["turn_id"][group].tolist() for group in groups]
        beside = [("DUTY-005", "duty_turn", one) for group in names for one in group]
        return Proof(
            "item", ids, [[("duty_turn", one) for one in group] for group in names], beside
        )


def _late(scene: Scene, group: Ints) -> Ints:
    turn = scene.story["turn"]
    due = np.maximum(turn["due_moved"][group], turn["due"][group])
    asked = np.asarray(turn["dropped"][group] != True, dtype=bool)  # noqa: E712
    done = turn["done"][group]
    return np.asarray(group[asked & ((done == NEVER) | (day_of(done) > due))], dtype=np.int64)


def slipping(per_mille: int, low: int, high: int, levels: tuple[int, ...] = (2,)) -> Deed:
    """So many turns of an item slip past their day at these levels, by so many working days; none: never reported.

    Turns kept for runs of reports stay as they are.
    """

    def deed(scene: Scene, at: Ints) -> None:
        turn = scene.story["turn"]
        for group in with_them(scene, at, "half", "item"):
            draw = scene.draw.at("slip", int(group[0]))
            mine = group[np.isin(turn["level"][group], levels) & (turn["use"][group] != 2)]
            mine = mine[draw.chance(per_mille, len(mine))]
            if high:
                far = draw.at("far").between(low, high, len(mine))
                put_done(turn, mine, after_workdays(turn["due"][mine], far))
            else:
                turn["done"][mine] = turn["reviewed"][mine] = NEVER

    return deed


def eased(**marks: int | bool) -> Deed:
    """What slipped at the stations had been extended, or was no longer asked."""

    def deed(scene: Scene, at: Ints) -> None:
        turn = scene.story["turn"]
        for group in with_them(scene, at, "half", "item"):
            late = _late(scene, group)
            if "extended" in marks:
                turn["due_moved"][late] = after_workdays(turn["due"][late], marks["extended"])
            else:
                turn["dropped"][late] = True

    return deed


fade = ItemShapes("DUTY-015", "item", among=one_of_each("half", "item", kept_item=1), together=True)
fade.fault("站所一半以上逾期", "More than half late at the stations.", slipping(550, 1, 9))
fade.fault("站所到期没有报", "Never reported by half of the stations.", slipping(500, 0, 0))
fade.fault("站所拖到下个月", "The stations a month late.", slipping(600, 18, 26))
fade.honest("上下都逾期", "Late everywhere: the term was at fault.", slipping(500, 1, 9, (1, 2)))
fade.honest("站所批准延期", "Extended for the stations.", slipping(550, 1, 9), eased(extended=12))
fade.honest(
    "站所不再要求", "No longer asked of the stations.", slipping(500, 0, 0), eased(dropped=True)
)
