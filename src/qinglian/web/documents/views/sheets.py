"""签字件的页面。Pages of signed sheets."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.core.pages import form_page, only, posted, sent
from qinglian.web.core.papers import paper_sent
from qinglian.web.documents.forms import DiscardForm, MatchForm, SheetsForm
from qinglian.web.documents.models import Document, Sheet
from qinglian.web.documents.reading import can_read
from qinglian.web.documents.services.rules import opens
from qinglian.web.documents.services.sheets import sheet_discard, sheet_match, sheets_receive
from qinglian.web.units.scope import reach

RECENT = 30


@require_safe
def sheets(request: HttpRequest) -> HttpResponse:
    """Those that wait for a person, and what was filed lately."""
    only(opens(request.user))
    filed = Sheet.objects.visible_to(request.user).filter(document__isnull=False)
    shown = {
        "waiting": Sheet.objects.waiting_for(request.user).select_related("by", "unit"),
        "filed": filed.select_related("document", "by")[:RECENT],
        "writes": bool(reach(request.user, Document.OBJECT, write=True)) and request.user.unit_id,
        "reads": can_read,
    }
    return render(request, "documents/sheets.html", shown)


@require_http_methods(["GET", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Several at once: each goes where its code says."""
    only(reach(request.user, Document.OBJECT, write=True) and request.user.unit_id)

    def done(form: Any) -> Any:
        with form.filed(request.user) as stored:
            made = sheets_receive(stored=stored, by=request.user)
        found = [one for one in made if one.document_id]
        messages.success(
            request,
            ngettext("收到 %(n)d 份，对上 %(m)d 份。", "收到 %(n)d 份，对上 %(m)d 份。", len(made))
            % {"n": len(made), "m": len(found)},
        )
        papers = {one.document_id: one.document for one in found}
        return papers.popitem()[1] if len(papers) == 1 and len(found) == len(made) else back

    back = reverse("documents:sheets")
    return form_page(
        request, SheetsForm(*sent(request)), _("上传签字件"), done=done, back=back, submit=_("上传"),
        intro="" if can_read else _("本服务器没有安装二维码识别，图片要由人核对编码；PDF 的文字仍会自动读。"),
    )  # fmt: skip


@require_safe
def sheet(request: HttpRequest, public_id: str) -> FileResponse:
    """One file, as an attachment."""
    rows = Sheet.objects.visible_to(request.user).select_related("document__unit", "unit")
    found = get_object_or_404(rows, public_id=public_id)
    return paper_sent(found, of=found.of, by=request.user)


def _waiting(request: HttpRequest, public_id: str) -> Sheet:
    return get_object_or_404(Sheet.objects.waiting_for(request.user), public_id=public_id)


@require_http_methods(["GET", "POST"])
def match(request: HttpRequest, public_id: str) -> HttpResponse:
    """Say which paper it is of."""
    found = _waiting(request, public_id)

    def done(form: Any) -> Document:
        made = sheet_match(sheet=found, by=request.user, code=form.cleaned_data["code"])
        messages.success(request, _("已归到这份文书。"))
        return made.document

    return form_page(
        request, MatchForm(posted(request)), _("核对编码"), done=done, back=reverse("documents:sheets"),
        submit=_("归档"), template="documents/match.html", sheet=found,
    )  # fmt: skip


@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, public_id: str) -> HttpResponse:
    """It is no signed sheet."""
    found = _waiting(request, public_id)

    def done(form: Any) -> str:
        sheet_discard(sheet=found, by=request.user, reason=form.cleaned_data["reason"])
        return reverse("documents:sheets")

    return form_page(
        request, DiscardForm(posted(request)), _("删去签字件"), done=done,
        back=reverse("documents:sheets"), submit=_("删去"), template="documents/match.html",
        sheet=found,
    )  # fmt: skip
