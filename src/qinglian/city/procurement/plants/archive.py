"""The archive of a purchase: what it holds, whether it is still the same, and when it was destroyed."""

import hashlib

import numpy as np

from qinglian.city.days import END, MINUTES, NEVER, START, add_months
from qinglian.city.draw import Ints, as_column
from qinglian.city.plant import Deed, Proof, Scene
from qinglian.city.procurement.moves import Shapes, days, put, reaches
from qinglian.city.procurement.story import PAPERS
from qinglian.city.rows import Rows


def without(*papers: str) -> Deed:
    """The list lacks some papers."""
    return put("papers", tuple(paper for paper in PAPERS if paper not in papers))


lack = Shapes("GPC-023", ("archive",), reaches("ended"))
lack.fault("缺验收书", "No acceptance is in the list.", without("验收书"))
lack.fault(
    "缺活动记录和评审标准",
    "The record and the standards are missing.",
    without("采购活动记录", "评审标准"),
)
lack.fault(
    "只存合同和通知书",
    "Only contract and letter were kept.",
    put("papers", ("采购合同", "成交通知书")),
)
lack.honest(
    "叫法不同样样俱全",
    "Everything is there under other names.",
    put(
        "papers",
        (
            "活动记录",
            "预算文件",
            "磋商文件",
            "投标文件",
            "评标标准",
            "评估报告",
            "定标文件",
            "合同文本",
            "验收证明",
        ),
    ),
)
lack.honest(
    "另加附件",
    "Everything is there, and more.",
    put("papers", (*PAPERS, "质疑答复", "录音录像", "投诉处理决定")),
)


def rewritten(letters: int) -> Deed:
    """The papers kept are others than those archived."""

    def deed(scene: Scene, at: Ints) -> None:
        p = scene.story["purchase"]
        for row in at.tolist():
            p["hash_now"][row] = hashlib.sha256(f"{p['hash'][row]}{letters}".encode()).hexdigest()

    return deed


def spelled(scene: Scene, at: Ints) -> None:
    """Another program writes the same hash in capitals."""
    p = scene.story["purchase"]
    for row in at.tolist():
        p["hash_now"][row] = str(p["hash"][row]).upper()


def blank(scene: Scene, at: Ints) -> None:
    """The same hash, copied with a blank."""
    p = scene.story["purchase"]
    for row in at.tolist():
        p["hash_now"][row] = f" {p['hash'][row]} "


altered = Shapes("GPC-023-3", ("archive_hash",), reaches("ended"))
altered.fault("换过评审报告", "The report was exchanged after archiving.", rewritten(1))
altered.fault("补写了谈判记录", "The record of the talks was written later.", rewritten(2))
altered.fault("抽走一页", "A page is gone.", rewritten(3))
altered.honest("换个系统大小写不同", "The same hash in capitals.", spelled)
altered.honest("抄录带空格", "The same hash, copied with a blank.", blank)


def destroyed(low: int, high: int) -> Deed:
    """The papers are destroyed so many days after the end."""

    def deed(scene: Scene, at: Ints) -> None:
        ended = days(scene)["ended"][at]
        after = np.minimum(ended + scene.draw.at("destroyed").between(low, high, len(at)), END)
        scene.story["purchase"]["destroyed"][at] = after

    return deed


def long_ago(low: int, high: int, *, gone: bool = True) -> Deed:
    """Papers of a purchase that ended before the records began, kept `low` to `high` months from its end."""

    def deed(scene: Scene, at: Ints) -> Proof:
        n, p = len(at), scene.story["purchase"]
        kept = scene.draw.at("kept").between(low, high, n)
        out = scene.draw.at("out").between(START + 60, END - 30, n)
        ended = add_months(out, -kept)
        # Fifteen years are counted from the end, so the day is found from it.
        out = add_months(ended, kept)
        ids = [f"{number}-JD{low}{high}" for number in p["tender_id"][at]]
        unit = scene.world.bodies["unit_id"][p["body"][at]]
        rows = Rows(
            n,
            tender_id=as_column(ids),
            title=as_column([f"{what}（旧档）" for what in p["what"][at]]),
            category="goods", method="limited", way="negotiation", regime="procurement", status="complete",
            buyer_id=unit, unit_id=unit, region=scene.world.region_code,
            ended_at=ended * MINUTES + 600,
            archive_destroyed_at=out * MINUTES + 600 if gone else np.full(n, NEVER),
        )  # fmt: skip
        scene.story["old"].add(rows)
        return Proof("tender", ids, [[("tender", number)] for number in ids])

    return deed


burnt = Shapes("GPC-023-2", ("archive_gone",), reaches("ended"))
burnt.fault("次年就销毁", "Destroyed within a few months of the end.", destroyed(20, 200))
burnt.fault(
    "满十年即销毁", "Destroyed after ten years, by the term of another list.", long_ago(120, 130)
)
burnt.fault("差几个月满十五年", "Destroyed some months before fifteen years.", long_ago(170, 179))
burnt.honest(
    "正好满十五年", "Destroyed on the day when fifteen years are full.", long_ago(180, 180)
)
burnt.honest("十六年后销毁", "Destroyed after sixteen years.", long_ago(192, 200))
