"""Urging and the application to the court; what the treasury gives back; publication of the decision."""

import numpy as np

from qinglian.city.days import END
from qinglian.city.draw import Bools, Ints
from qinglian.city.enforcement import after
from qinglian.city.enforcement.course import MONTHS
from qinglian.city.enforcement.moves import (
    ALL,
    Shapes,
    alone,
    cases,
    done,
    drawn,
    fined,
    gap,
    gone,
    late,
    penalised,
    spared,
    told,
)  # fmt: skip
from qinglian.city.plant import Deed, Proof, Scene
from qinglian.city.rows import Rows


def long_ago(scene: Scene) -> Bools:
    """Fined cases of which all terms have run."""
    return np.asarray(fined(scene) & (cases(scene)["began"] < END - 640), dtype=bool)


unpaid = drawn(after.unpaid)
court = Shapes("ENF-015", "pay", "court", "delivery", "money", among=long_ago)
court.fault(
    "超几天申请",
    "The court is asked some days late.",
    unpaid,
    late("enforcement_applied", 3, 1, 8, unit=MONTHS, since="appeal_expired"),
)
court.fault(
    "超几个月申请",
    "The court is asked months late.",
    unpaid,
    late("enforcement_applied", 3, 30, 60, unit=MONTHS, since="appeal_expired"),
)
court.fault(
    "一直没有申请",
    "Nobody ever asked the court; the case stays open, and what is asked at its close is not asked.",
    unpaid,
    gone("enforcement_applied", "enforced", "closed"),
    touches=("crime",),
)
court.honest(
    "正好三个月",
    "On the last day, or the working day after it.",
    unpaid,
    gap("enforcement_applied", 3, unit=MONTHS, since="appeal_expired"),
)
court.honest(
    "催告后自行缴纳",
    "Paid when urged.",
    unpaid,
    gone("enforcement_applied", "enforced"),
    alone("fine_paid", "urged", 3, 9),
)
court.honest(
    "机关自行执行",
    "The authority may enforce by itself, and did.",
    unpaid,
    gone("enforcement_applied"),
    alone("enforced", "urged", 11, 20),
)

court.honest(
    "早已缴清期满日照填",
    "Paid at once; the ledger shows the day of expiry all the same.",
    done(after.paid_early),
)

urge = Shapes("ENF-015-2", "pay", "court", "delivery", "money", among=long_ago)
urge.fault(
    "第十日就申请", "Asked on the tenth working day.", unpaid, gap("enforcement_applied", 10)
)
urge.fault("催告后几天申请", "Asked within days.", unpaid, gap("enforcement_applied", 1, 5))
urge.fault("没有催告", "Never urged.", unpaid, gone("urged"))
urge.honest(
    "满十日次日申请",
    "Asked when ten working days had passed.",
    unpaid,
    gap("enforcement_applied", 11),
)
urge.honest("催告一月后申请", "Asked a month later.", unpaid, gap("enforcement_applied", 20, 26))

back = Shapes("ENF-010-2", "purpose", among=penalised)


def pays(purpose: str, status: str = "paid") -> Deed:
    """The treasury makes a payment to the authority of each case."""

    def deed(scene: Scene, at: Ints) -> Proof:
        payment, rows = scene.story["payment"], cases(scene)
        draw, m = scene.draw.at("pays"), len(at)
        ids = [f"FH{number}" for number in rows["penalty_id"][at].tolist()]
        payment.add(
            Rows(
                m, payment_id=np.array(ids, dtype=object), unit_id=rows["unit_id"][at], unit_name=rows["unit_name"][at],
                purpose=purpose, status=status, day=rows["began"][at] + draw.between(30, 200, m),
                amount=draw.between(20, 900, m) * 100_000,
            )
        )  # fmt: skip
        return Proof("payment", ids, [[("payment", one)] for one in ids])

    return deed


back.fault("返还罚没收入", "Fine money is returned.", pays("返还2024年度罚没收入"))
back.fault("罚款留成", "A share of the fines is kept.", pays("交通违法罚款按40%留成"))
back.fault("提成办案补助", "A commission on the fines.", pays("办案补助（罚没收入提成）"))
back.fault(
    "按罚没收入核拨",
    "Money for the work, by the share of fines.",
    pays("按罚没收入60%核拨执法经费"),
)
back.honest("退还当事人", "Refunded to the party after review.", pays("罚款返还当事人（复议撤销）"))
back.honest("罚没物品处置费", "The cost of storing goods.", pays("罚没物品保管及销毁费"))
back.honest("退票未付成", "The payment was sent back.", pays("返还罚没收入", "returned"))
back.honest("预算办案经费", "Case work by the budget.", pays("行政执法办案经费（年初预算）"))


def on_web(scene: Scene) -> Bools:
    """Penalties that are published."""
    return np.asarray(penalised(scene) & (cases(scene)["withheld"] == False), dtype=bool)  # noqa: E712


late_page = Shapes("PUB-003", "publication", among=on_web)
late_page.fault("第八九日公示", "Published a day or two late.", gap("published", 8, 9))
late_page.fault("压了一两个月", "Published weeks late.", gap("published", 20, 50))
late_page.fault("没有公示", "Never published.", gone("published"))
late_page.honest("正好第七日", "On the seventh working day.", gap("published", 7))
late_page.honest("依法不公开", "Lawfully withheld.", gone("published"), told(withheld=True))
late_page.honest("不予处罚", "No penalty, no page.", *spared, touches=ALL)

general, serious = told(grade="general", repaired=None), told(grade="serious", repaired=None)
show = Shapes("PUB-004", "publication", among=on_web)


def shown(months: int, days: int = 0) -> Deed:
    """On the web for so many months and days."""
    return told(shown_months=months, shown_days=days)


show.fault("公示一两个月", "Taken off after a month or two.", general, shown(2))
show.fault("公示两年", "Two years on the web for a common breach.", general, shown(24))
show.fault("严重失信四个月", "Four months for a grave one.", serious, shown(4))
show.fault("多挂一个月", "Thirteen months.", general, shown(13))
show.honest("正好十二个月", "Twelve months.", general, shown(12))
show.honest("严重失信三年", "Three years for a grave one.", serious, shown(36))
show.honest(
    "信用修复提前撤下",
    "Credit repaired, taken off early.",
    told(grade="general", repaired=True),
    shown(1),
)

gone_page = Shapes("PUB-004-2", "publication", "money", "status", among=on_web)
revoke = drawn(after.revoke, 3)
gone_page.fault(
    "第四五日才撤", "Taken off a day or two late.", revoke, gap("withdrawn_from_web", 4, 5)
)
gone_page.fault("数周后才撤", "Taken off weeks later.", revoke, gap("withdrawn_from_web", 10, 30))
gone_page.fault("一直挂着", "Never taken off.", revoke, gone("withdrawn_from_web"))
gone_page.honest("正好第三日", "On the third working day.", revoke, gap("withdrawn_from_web", 3))
gone_page.honest("当日撤下", "Taken off that day.", revoke, gap("withdrawn_from_web", 0))
gone_page.honest(
    "从未公示",
    "Never published, so there is nothing to take off.",
    revoke,
    gone("published", "withdrawn_from_web"),
    told(withheld=True),
)
