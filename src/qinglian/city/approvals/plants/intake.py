"""The answer to an application: in five working days, once, and in writing."""

import numpy as np

from qinglian.city.approvals import FIELD
from qinglian.city.approvals.plants._which import across_holiday, on_way
from qinglian.city.approvals.steps import day, mark, move, put
from qinglian.city.days import after_workdays
from qinglian.city.draw import Ints
from qinglian.city.plant import Scene

ANSWER, AGAIN, RECEIPT, SILENT = "APR-001", "APR-001-2", "APR-002", "APR-003-2"
INTAKE = ("intake", "decision")


def _moved(scene: Scene, at: Ints, step: str, low: int, high: int) -> None:
    permit = scene.story["permit"]
    days = scene.draw.between(low, high, len(at))
    move(permit, at, step, after_workdays(day(permit, "received", at), days))


@FIELD.plant(
    ANSWER, "fault", "受理拖了一周多", touches=INTAKE, among=on_way("plain"), also=(SILENT,)
)
def accepted_late(scene: Scene, at: Ints) -> None:
    """Nobody looks at the papers for more than a week."""
    _moved(scene, at, "accepted", 6, 10)


@FIELD.plant(
    ANSWER, "fault", "补正告知拖过五日", touches=INTAKE, among=on_way("supplement"), also=(SILENT,)
)
def noticed_late(scene: Scene, at: Ints) -> None:
    """What is missing is told on the sixth to the ninth working day."""
    _moved(scene, at, "supplement_noticed", 6, 9)


@FIELD.plant(
    ANSWER, "fault", "不予受理拖过五日", touches=INTAKE, among=on_way("rejected"), also=(SILENT,)
)
def turned_away_late(scene: Scene, at: Ints) -> None:
    """The applicant is turned away after two weeks."""
    _moved(scene, at, "rejected", 6, 12)


@FIELD.plant(ANSWER, "honest", "正好第五个工作日受理", touches=INTAKE, among=on_way("plain"))
def accepted_on_the_fifth(scene: Scene, at: Ints) -> None:
    """Accepted on the fifth working day."""
    _moved(scene, at, "accepted", 5, 5)


@FIELD.plant(
    ANSWER,
    "honest",
    "隔着长假第五个工作日受理",
    touches=INTAKE,
    among=across_holiday("received", 5, "plain"),
)
def accepted_after_holidays(scene: Scene, at: Ints) -> None:
    """Long holidays and make-up days lie between; it is the fifth working day all the same."""
    _moved(scene, at, "accepted", 5, 5)


@FIELD.plant(ANSWER, "honest", "第五日一次告知补正", touches=INTAKE, among=on_way("supplement"))
def noticed_on_the_fifth(scene: Scene, at: Ints) -> None:
    """Told on the fifth working day what is missing; acceptance comes weeks later."""
    _moved(scene, at, "supplement_noticed", 5, 5)


@FIELD.plant(AGAIN, "fault", "补一次又告一次", touches=INTAKE, among=on_way("supplement"))
def asked_twice(scene: Scene, at: Ints) -> None:
    """When the papers come, the window thinks of another."""
    _asked_again(scene, at, 2, 2)


@FIELD.plant(AGAIN, "fault", "反复告知三四次", touches=INTAKE, among=on_way("supplement"))
def asked_over_and_over(scene: Scene, at: Ints) -> None:
    """The applicant comes three or four times."""
    _asked_again(scene, at, 3, 4)


@FIELD.plant(AGAIN, "fault", "两个窗口各告知一次", touches=INTAKE, among=on_way("plain"))
def asked_by_two_windows(scene: Scene, at: Ints) -> None:
    """Two windows each tell what is missing, one after the other; acceptance follows."""
    permit = scene.story["permit"]
    put(scene.draw, permit, at, "supplement_noticed", day(permit, "received", at))
    second = after_workdays(day(permit, "received", at), 3)
    move(permit, at, "accepted", np.maximum(second, day(permit, "accepted", at)))
    permit["supplement_count"][at] = 2


def _asked_again(scene: Scene, at: Ints, low: int, high: int) -> None:
    permit, draw = scene.story["permit"], scene.draw
    times = draw.between(low, high, len(at))
    move(permit, at, "supplemented", after_workdays(day(permit, "supplemented", at), times * 2))
    permit["supplement_count"][at] = times


@FIELD.plant(AGAIN, "honest", "一次告知、催交一回", touches=INTAKE, among=on_way("supplement"))
def reminded(scene: Scene, at: Ints) -> None:
    """One notice; a call reminds of the same papers, which come late."""
    permit = scene.story["permit"]
    move(permit, at, "supplemented", after_workdays(day(permit, "supplemented", at), 10))
    mark(permit, at, "remark", "电话催交首次告知所列材料，未增加要求")


