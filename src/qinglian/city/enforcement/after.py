"""
决定之后：缴款、催告与申请执行、公示与撤销。After the decision: payment, the court, publication, revocation.
"""

from typing import Any

import numpy as np

from qinglian.city.draw import Draw, Ints
from qinglian.city.enforcement.course import AT, MONTHS
from qinglian.city.enforcement.events import YUAN, is_on, put
from qinglian.city.rows import Rows


def collect(draw: Draw, told: Rows) -> None:
    """Small fines of the simple procedure are collected on the spot, all others paid at the bank within days."""
    n = len(told)
    told["on_spot"] = False
    told["on_water"] = False
    told["remote"] = False
    told["account"] = draw.pick(["treasury", "agent_bank"], n, [4, 6])
    fined = told["amount"] > 0
    simple = told["simple"].astype(bool)
    rows = np.flatnonzero(fined & is_on(told, "decided"))
    put(told, rows, "fine_paid", draw.between(0, 11, len(rows)))
    small = fined & simple & (told["amount"] <= 100 * YUAN) & draw.chance(450, n)
    remote = fined & simple & (told["amount"] > 100 * YUAN) & draw.chance(40, n)
    told["remote"][remote] = True
    on_the_spot(draw, told, np.flatnonzero(small | remote))
    on_the_water(draw.at("water"), told, np.flatnonzero(small & draw.chance(80, n)))


def on_the_spot(draw: Draw, told: Rows, rows: Ints) -> None:
    """The officer collects, hands in within two working days, and the authority banks within two more."""
    m = len(rows)
    told["on_spot"][rows] = True
    put(told, rows, "fine_collected", 0)
    put(told, rows, "fine_handed_in", draw.between(0, 2, m), since="fine_collected")
    put(told, rows, "fine_banked", draw.between(0, 2, m))
    told["on"][rows, AT["fine_paid"]] = 0


def on_the_water(draw: Draw, told: Rows, rows: Ints) -> None:
    """Collected on board; the two days run from landing."""
    m = len(rows)
    told["on_water"][rows] = True
    put(told, rows, "landed", draw.between(0, 6, m))
    put(told, rows, "fine_handed_in", draw.between(0, 2, m), since="landed")


def enforce(draw: Draw, told: Rows) -> None:
    """Some do not pay: urged when the time for review and suit is over, then the court is asked."""
    n = len(told)
    payable = is_on(told, "fine_paid") & ~told["simple"].astype(bool)
    rows = np.flatnonzero(payable & draw.chance(60, n))
    unpaid(draw, told, rows)


def paid_early(told: Rows, rows: Ints) -> None:
    """Paid within days; the ledger fills in the day on which the time for review and suit will end all the same."""
    put(told, rows, "fine_paid", 3)
    put(told, rows, "appeal_expired", 6, unit=MONTHS)
    for step in ("urged", "enforcement_applied", "enforced"):
        told["on"][rows, AT[step]] = 0


def unpaid(draw: Draw, told: Rows, rows: Ints) -> None:
    """The fine is not paid; the authority urges, waits ten working days, asks the court within three months."""
    m = len(rows)
    told["on"][rows, AT["fine_paid"]] = 0
    put(told, rows, "appeal_expired", 6, unit=MONTHS)
    put(told, rows, "urged", draw.between(2, 10, m))
    put(told, rows, "enforcement_applied", draw.between(11, 20, m))
    put(told, rows, "enforced", draw.between(10, 40, m))


def publish(draw: Draw, told: Rows) -> None:
    """Put on the web within seven working days unless lawfully withheld; taken off when revoked."""
    n = len(told)
    told["withheld"] = False
    rows = np.flatnonzero((told["outcome"] == "penalised") & is_on(told, "decided"))
    put(told, rows, "published", draw.between(1, 7, len(rows)))
    kept = rows[draw.chance(50, len(rows))]
    told["withheld"][kept] = True
    told["on"][kept, AT["published"]] = 0
    told["grade"] = draw.pick(["slight", "general", "serious"], n, [10, 84, 6])
    told["shown_months"] = np.where(
        told["grade"] == "serious", draw.between(6, 36, n), draw.between(3, 12, n)
    )  # fmt: skip
    told["shown_days"] = 0
    told["repaired"] = None
    on_web = np.flatnonzero(is_on(told, "published"))
    revoke(draw.at("revoked"), told, on_web[draw.chance(12, len(on_web))], 3)


def revoke(draw: Draw, told: Rows, rows: Ints, most: Any) -> None:
    """The decision is revoked on review, its page taken off within some working days."""
    put(told, rows, "revoked", draw.between(15, 60, len(rows)))
    put(told, rows, "withdrawn_from_web", draw.between(0, most, len(rows)))
    told["status"][rows] = "revoked"
