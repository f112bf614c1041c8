"""Hearings and inspections: when, and by whom."""

import numpy as np

from qinglian.city.approvals import FIELD
from qinglian.city.approvals.plants._which import across_holiday, on_way, with_step
from qinglian.city.approvals.steps import day, drop, mark, move, put
from qinglian.city.days import NEVER, after_workdays
from qinglian.city.draw import Ints
from qinglian.city.plant import Scene

HELD, NOTICE, CHAIR, TWO = "APR-007", "APR-007-2", "APR-009", "APR-008"
HEARING = on_way("hearing")
WHEN = ("hearing", "decision")
ON_SITE = with_step("inspected")


def _heard(scene: Scene, at: Ints, low: int, high: int) -> None:
    """Held so many working days after the request; notice keeps its distance, the clock stands until then."""
    permit = scene.story["permit"]
    before = day(permit, "heard", at)
    noticed = day(permit, "hearing_noticed", at)
    asked = day(permit, "hearing_requested", at)
    held = after_workdays(asked, scene.draw.between(low, high, len(at)))
    move(permit, at, "heard", held)
    put(scene.draw, permit, at, "resumed", held)
    put(
        scene.draw,
        permit,
        at,
        "hearing_noticed",
        np.where(held > before, noticed, after_workdays(held, -8)),
    )


@FIELD.plant(HELD, "fault", "听证晚了几天", touches=WHEN, among=HEARING)
def heard_days_late(scene: Scene, at: Ints) -> None:
    """No room was free; the hearing is held a few days late."""
    _heard(scene, at, 21, 24)


@FIELD.plant(HELD, "fault", "听证拖了两个月", touches=WHEN, among=HEARING)
def heard_months_late(scene: Scene, at: Ints) -> None:
    """The request is left lying for two months."""
    _heard(scene, at, 38, 50)


@FIELD.plant(HELD, "fault", "没有听证就决定", touches=(*WHEN, "notice", "chair"), among=HEARING)
def decided_unheard(scene: Scene, at: Ints) -> None:
    """The hearing was duly asked for and never held; the case was decided."""
    drop(scene.story["permit"], at, "hearing_noticed", "heard")


@FIELD.plant(HELD, "honest", "正好第二十个工作日听证", touches=WHEN, among=HEARING)
def heard_last_day(scene: Scene, at: Ints) -> None:
    """Held on the twentieth working day."""
    _heard(scene, at, 20, 20)


@FIELD.plant(
    HELD,
    "honest",
    "隔着长假第二十个工作日听证",
    touches=WHEN,
    among=across_holiday("hearing_requested", 20, "hearing"),
    at_least=1,
)
def heard_after_holidays(scene: Scene, at: Ints) -> None:
    """More than a month by the calendar, and the twentieth working day."""
    _heard(scene, at, 20, 20)


@FIELD.plant(HELD, "honest", "听证前撤回申请", touches=(*WHEN, "notice", "chair"), among=HEARING)
def withdrawn_before_hearing(scene: Scene, at: Ints) -> None:
    """The applicant withdraws in writing before the hearing, and the case ends."""
    permit = scene.story["permit"]
    asked = day(permit, "hearing_requested", at)
    drop(
        permit,
        at,
        "heard",
        "resumed",
        "inspected",
        "reviewed",
        "decided",
        "delivered",
        "published",
        "hearing_noticed",
    )
    put(scene.draw, permit, at, "withdrawn", after_workdays(asked, 6))
    put(scene.draw, permit, at, "closed", after_workdays(asked, 6))
    mark(permit, at, "outcome", "withdrawn")
    mark(
        permit,
        at,
        "withdrawal_doc_no",
        [f"示撤申〔{number[2:]}〕" for number in permit["permit_id"][at]],
    )
    permit["officers"][at], permit["second"][at] = NEVER, NEVER
    mark(permit, at, "substantive", None)


def _noticed(scene: Scene, at: Ints, low: int, high: int) -> None:
    permit = scene.story["permit"]
    days = scene.draw.between(low, high, len(at))
    put(scene.draw, permit, at, "hearing_noticed", after_workdays(day(permit, "heard", at), -days))


@FIELD.plant(NOTICE, "fault", "提前三四天才通知", touches=("notice", *WHEN), among=HEARING)
def noticed_days_before(scene: Scene, at: Ints) -> None:
    """The letter goes out in the week of the hearing."""
    _noticed(scene, at, 3, 4)


@FIELD.plant(NOTICE, "fault", "差一天不足七个工作日", touches=("notice", *WHEN), among=HEARING)
def noticed_a_day_short(scene: Scene, at: Ints) -> None:
    """Six working days before: counted with a weekend as if it were eight."""
    _noticed(scene, at, 6, 6)


