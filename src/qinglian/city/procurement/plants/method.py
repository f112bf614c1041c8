"""Ways of purchase, splitting, single source, and clauses of the documents."""

from datetime import date
from typing import Any

import numpy as np

from qinglian.city.days import day_no, next_workday
from qinglian.city.draw import Bools, Ints, as_column
from qinglian.city.plant import Deed, Proof, Scene
from qinglian.city.procurement.moves import Shapes, added, both, by_calendar, gap, put, way


def such(*kinds: str) -> Any:
    """Purchases of these categories."""
    return lambda scene: np.isin(scene.story["purchase"]["category"], kinds)


def worth(low: int, high: int) -> Deed:
    """The budget is so many yuan, in ten thousands."""

    def deed(scene: Scene, at: Ints) -> None:
        scene.story["purchase"]["amount"][at] = (
            scene.draw.at("worth").between(low, high, len(at)) * 1_000_000
        )

    return deed


_other = both(such("goods", "services"), way("consultation", "invited_tender"))
method = Shapes("GPC-002", ("amount", "bond_amount"), _other)
_unapproved = put("approval", None)
method.fault(
    "超标准改用磋商",
    "Five million and more by consultation, nobody asked for leave.",
    worth(500, 850),
    _unapproved,
    among=way("consultation"),
)
method.fault(
    "正好四百万未公开招标",
    "Four million is the amount from which open tender is due.",
    worth(400, 400),
    _unapproved,
)
method.fault(
    "略超标准只邀请几家",
    "A little above the amount, and other than open.",
    worth(401, 430),
    _unapproved,
)
method.honest(
    "经批准改用其他方式",
    "The finance bureau allowed another way, and the ledger has its number.",
    worth(450, 900),
    put("approval", "示财采批〔2024〕特1号"),
)
method.honest("差一点不到标准", "A budget of 3.99 million.", worth(399, 399), _unapproved)
works = Shapes("GPC-002", ("amount", "bond_amount"), both(such("works"), way("consultation")))
works.honest(
    "工程不属货物服务标准",
    "Small works have a limit of their own.",
    worth(400, 420),
    put("approval", None),
)


def _prepared(low: int, high: int, reason: str, announced: bool) -> Deed:
    def deed(scene: Scene, at: Ints) -> None:
        p = scene.story["purchase"]
        p["amount"][at] = scene.draw.at("worth").between(low, high, len(at)) * 1_000_000
        p["approval"][at] = "示财采批〔2024〕单2号"
        p["reason"][at], p["announced"][at] = reason, announced

    return deed


sole = Shapes("GPC-009", ("amount", "ss", "report", "decided"), way("single_source"))
_sole = _prepared(420, 900, "sole", True)
sole.fault("公示四个工作日", "Announced for four working days.", _sole, gap("g_ss_wd", 4))
sole.fault(
    "没有公示",
    "A sole supplier above the amount, and no notice.",
    _prepared(420, 900, "sole", False),
)
sole.fault(
    "公示未满即确定",
    "The supplier is chosen while the notice still runs.",
    _sole,
    gap("g_anchor_wd", 1, 2),
    gap("g_evaluated_wd", 0),
    gap("g_report_wd", 0),
    gap("g_decided_wd", 1),
)
sole.fault(
    "按自然日数五天",
    "Five days are counted with the weekend.",
    _sole,
    by_calendar("g_ss_wd", "ss_start", 5),
)
sole.honest("正好五个工作日", "Announced for five working days.", _sole, gap("g_ss_wd", 5))
sole.honest(
    "紧急情况不必公示",
    "Urgent for reasons nobody could foresee.",
    _prepared(420, 900, "urgent", False),
)
sole.honest(
    "原供应商添购",
    "More of the same from the first supplier, which needs no notice.",
    _prepared(400, 420, "addition", False),
)
sole.honest(
    "不到数额标准",
    "A sole supplier, and a budget of less than four million.",
    _prepared(350, 399, "sole", False),
)


