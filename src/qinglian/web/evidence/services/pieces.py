"""Take a piece in. 收一份材料。"""

import hashlib
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from qinglian.web.audit.services import record
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.proofs import Proof
from qinglian.web.core.reporting import Figure, by_key, figures_between
from qinglian.web.core.uploads import Stored, forget
from qinglian.web.core.wording import labelled, noted
from qinglian.web.evidence.models import Piece, PieceFile
from qinglian.web.evidence.services.rules import NOT_YOURS, acts_for
from qinglian.web.evidence.states import Kind
from qinglian.web.units.models import Unit


def digest(*parts: object) -> str:
    """The hash of what a record or a number says: anybody can compute it again from what the page shows."""
    return hashlib.sha256("\n".join(str(one) for one in parts).encode()).hexdigest()


def record_digest(proof: Proof) -> str:
    """Of a record: its kind, its number, its words as they stand."""
    return digest(proof.kind, proof.number, proof.told)


@transaction.atomic
def piece_add(
    *, unit: Unit, by: Any, file: Stored | None = None, proof: Proof | None = None,
    figure: tuple[str, date, date] | None = None, title: str = "", on: date | None = None,
) -> Piece:  # fmt: skip
    """
    One file (as the upload door stored it), record or figure becomes a piece of the unit. What the unit has already
    is given back as it is. Raises `NotAllowed` for who does not act for the unit, and for a figure they do not see.
    """
    if not acts_for(by, unit):
        raise NotAllowed(_(NOT_YOURS))
    if (file is not None) + (proof is not None) + (figure is not None) != 1:
        raise ValueError("a piece is a file, a record or a figure")
    said: dict[str, Any]
    if file is not None:
        said = {"kind": Kind.FILE, "sha256": file.sha256, "title": title or file.name, "on": on}
    elif proof is not None:
        said = _of_record(proof)
    else:
        said = _of_figure(by, *figure)  # type: ignore[misc]
    said["title"], said["on"] = said["title"][:200], said["on"] or timezone.localdate()
    piece, made = Piece.objects.get_or_create(
        unit=unit,
        kind=said.pop("kind"),
        sha256=said.pop("sha256"),
        defaults={**said, "made_by": by},
    )
    if made:
        record("piece.added", on=piece, by=by, kind=piece.kind, sha256=piece.sha256)
        if file is not None:
            PieceFile.objects.create(
                piece=piece, name=file.name, path=file.path, kind=file.kind, sha256=file.sha256,
                size=file.size,
            )  # fmt: skip
    elif file is not None:
        # Two rows with one file would be one too many: the bytes lie here already.
        transaction.on_commit(lambda: forget(file))
    return piece


def _of_record(proof: Proof) -> dict[str, Any]:
    return {
        "kind": Kind.RECORD, "sha256": record_digest(proof), "title": proof.title, "on": proof.on,
        "told": proof.told, "url": proof.url, "proof_kind": proof.kind, "proof_number": proof.number,
    }  # fmt: skip


def figure_now(by: Any, key: str, begins: date, ends: date) -> Figure | None:
    """A number of a period as this person sees it now."""
    return by_key(figures_between(by, begins, ends)).get(key)


def _of_figure(by: Any, key: str, begins: date, ends: date) -> dict[str, Any]:
    if begins > ends or ends > timezone.localdate():
        raise NotAllowed(_("期间应先起后止，且不晚于今天。"))
    with translation.override("zh-hans"):
        found = figure_now(by, key, begins, ends)
        if found is None:
            raise NotAllowed(_("没有这个数字，或者不在您可见的范围内。"))
        period = _("%(begins)s 至 %(ends)s") % {"begins": begins, "ends": ends}
        told = labelled(
            noted(f"{found.group} {found.label}", period), f"{found.number} {found.measure}"
        )
    return {
        "kind": Kind.FIGURE, "sha256": digest(key, begins, ends, found.number, found.url), "title": told,
        "on": ends, "told": told, "url": found.url, "figure_key": key, "begins": begins, "ends": ends,
        "number": found.number, "measure": str(found.measure),
    }  # fmt: skip
