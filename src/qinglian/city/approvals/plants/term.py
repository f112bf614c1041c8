"""Terms of decision: twenty working days, forty-five where bodies act jointly, twenty for a lower body."""

import numpy as np

from qinglian.city.approvals import FIELD
from qinglian.city.approvals.plants._which import across_holiday, on_way, with_step
from qinglian.city.approvals.steps import day, mark, move, put
from qinglian.city.days import NEVER, after_workdays
from qinglian.city.draw import Bools, Ints
from qinglian.city.plant import Scene

LATE, JOINT, LOWER = "APR-003", "APR-004", "APR-005"


def _decided(scene: Scene, at: Ints, low: int, high: int) -> None:
    permit = scene.story["permit"]
    days = scene.draw.at("decided").between(low, high, len(at))
    move(permit, at, "decided", after_workdays(day(permit, "accepted", at), days))


def _extended(scene: Scene, at: Ints, low: int, high: int) -> None:
    permit = scene.story["permit"]
    days = scene.draw.at("extended").between(low, high, len(at))
    put(scene.draw, permit, at, "extended", after_workdays(day(permit, "accepted", at), days))
    mark(
        permit,
        at,
        "extension_doc_no",
        [f"示延告〔{number[2:]}〕" for number in permit["permit_id"][at]],
    )


def _stopped(scene: Scene, at: Ints, paper: bool) -> None:
    """An expert review of two to four weeks from the second to the fifth day on."""
    permit, draw = scene.story["permit"], scene.draw
    begun = after_workdays(day(permit, "accepted", at), draw.at("stop").between(2, 5, len(at)))
    put(draw, permit, at, "suspended", begun)
    put(
        draw,
        permit,
        at,
        "resumed",
        after_workdays(begun, draw.at("stop", "for").between(12, 20, len(at))),
    )
    mark(permit, at, "suspension_kind", "expert_review")
    if paper:
        mark(
            permit,
            at,
            "suspension_doc_no",
            [f"示专评告〔{number[2:]}〕" for number in permit["permit_id"][at]],
        )


@FIELD.plant(LATE, "fault", "拖过一两天", touches="decision", among=on_way("plain"))
def a_day_late(scene: Scene, at: Ints) -> None:
    """The clerk signs one or two working days after the term."""
    _decided(scene, at, 21, 22)


@FIELD.plant(LATE, "fault", "压了几个月", touches="decision", among=on_way("plain"))
def months_late(scene: Scene, at: Ints) -> None:
    """The file lies in a drawer for months."""
    _decided(scene, at, 45, 65)


@FIELD.plant(LATE, "fault", "延期批得晚", touches="decision", among=on_way("plain"))
def extended_too_late(scene: Scene, at: Ints) -> None:
    """The head extends the term after it has run out already."""
    _extended(scene, at, 21, 23)
    _decided(scene, at, 24, 28)


@FIELD.plant(LATE, "fault", "专家评审没有告知文书", touches="decision", among=on_way("plain"))
def stopped_without_paper(scene: Scene, at: Ints) -> None:
    """The clock was stopped for a review of which the applicant was told nothing in writing."""
    _stopped(scene, at, paper=False)
    _decided(scene, at, 27, 34)


@FIELD.plant(LATE, "honest", "期内批准延长", touches="decision", among=on_way("plain"))
def extended_in_time(scene: Scene, at: Ints) -> None:
    """The head extends the term before it runs out, and the decision falls within thirty days."""
    _extended(scene, at, 14, 19)
    _decided(scene, at, 22, 30)


@FIELD.plant(LATE, "honest", "专家评审有文书", touches="decision", among=on_way("plain"))
def clock_stopped(scene: Scene, at: Ints) -> None:
    """An expert review of two to four weeks, told in writing, does not count."""
    permit = scene.story["permit"]
    _stopped(scene, at, paper=True)
    move(permit, at, "decided", after_workdays(day(permit, "resumed", at), 12))


@FIELD.plant(LATE, "honest", "正好第二十个工作日", touches="decision", among=on_way("plain"))
def on_the_last_day(scene: Scene, at: Ints) -> None:
    """The decision falls on the twentieth working day."""
    _decided(scene, at, 20, 20)


@FIELD.plant(
    LATE,
    "honest",
    "隔着长假第二十个工作日",
    touches="decision",
    among=across_holiday("accepted", 20, "plain"),
)
def last_day_after_holidays(scene: Scene, at: Ints) -> None:
    """More than a month by the calendar, and the twentieth working day."""
    _decided(scene, at, 20, 20)