def pieces(count: int, low: int, high: int, *, years: int = 0, **more: Any) -> Deed:
    """So many more purchases of one class under one budget item, `low` to `high` (ten thousand yuan) each."""

    def deed(scene: Scene, at: Ints) -> Proof:
        rows, p = scene.story["contract"], scene.story["purchase"]
        ids, proofs = [], []
        for row in at.tolist():
            year = 2023 + int(scene.draw.at("year", row).below(3 - years, 1)[0])
            item, what = f"YSX{p['tender_id'][row]}", str(p["what"][row])
            unit = scene.world.bodies["unit_id"][p["body"][row]]
            first = day_no(date(year, 2, 5)) + np.arange(count) * (300 // count)
            signed = next_workday(first + np.arange(count) * 365 * years)
            value = scene.draw.at("value", row).between(low, high, count) * 1_000_000
            numbers = [f"{p['tender_id'][row]}-L{k}" for k in range(count)]
            firm = scene.draw.at("firm", row).below(scene.world.firms.n, count)
            told: dict[str, Any] = {
                "method": "limited",
                "status": "active",
                "approval": None,
                "contract_type": "goods",
                **more,
            }
            told = {
                name: as_column(list(v)) if isinstance(v, tuple) else v for name, v in told.items()
            }
            added(
                rows,
                contract_id=numbers,
                _p=np.full(count, row),
                main=False,
                amount_yuan=value,
                signed_on=signed,
                firm=firm,
                budget_item=item,
                item_class=what,
                title=f"{what}采购合同",
                bond_of_budget=False,
                unpublished=False,
                unfiled=False,
                **told,
            )
            ids.append(f"{unit}/{item}/{what}/{year}")
            proofs.append([("contract", number) for number in numbers])
        return Proof("purchases", ids, proofs)

    return deed


split = Shapes(
    "GPC-001",
    ("split",),
    way("open_tender", "negotiation", "consultation", "quotation", "single_source"),
)
split.fault(
    "三次询价合计超标准",
    "Three purchases within a year add up to more than the amount.",
    pieces(3, 140, 190),
)
split.fault("年内拆成两份", "One need cut in two.", pieces(2, 205, 399))
split.fault(
    "网上超市零星下单",
    "A dozen small direct purchases add up.",
    pieces(12, 36, 48, method="direct"),
)
split.fault(
    "换着供应商买服务",
    "Five purchases of a service, each from another supplier.",
    pieces(5, 85, 110, contract_type="services"),
)
split.honest(
    "跨两个年度各一次", "One purchase a year, two years running.", pieces(2, 210, 390, years=1)
)
split.honest(
    "合计正好等于标准",
    "Two purchases of two million each: not more than the amount.",
    pieces(2, 200, 200),
)
split.honest(
    "第二次经批准",
    "The second was approved, and the ledger has the number.",
    pieces(2, 250, 390, approval=(None, "示财采批〔2024〕拆1号")),
)
split.honest(
    "其中一次公开招标",
    "One of the two was openly tendered.",
    pieces(2, 250, 390, method=("open", "limited")),
)
split.honest(
    "前一份合同作废",
    "The first contract was cancelled, and bought anew.",
    pieces(2, 250, 390, status=("cancelled", "active")),
)


def clause(tag: str, part: str, text: str) -> Deed:
    """One clause of the documents is of this kind."""

    def deed(scene: Scene, at: Ints) -> Proof:
        rows, p = scene.story["clause"], scene.story["purchase"]
        proofs = []
        for row in at.tolist():
            place = int(np.flatnonzero(rows["_p"] == row)[0 if part == "scoring" else 1])
            rows["tag"][place], rows["part"][place], rows["clause_text"][place] = tag, part, text
            proofs.append(
                [("tender", str(p["tender_id"][row])), ("clause", str(rows["clause_id"][place]))]
            )
        return Proof("tender", p["tender_id"][at].tolist(), proofs)

    return deed


def read(scene: Scene) -> Bools:
    """Purchases whose clauses were read."""
    return np.asarray(np.isin(np.arange(len(scene.story["purchase"])), scene.story["clause"]["_p"]))


unequal = Shapes(
    "GPC-014",
    ("clause",),
    both(read, way("open_tender", "invited_tender", "negotiation", "consultation", "quotation")),
)
unequal.fault(
    "本地业绩加分",
    "Points are given for work done in this county.",
    clause("regional_record", "scoring", "在示例县完成过同类项目的，每个得两分。"),
)
unequal.fault(
    "指定品牌", "The documents name a brand.", clause("named_brand", "terms", "须为某某牌某型号。")
)
unequal.fault(
    "限定注册资本规模",
    "The qualification has nothing to do with the contract.",
    clause("unrelated", "qualification", "注册资本不低于五千万元。"),
)
unequal.fault(
    "限定所有制",
    "Only firms of one ownership are let in.",
    clause("ownership", "qualification", "须为国有企业。"),
)
unequal.honest(
    "国家强制资质",
    "A licence that the state requires.",
    clause("required", "qualification", "须具有食品经营许可证。"),
)
unequal.honest(
    "参照或相当于",
    "A brand as a reference, with “or equivalent”, found in order.",
    clause("none", "terms", "参照某型号或相当于该档次。"),
)
unequal.honest(
    "预留中小企业",
    "A share for small firms, as the policy of procurement asks.",
    clause("none", "qualification", "本包专门面向中小企业。"),
)
