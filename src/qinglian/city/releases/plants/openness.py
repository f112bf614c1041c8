"""Reasons, fees, answers and complaints of a process."""

import numpy as np

from qinglian.city.days import MINUTES, NEVER
from qinglian.city.draw import Bools, Ints, as_column
from qinglian.city.plant import Deed, Scene
from qinglian.city.releases import papers
from qinglian.city.releases.moves import Shapes, plain
from qinglian.city.rows import Rows

DAY = MINUTES


def direct(scene: Scene) -> Bools:
    """Awarded without competition."""
    process = scene.story["process"]
    fit = (
        (process["method"] == "direct")
        & (process["status"] == "complete")
        & ~np.asarray(process["grouped"], dtype=bool)
    )
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
    return np.asarray(plain(scene) & (scene.story["process"]["amount"] % 200 == 0), dtype=bool)


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
