"""Show a piece for something, confirm it, look at it, take it back. 用一份材料。"""

from collections.abc import Iterable
from typing import Any, Unpack

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.papers import Sheet
from qinglian.web.core.proofs import kinds
from qinglian.web.evidence.models import Piece, Use
from qinglian.web.evidence.services.pieces import piece_add
from qinglian.web.evidence.services.rules import NOT_YOURS, acts_for, gives_to, move, noted
from qinglian.web.evidence.states import Status
from qinglian.web.units.models import Unit

use_reviewed = Signal()
"""Sent with `use` and `by` once somebody has accepted or returned it, inside the transaction."""


def giver_of(on: Any) -> Unit | None:
    """Who asked for what is shown: `giver_unit` or `lead_unit` of the row, where it has one."""
    found = getattr(on, "giver_unit", None) or getattr(on, "lead_unit", None)
    return found if found is not None and found.pk != on.unit.pk else None


def holder_of(on: Any, by: Any) -> Unit:
    """Whose piece it becomes: of the unit where one acts for it, of one's own body where one puts it forward."""
    found: Unit | None = on.unit if acts_for(by, on.unit) else by.unit
    if found is None:
        raise NotAllowed(_(NOT_YOURS))
    return found


@transaction.atomic
def use_make(piece: Piece, on: Any, *, by: Any) -> Use:
    """
    Show a piece for a row. Who acts for the unit of the row confirms by that; who asked for it only puts it forward.
    Shown already: the use as it is, confirmed again where the unit says so again. `on.proves_for`, where there is
    one, is the programme it belongs to.
    """
    own, giver = acts_for(by, on.unit), giver_of(on)
    if not own and not gives_to(by, on.unit, giver):
        raise NotAllowed(_(NOT_YOURS))
    seen = Piece.objects.visible_to(by).filter(pk=piece.pk).exists()
    if piece.unit_id != by.unit_id and not seen:
        raise NotAllowed(_("这份材料不在您可见的范围内。"))
    programme = getattr(on, "proves_for", None)
    now = timezone.now()
    made, new = Use.objects.get_or_create(
        piece=piece, on_label=on._meta.label_lower, on_number=on.public_id,
        defaults={
            "on_title": str(on)[:200], "on_url": on.get_absolute_url(), "unit": on.unit, "giver_unit": giver,
            "due_on": getattr(on, "due_on", None),
            "for_number": getattr(programme, "public_id", ""), "for_title": str(programme or "")[:200],
            "made_by": by, "status": Status.CONFIRMED if own else Status.PROPOSED,
            "confirmed_by": by if own else None, "confirmed_at": now if own else None,
        },
    )  # fmt: skip
    if new:
        noted(made, "made" if own else "proposed", by=by)
    elif own and made.status in (Status.PROPOSED, Status.WITHDRAWN, Status.RETURNED):
        return use_confirm(made, by=by)
    return made


@transaction.atomic
def use_confirm(
    use: Use, *, by: Any, version: int | None = None, text: str = "", **sheet: Unpack[Sheet]
) -> Use:
    """The unit says that it shows this. After a return it may say so again; the reason of the return stays."""
    return move(
        use, "confirm", by=by, version=version, text=text, confirmed_by=by,
        confirmed_at=timezone.now(), reviewed_by=None, reviewed_at=None, reason="", **sheet,
    )  # fmt: skip


@transaction.atomic
def use_withdraw(
    use: Use, *, by: Any, reason: str, version: int | None = None, **sheet: Unpack[Sheet]
) -> Use:
    """The unit does not show it after all, before somebody has accepted it."""
    return move(use, "withdraw", by=by, version=version, text=reason, **sheet)


@transaction.atomic
def use_review(
    use: Use, *, by: Any, accepted: bool, reason: str = "", version: int | None = None,
    **sheet: Unpack[Sheet],
) -> Use:  # fmt: skip
    """Somebody else says that it shows what it should, or sends it back with the reason."""
    fresh = move(
        use, "accept" if accepted else "return", by=by, version=version, text=reason,
        reviewed_by=by, reviewed_at=timezone.now(), reason=reason, **sheet,
    )  # fmt: skip
    use_reviewed.send(Use, use=fresh, by=by)
    return fresh


@transaction.atomic
def records_confirm(on: Any, wanted: Iterable[tuple[str, str]], *, by: Any) -> list[Use]:
    """一键确认: records found by the system (kind and number), all of them or none, each as this person sees it now."""
    made, known = [], kinds()
    for code, number in wanted:
        proof = known[code].one(by, number) if code in known else None
        if proof is None:
            raise NotAllowed(_("这条记录不在您可见的范围内。"))
        made.append(use_make(piece_add(unit=holder_of(on, by), by=by, proof=proof), on, by=by))
    return made
