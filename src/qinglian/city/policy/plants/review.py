"""Legality of major decisions: reviewed at all, by whom, how, when, and with what result."""

import numpy as np

from qinglian.city.draw import Ints
from qinglian.city.plant import Deed, Scene
from qinglian.city.policy.marks import MAJOR
from qinglian.city.policy.moves import (
    ALL,
    HEARD,
    NORMATIVE,
    STOPPED,
    Among,
    Shapes,
    both,
    days,
    docs,
    gone,
    major,
    same,
    told,
    workdays,
)  # fmt: skip

plain = docs(*MAJOR, no=("concerns",))
normative = docs(*NORMATIVE, steps=("reviewed", "deliberated"))

LATER = ("public", "hearing", "expert", "risk")
reviewed = Shapes("POL-006", "review", "reviewer", among=major)
reviewed.fault("没有送审", "It was never sent for review.", gone("requested", "reviewed"))
reviewed.fault("送审未出意见", "Sent, and deliberated without an opinion.", gone("reviewed"))
reviewed.fault(
    "会后补审", "Reviewed after the meeting.", days("reviewed", "deliberated", 1, 5), touches=LATER
)
reviewed.fault(
    "印发后补审", "Reviewed after issue.", days("reviewed", "signed", 3, 20), touches=LATER
)
reviewed.honest(
    "会议当日出意见", "The opinion is of the day of the meeting.", same("reviewed", "deliberated")
)
reviewed.honest(
    "前一日出意见",
    "The opinion is of the working day before.",
    workdays("reviewed", "deliberated", -1),
)
reviewed.honest(
    "应急处置决策", "An emergency, to which the regulation does not apply.",
    both(
        gone(*HEARD, "expert", "risk", "requested", "reviewed", "filed"),
        told(kind="emergency", technical=False, risk_likely=False, urgent=True),
    ),
    touches=ALL, among=plain,
)  # fmt: skip

unlawful = Shapes("POL-006-2", "review", among=major)
unlawful.fault(
    "不合法照样上会", "Found unlawful, deliberated all the same.", told(review_result="unlawful")
)
unlawful.fault(
    "当日出不合法意见仍议", "The opinion comes on the day of the meeting, unlawful.",
    both(told(review_result="unlawful"), same("reviewed", "deliberated")),
)  # fmt: skip
unlawful.fault(
    "会签认为不合法", "A countersignature holds it unlawful.",
    told(review_result="unlawful", review_form="countersign"), also=("POL-006-3",),
)  # fmt: skip
unlawful.honest(
    "探索性改革明示风险", "An exploratory reform, its legal risk told.",
    told(review_result="unlawful", reform=True),
)  # fmt: skip
unlawful.honest("修改后合法", "Mended as the opinion asked.", told(review_result="amended"))
unlawful.honest(
    "不合法未上会", "Found unlawful and not deliberated.",
    both(told(review_result="unlawful"), STOPPED), touches=ALL,
)  # fmt: skip

replaced = Shapes("POL-006-3", "review", among=major)
replaced.fault("征求意见复函", "A reply to a consultation.", told(review_form="consultation"))
replaced.fault("会签代审", "A countersignature.", told(review_form="countersign", review_no=None))
replaced.fault(
    "会上传阅会签", "Countersigned in the meeting.",
    both(told(review_form="countersign", review_no=None), same("reviewed", "deliberated")),
)  # fmt: skip
replaced.honest(
    "意见书没有编号", "An opinion without a number.", told(review_form="opinion", review_no=None)
)
replaced.honest(
    "只征求意见未上会", "Consulted only, and not deliberated.",
    both(told(review_form="consultation"), STOPPED), touches=ALL,
)  # fmt: skip


