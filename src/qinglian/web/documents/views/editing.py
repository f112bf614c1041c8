"""Changing a paper, its versions. 修改与版本。"""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.core.pages import form_page, only, posted
from qinglian.web.documents.editing import EditForm
from qinglian.web.documents.forms import DiscardForm
from qinglian.web.documents.models import Document
from qinglian.web.documents.services.drafting import document_edit, document_restore
from qinglian.web.documents.states import Status
from qinglian.web.documents.views.documents import sheet_of


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, public_id: str) -> HttpResponse:
    """Change the words; each change is a version."""
    found = get_object_or_404(Document.objects.writable_by(request.user), public_id=public_id)
    only(found.status == Status.DRAFT or request.method == "POST")

    def done(form: Any) -> Document:
        document_edit(
            document=found, by=request.user, content=form.changed(), why=form.cleaned_data["why"],
            version=form.cleaned_data["version"],
        )  # fmt: skip
        messages.success(request, _("已存为新的一版。"))
        return found

    form = EditForm(posted(request), content=found.content, version=found.version)
    return form_page(
        request, form, _("修改文书"), done=done, back=found.get_absolute_url(), submit=_("存为新的一版"),
        intro=_("方括号里的数字后面是它的出处，改字不要动出处；清空一段即删去。"),
    )  # fmt: skip


@require_safe
def version(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """What an earlier version said."""
    found = get_object_or_404(
        Document.objects.visible_to(request.user).select_related("unit"), public_id=public_id
    )
    said = get_object_or_404(found.versions.select_related("by"), number=number)
    restores = (
        found.status == Status.DRAFT
        and number != found.edition
        and Document.objects.writable_by(request.user).filter(pk=found.pk).exists()
    )
    shown = {"document": found, "version": said, "restores": restores, "unit": found.unit}
    return render(request, "documents/version.html", {**shown, **sheet_of(said.content)})


@require_http_methods(["GET", "POST"])
def restore(request: HttpRequest, public_id: str, number: int) -> HttpResponse:
    """Make an earlier version the newest."""
    found = get_object_or_404(Document.objects.writable_by(request.user), public_id=public_id)
    get_object_or_404(found.versions, number=number)
    only(found.status == Status.DRAFT or request.method == "POST")

    def done(form: Any) -> Document:
        return document_restore(
            document=found, number=number, by=request.user, why=form.cleaned_data["reason"]
        )

    return form_page(
        request, DiscardForm(posted(request)), _("恢复第 %(n)d 版") % {"n": number}, done=done,
        back=found.get_absolute_url(), submit=_("恢复"),
    )  # fmt: skip
