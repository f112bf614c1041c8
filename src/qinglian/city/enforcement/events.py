"""
各类情形的案件怎样走。How cases of each kind run: money and flags, steps, hearings, coercion, crime, payment, court.
"""

from typing import Any

import numpy as np

from qinglian.city.draw import Bools, Draw, Ints, as_column
from qinglian.city.enforcement.course import AT, DAYS, TERM, WORKDAYS
from qinglian.city.rows import Rows

YUAN = 100


def put(
    told: Rows, which: Any, step: str, gap: Any, *, unit: int = WORKDAYS, since: str | None = None, plus: Any = 0,
) -> None:  # fmt: skip
    """A step is taken so long after the one before it (or after `since`); what follows it follows."""
    place = AT[step]
    told["on"][which, place] = 1
    told["gap"][which, place] = gap
    told["unit"][which, place] = unit
    told["plus"][which, place] = plus
    if since is not None:
        told["since"][which, place] = AT[since]


def alone(
    told: Rows, which: Any, step: str, since: str, gap: Any, *, unit: int = WORKDAYS, plus: Any = 0
) -> None:
    """A step is taken so long after (before) another, and nothing else moves."""
    place = AT[step]
    told["on"][which, place] = 1
    told["moved_since"][which, place] = AT[since]
    told["moved_gap"][which, place] = gap
    told["moved_unit"][which, place] = unit
    told["moved_plus"][which, place] = plus


def is_on(told: Rows, step: str) -> Bools:
    """Cases in which a step is taken."""
    return np.asarray(told["on"][:, AT[step]] == 1, dtype=bool)


def money(draw: Draw, told: Rows) -> None:
    """Simple cases have small fines or warnings; ordinary ones long-tailed fines, now and then a licence is revoked."""
    n = len(told)
    simple = draw.chance(450, n)
    person = told["party_type"] == "person"
    small = np.where(
        told["party_type"] == "organisation", draw.between(2, 30, n) * 100, draw.between(2, 20, n) * 10
    )  # fmt: skip
    large = draw.skewed(8_000, n, low=500, high=900_000) // 100 * 100
    amount = np.where(simple, small, np.where(person, np.minimum(large, 50_000), large))
    warned = simple & draw.chance(250, n)
    revoked = ~simple & draw.chance(60, n)
    told["simple"] = as_column(simple.tolist())
    told["amount"] = np.where(warned, 0, amount) * YUAN
    told["kinds"] = as_column(
        [
            ["warning"] if w else ["fine", "licence_revoked"] if r else ["fine"]
            for w, r in zip(warned.tolist(), revoked.tolist(), strict=True)
        ]
    )
    told["revokes"] = as_column(revoked.tolist())
    told["gain"] = np.where(~simple & draw.chance(120, n), draw.skewed(3_000, n, low=100), 0) * YUAN
    low, high = draw.between(0, 40, n), draw.between(0, 80, n)
    told["band_min"] = told["amount"] * (100 - low) // 100
    told["band_max"] = told["amount"] * (100 + high) // 100
    told["level"] = draw.pick(["lenient", "normal", "severe"], n, [35, 55, 10])
    told["reason"] = None
    eased = np.flatnonzero(~simple & draw.chance(60, n))
    told["level"][eased] = "mitigated"
    told["reason"][eased] = "主动消除违法行为危害后果"
    told["band_min"][eased] = told["amount"][eased] * 2
    told["band_max"][eased] = told["amount"][eased] * 5


def flags(draw: Draw, told: Rows) -> None:
    """What the ledger says of each case: hearing, legal review, discussion, region, crime."""
    n = len(told)
    simple = told["simple"].astype(bool)
    limit = np.where(told["party_type"] == "person", 5_000, 50_000) * YUAN
    grave = ~simple & ((told["amount"] >= limit) | told["revokes"].astype(bool))
    told["eligible"] = as_column(grave.tolist())
    told["waived"] = None
    told["statement_waived"] = None
    told["review_required"] = as_column(grave.tolist())
    told["review_passed"] = None
    told["grave"] = as_column((grave & draw.chance(800, n)).tolist())
    told["outcome"] = "penalised"
    spared = np.flatnonzero(~simple & draw.chance(40, n))
    told["outcome"][spared] = draw.pick(["not_penalised", "dismissed"], len(spared), [7, 3])
    told["amount"][spared] = 0
    told["kinds"][spared] = as_column([[] for _ in spared])
    away = draw.chance(20, n)
    told["cross_region"] = as_column(away.tolist())
    told["assistance"] = as_column(
        [f"示协函〔2024〕{order + 1}号" if far else None for order, far in enumerate(away.tolist())]
    )
    for name in (
        "crime_flag",
        "police_declined",
        "preserve_approved",
        "suspension_doc",
        "extension_doc",
        "remark",
    ):
        told[name] = None
    told["status"] = "valid"