def of_one_office(scene: Scene, at: Ints) -> None:
    """A colleague of the drafter's own unit reviews."""
    policy, people = scene.story["policy"], scene.world.people
    drafter = policy["_drafter"][at]
    units = people["unit_id"]
    for row, who in zip(at.tolist(), drafter.tolist(), strict=True):
        near = np.flatnonzero((units == units[who]) & (np.arange(people.n) != who))
        if len(near):
            policy["_reviewer"][row] = near[row % len(near)]


himself = same("_reviewer", "_drafter")
drafter = Shapes("POL-006-4", "reviewer", "review", among=major)
drafter.fault("起草人自审", "The drafter reviews.", himself)
drafter.fault(
    "送审当日自审",
    "The drafter reviews on the day of sending.",
    both(himself, same("reviewed", "requested")),
)
drafter.fault(
    "起草人会签了事", "The drafter countersigns.", both(himself, told(review_form="countersign")),
    also=("POL-006-3",),
)  # fmt: skip
drafter.honest("同单位另一人", "A colleague of the same unit.", of_one_office)
drafter.honest("起草人与签发人同一", "The drafter also signs it out.", same("_signer", "_drafter"))
drafter.honest("一般规范性文件自审", "A rule that is no major decision.", himself, among=normative)


def sent_before(low: int, high: int | None = None) -> Deed:
    """Sent so many working days before the meeting, reviewed between."""
    return both(
        workdays("requested", "deliberated", -(high or low), -low), same("reviewed", "deliberated")
    )


room = Shapes("POL-007", "review", among=major)
room.fault("送审三四日即上会", "Two to four working days.", sent_before(2, 4))
room.fault("少一个工作日", "Six working days.", sent_before(6))
room.fault("自然日够七日", "Five working days, seven days with the weekend.", sent_before(5))
room.fault("当日送当日议", "Sent and deliberated on one day.", sent_before(0))
room.honest("正好第七个工作日", "The seventh working day.", sent_before(7))
room.honest(
    "早出意见仍留足日子", "The opinion comes at once, the meeting keeps its day.",
    workdays("reviewed", "requested", 1, 2),
)  # fmt: skip
room.honest(
    "一般规范性文件三日", "A rule that is no major decision.", sent_before(3), among=normative
)


def before(*steps: str) -> Among:
    """Major decisions that took the step."""
    return docs(*MAJOR, steps=(*steps, "reviewed"))


order = Shapes("POL-007-2", "review", among=major)
order.fault(
    "先审后论证", "Experts are asked after the review.", workdays("expert", "reviewed", 1),
    touches=("expert",), among=before("expert"),
)  # fmt: skip
order.fault(
    "先审后评估", "The risk is assessed after the review.", workdays("risk", "reviewed", 1),
    touches=("risk",), among=before("risk"),
)  # fmt: skip
order.fault(
    "先审后听证", "The hearing is held after the review.",
    both(workdays("heard", "reviewed", 1), days("material", "heard", -9, -7)),
    touches=("hearing",), among=before("heard"),
)  # fmt: skip
order.fault(
    "征求未满先审", "Reviewed while the draft is still open to comment.",
    both(days("reviewed", "closed", -6, -1), days("requested", "reviewed", -9, -5)),
    touches=("public",), among=before("opened"),
)  # fmt: skip
order.honest(
    "论证当日出意见", "Argued in the morning, the opinion of the same day.", same("expert", "reviewed"),
    touches=("expert",), among=before("expert"),
)  # fmt: skip
order.honest(
    "印发后专家解读", "Experts explain the text after issue, the matter not being technical.",
    days("expert", "signed", 5, 20), touches=("expert",), among=docs(*MAJOR, no=("technical",)),
)  # fmt: skip
order.honest(
    "一般规范性文件先审", "A rule that is no major decision.",
    both(days("reviewed", "closed", -3, -1), days("requested", "reviewed", -6, -3)),
    touches=("public",), among=docs(*NORMATIVE, steps=("opened", "reviewed"), no=("business",)),
)  # fmt: skip
