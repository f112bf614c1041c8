"""批量拟稿的页面。Pages of batches."""

from typing import Any

from django.apps import apps
from django.db.models import Q
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from qinglian.web.core.listing import Column, Listing
from qinglian.web.core.masking import mask_text
from qinglian.web.core.moves import NotAllowed
from qinglian.web.core.pages import only, told
from qinglian.web.core.papers import paper_sent
from qinglian.web.documents.models import Batch, BatchFile, Document
from qinglian.web.documents.printing.pdf import MAKERS
from qinglian.web.documents.services.batches import MOST, batch_again, batch_start
from qinglian.web.documents.services.drafting import kind_of
from qinglian.web.documents.services.rules import opens
from qinglian.web.units.scope import reach

LOOKED = 4 * MOST
"""Rows looked through for those about which the paper makes sense now."""


@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    """All batches of one's body."""
    only(opens(request.user))
    return Listing(
        request,
        Batch.objects.visible_to(request.user).select_related("by", "unit"),
        title=_("批次"),
        columns=[
            Column("public_id", _("编号"), link=True),
            Column("kind", _("文种"), value=lambda row: row.kind_title),
            Column("asked", _("件数"), value=lambda row: len(row.asked), number=True),
            Column("status", _("状态"), badge=True, sort="status"),
            Column("by", _("拟稿人")),
            Column("at", _("时间"), sort="at"),
        ],
        order="-at",
        empty=_("还没有批量拟过稿。"),
        actions=[(_("拟稿"), reverse("documents:kinds"))],
    ).respond()


def candidates(kind: Any, user: Any, words: str) -> list[Any]:
    """The rows about which a paper of this kind makes sense now, as the person sees them."""
    model = apps.get_model(kind.of)
    rows = model.objects.visible_to(user)
    known = {one.name for one in model._meta.fields}
    if words:
        found = Q(public_id__icontains=words)
        if "title" in known:
            found |= Q(title__icontains=words)
        if "unit" in known:
            found |= Q(unit__name__icontains=words)
        rows = rows.filter(found)
    if "unit" in known:
        rows = rows.select_related("unit")
    return [one for one in rows.order_by("-pk")[:LOOKED] if kind.applies(one)][:MOST]


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, code: str) -> HttpResponse:
    """Choose the rows."""
    only(reach(request.user, Document.OBJECT, write=True))
    kind = kind_of(code, request.user)
    if kind is None or not kind.of:
        raise Http404
    trouble = ""
    if request.method == "POST":
        try:
            made = batch_start(
                kind=code, names=request.POST.getlist("name"), by=request.user,
                site=request.build_absolute_uri("/")[:-1],
            )  # fmt: skip
            return redirect(made)
        except NotAllowed as error:
            trouble = str(error)
    words = request.GET.get("q", "").strip()[:100]
    rows = [
        {"row": one, "name": one.public_id, "title": mask_text(str(getattr(one, "title", one)))}
        for one in candidates(kind, request.user, words)
    ]
    shown = {"kind": kind, "rows": rows, "words": words, "trouble": trouble, "most": MOST}
    return render(request, "documents/batch_new.html", shown, status=422 if trouble else 200)


def _shown(request: HttpRequest, public_id: str) -> dict[str, Any]:
    found = get_object_or_404(
        Batch.objects.visible_to(request.user).select_related("by", "unit"), public_id=public_id
    )
    papers = Document.objects.visible_to(request.user).filter(batch=found)
    return {
        "batch": found,
        "busy": found.status in ("queued", "running"),
        "files": found.files.order_by("kind"),
        "made": papers.count(),
        "papers": papers.order_by("pk")[:MOST],
        "made_by": MAKERS.get(found.maker, ""),
        "works": Batch.objects.writable_by(request.user).filter(pk=found.pk).exists(),
        "state": reverse("documents:batch_state", args=(found.public_id,)),
    }


@require_safe
def batch(request: HttpRequest, public_id: str) -> HttpResponse:
    """How far it came, its bundles, its papers."""
    return render(request, "documents/batch.html", _shown(request, public_id))


@require_safe
def state(request: HttpRequest, public_id: str) -> HttpResponse:
    """The part of the page that changes."""
    return render(request, "documents/batch_state.html", _shown(request, public_id))


@require_POST
@told
def again(request: HttpRequest, public_id: str) -> HttpResponse:
    """Bundle once more."""
    found = get_object_or_404(Batch.objects.writable_by(request.user), public_id=public_id)
    return redirect(batch_again(batch=found, by=request.user))


@require_safe
def file(request: HttpRequest, public_id: str, kind: str) -> FileResponse:
    """A bundle; only to who may see every paper in it."""
    found = get_object_or_404(Batch.objects.visible_to(request.user), public_id=public_id)
    bundle = get_object_or_404(BatchFile, batch=found, kind=kind)
    seen = Document.objects.visible_to(request.user).filter(batch=found).count()
    if seen != found.documents.count():
        raise Http404
    return paper_sent(bundle, of=found, by=request.user)
