"""What was published, when, and what was not: plans, notices, documents, reasons, fees, answers, complaints, contracts."""

from collections.abc import Sequence

import numpy as np

from qinglian.city.days import MINUTES, NEVER
from qinglian.city.draw import Bools, Ints, as_column
from qinglian.city.plant import Deed, Proof, Scene
from qinglian.city.releases import papers
from qinglian.city.releases.moves import Shapes, contracted, plain, shown
from qinglian.city.releases.papers import TENDER_PAPERS, document
from qinglian.city.releases.story import rows_of
from qinglian.city.rows import Rows

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


def direct(scene: Scene) -> Bools:
    """Awarded without competition."""
    process = scene.story["process"]
    fit = (
        (process["method"] == "direct")
        & (process["status"] == "complete")
        & (process["grouped"] == False)
    )  # noqa: E712
    return np.asarray(fit, dtype=bool)


def reasoned(said: str | None) -> Deed:
    """A rationale is given in these words."""

    def deed(scene: Scene, at: Ints) -> None:
        for t in at.tolist():
            scene.story["process"]["rationale"][t] = said

    return deed


why = Shapes("R010", ("rationale",), direct)
why.fault("没有理由", "No rationale is given.", reasoned(None))
why.fault("只有空格", "The rationale is blank.", reasoned("   "))
why.fault("空字符串", "The rationale is an empty text.", reasoned(""))
why.honest("理由只有一句", "A rationale of one short sentence.", reasoned("原设备配套"))
why.honest("公开征集没有理由", "An open call needs no rationale.", reasoned(None), among=plain)


def charged(*asked: tuple[str, int]) -> Deed:
    """The fees of taking part, each as so many hundred-thousandths of the value."""

    def deed(scene: Scene, at: Ints) -> None:
        fee, process = scene.story["fee"], scene.story["process"]
        fee.drop(np.isin(fee["_t"], at))
        # Sums of whole hundreds of thousands make the shares exact.
        process_amount = process["amount"][at]
        for kind, share in asked:
            fee.add(papers.fee(process, at, kind, process_amount * share // 100_000))

    return deed


def even(scene: Scene) -> Bools:
    """Plain, with a value of which a two-hundredth is a whole number."""
    return plain(scene) & (scene.story["process"]["amount"] % 200 == 0)


fees = Shapes("R008", ("fees",), plain)
fees.fault(
    "文件费近百分之一",
    "The documents cost nearly a hundredth of the value.",
    charged(("document", 900)),
)
fees.fault(
    "两项合计", "Two fees, each small, add up.", charged(("document", 300), ("submission", 300))
)
fees.fault(
    "递交费百分之二",
    "Handing in a bid costs a fiftieth of the value.",
    charged(("submission", 2000)),
)
fees.honest(
    "恰好千分之五",
    "The documents cost exactly half a hundredth.",
    charged(("document", 500)),
    among=even,
)
fees.honest(
    "可退的保证金",
    "A deposit of three hundredths is paid back.",
    charged(("deposit", 3000), ("document", 40)),
)
fees.honest("中标后才收", "The winner alone pays a fee.", charged(("win", 1500), ("document", 40)))


def asked(*answers: tuple[str | None, int]) -> Deed:
    """Questions with these answers, answered so many days after the start (NEVER: on no day)."""

    def deed(scene: Scene, at: Ints) -> None:
        enquiry, numbers = scene.story["enquiry"], scene.story["process"]["tender_id"][at].tolist()
        enquiry.drop(np.isin(enquiry["_t"], at))
        for k, (answer, day) in enumerate(answers, start=1):
            enquiry.add(
                Rows(
                    len(at),
                    enquiry_id=as_column([f"{number}/q{k}" for number in numbers]),
                    title="技术要求可否放宽",
                    asked=2 * DAY,
                    answer=answer,
                    answered=day if day == NEVER else day * DAY,
                    _t=at,
                )
            )

    return deed


DONE = ("详见澄清公告", 5)
questions = Shapes("R039", ("enquiries",), plain)
questions.fault(
    "三问漏答一问", "Two questions are answered, one is not.", asked(DONE, DONE, (None, NEVER))
)
questions.fault("答复是空格", "The answer is blank and bears no day.", asked(("  ", NEVER)))
questions.fault("全都没有答复", "Nothing is answered.", asked((None, NEVER), (None, NEVER)))
questions.honest(
    "只记了答复日期", "The day of the answer is on record, its text is not.", asked((None, 6))
)
questions.honest("答了没写日期", "The answer bears no day.", asked(("可以", NEVER), DONE))


def complained(*statuses: str) -> Deed:
    """Complaints in these states."""

    def deed(scene: Scene, at: Ints) -> None:
        numbers = scene.story["process"]["tender_id"][at].tolist()
        for k, said in enumerate(statuses, start=1):
            scene.story["complaint"].add(
                Rows(
                    len(at),
                    complaint_id=as_column([f"{number}/k{k}" for number in numbers]),
                    title="对评审结果的投诉",
                    status=said,
                    days=scene.draw.at("days", k).between(8, 20, len(at)),
                    _t=at,
                )
            )

    return deed


complaint = Shapes("R020", ("complaint",), plain)
complaint.fault("一件待处理", "One complaint is pending.", complained("pending"))
complaint.fault("两件", "Two complaints, one of them decided.", complained("resolved", "pending"))
complaint.fault("已裁决成立", "A complaint was upheld.", complained("satisfied"))
complaint.honest("尚是草稿", "A complaint was begun and never handed in.", complained("draft"))
complaint.honest(
    "已撤回与无效", "One was cancelled, another is void.", complained("cancelled", "invalid")
)


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
