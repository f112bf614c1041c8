"""
What is found for a turn, and how it becomes its evidence. 已有记录与材料。

A record of the system that fits the period is proposed; one click confirms it, and the record is kept as a
piece of evidence with its hash, used by this turn.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.utils import timezone

from qinglian.web.core.proofs import Proof, kinds, proofs_of
from qinglian.web.duties.models import Turn
from qinglian.web.evidence.services.pieces import piece_add
from qinglian.web.evidence.services.uses import use_make


def window(turn: Turn) -> tuple[date, date]:
    """
    From when until when a record is proposed for a turn: inside its period. What was done after it belongs to the next
    turn as well; who means it for this one adds it by hand.
    """
    today = timezone.localdate()
    return min(turn.begins_on, today), min(turn.ends_on, today)


def found_for(turn: Turn, user: Any) -> list[Proof]:
    """The records of the system that fit a turn, as far as a person sees them."""
    begins, ends = window(turn)
    return proofs_of(user, turn.unit, turn.duty.item.evidence, begins, ends)


def found_of(turns: Sequence[Turn], user: Any) -> dict[int, int]:
    """How many there are for each of some turns: one search for a kind and body, whatever their number."""
    wanted: dict[tuple[Any, str], list[Turn]] = defaultdict(list)
    for turn in turns:
        for code in turn.duty.item.evidence:
            if code in kinds():
                wanted[turn.unit, code].append(turn)
    number: dict[int, int] = defaultdict(int)
    for (unit, code), of in wanted.items():
        windows = {turn.pk: window(turn) for turn in of}
        begins = min(first for first, _last in windows.values())
        ends = max(last for _first, last in windows.values())
        for proof in kinds()[code].found(user, unit, begins, ends):
            for turn in of:
                number[turn.pk] += windows[turn.pk][0] <= proof.on <= windows[turn.pk][1]
    return number


def shown_for(turn: Turn, proofs: Iterable[Proof], *, by: Any) -> None:
    """Keep confirmed records as evidence of the turn."""
    for proof in proofs:
        use_make(piece_add(unit=turn.unit, by=by, proof=proof), turn, by=by)
