"""
付款：到记录截止为止付出的钱。Payments made by the end of the records.
"""
# ruff: noqa: E712  (columns of objects are compared value by value)

import numpy as np

from qinglian.city.days import END, NEVER
from qinglian.city.draw import Ints
from qinglian.city.plant import Story
from qinglian.city.procurement.course import instants
from qinglian.city.rows import Rows
from qinglian.city.world import World


def payments(world: World, story: Story, days: dict[str, Ints], contract: Rows) -> Rows:
    """Payments made by the end of the records, and the contracts that came about."""
    pay, p = story["payment"], story["purchase"]
    of = pay["_c"]
    q = story["contract"]["_p"][of]
    amount = contract["amount_yuan"][of]
    value = np.where(pay["fixed"] != NEVER, pay["fixed"], amount // 100 * pay["percent"])
    # The last payment makes up the whole.
    rest = np.zeros(len(contract), dtype=np.int64)
    np.add.at(
        rest, of[pay["logged"] == True], (amount // 100 * pay["percent"])[pay["logged"] == True]
    )
    short = (contract["amount_yuan"] - rest)[of]
    last = (pay["kind"] == "final") & (pay["fixed"] == NEVER) & (pay["logged"] == True)
    value = np.where(last & (np.abs(short) < 100), value + short, value)
    signed, final = days["signed"][q], days["final"][q]
    day = np.where(
        pay["base"] == 0,
        np.where(signed == NEVER, NEVER, signed + pay["gap"]),
        final + np.where(pay["base"] == 2, pay["gap"], 0),
    )
    day = np.where((pay["base"] != 0) & (final == NEVER), NEVER, day)
    day = np.where(day > END, NEVER, day)
    officer = world.people["person_id"][p["paid_by"][q]]
    rows = Rows(
        len(pay),
        payment_id=pay["payment_id"],
        contract_id=contract["contract_id"][of],
        tender_id=p["tender_id"][q],
        unit_id=contract["unit_id"][of],
        unit_name=contract["unit_name"][of],
        payee_id=contract["supplier_id"][of],
        payee_name=contract["supplier_name"][of],
        amount_yuan=value,
        kind=pay["kind"],
        payment_method="direct",
        paid_at=instants("final", day),
        paid_by=officer,
        status=pay["status"],
    )
    kept = np.asarray(contract["_kept"])[of] & (day != NEVER)
    index = contract["_kept"]
    contract.drop(~np.asarray(index, dtype=bool))
    return rows.take(np.flatnonzero(kept))