@FIELD.plant(NOTICE, "fault", "听证没有通知", touches=("notice", *WHEN), among=HEARING)
def not_noticed(scene: Scene, at: Ints) -> None:
    """The parties were called up on the day."""
    drop(scene.story["permit"], at, "hearing_noticed")


@FIELD.plant(NOTICE, "honest", "正好提前七个工作日通知", touches=("notice", *WHEN), among=HEARING)
def noticed_seven_days(scene: Scene, at: Ints) -> None:
    """Told seven working days before."""
    _noticed(scene, at, 7, 7)


@FIELD.plant(NOTICE, "honest", "接到听证申请当日通知", touches=("notice", *WHEN), among=HEARING)
def noticed_at_once(scene: Scene, at: Ints) -> None:
    """Time and place are told on the day of the request."""
    permit = scene.story["permit"]
    put(scene.draw, permit, at, "hearing_noticed", day(permit, "hearing_requested", at))


@FIELD.plant(CHAIR, "fault", "审查人主持听证", touches="chair", among=HEARING)
def chaired_by_reviewer(scene: Scene, at: Ints) -> None:
    """Whoever reviews the case chairs its hearing."""
    permit = scene.story["permit"]
    permit["chair"][at] = permit["reviewer"][at]


@FIELD.plant(CHAIR, "fault", "主持后又接手审查", touches="chair", among=HEARING)
def reviewed_by_chair(scene: Scene, at: Ints) -> None:
    """The reviewer is moved away, and the chair of the hearing writes the review."""
    permit = scene.story["permit"]
    permit["reviewer"][at] = permit["chair"][at]


@FIELD.plant(CHAIR, "fault", "一人收件审查又主持", touches="chair", among=HEARING)
def one_does_all(scene: Scene, at: Ints) -> None:
    """In a small office one clerk takes the case in, reviews it and chairs the hearing."""
    permit = scene.story["permit"]
    for role in ("reviewer", "handler", "chair"):
        permit[role][at] = permit["clerk"][at]
    permit["second"][at] = np.where(permit["inspected"][at] != NEVER, permit["decider"][at], NEVER)


@FIELD.plant(CHAIR, "honest", "负责人主持听证", touches="chair", among=HEARING)
def chaired_by_head(scene: Scene, at: Ints) -> None:
    """The head who will decide chairs the hearing; the law bars those who reviewed."""
    permit = scene.story["permit"]
    permit["chair"][at] = permit["decider"][at]


@FIELD.plant(CHAIR, "honest", "收件人主持、未参与审查", touches="chair", among=HEARING)
def chaired_by_clerk(scene: Scene, at: Ints) -> None:
    """The clerk of the window, who reviewed nothing, chairs."""
    permit = scene.story["permit"]
    permit["chair"][at] = permit["clerk"][at]


@FIELD.plant(TWO, "fault", "一人去核查", touches="inspection", among=ON_SITE)
def inspected_alone(scene: Scene, at: Ints) -> None:
    """One officer goes by himself."""
    permit = scene.story["permit"]
    permit["officers"][at], permit["second"][at] = 1, NEVER


@FIELD.plant(TWO, "fault", "第二人是企业的人", touches="inspection", among=ON_SITE)
def with_the_firm(scene: Scene, at: Ints) -> None:
    """One officer, and somebody of the firm who signed beside."""
    permit = scene.story["permit"]
    permit["officers"][at], permit["second"][at] = 1, NEVER
    mark(permit, at, "remark", "企业人员在场签字")


@FIELD.plant(TWO, "fault", "没有人到场", touches="inspection", among=ON_SITE)
def nobody_went(scene: Scene, at: Ints) -> None:
    """The record was filled in at the desk; the ledger of cars and duty shows nobody."""
    permit = scene.story["permit"]
    permit["officers"][at], permit["second"][at] = 0, NEVER
    mark(permit, at, "remark", "凭照片核查")


@FIELD.plant(TWO, "honest", "正好两人", touches="inspection", among=ON_SITE)
def two_went(scene: Scene, at: Ints) -> None:
    """Two officers went."""
    scene.story["permit"]["officers"][at] = 2


@FIELD.plant(TWO, "honest", "一人核对形式、非实质核查", touches="inspection", among=ON_SITE)
def only_form(scene: Scene, at: Ints) -> None:
    """One clerk compared copies with originals; nothing of substance was verified."""
    permit = scene.story["permit"]
    permit["officers"][at], permit["second"][at] = 1, NEVER
    mark(permit, at, "substantive", False)
