"""At the window: entered later, sent back and taken in anew, so that the clock starts late or again."""

import numpy as np

from qinglian.city.approvals import FIELD
from qinglian.city.approvals.matters import LIMITED, MATTERS, bodies_of
from qinglian.city.approvals.plants._which import on_way, with_step
from qinglian.city.approvals.steps import STEPS, at_step, day, drop, mark, move, put
from qinglian.city.days import MINUTES, NEVER, after_workdays, day_of, workdays_until
from qinglian.city.draw import Ints, as_column
from qinglian.city.plant import Proof, Scene

ENTERED, BACK, ANEW = "APR-010-2", "APR-010-3", "APR-010-4"
ANSWER, SILENT = "APR-001", "APR-003-2"
AT_WINDOW = with_step("window", "plain", "supplement", "stopped", "refused")
PLAIN = on_way("plain")
ALL = (
    "intake",
    "window",
    "decision",
    "publication",
    "delivery",
    "lower",
    "inspection",
    "supplement",
    "receipt",
)


def _window(scene: Scene, at: Ints, low: int, high: int) -> None:
    permit = scene.story["permit"]
    days = scene.draw.between(low, high, len(at))
    put(scene.draw, permit, at, "window", after_workdays(day(permit, "received", at), -days))


@FIELD.plant(ENTERED, "fault", "收后隔天才登记", touches=("window", "intake"), among=AT_WINDOW)
def entered_days_later(scene: Scene, at: Ints) -> None:
    """Left on the desk for two or three working days."""
    _window(scene, at, 2, 3)


@FIELD.plant(ENTERED, "fault", "攒一批才登记", touches=("window", "intake"), among=AT_WINDOW)
def entered_in_bulk(scene: Scene, at: Ints) -> None:
    """Entered with others of the month."""
    _window(scene, at, 8, 15)


@FIELD.plant(ENTERED, "fault", "先预审一个月再登记", touches=("window", "intake"), among=AT_WINDOW)
def previewed_first(scene: Scene, at: Ints) -> None:
    """A preview outside the system takes as long as the case itself."""
    _window(scene, at, 20, 30)


@FIELD.plant(ENTERED, "honest", "次一工作日登记", touches=("window", "intake"), among=AT_WINDOW)
def entered_next_day(scene: Scene, at: Ints) -> None:
    """Handed in late in the afternoon, over a weekend or not; entered the next working day."""
    _window(scene, at, 1, 1)


@FIELD.plant(ENTERED, "honest", "收件当时登记", touches=("window", "intake"), among=AT_WINDOW)
def entered_at_once(scene: Scene, at: Ints) -> None:
    """Entered while the applicant waits."""
    _window(scene, at, 0, 0)


def _sent_back(scene: Scene, at: Ints, low: int, high: int) -> None:
    """Sent back some working days after receipt, and accepted the day after that."""
    permit = scene.story["permit"]
    days = scene.draw.between(low, high, len(at))
    back = after_workdays(day(permit, "received", at), days)
    move(permit, at, "accepted", after_workdays(back, 1))
    put(scene.draw, permit, at, "withdrawn", back)


@FIELD.plant(BACK, "fault", "窗口退了再收", touches=ALL, among=with_step("window", "plain"))
def back_at_the_window(scene: Scene, at: Ints) -> None:
    """Taken in at the window, sent back, and received the same day as if new."""
    permit = scene.story["permit"]
    put(scene.draw, permit, at, "window", day(permit, "received", at))
    permit["withdrawn"][at] = permit["window"][at] + 5
    permit["received"][at] = np.maximum(permit["received"][at], permit["window"][at] + 9)


@FIELD.plant(BACK, "fault", "收件后退回又受理", touches=ALL, among=PLAIN)
def back_before_acceptance(scene: Scene, at: Ints) -> None:
    """Sent back within the first days and accepted again under the same number."""
    _sent_back(scene, at, 1, 3)


@FIELD.plant(BACK, "fault", "快到期时虚拟退件", touches=ALL, among=PLAIN, also=(ANSWER, SILENT))
def back_near_the_end(scene: Scene, at: Ints) -> None:
    """When the term is nearly over the case is sent back and accepted anew the next day."""
    _sent_back(scene, at, 15, 19)


@FIELD.plant(BACK, "honest", "申请人签名撤回后又来", touches=ALL, among=PLAIN)
def withdrew_and_came_again(scene: Scene, at: Ints) -> None:
    """The applicant withdrew with a signed paper and changed his mind the next day."""
    _sent_back(scene, at, 1, 3)
    _signed(scene, at)


def _signed(scene: Scene, at: Ints) -> None:
    permit = scene.story["permit"]
    mark(
        permit,
        at,
        "withdrawal_doc_no",
        [f"示撤申〔{number[2:]}〕" for number in permit["permit_id"][at]],
    )


