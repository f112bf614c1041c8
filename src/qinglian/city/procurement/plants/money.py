"""Supplements, and payment before or beyond what was agreed."""

import numpy as np

from qinglian.city.days import NEVER
from qinglian.city.draw import Bools, Ints
from qinglian.city.plant import Deed, Proof, Scene
from qinglian.city.procurement.course import course
from qinglian.city.procurement.moves import (
    Shapes,
    added,
    both,
    contract,
    gap,
    never,
    reaches,
    ripe,
)


def supplements(*shares: int, status: str = "active") -> Deed:
    """Supplements of so many ten-thousandths of the contract each, some weeks after it."""

    def deed(scene: Scene, at: Ints) -> Proof:
        rows, ids, proofs = scene.story["contract"], [], []
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
            ids.append(main)
            parts = [f"{main}-B{order}" for order in range(1, len(shares) + 1)]
            proofs.append([("contract", one) for one in (main, *parts)])
        return Proof("contract", ids, proofs)

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
