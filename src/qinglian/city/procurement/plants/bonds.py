"""Bonds of bidders and securities of contracts: how much is asked, and in what."""

import numpy as np

from qinglian.city.days import NEVER
from qinglian.city.draw import Bools, Ints
from qinglian.city.plant import Deed, Scene
from qinglian.city.procurement.moves import (
    Shapes,
    bonded,
    both,
    contract,
    contract_between,
    gap,
    put,
    reaches,
    way,
)

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