def _ended(scene: Scene, at: Ints) -> None:
    """The case ends with its being withdrawn or sent back, some days after acceptance."""
    permit = scene.story["permit"]
    accepted = day(permit, "accepted", at)
    drop(permit, at, "inspected", "reviewed", "decided", "delivered", "published")
    back = after_workdays(accepted, scene.draw.at("back").between(3, 12, len(at)))
    put(scene.draw, permit, at, "withdrawn", back)
    put(scene.draw, permit, at, "closed", back)
    mark(permit, at, "outcome", "withdrawn")
    mark(permit, at, "substantive", None)
    permit["officers"][at], permit["second"][at] = NEVER, NEVER


@FIELD.plant(BACK, "honest", "退件后没有再收", touches=ALL, among=PLAIN)
def sent_back_for_good(scene: Scene, at: Ints) -> None:
    """Sent back, and nothing followed."""
    _ended(scene, at)


def _anew(scene: Scene, at: Ints, low: int, high: int, *, other: bool = False) -> Proof:
    """The case ends, and another of the same applicant begins some working days later."""
    permit, draw = scene.story["permit"], scene.draw
    fresh = permit.take(at)
    _ended(scene, at)
    begun = after_workdays(
        day(permit, "withdrawn", at), draw.at("anew").between(low, high, len(at))
    )
    base = workdays_until(day_of(fresh["received"]))
    for step in STEPS:
        held = fresh[step]
        there = held != NEVER
        distance = workdays_until(np.where(there, day_of(held), begun)) - base
        fresh[step] = np.where(
            there, after_workdays(begun, distance) * MINUTES + held % MINUTES, NEVER
        )
    hour = draw.at("hour")
    fresh["received"] = at_step(hour, "received", begun)
    if low == 0:
        fresh["received"] = np.maximum(fresh["received"], permit["withdrawn"][at] + 2)
        fresh["accepted"] = np.maximum(fresh["accepted"], fresh["received"] + 2)
    fresh["permit_id"] = as_column([f"{number}-2" for number in fresh["permit_id"].tolist()])
    fresh["withdrawal_doc_no"] = None
    fresh["receipt_no"] = as_column(
        [f"示受〔{number[2:]}〕" for number in fresh["permit_id"].tolist()]
    )
    if other:
        count = len(MATTERS)
        fresh["matter"] = (fresh["matter"] + 1) % count
        while LIMITED[fresh["matter"]].any():
            fresh["matter"] = np.where(
                LIMITED[fresh["matter"]], (fresh["matter"] + 1) % count, fresh["matter"]
            )
        fresh["body"] = bodies_of(scene.world)[fresh["matter"]]
    fresh["way"] = as_column(["anew"] * len(at))
    permit.add(fresh)
    ids = permit["permit_id"][at].tolist()
    return Proof("permit", ids, [[("permit", number), ("permit", f"{number}-2")] for number in ids])


@FIELD.plant(ANEW, "fault", "退件当日另编号重收", touches=ALL, among=PLAIN)
def anew_the_same_day(scene: Scene, at: Ints) -> Proof:
    """Sent back in the morning and received under a new number in the afternoon."""
    return _anew(scene, at, 0, 0)


@FIELD.plant(ANEW, "fault", "隔几天另编号重收", touches=ALL, among=PLAIN)
def anew_days_later(scene: Scene, at: Ints) -> Proof:
    """The applicant is told to hand in the same papers again."""
    return _anew(scene, at, 1, 4)


@FIELD.plant(ANEW, "fault", "第五个工作日换人重收", touches=ALL, among=PLAIN)
def anew_by_another(scene: Scene, at: Ints) -> Proof:
    """Five working days later another clerk takes the case in."""
    permit = scene.story["permit"]
    proof = _anew(scene, at, 5, 5)
    fresh = np.arange(len(permit) - len(at), len(permit))
    permit["clerk"][fresh] = permit["chair"][fresh]
    return proof


@FIELD.plant(ANEW, "honest", "签名撤回后自行再申请", touches=ALL, among=PLAIN)
def applied_again(scene: Scene, at: Ints) -> Proof:
    """The applicant withdraws in writing and applies again."""
    _signed(scene, at)
    return _anew(scene, at, 1, 4)


@FIELD.plant(ANEW, "honest", "同一企业另一事项", touches=ALL, among=PLAIN)
def another_matter(scene: Scene, at: Ints) -> Proof:
    """The same firm applies for another matter a day later."""
    return _anew(scene, at, 1, 4, other=True)


@FIELD.plant(ANEW, "honest", "隔了半个月再申请", touches=ALL, among=PLAIN)
def weeks_later(scene: Scene, at: Ints) -> Proof:
    """Improved its papers for weeks and came again."""
    return _anew(scene, at, 8, 15)
