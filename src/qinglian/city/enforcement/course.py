"""
案件的步骤与日子。The steps of a case, each so long after another.

A story holds, for every step, whether it is taken and how long after which step, in matrices of cases by steps (`on`,
`since`, `gap`, `unit`, `plus`). A step that is not taken still has its place in the chain, so that what follows it
stays. Then single steps are moved (`moved_*`): they come elsewhere, and nothing follows them. Closing comes after all
that was done.
"""

import numpy as np

from qinglian.city.days import END, MINUTES, NEVER, add_months, after_workdays, day_of, next_workday
from qinglian.city.draw import Draw, Ints
from qinglian.city.rows import Rows

CHAIN = {
    "clue_registered": "clue_registered",
    "filed": "clue_registered",
    "investigated": "filed",
    "coerced": "investigated",
    "coercion_reported": "coerced",
    "preserved": "investigated",
    "preserve_resolved": "preserved",
    "seized": "investigated",
    "seize_extended": "seized",
    "seize_resolved": "seized",
    "frozen": "investigated",
    "freeze_extended": "frozen",
    "freeze_resolved": "frozen",
    "suspended": "investigated",
    "resumed": "suspended",
    "crime_suspected": "investigated",
    "transfer_reported": "crime_suspected",
    "transfer_approved": "transfer_reported",
    "transfer_refused": "transfer_reported",
    "transferred": "transfer_approved",
    "extended": "filed",
    "investigation_closed": "investigated",
    "legal_reviewed": "investigation_closed",
    "noticed": "legal_reviewed",
    "hearing_right_noticed": "noticed",
    "stated": "noticed",
    "hearing_requested": "hearing_right_noticed",
    "hearing_noticed": "hearing_requested",
    "heard": "hearing_noticed",
    "deliberated": "noticed",
    "decided": "noticed",
    "delivered": "decided",
    "published": "decided",
    "fine_collected": "decided",
    "landed": "fine_collected",
    "fine_handed_in": "fine_collected",
    "fine_banked": "fine_handed_in",
    "fine_paid": "delivered",
    "appeal_expired": "delivered",
    "urged": "appeal_expired",
    "enforcement_applied": "urged",
    "enforced": "enforcement_applied",
    "revoked": "published",
    "withdrawn_from_web": "revoked",
    "closed": "delivered",
}
"""Each step and the one it follows, in the order in which a day sees them."""
STEPS = list(CHAIN)
AT = {name: place for place, name in enumerate(STEPS)}
WORKDAYS, DAYS, CLOCK, TERM, MONTHS = range(5)
"""Units of a gap: working days, calendar days, minutes, days of a term whose end rolls, months likewise."""
_AFTERWARDS = ("appeal_expired", "published", "revoked", "withdrawn_from_web", "closed")


def steps(n: int) -> dict[str, Ints]:
    """Matrices of a story in which no step is taken and every step falls on the first day."""
    size = (n, len(STEPS))
    since = np.tile(np.array([AT[before] for before in CHAIN.values()], dtype=np.int64), (n, 1))
    nought = {name: np.zeros(size, dtype=np.int64) for name in ("on", "gap", "unit", "plus")}
    moved = {f"moved_{name}": np.zeros(size, dtype=np.int64) for name in ("gap", "unit", "plus")}
    return {**nought, "since": since, **moved, "moved_since": np.full(size, -1, dtype=np.int64)}


def course(told: Rows, draw: Draw) -> Ints:
    """The instant of every step of every case; NEVER where it is not taken, or not yet."""
    n, rows = len(told), np.arange(len(told))
    jitter = draw.below(11, n)
    when = np.zeros((n, len(STEPS)), dtype=np.int64)
    when[:, 0] = told["began"] * MINUTES + 510 + jitter
    for place in range(1, len(STEPS)):
        when[:, place] = _later(
            when[rows, told["since"][:, place]],
            *(told[name][:, place] for name in ("gap", "unit", "plus")),
            place=place,
            jitter=jitter,
        )
    _close(told, when, jitter)
    for place in range(len(STEPS)):
        moved = np.flatnonzero(told["moved_since"][:, place] >= 0)
        when[moved, place] = _later(
            when[moved, told["moved_since"][moved, place]],
            *(told[f"moved_{name}"][moved, place] for name in ("gap", "unit", "plus")),
            place=place,
            jitter=jitter[moved],
        )
    _close(told, when, jitter)
    return np.where((told["on"] == 1) & (when < (END + 1) * MINUTES), when, NEVER)


def _close(told: Rows, when: Ints, jitter: Ints) -> None:
    """A case is closed some working days after the last thing done in it."""
    counts = (told["on"] == 1) & ~np.isin(STEPS, _AFTERWARDS)
    last = np.where(counts, when, NEVER).max(axis=1)
    last = np.where(last == NEVER, when[:, 0], last)
    place = AT["closed"]
    when[:, place] = _later(
        last, told["gap"][:, place], told["unit"][:, place], told["plus"][:, place],
        place=place, jitter=jitter,
    )  # fmt: skip


def _later(start: Ints, gap: Ints, unit: Ints, plus: Ints, *, place: int, jitter: Ints) -> Ints:
    """So long after an instant; the hour of the day goes by the order of the steps."""
    day = day_of(start)
    found = day.copy()
    for kind, count in (
        (WORKDAYS, lambda d, g: after_workdays(d, g)),
        (DAYS, lambda d, g: d + g),
        (TERM, lambda d, g: next_workday(d + g)),
        (MONTHS, lambda d, g: next_workday(add_months(d, g))),
    ):
        mine = np.flatnonzero(unit == kind)
        if len(mine):
            found[mine] = count(day[mine], gap[mine])
    added = np.flatnonzero(plus)
    found[added] = after_workdays(found[added], plus[added])
    return np.where(unit == CLOCK, start + gap, found * MINUTES + 510 + place * 11 + jitter)
