"""Reads of evidence: what a row has, what the system found for it, where a piece serves. 查询。"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import Count, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from qinglian.web.core.proofs import Proof, kinds, proofs_of
from qinglian.web.evidence.models import Piece, Use
from qinglian.web.evidence.services.pieces import record_digest
from qinglian.web.evidence.services.rules import open_moves
from qinglian.web.evidence.states import STANDING, Move

CLOSED = frozenset(
    {"alert", "signal", "transfer", "person", "record", "talk", "evidence", "batch", "run"}
)
"""Kinds of objects that nothing is shown for: leads may vanish with what was handed over, the others are no duties."""
MOST = 6
"""Records that are proposed at once; the rest is found by looking for it."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A use with what one may say to it now, and where else its piece serves."""

    use: Use
    verbs: list[Move]
    elsewhere: int


@dataclass(frozen=True, slots=True)
class Proposal:
    """A record that fits. `why`: the kind that is wanted and its day; `serves`: what it was shown for already."""

    proof: Proof
    label: Any
    serves: list[Use]


def row_of(label: str, number: str, user: Any, *, write: bool = False) -> Any:
    """The row of any app that evidence is shown for, as far as this person sees it; 404 otherwise."""
    try:
        model = apps.get_model(label)
    except (LookupError, ValueError) as error:
        raise Http404 from error
    rows = getattr(model, "objects", None)
    fits = getattr(model, "OBJECT", "") not in CLOSED and hasattr(model, "get_absolute_url")
    if not fits or not hasattr(model, "public_id") or not hasattr(rows, "visible_to"):
        raise Http404
    seen = rows.writable_by(user) if write else rows.visible_to(user)
    return get_object_or_404(seen, public_id=number)


def uses_of(on: Any, user: Any) -> QuerySet[Use]:
    """What was shown for a row, as far as this person sees it."""
    rows = Use.objects.visible_to(user).filter(
        on_label=on._meta.label_lower, on_number=on.public_id
    )
    return rows.select_related("piece__file", "unit", "confirmed_by", "reviewed_by")


def shown_for(on: Any, user: Any) -> list[Shown]:
    """The same with buttons."""
    rows = list(uses_of(on, user))
    seen = Use.objects.visible_to(user).filter(piece__in=[one.piece_id for one in rows])
    served = dict(seen.order_by().values_list("piece").annotate(Count("pk")))
    return [Shown(one, open_moves(one, user), served[one.piece_id] - 1) for one in rows]


def proposals(
    on: Any, user: Any, wanted: Iterable[str], begins: date, ends: date
) -> list[Proposal]:
    """
    Records of the unit that fit kind and period and are not shown yet, the latest first; one that was shown for
    something else says so.
    """
    found = proofs_of(user, on.unit, wanted, begins, ends)
    shown = set(
        Use.objects.filter(on_label=on._meta.label_lower, on_number=on.public_id).values_list(
            "piece__proof_kind", "piece__proof_number"
        )
    )
    fresh = [one for one in found if (one.kind, one.number) not in shown][:MOST]
    return [Proposal(one, kinds()[one.kind].label, serving(one, user)) for one in fresh]


def serving(proof: Proof, user: Any) -> list[Use]:
    """Where a record serves already, as far as this person sees."""
    rows = Use.objects.visible_to(user).filter(
        piece__proof_kind=proof.kind, piece__proof_number=proof.number
    )
    return list(rows.order_by("made_at"))


def as_it_is_now(piece: Piece, user: Any) -> Proof | None:
    """The record of a piece as this person sees it today; None where it is gone or not theirs to see."""
    kind = kinds().get(piece.proof_kind)
    return kind.one(user, piece.proof_number) if kind else None


def changed(piece: Piece, now: Proof | None) -> bool:
    """Whether a record says something else than when it was kept."""
    return now is not None and record_digest(now) != piece.sha256


def serving_others(number: str, user: Any, most: int = 20) -> list[tuple[Piece, list[Use]]]:
    """Pieces shown for a programme that serve something else too, each with where else, as far as this person sees."""
    seen = Use.objects.visible_to(user).filter(status__in=STANDING)
    own = seen.filter(for_number=number).values("piece")
    others = seen.filter(piece__in=own).exclude(for_number=number).select_related("piece")
    found: dict[Piece, list[Use]] = {}
    for one in others.order_by("-piece", "pk")[: 5 * most]:
        found.setdefault(one.piece, []).append(one)
    return list(found.items())[:most]