def proceed(draw: Draw, told: Rows) -> None:
    """The chain from the clue to the decision and its delivery; simple cases run in a day."""
    n, ordinary = len(told), ~told["simple"].astype(bool)
    everyone, rows = np.arange(n), np.flatnonzero(ordinary)
    m = len(rows)
    put(told, everyone, "investigated", 0)
    put(told, everyone, "decided", 0)
    put(told, everyone, "delivered", 0)
    put(told, everyone, "closed", draw.between(0, 5, n))
    put(told, rows, "clue_registered", 0)
    put(told, rows, "filed", draw.between(0, 5, m))
    put(told, rows, "investigated", draw.between(0, 3, m))
    put(told, rows, "investigation_closed", draw.skewed(7, m, low=2, high=28))
    told["gap"][rows, AT["legal_reviewed"]] = draw.between(0, 4, m)
    required = rows[told["review_required"][rows].astype(bool)]
    told["on"][required, AT["legal_reviewed"]] = 1
    told["review_passed"][required] = True
    put(told, rows, "noticed", draw.between(0, 3, m))
    eligible = rows[told["eligible"][rows].astype(bool)]
    told["on"][eligible, AT["hearing_right_noticed"]] = 1
    told["waived"][eligible] = False
    stated = rows[draw.chance(120, m)]
    put(told, stated, "stated", draw.between(1, 4, len(stated)))
    put(told, rows, "decided", draw.between(6, 9, m))
    quick = eligible[draw.at("waiver").chance(150, len(eligible))]
    told["waived"][quick] = True
    told["gap"][quick, AT["decided"]] = draw.between(1, 4, len(quick))
    discussed = rows[told["grave"][rows].astype(bool)]
    alone(told, discussed, "deliberated", "decided", -draw.between(0, 1, len(discussed)))
    put(told, rows, "delivered", draw.between(0, 7, m))
    longer = rows[draw.at("longer").chance(25, m)]
    told["extension_doc"][longer] = as_column([f"示延〔2024〕{row}号" for row in longer.tolist()])
    put(told, longer, "extended", draw.between(75, 88, len(longer)), unit=DAYS)
    put(told, longer, "decided", draw.between(95, 118, len(longer)), unit=TERM, since="filed")


def hear(draw: Draw, told: Rows) -> None:
    """Some of those who may ask for a hearing do, and are heard seven working days after the announcement or later."""
    free = told["eligible"].astype(bool) & ~is_on(told, "extended") & (told["waived"] == False)  # noqa: E712
    rows = np.flatnonzero(free & draw.chance(250, len(told)) & short(told))
    held(draw, told, rows)


def short(told: Rows) -> Bools:
    """Ordinary cases whose investigation is brief."""
    return np.asarray(
        (told["gap"][:, AT["investigation_closed"]] <= 9) & ~told["simple"].astype(bool), dtype=bool
    )


def held(draw: Draw, told: Rows, rows: Ints) -> None:
    """A hearing is asked for, announced and held; legal review follows, then the decision."""
    m = len(rows)
    told["eligible"][rows] = True
    told["waived"][rows] = False
    told["on"][rows, AT["hearing_right_noticed"]] = 1
    put(told, rows, "hearing_requested", draw.between(1, 4, m))
    put(told, rows, "hearing_noticed", draw.between(1, 2, m))
    put(told, rows, "heard", draw.between(8, 12, m))
    told["review_required"][rows] = True
    told["review_passed"][rows] = True
    alone(told, rows, "legal_reviewed", "heard", draw.between(1, 2, m))
    put(told, rows, "decided", draw.between(3, 7, m), since="heard")
