"""A paper as a file. 文书文件的下载。"""

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from qinglian.web.audit.services import record
from qinglian.web.core.limits import take
from qinglian.web.core.uploads import safe_name
from qinglian.web.documents.models import Document, Master
from qinglian.web.documents.printing.fields import printed
from qinglian.web.documents.printing.office import OfficeError
from qinglian.web.documents.printing.pdf import TYPST, pdf
from qinglian.web.documents.printing.word import word
from qinglian.web.documents.services.masters import master_bytes

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _document(request: HttpRequest, public_id: str) -> Document:
    rows = Document.objects.visible_to(request.user).select_related(
        "unit", "drafter", "checker", "signer", "master"
    )
    return get_object_or_404(rows.prefetch_related("countersigns__unit"), public_id=public_id)


def master_of(document: Document) -> bytes | None:
    """The master of a paper: the one it was submitted with, or the one in force."""
    return master_bytes(document.master or Master.objects.in_force(document.kind))


def _sent(
    request: HttpRequest, document: Document, content: bytes, ending: str, kind: str
) -> HttpResponse:
    with transaction.atomic():
        record("document.printed", on=document, by=request.user, format=ending)
    name = safe_name(f"{document.title}_{document.public_id}.{ending}")
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def word_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """The Word file, from the master."""
    found = _document(request, public_id)
    if not take("export", request.user):
        return render(request, "429.html", status=429)
    site = request.build_absolute_uri("/")[:-1]
    return _sent(request, found, word(printed(found, site=site), master_of(found)), "docx", WORD)


@require_safe
def pdf_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """The PDF; `?by=typst` asks for the built-in typesetting."""
    found = _document(request, public_id)
    if not take("export", request.user):
        return render(request, "429.html", status=429)
    by = TYPST if request.GET.get("by") == TYPST else ""
    site = request.build_absolute_uri("/")[:-1]
    try:
        made = pdf(printed(found, site=site), master_of(found), by=by)
    except OfficeError:
        messages.warning(
            request, _("LibreOffice 这次没有转换成功，可以改用内置排版的 PDF，或下载 Word。")
        )
        return redirect(found)
    return _sent(request, found, made, "pdf", "application/pdf")
