"""What was published, when, and what was not: plans, notices, documents of the call, contracts."""

from collections.abc import Sequence

import numpy as np

from qinglian.city.days import MINUTES, NEVER
from qinglian.city.draw import Bools, Ints
from qinglian.city.plant import Deed, Proof, Scene
from qinglian.city.releases.moves import Shapes, contracted, plain, shown
from qinglian.city.releases.papers import TENDER_PAPERS, document
from qinglian.city.releases.story import rows_of

DAY = MINUTES


def _mine(scene: Scene, at: Ints, kinds: Sequence[str]) -> Bools:
    paper = scene.story["document"]
    return np.asarray(
        np.isin(paper["_t"], at) & np.isin(paper["document_type"].astype(str), kinds), dtype=bool
    )


def lost(*kinds: str) -> Deed:
    """Documents of these kinds are nowhere."""

    def deed(scene: Scene, at: Ints) -> None:
        scene.story["document"].drop(_mine(scene, at, kinds))

    return deed


def moved(kind: str, shift: int) -> Deed:
    """A document is published so many minutes after the day it belongs to; NEVER: nobody says when."""

    def deed(scene: Scene, at: Ints) -> None:
        scene.story["document"]["shift"][_mine(scene, at, [kind])] = shift

    return deed


def closing(kind: str, after: int, *, day_only: bool = False) -> Deed:
    """A document is published so many minutes after the closing of bids."""

    def deed(scene: Scene, at: Ints) -> None:
        paper = scene.story["document"]
        mine = np.flatnonzero(_mine(scene, at, [kind]))
        paper["shift"][mine] = scene.story["process"]["open"][paper["_t"][mine]] + after
        for place in mine.tolist():
            paper["day_only"][place] = day_only

    return deed


def renamed(kind: str, new: str) -> Deed:
    """A document is filed under another kind."""

    def deed(scene: Scene, at: Ints) -> None:
        for place in np.flatnonzero(_mine(scene, at, [kind])).tolist():
            scene.story["document"]["document_type"][place] = new

    return deed


def filed(stage: str, kind: str, shift: int, mark: str = "") -> Deed:
    """A document of a kind stands among those of a stage."""

    def deed(scene: Scene, at: Ints) -> None:
        numbers = scene.story["process"]["tender_id"][at]
        made = document(numbers, f"{stage}/{mark}", stage, kind, at, shift)
        scene.story["document"].add(made)

    return deed


def then(*deeds: Deed) -> Deed:
    """One deed after another."""

    def deed(scene: Scene, at: Ints) -> None:
        for one in deeds:
            one(scene, at)

    return deed


plan = Shapes("R001", ("plan",), contracted)
plan.fault("没有计划", "No plan was ever published.", lost("procurementPlan"))
plan.fault(
    "计划混在征集文件里", "The plan is filed among the documents of the call.",
    then(lost("procurementPlan"), filed("tender", "procurementPlan", 0)),
)  # fmt: skip
plan.fault(
    "只有计划的链接，没有文件", "Nothing but an advertisement hints at a plan.",
    then(lost("procurementPlan"), filed("tender", "illustration", -DAY)),
)  # fmt: skip
plan.honest(
    "计划写成需求评估",
    "The plan is called an assessment of needs.",
    renamed("procurementPlan", "needsAssessment"),
)
plan.honest("计划没写日期", "The plan bears no day.", moved("procurementPlan", NEVER))
plan.honest(
    "计划事后补登", "The plan was uploaded months later.", moved("procurementPlan", 90 * DAY)
)

notice = Shapes("R004", ("documents",), plain)
notice.fault("晚一天", "The notice came out a day after the start.", moved("tenderNotice", DAY))
notice.fault(
    "晚一周", "The notice came out a week after the start.", moved("tenderNotice", 7 * DAY)
)
notice.fault(
    "登了两次都晚", "The notice came out late, and once more later.",
    then(moved("tenderNotice", 3 * DAY), filed("tender", "tenderNotice", 6 * DAY, "again-")),
)  # fmt: skip
notice.honest(
    "当日登载", "The notice came out hours after the start, on its day.", moved("tenderNotice", 60)
)
notice.honest(
    "先登后更正重发", "The notice came out in time, and once more after a correction.",
    filed("tender", "tenderNotice", 6 * DAY, "again-"),
)  # fmt: skip
notice.honest(
    "提前预告", "The notice came out days before the start.", moved("tenderNotice", -3 * DAY)
)

key = Shapes("R005", ("documents", "period"), plain)
key.fault("没有技术要求", "The specifications are nowhere.", lost("technicalSpecifications"))
key.fault(
    "截标后才公开评审标准",
    "The criteria came out after bids closed.",
    closing("evaluationCriteria", 2 * DAY),
)
key.fault("只有一纸公告", "There is a notice and nothing else.", lost(*TENDER_PAPERS[1:]))
key.honest(
    "截止那一刻公开",
    "The criteria came out at the minute of the closing.",
    closing("evaluationCriteria", 0),
)
key.honest(
    "先公开后重发", "The specifications came out in time, and once more after the closing.",
    filed("tender", "technicalSpecifications", 60 * DAY, "again-"),
)  # fmt: skip
key.honest(
    "只写日期的截止当日", "The criteria bear only a day: that of the closing.",
    closing("evaluationCriteria", 0, day_only=True),
)  # fmt: skip


def of_contract(deed: Deed) -> Deed:
    """The same, told of the contract."""

    def told(scene: Scene, at: Ints) -> Proof:
        deed(scene, at)
        contract = scene.story["contract"]
        mine = [places[0] for places in rows_of(contract, "_t", at).values()]
        return shown(scene, at, "contract", contract["contract_id"][mine].tolist())

    return told


text = Shapes("R063", ("text",), contracted)
text.fault("没有文本", "The contract was never published.", of_contract(lost("contractSigned")))
text.fault(
    "只有附件",
    "An annex stands where the contract should.",
    of_contract(renamed("contractSigned", "contractAnnexe")),
)
text.fault(
    "文本归错了阶段", "The text is filed among the documents of the call.",
    of_contract(then(lost("contractSigned"), filed("tender", "contractSigned", 60 * DAY))),
)  # fmt: skip
text.honest(
    "半年后才登",
    "The contract was published half a year later.",
    of_contract(moved("contractSigned", 170 * DAY)),
)
text.honest(
    "登载没写日期",
    "The published contract bears no day.",
    of_contract(moved("contractSigned", NEVER)),
)