def _water(scene: Scene) -> Bools:
    return np.asarray(scene.story["permit"]["legal_days"] == 45) & ~on_way("joint")(scene)


@FIELD.plant(LATE, "honest", "条例另定四十五日", touches="decision", among=_water)
def another_term(scene: Scene, at: Ints) -> None:
    """A water licence has forty-five days by a regulation of its own, as the list of matters says."""
    _decided(scene, at, 25, 40)


@FIELD.plant(JOINT, "fault", "联办超了几天", touches="decision", among=on_way("joint"))
def joint_days_late(scene: Scene, at: Ints) -> None:
    """The departments end a few days after the term."""
    _decided(scene, at, 46, 49)


@FIELD.plant(JOINT, "fault", "卡在一个部门两个月", touches="decision", among=on_way("joint"))
def joint_stuck(scene: Scene, at: Ints) -> None:
    """One department leaves the file lying."""
    _decided(scene, at, 60, 75)


@FIELD.plant(JOINT, "fault", "延长了还超", touches="decision", among=on_way("joint"))
def joint_beyond_extension(scene: Scene, at: Ints) -> None:
    """Extended by the head of the government, and late all the same."""
    _extended(scene, at, 40, 44)
    _decided(scene, at, 61, 66)


@FIELD.plant(JOINT, "honest", "正好第四十五个工作日", touches="decision", among=on_way("joint"))
def joint_last_day(scene: Scene, at: Ints) -> None:
    """Decided on the forty-fifth working day."""
    _decided(scene, at, 45, 45)


@FIELD.plant(JOINT, "honest", "政府负责人期内批准延长", touches="decision", among=on_way("joint"))
def joint_extended(scene: Scene, at: Ints) -> None:
    """Extended in time, and decided within sixty days."""
    _extended(scene, at, 35, 45)
    _decided(scene, at, 48, 60)


@FIELD.plant(JOINT, "honest", "参与部门评审有文书", touches="decision", among=on_way("joint"))
def joint_review(scene: Scene, at: Ints) -> None:
    """A department's expert review was told in writing and does not count."""
    _stopped(scene, at, paper=True)
    _decided(scene, at, 50, 57)


def _lower(scene: Scene, at: Ints, low: int, high: int) -> None:
    permit = scene.story["permit"]
    days = scene.draw.between(low, high, len(at))
    put(
        scene.draw,
        permit,
        at,
        "lower_accepted",
        after_workdays(day(permit, "lower_reviewed", at), -days),
    )


@FIELD.plant(LOWER, "fault", "初审超了两三天", touches="lower", among=with_step("lower_accepted"))
def lower_days_late(scene: Scene, at: Ints) -> None:
    """The lower body sends its opinion up a few days late."""
    _lower(scene, at, 21, 23)


@FIELD.plant(LOWER, "fault", "初审压了两个月", touches="lower", among=with_step("lower_accepted"))
def lower_months_late(scene: Scene, at: Ints) -> None:
    """The file lies with the lower body for two months."""
    _lower(scene, at, 38, 50)


@FIELD.plant(
    LOWER,
    "fault",
    "没有审查完毕就转上级",
    touches="lower",
    among=with_step("lower_accepted", "plain"),
)
def lower_never_done(scene: Scene, at: Ints) -> None:
    """The upper body took the case over and decided; the lower one never ended its review."""
    permit = scene.story["permit"]
    permit["lower_reviewed"][at] = NEVER


@FIELD.plant(
    LOWER, "honest", "初审正好二十个工作日", touches="lower", among=with_step("lower_accepted")
)
def lower_last_day(scene: Scene, at: Ints) -> None:
    """Reviewed on the twentieth working day."""
    _lower(scene, at, 20, 20)


@FIELD.plant(
    LOWER,
    "honest",
    "下级检测有告知文书",
    touches=("lower", "decision"),
    among=with_step("lower_accepted", "plain"),
)
def lower_test(scene: Scene, at: Ints) -> None:
    """A test ordered by the lower body, told in writing, does not count."""
    permit, draw = scene.story["permit"], scene.draw
    _lower(scene, at, 26, 30)
    begun = after_workdays(day(permit, "lower_accepted", at), 3)
    put(draw, permit, at, "suspended", begun)
    put(draw, permit, at, "resumed", after_workdays(begun, 12))
    mark(permit, at, "suspension_kind", "test")
    mark(
        permit,
        at,
        "suspension_doc_no",
        [f"示检告〔{number[2:]}〕" for number in permit["permit_id"][at]],
    )
