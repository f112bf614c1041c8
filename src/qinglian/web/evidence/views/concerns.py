"""待核实材料: what deserves a look, side by side; the unit is heard first. 待核实材料。"""

from typing import Any

import cv2
import numpy as np
from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.likeness import texts
from qinglian.web.core import uploads
from qinglian.web.core.kinds import PICTURES
from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.masking import mask_text
from qinglian.web.core.pages import form_page, only, posted, sent
from qinglian.web.core.papers import paper_sent
from qinglian.web.evidence.concern_states import OVERSEEING, Sort, State
from qinglian.web.evidence.forms import AskForm, BoundsForm, ConcludeForm, ExplainForm
from qinglian.web.evidence.models import Bounds, Concern, ConcernPaper, Piece, own_bodies
from qinglian.web.evidence.services import concerns as services
from qinglian.web.evidence.services.comparing import bounds as bounds_now
from qinglian.web.units.scope import reach, roles_of

LABELS: dict[str, Any] = {
    "ask": gettext_lazy("请单位说明"),
    "explain": gettext_lazy("情况说明"),
    "conclude": gettext_lazy("核实"),
}
FORMS = {"ask": AskForm, "explain": ExplainForm, "conclude": ConcludeForm}
SHOWN = 30_000
"""Characters of a text that are laid side by side."""
SIDE = 640


@require_safe
def concerns(request: HttpRequest) -> HttpResponse:
    """All one may see; leads, not findings."""
    user = request.user
    only(reach(user, Concern.OBJECT))
    actions = []
    if roles_of(user) & OVERSEEING:
        actions = [(_("比对的界限"), reverse("evidence:bounds"))]
    return Listing(
        request,
        Concern.objects.visible_to(user).select_related("unit"),
        title=_("待核实材料"),
        columns=[
            Column(
                "title",
                _("材料或事项"),
                value=lambda row: mask_text(row.title),
                link=True,
                sort="title",
            ),
            Column("kind", _("情形"), sort="kind"),
            Column("unit", _("单位"), sort="unit__name"),
            Column("status", _("状态"), badge=True, sort="status"),
            Column("found_at", _("发现时间"), sort="found_at"),
            Column(
                "due_on", _("说明期限"), sort="due_on", due=lambda row: row.status == State.ASKED
            ),
        ],
        search=("title", "public_id", "unit__name"),
        filters=[
            Filter("kind", _("情形"), Sort.choices),
            Filter("status", _("状态"), State.choices),
            Filter(
                "state",
                _("范围"),
                [("open", _("没有核实完的")), ("own", _("请本单位说明的"))],
                lambda value: (
                    ~Q(status=State.SETTLED) if value == "open" else Q(unit__in=own_bodies(user))
                ),
            ),
        ],
        order="-found_at",
        intro=_("比对出来的是线索，不是结论：先听单位说明，再由人核实。"),
        empty=_("没有待核实材料。"),
        actions=actions,
    ).respond()


@require_safe
def concern(request: HttpRequest, public_id: str) -> HttpResponse:
    """Side by side, as far as one sees both sides; what the unit said; what one may do."""
    user = request.user
    rows = Concern.objects.visible_to(user).select_related(
        "unit", "piece__file", "piece__unit", "other__unit", "other__file", "concluded_by"
    )
    found: Any = get_object_or_404(rows, public_id=public_id)
    seen = Piece.objects.visible_to(user)
    other = found.other if found.other and seen.filter(pk=found.other_id).exists() else None
    piece = found.piece if found.piece and seen.filter(pk=found.piece_id).exists() else None
    return render(
        request,
        "evidence/concern.html",
        {
            "concern": found, "piece": piece, "other": other,
            "texts": _side_by_side(found, piece, other) if found.kind == Sort.TEXT else None,
            "pictures": found.kind == Sort.PICTURE or (found.kind == Sort.SAME and _pictured(piece)),
            "verbs": [(verb, LABELS[verb]) for verb in services.may(found, user)],
            "steps": [
                {"step": step, "label": LABELS[step.verb]}
                for step in found.steps.select_related("by").prefetch_related("papers")
            ],
            "reasons": reach(user, Concern.OBJECT).reasons(found),
        },
    )  # fmt: skip


