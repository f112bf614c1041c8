"""Bonds, securities, supplements, acceptance and payment."""

import numpy as np

from qinglian.city.days import NEVER
from qinglian.city.draw import Bools, Ints, as_column
from qinglian.city.plant import Deed, Scene
from qinglian.city.procurement.course import course
from qinglian.city.procurement.moves import (
    Shapes,
    added,
    bonded,
    both,
    contract,
    contract_between,
    gap,
    never,
    put,
    reaches,
    ripe,
    way,
)
from qinglian.city.rows import Rows

competed = way("open_tender", "invited_tender", "negotiation", "consultation", "quotation")

bond = Shapes("GPC-015", ("bond_amount", "amount"), both(bonded, competed))
bond.fault(
    "略高于百分之二", "The bond is 2.01 to 2.1 per cent of the budget.", gap("bond", 201, 210)
)
bond.fault("照百分之五收", "The bond is five per cent.", gap("bond", 450, 500))


def _flat(yuan: int) -> Deed:
    def deed(scene: Scene, at: Ints) -> None:
        p = scene.story["purchase"]
        p["bond_fixed"][at] = (
            np.maximum(p["amount"][at] * 3 // 100, yuan * 100) // 1_000_000 * 1_000_000 + 1_000_000
        )

    return deed


bond.fault("按整万元收", "A round sum is asked, whatever the budget.", _flat(10_000))
bond.honest("正好百分之二", "The bond is two per cent to the fen.", gap("bond", 200))
bond.honest(
    "载明免收",
    "The documents ask for no bond.",
    put("bonded", False),
    touches=("losers", "bond", "bond_taken"),
)

cash = Shapes("GPC-015-2", ("bond_taken",), both(bonded, competed))
cash.fault(
    "开标现场收现金",
    "The bonds are taken in cash at the opening.",
    put("bond_kind", "cash"),
    among=way("open_tender", "invited_tender"),
)
cash.fault(
    "谈判当日收现金",
    "The bonds are taken in cash on the day of the talks.",
    put("bond_kind", "cash"),
    among=way("negotiation", "consultation"),
)
cash.fault(
    "询价收现金",
    "A small cash bond is asked for a quotation.",
    put("bond_kind", "cash"),
    among=way("quotation"),
)
cash.honest("保函", "Guarantees are taken.", put("bond_kind", "guarantee"))
cash.honest("转账", "The bonds are transferred.", put("bond_kind", "money"))

share = Shapes("GPC-016", ("security",), reaches("signed"), contract=True)
share.fault(
    "略高于百分之十",
    "The security is a little above ten per cent.",
    contract_between("secured", 1005, 1060),
)
share.fault(
    "收百分之二十",
    "The security is twice what is allowed.",
    contract_between("secured", 1800, 2000),
)
share.fault(
    "按预算算一成",
    "A tenth of the budget is asked, though the price is lower.",
    contract("bond_of_budget", True),
)
share.honest("正好百分之十", "The security is a tenth, to the fen.", contract("secured", 1000))
share.honest(
    "另留质保金",
    "A tenth as security, and three per cent of it held back for quality later.",
    contract("secured", 1000),
    contract("retention", 300),
)

paid_in = Shapes("GPC-016-2", ("security",), reaches("signed"), contract=True)
for _shape, _kind in (
    ("货物合同收现金", "goods"),
    ("服务合同收现金", "services"),
    ("零星工程收现金", "works"),
):

    def _such(scene: Scene, kind: str = _kind) -> Bools:
        return np.asarray(scene.story["purchase"]["category"] == kind)

    paid_in.fault(
        _shape,
        "The security is taken in cash.",
        contract_between("secured", 300, 1000),
        contract("performance_bond_form", "cash"),
        among=_such,
    )
paid_in.honest(
    "支票",
    "A cheque is taken.",
    contract_between("secured", 300, 1000),
    contract("performance_bond_form", "cheque"),
)
paid_in.honest(
    "银行保函",
    "A guarantee is taken.",
    contract_between("secured", 300, 1000),
    contract("performance_bond_form", "guarantee"),
)
paid_in.honest("免收履约保证金", "No security was asked.", contract("secured", NEVER))


def supplements(*shares: int, status: str = "active") -> Deed:
    """Supplements of so many ten-thousandths of the contract each, some weeks after it."""

    def deed(scene: Scene, at: Ints) -> None:
        rows = scene.story["contract"]
        day = course(scene.story["purchase"])["signed"]
        for row in at.tolist():
            main = f"{scene.story['purchase']['tender_id'][row]}-HT"
            for order, part in enumerate(shares, 1):
                added(
                    rows,
                    contract_id=[f"{main}-B{order}"],
                    _p=np.array([row]),
                    main=False,
                    supplement_of=main,
                    per_myriad=part,
                    status=status,
                    bond_of_budget=False,
                    secured=NEVER,
                    signed_on=int(day[row]) + 14 * order,
                    unpublished=False,
                    unfiled=False,
                )

    return deed


more = Shapes("GPC-010", ("supplement", "signed"), ripe("signed", 140), contract=True)
more.fault("一次追加一成多", "One supplement of eleven to thirteen per cent.", supplements(1150))
more.fault(
    "三次各追加百分之四", "Three supplements of four per cent each.", supplements(400, 400, 400)
)
more.fault("台账记追加过半", "The ledger itself says that half was added.", contract("extra", 5000))
more.honest("正好一成", "Supplements of a tenth in all.", supplements(500, 500))
more.honest(
    "一份补充合同作废",
    "The supplement of a third was cancelled.",
    supplements(3300, status="cancelled"),
)
more.honest("追加百分之五", "A supplement of five per cent.", supplements(500))


def pays(kind: str, percent: int, *, base: int = 0, day: int = 20, status: str = "paid") -> Deed:
    """One more payment, so many per cent of the contract; `base` 0 counts from signing, 2 from the final payment."""

    def deed(scene: Scene, at: Ints) -> None:
        pay = scene.story["payment"]
        for row in at.tolist():
            amount = NEVER
            added(
                pay,
                payment_id=[f"{scene.story['purchase']['tender_id'][row]}-HT-ZF-{kind}{len(pay)}"],
                _c=np.array([row]),
                kind=kind,
                percent=percent,
                fixed=amount,
                base=base,
                gap=day,
                status=status,
                logged=False,
            )

    return deed


finished = both(reaches("accepted"), reaches("final"))


def early(scene: Scene) -> Bools:
    """Contracts whose final payment may come weeks before the acceptance and after the signing."""
    p, of = scene.story["purchase"], scene.story
    return np.asarray(finished(scene) & (p["g_accepted"] >= 45) & (len(of) > 0))


unseen = Shapes("GPC-021", ("accepted",), early, contract=True, twin="GPC-P02")
unseen.fault(
    "先付尾款后验收",
    "The final payment comes weeks before the acceptance.",
    gap("g_final", -20, -5),
)
unseen.fault(
    "前一日付清", "The final payment comes the day before the acceptance.", gap("g_final", -1)
)
unseen.fault(
    "始终没有验收", "The final payment is made, and nothing is ever accepted.", never("accepted")
)
unseen.honest("验收当日付款", "Accepted in the morning, paid in the afternoon.", gap("g_final", 0))
unseen.honest(
    "验收前只付进度款", "A progress payment before the acceptance.", pays("progress", 0, day=14)
)
unseen.honest(
    "误付尾款被退回",
    "A final payment sent too early came back from the bank.",
    pays("final", 20, day=10, status="returned"),
)

logged = Shapes("GPC-P02", ("accepted",), early, twin="GPC-021")
logged.fault("付款在验收之前", "Paid as final days before the acceptance.", gap("g_final", -15, -3))
logged.fault(
    "年底先付后补验收",
    "Paid as final before the acceptance that followed in the new year.",
    gap("g_final", -12, -8),
)
logged.fault("没有验收环节", "No acceptance is on record.", never("accepted"))
logged.honest("同日先验收后付款", "Accepted and paid on one day, in this order.", gap("g_final", 0))
logged.honest("验收后次日付款", "Paid on the day after the acceptance.", gap("g_final", 1))

beyond = Shapes(
    "GPC-021-2",
    ("paid", "supplement", "accepted", "signed"),
    both(finished, ripe("final", 30)),
    contract=True,
)
beyond.fault("多付一笔进度款", "One progress payment too many.", pays("progress", 10, day=25))
beyond.fault("尾款付了两次", "The final payment is made twice.", pays("final", 30, base=2, day=5))
beyond.fault(
    "未签补充合同先付增项",
    "Extra work is paid, and no supplement was signed.",
    pays("other", 6, base=2, day=9),
)
beyond.honest(
    "多付后退回",
    "Too much is paid and given back.",
    pays("progress", 10, day=25),
    pays("refund", -10, base=2, day=12),
)
beyond.honest(
    "退还履约保证金",
    "The security goes back to the supplier; it is no payment for the contract.",
    pays("deposit", 10, base=2, day=15),
)
beyond.honest(
    "补充合同款",
    "A supplement of five per cent, and its payment.",
    supplements(500),
    pays("other", 5, base=2, day=10),
)


def same_person(name: str, as_name: str) -> Deed:
    """One person takes two parts."""

    def deed(scene: Scene, at: Ints) -> None:
        p = scene.story["purchase"]
        p[name][at] = p[as_name][at]

    return deed


def _event(activity: str, step: str, who: str, shift: int) -> Deed:
    """A step more on the log: who took it, so many days from another."""

    def deed(scene: Scene, at: Ints) -> None:
        p, person = scene.story["purchase"], scene.world.people["person_id"]
        day = course(p)[step][at] + shift
        rows = Rows(
            len(at),
            event_id=as_column([f"{number}-{activity}-2" for number in p["tender_id"][at]]),
            case_id=p["tender_id"][at],
            activity=activity,
            resource=person[p[who][at]],
            at=day * 24 * 60 + 600,
        )
        scene.story["event"].add(rows)

    return deed


def colleague(scene: Scene, at: Ints) -> None:
    """Three people of one office."""
    p = scene.story["purchase"]
    for place, name in enumerate(("accepted_by", "paid_by"), 1):
        p[name][at] = (p["asked_by"][at] + place) % scene.world.people.n


_steps = ("requested", "accepted", "accepted-2", "paid-2", "final_paid")
asked = Shapes("GPC-P03", ("persons", "accepted"), reaches("accepted"), cites=_steps)
asked.fault(
    "申请人自己验收",
    "Who asked for the purchase accepts it.",
    same_person("accepted_by", "asked_by"),
)
asked.fault(
    "复验由申请人签",
    "Accepted by another, and accepted once more by who asked for it.",
    _event("accepted", "accepted", "asked_by", 1),
)
asked.fault(
    "申请人先行签收",
    "Who asked for it had already signed an acceptance.",
    _event("accepted", "accepted", "asked_by", -1),
)
asked.honest("同科室另一人验收", "A colleague accepts.", colleague)
asked.honest(
    "两人先后验收",
    "Two others accept, one after the other.",
    _event("accepted", "accepted", "accepted_by", 1),
)

payer = Shapes(
    "GPC-P04", ("persons", "accepted"), both(reaches("accepted"), reaches("final")), cites=_steps
)
payer.fault("验收人自己付款", "Who accepted pays.", same_person("paid_by", "accepted_by"))
payer.fault(
    "预付款由验收人付",
    "The advance had been paid by who accepted.",
    _event("paid", "signed", "accepted_by", 4),
)
payer.fault(
    "付款人补签验收",
    "Who paid signs an acceptance as well.",
    _event("accepted", "accepted", "paid_by", 1),
)
payer.honest("出纳付款", "The cashier pays, others accepted.", colleague)
payer.honest(
    "预付款也由出纳付",
    "The advance was paid by the cashier as well.",
    _event("paid", "signed", "paid_by", 4),
)
