"""The decision falls late, or lawfully late."""

from qinglian.city.approvals import FIELD
from qinglian.city.approvals.story import move_decision
from qinglian.city.days import after_workdays, at_office, day_of
from qinglian.city.draw import Ints
from qinglian.city.plant import Scene

LATE = "APR-003"


@FIELD.plant(LATE, "fault", "拖过一两天", touches="decision")
def a_day_late(scene: Scene, at: Ints) -> None:
    """The clerk signs one or two working days after the term."""
    permit, draw = scene.story["permit"], scene.draw
    days = after_workdays(day_of(permit["accepted"][at]), draw.between(21, 22, len(at)))
    move_decision(permit, at, days)


@FIELD.plant(LATE, "fault", "压了几个月", touches="decision")
def months_late(scene: Scene, at: Ints) -> None:
    """The file lies in a drawer for months."""
    permit, draw = scene.story["permit"], scene.draw
    move_decision(
        permit, at, after_workdays(day_of(permit["accepted"][at]), draw.between(45, 70, len(at)))
    )


@FIELD.plant(LATE, "fault", "延期批得晚", touches="decision")
def extended_too_late(scene: Scene, at: Ints) -> None:
    """The head extends the term after it has run out already."""
    permit, draw = scene.story["permit"], scene.draw
    accepted = day_of(permit["accepted"][at])
    permit["extended"][at] = at_office(
        draw, after_workdays(accepted, draw.between(21, 23, len(at)))
    )
    move_decision(permit, at, after_workdays(accepted, draw.between(24, 28, len(at))))


@FIELD.plant(LATE, "honest", "期内批准延长", touches="decision")
def extended_in_time(scene: Scene, at: Ints) -> None:
    """The head extends the term before it runs out, and the decision falls within thirty days."""
    permit, draw = scene.story["permit"], scene.draw
    accepted = day_of(permit["accepted"][at])
    permit["extended"][at] = at_office(
        draw, after_workdays(accepted, draw.between(14, 19, len(at)))
    )
    move_decision(permit, at, after_workdays(accepted, draw.between(22, 29, len(at))))


@FIELD.plant(LATE, "honest", "专家评审有文书", touches="decision")
def clock_stopped(scene: Scene, at: Ints) -> None:
    """An expert review of two to four weeks, told in writing, does not count."""
    permit, draw = scene.story["permit"], scene.draw
    accepted = day_of(permit["accepted"][at])
    stopped = after_workdays(accepted, draw.between(2, 5, len(at)))
    ended = after_workdays(stopped, draw.between(10, 20, len(at)))
    permit["suspended"][at], permit["resumed"][at] = (
        at_office(draw, stopped),
        at_office(draw, ended),
    )
    for place, row in enumerate(at.tolist()):
        permit["suspension_doc_no"][row] = f"示专评告〔2024〕{row + place}号"
    move_decision(permit, at, after_workdays(ended, draw.between(8, 12, len(at))))


@FIELD.plant(LATE, "honest", "正好第二十个工作日", touches="decision")
def on_the_last_day(scene: Scene, at: Ints) -> None:
    """The decision falls on the twentieth working day, over a holiday or not."""
    permit = scene.story["permit"]
    move_decision(permit, at, after_workdays(day_of(permit["accepted"][at]), 20))
