"""Evidence that goes with a record that is handed over and disappears. 随记录一并移交的材料。"""

from collections.abc import Iterable
from typing import Any

from django.forms import model_to_dict

from qinglian.web.evidence.models import Piece, Use


def pieces_leave(
    kind: str, numbers: Iterable[str], *, gone: bool
) -> tuple[list[dict[str, Any]], list[list[str]]]:
    """
    What goes into the package, and what records must not show, inside the transaction of the hand-over. Where the
    record is `gone`, its pieces and all they were shown for are gone too.
    """
    pieces = Piece.objects.filter(proof_kind=kind, proof_number__in=list(numbers))
    package = [
        {**model_to_dict(one), "uses": [model_to_dict(use) for use in one.uses.all()]}
        for one in pieces
    ]
    hidden = [["piece", one.public_id] for one in pieces]
    uses = Use.objects.filter(piece__in=pieces)
    hidden += [["use", one.public_id] for one in uses]
    if gone:
        uses.delete()
        pieces.delete()
    return package, hidden