@FIELD.plant(AGAIN, "honest", "收件当场一次告知", touches=INTAKE, among=on_way("supplement"))
def told_at_once(scene: Scene, at: Ints) -> None:
    """Told at the window on the day of receipt."""
    _moved(scene, at, "supplement_noticed", 0, 0)


@FIELD.plant(RECEIPT, "fault", "受理没出凭证", touches="receipt", among=on_way("plain", "stopped"))
def accepted_by_mouth(scene: Scene, at: Ints) -> None:
    """The window says that all is well, and gives no paper."""
    mark(scene.story["permit"], at, "receipt_no", None)


@FIELD.plant(RECEIPT, "fault", "不予受理没出书面凭证", touches="receipt", among=on_way("rejected"))
def turned_away_by_mouth(scene: Scene, at: Ints) -> None:
    """Turned away without a word in writing."""
    mark(scene.story["permit"], at, "receipt_no", None)


@FIELD.plant(RECEIPT, "fault", "补正后受理没换凭证", touches="receipt", among=on_way("supplement"))
def only_the_notice(scene: Scene, at: Ints) -> None:
    """The notice to supplement was the only paper."""
    mark(scene.story["permit"], at, "receipt_no", None)


@FIELD.plant(RECEIPT, "honest", "当场办结以决定书代替", touches="receipt", among=on_way("spot"))
def decided_at_once(scene: Scene, at: Ints) -> None:
    """Decided while the applicant waits; the decision is the paper."""
    mark(scene.story["permit"], at, "remark", "当场作出决定")


@FIELD.plant(RECEIPT, "honest", "平台出具电子凭证", touches="receipt", among=on_way("plain"))
def electronic_receipt(scene: Scene, at: Ints) -> None:
    """The platform issues the receipt, and its number is copied."""
    permit = scene.story["permit"]
    mark(permit, at, "receipt_no", [f"DZ{number}" for number in permit["permit_id"][at]])


@FIELD.plant(
    SILENT,
    "fault",
    "一直不答复，二十日后才决定",
    touches=INTAKE,
    among=on_way("plain"),
    also=(ANSWER,),
)
def silent_then_late(scene: Scene, at: Ints) -> None:
    """Accepted after two weeks, decided after five."""
    _moved(scene, at, "accepted", 8, 12)
    _moved(scene, at, "decided", 22, 27)


@FIELD.plant(
    SILENT,
    "fault",
    "受理补录得晚，按受理算不超期",
    touches=INTAKE,
    among=on_way("plain"),
    also=(ANSWER,),
)
def acceptance_entered_late(scene: Scene, at: Ints) -> None:
    """Acceptance is entered when the term is nearly over, so that the clock begins anew."""
    _moved(scene, at, "accepted", 17, 20)
    permit = scene.story["permit"]
    late = after_workdays(day(permit, "received", at), 21)
    move(permit, at, "decided", np.maximum(late, day(permit, "decided", at)))


@FIELD.plant(
    SILENT,
    "fault",
    "第六日以后才告知补正",
    touches=INTAKE,
    among=on_way("supplement"),
    also=(ANSWER,),
)
def noticed_after_silence(scene: Scene, at: Ints) -> None:
    """Silence for a week counts as acceptance; a notice then stops nothing."""
    _moved(scene, at, "supplement_noticed", 6, 8)
    permit = scene.story["permit"]
    late = after_workdays(day(permit, "received", at), 24)
    move(permit, at, "decided", np.maximum(late, day(permit, "decided", at)))


@FIELD.plant(
    SILENT,
    "honest",
    "晚受理但收件二十日内决定",
    touches=INTAKE,
    among=on_way("plain"),
    also=(ANSWER,),
)
def late_but_decided(scene: Scene, at: Ints) -> None:
    """Accepted on the sixth day, and decided by the twentieth after receipt."""
    _moved(scene, at, "accepted", 6, 6)
    permit = scene.story["permit"]
    last = after_workdays(day(permit, "received", at), 20)
    move(permit, at, "decided", np.minimum(last, day(permit, "decided", at)))


@FIELD.plant(
    SILENT, "honest", "期内告知、补正拖了两个月", touches=INTAKE, among=on_way("supplement")
)
def supplemented_slowly(scene: Scene, at: Ints) -> None:
    """Told in time; the applicant takes two months."""
    permit = scene.story["permit"]
    move(permit, at, "supplemented", after_workdays(day(permit, "received", at), 40))
