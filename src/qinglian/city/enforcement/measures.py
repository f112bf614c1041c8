"""
强制措施与移送。What is done beside the investigation: evidence kept, goods seized, money frozen, tests, transfer.
"""

import numpy as np

from qinglian.city.draw import Draw, Ints, as_column
from qinglian.city.enforcement.course import AT, CLOCK, DAYS, TERM
from qinglian.city.enforcement.events import put
from qinglian.city.rows import Rows

AFTER_NOTICE = (
    "noticed", "hearing_right_noticed", "stated", "hearing_requested", "hearing_noticed", "heard", "deliberated",
    "decided", "delivered", "published", "fine_collected", "landed", "fine_handed_in", "fine_banked", "fine_paid",
    "appeal_expired", "urged", "enforcement_applied", "enforced", "revoked", "withdrawn_from_web", "extended",
)  # fmt: skip


def some(draw: Draw, told: Rows, per_mille: int) -> Ints:
    """A share of the ordinary cases."""
    return np.flatnonzero(~told["simple"].astype(bool) & draw.chance(per_mille, len(told)))


def coerce(draw: Draw, told: Rows) -> None:
    """Evidence kept, goods seized, accounts frozen, tests: each resolved within its term."""
    rows = some(draw.at("kept"), told, 80)
    keep(told, rows, draw.between(0, 7, len(rows)))
    rows = some(draw.at("seized"), told, 60)
    seize(told, rows, draw.between(4, 30, len(rows)))
    rows = rows[::6]
    put(told, rows, "seize_extended", draw.between(20, 29, len(rows)), unit=DAYS)
    put(told, rows, "seize_resolved", draw.between(31, 60, len(rows)), unit=TERM)
    rows = some(draw.at("frozen"), told, 25)
    freeze(told, rows, draw.between(4, 30, len(rows)))
    rows = rows[::6]
    put(told, rows, "freeze_extended", draw.between(20, 29, len(rows)), unit=DAYS)
    put(told, rows, "freeze_resolved", draw.between(31, 60, len(rows)), unit=TERM)
    rows = some(draw.at("coerced"), told, 40)
    act_at_once(told, rows, draw.between(30, 24 * 60, len(rows)))
    rows = some(draw.at("tests"), told, 50)
    tested(told, rows, draw.between(3, 12, len(rows)))


def keep(told: Rows, rows: Ints, days: Ints | int) -> None:
    """Evidence is registered and kept, with the head's approval, and disposed of so many working days later."""
    put(told, rows, "preserved", 0)
    put(told, rows, "preserve_resolved", days)
    told["preserve_approved"][rows] = True


def seize(told: Rows, rows: Ints, days: Ints | int) -> None:
    """Goods are seized and released or disposed of after so many days."""
    put(told, rows, "seized", 0)
    put(told, rows, "seize_resolved", days, unit=TERM)


def freeze(told: Rows, rows: Ints, days: Ints | int) -> None:
    """Deposits are frozen for so many days."""
    put(told, rows, "frozen", 0)
    put(told, rows, "freeze_resolved", days, unit=TERM)


def act_at_once(told: Rows, rows: Ints, minutes: Ints | int) -> None:
    """Coercion on the spot, reported so many minutes later."""
    put(told, rows, "coerced", 0)
    put(told, rows, "coercion_reported", minutes, unit=CLOCK)


def tested(told: Rows, rows: Ints, days: Ints | int) -> None:
    """Samples go to be tested, the party is told so in writing."""
    put(told, rows, "suspended", 1)
    put(told, rows, "resumed", days)
    put(told, rows, "investigation_closed", 2, since="resumed")
    told["suspension_doc"][rows] = as_column([f"示鉴告〔2024〕{row}号" for row in rows.tolist()])


def transfer(draw: Draw, told: Rows) -> None:
    """Suspected crimes: reported, approved, transferred within a day; or refused; or declined by the police."""
    rows = some(draw, told, 35)
    suspect(draw, told, rows)
    course = draw.place(3, len(rows), [70, 15, 15])
    gone = rows[course == 0]
    told["outcome"][gone] = "transferred"
    told["amount"][gone] = 0
    told["kinds"][gone] = as_column([[] for _ in gone])
    told["crime_flag"][gone] = True
    undecided(told, gone)
    refused = rows[course == 1]
    put(told, refused, "transfer_refused", 1, unit=TERM)
    for step in ("transfer_approved", "transferred"):
        told["on"][refused, AT[step]] = 0
    told["police_declined"][rows[course == 2]] = True


def suspect(draw: Draw, told: Rows, rows: Ints) -> None:
    """A crime is suspected, the transfer proposed, approved within three days and made within a day."""
    m = len(rows)
    put(told, rows, "crime_suspected", draw.between(1, 4, m))
    put(told, rows, "transfer_reported", draw.between(0, 2, m))
    put(told, rows, "transfer_approved", draw.between(0, 3, m), unit=TERM)
    put(told, rows, "transferred", draw.between(30, 240, m), unit=CLOCK)


def undecided(told: Rows, rows: Ints) -> None:
    """Nothing is decided in the case; it ends another way."""
    for step in AFTER_NOTICE:
        told["on"][rows, AT[step]] = 0