def _pictured(piece: Any) -> bool:
    return piece is not None and getattr(piece, "file", None) and piece.file.kind in PICTURES


def _side_by_side(found: Concern, piece: Any, other: Any) -> list[Any]:
    """The later text with its shared passages; the earlier one too where one may see it."""
    if piece is None:
        return []
    said = [
        getattr(getattr(one, "signature", None), "text", "")[:SHOWN]
        for one in (found.piece, found.other)
    ]
    first = [(mask_text(part), common) for part, common in texts.marked(said[0], said[1])]
    if other is None:
        return [first]
    return [first, [(mask_text(part), common) for part, common in texts.marked(said[1], said[0])]]


@require_http_methods(["GET", "POST"])
def act(request: HttpRequest, public_id: str, verb: str) -> HttpResponse:
    """Ask, explain, conclude."""
    if verb not in FORMS:
        raise Http404
    found = get_object_or_404(Concern.objects.visible_to(request.user), public_id=public_id)
    only(verb in services.may(found, request.user) or request.method == "POST")

    def done(form: Any) -> Concern:
        with form.filed(request.user) as papers:
            said = {**form.said(), "papers": papers}
            text = said.pop("text")
            if verb == "ask":
                services.concern_ask(found, by=request.user, reason=text, **said)
            elif verb == "explain":
                services.concern_explain(found, by=request.user, text=text, **said)
            else:
                services.concern_conclude(found, by=request.user, reason=text, **said)
        messages.success(request, _("已办：%(verb)s") % {"verb": LABELS[verb]})
        return found

    return form_page(
        request, FORMS[verb](*sent(request), concern=found), LABELS[verb], done=done,
        back=found.get_absolute_url(), submit=LABELS[verb], template="evidence/concern_act.html", concern=found,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def bounds(request: HttpRequest) -> HttpResponse:
    """From where on something is shown, who set it and why."""
    only(roles_of(request.user) & OVERSEEING and reach(request.user, Concern.OBJECT))
    now = bounds_now()

    def done(form: Any) -> str:
        services.bounds_set(by=request.user, **form.cleaned_data)
        return reverse("evidence:concerns")

    names = ("share", "quoted", "last_days", "last_share")
    form = BoundsForm(posted(request), initial={name: getattr(now, name) for name in names})
    return form_page(
        request, form, _("比对的界限"), done=done, back=reverse("evidence:concerns"), submit=_("保存"),
        template="evidence/bounds.html", set_before=Bounds.objects.select_related("by")[:10],
    )  # fmt: skip


@require_safe
def look(request: HttpRequest, public_id: str) -> HttpResponse:
    """A photograph as a small picture made anew, never the file itself."""
    seen = Piece.objects.visible_to(request.user).select_related("file")
    found: Any = get_object_or_404(seen, public_id=public_id)
    if not _pictured(found):
        raise Http404
    raw = uploads.content(found.file.path)
    picture = cv2.imdecode(np.frombuffer(raw or b"0", dtype=np.uint8), cv2.IMREAD_COLOR)
    if picture is None:
        raise Http404
    by = min(1.0, SIDE / max(picture.shape[:2]))
    small = cv2.resize(picture, None, fx=by, fy=by, interpolation=cv2.INTER_AREA)
    _done, packed = cv2.imencode(".jpg", small)
    response = HttpResponse(packed.tobytes(), content_type="image/jpeg")
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def paper(request: HttpRequest, public_id: str) -> FileResponse:
    """What came with a step."""
    rows = ConcernPaper.objects.visible_to(request.user).select_related("step__concern__unit")
    found = get_object_or_404(rows, public_id=public_id)
    return paper_sent(found, of=found.step.concern, by=request.user)
