"""The pieces of a body, and one piece. 佐证材料。"""

from typing import Any

from django.db.models import Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.masking import mask_text
from qinglian.web.core.pages import only
from qinglian.web.core.papers import paper_sent
from qinglian.web.evidence.models import Piece, PieceFile, Use
from qinglian.web.evidence.queries import as_it_is_now, changed
from qinglian.web.evidence.services.pieces import figure_now
from qinglian.web.evidence.states import Kind
from qinglian.web.units.scope import reach


@require_safe
def pieces(request: HttpRequest) -> HttpResponse:
    """All pieces one may see. How many there are says nothing and is nowhere ranked."""
    only(reach(request.user, Piece.OBJECT))
    return Listing(
        request,
        Piece.objects.visible_to(request.user).select_related("unit"),
        title=_("佐证材料"),
        columns=[
            Column(
                "title", _("材料"), value=lambda row: mask_text(row.title), link=True, sort="title"
            ),
            Column("kind", _("种类"), sort="kind"),
            Column("unit", _("单位"), sort="unit__name"),
            Column("on", _("日期"), sort="on"),
        ],
        search=("title", "public_id", "unit__name"),
        filters=[
            Filter("kind", _("种类"), Kind.choices),
            Filter(
                "state",
                _("情形"),
                [("mine", _("本单位的"))],
                lambda _value: Q(unit=request.user.unit_id),
            ),
        ],
        order="-on",
        intro=_("一份材料可以用在多处；份数不作评价。"),
        empty=_("没有佐证材料。"),
    ).respond()


@require_safe
def piece(request: HttpRequest, public_id: str) -> HttpResponse:
    """What it is, its hash, where it serves, whether its record still says the same."""
    rows = Piece.objects.visible_to(request.user).select_related("unit", "made_by", "file")
    found: Any = get_object_or_404(rows, public_id=public_id)
    now = as_it_is_now(found, request.user) if found.kind == Kind.RECORD else None
    figure = None
    if found.kind == Kind.FIGURE:
        figure = figure_now(request.user, found.figure_key, found.begins, found.ends)
    uses = Use.objects.visible_to(request.user).filter(piece=found).select_related("unit")
    return render(
        request,
        "evidence/piece.html",
        {
            "piece": found, "now": now, "changed": changed(found, now), "figure": figure,
            "file": getattr(found, "file", None), "uses": uses,
            "reasons": reach(request.user, Piece.OBJECT).reasons(found),
        },
    )  # fmt: skip


@require_safe
def file(request: HttpRequest, public_id: str) -> FileResponse:
    """The file of a piece one may see; that it left is recorded."""
    rows = PieceFile.objects.visible_to(request.user).select_related("piece__unit")
    found = get_object_or_404(rows, public_id=public_id)
    return paper_sent(found, of=found.piece, by=request.user)
