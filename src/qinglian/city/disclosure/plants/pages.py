"""Published of one's own: in twenty working days, without personal data, and the report of the year."""

import numpy as np

from qinglian.city.course import drop, mark
from qinglian.city.days import next_workday
from qinglian.city.disclosure import FIELD
from qinglian.city.disclosure.plants._which import across_holiday, after, on_way
from qinglian.city.disclosure.story import COURSE
from qinglian.city.draw import Bools, Ints
from qinglian.city.plant import Scene

OWN, REPORT = "PUB-001", "PUB-005"
PAGE = on_way("page")


@FIELD.plant(OWN, "fault", "过了几天才公开", touches="publication", among=PAGE)
def days_late(scene: Scene, at: Ints) -> None:
    """Put on the site a few days after the twenty."""
    after(scene, at, "formed", "published", 21, 25)


@FIELD.plant(OWN, "fault", "检查前才补公开", touches="publication", among=PAGE)
def caught_up(scene: Scene, at: Ints) -> None:
    """Caught up before the yearly inspection."""
    after(scene, at, "formed", "published", 45, 80)


@FIELD.plant(OWN, "fault", "一直没有公开", touches=("publication", "text"), among=PAGE)
def never(scene: Scene, at: Ints) -> None:
    """Printed and sent to the offices, and never shown."""
    rows = scene.story["disclosure"]
    drop(rows, at, "published")
    mark(rows, at, "text", None)


@FIELD.plant(OWN, "fault", "改过以后没有再公开", touches="publication", among=PAGE)
def changed_unseen(scene: Scene, at: Ints) -> None:
    """Published in time, changed weeks later, and the page still shows the old text."""
    after(scene, at, "formed", "changed", 25, 40)


@FIELD.plant(OWN, "honest", "正好第二十个工作日公开", touches="publication", among=PAGE)
def last_day(scene: Scene, at: Ints) -> None:
    """Published on the twentieth working day."""
    after(scene, at, "formed", "published", 20, 20)


@FIELD.plant(
    OWN,
    "honest",
    "隔着长假第二十个工作日公开",
    touches="publication",
    among=across_holiday("formed", 20, "page"),
)
def last_day_after_holidays(scene: Scene, at: Ints) -> None:
    """More than a month by the calendar, and the twentieth working day."""
    after(scene, at, "formed", "published", 20, 20)


@FIELD.plant(OWN, "honest", "经审查不予公开", touches=("publication", "text"), among=PAGE)
def withheld(scene: Scene, at: Ints) -> None:
    """The secrecy review decided that it is not published."""
    rows = scene.story["disclosure"]
    never(scene, at)
    mark(rows, at, "mode", "withheld")
    mark(rows, at, "remark", "经保密审查不予公开")


def _department(scene: Scene) -> Bools:
    department = scene.story["disclosure"]["level"] == "department"
    mine: Bools = on_way("report")(scene) & np.asarray(department, dtype=bool)
    return mine


def _shown(scene: Scene, at: Ints, month: int, first: int, last: int) -> None:
    """The report is shown on a day of this month of the next year."""
    rows = scene.story["disclosure"]
    begins = (
        (rows["year"][at] - 1969).astype("datetime64[Y]").astype("datetime64[M]") + (month - 1)
    ).astype("datetime64[D]")
    days = begins.astype(np.int64) + scene.draw.between(first, last, len(at)) - 1
    COURSE.put(scene.draw, rows, at, "published", next_workday(days) if last > first else days)


@FIELD.plant(REPORT, "fault", "二月才公布", touches="report", among=_department)
def in_february(scene: Scene, at: Ints) -> None:
    """A department reports in February, after the new year holidays."""
    _shown(scene, at, 2, 1, 20)


@FIELD.plant(REPORT, "fault", "部门照主管部门的期限", touches="report", among=_department)
def as_if_government(scene: Scene, at: Ints) -> None:
    """A department keeps to the end of March, which is not its own term."""
    _shown(scene, at, 3, 20, 28)


@FIELD.plant(REPORT, "fault", "一直没有公布年报", touches=("report", "text"), among=_department)
def no_report(scene: Scene, at: Ints) -> None:
    """No report was ever published."""
    rows = scene.story["disclosure"]
    drop(rows, at, "published")
    mark(rows, at, "text", None)


@FIELD.plant(REPORT, "honest", "正好一月三十一日", touches="report", among=_department)
def on_the_last_day(scene: Scene, at: Ints) -> None:
    """Published on 31 January, a day off or not."""
    _shown(scene, at, 1, 31, 31)


@FIELD.plant(REPORT, "honest", "主管部门三月公布本级年报", touches="report", among=_department)
def for_the_government(scene: Scene, at: Ints) -> None:
    """The body is in charge of disclosure for its government, and reports for the whole in March."""
    rows = scene.story["disclosure"]
    mark(rows, at, "level", "government")
    _shown(scene, at, 3, 5, 28)


@FIELD.plant(REPORT, "honest", "本年度年报未到期", touches=("report", "text"), among=_department)
def not_yet_due(scene: Scene, at: Ints) -> None:
    """The report of the last year is being written; its day has not come."""
    rows = scene.story["disclosure"]
    no_report(scene, at)
    rows["year"][at] = 2025
