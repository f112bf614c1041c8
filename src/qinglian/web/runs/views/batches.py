"""Batches: what came, by whose leave, and whether it ties. 批次页面。"""

import tempfile
from pathlib import Path

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.engine.lake import export_refused
from qinglian.web.core.exports import XLSX
from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.pages import form_page, only, posted
from qinglian.web.runs.forms import ReasonForm
from qinglian.web.runs.lake import lake
from qinglian.web.runs.models import Batch
from qinglian.web.runs.services.batches import batch_destroy
from qinglian.web.runs.words import table_counts
from qinglian.web.units.scope import reach


def _state(batch: Batch) -> str:
    if batch.destroyed_at:
        return _("已销毁")
    if batch.superseded_by_id:
        return _("已被替换")
    register = getattr(batch, "register", None)
    if register and register.expired():
        return _("已过销毁期限")
    return _("在用")


@require_safe
def batches(request: HttpRequest) -> HttpResponse:
    """All batches one may see."""
    only(reach(request.user, "batch"))
    actions = [
        (_("上传记录"), reverse("runs:uploads")),
        (_("数据更正单"), reverse("runs:corrections")),
    ]
    if reach(request.user, "batch", write=True):
        actions.insert(0, (_("上传数据"), reverse("runs:upload_new")))
    return Listing(
        request,
        Batch.objects.visible_to(request.user).select_related("unit", "register"),
        title=_("数据批次"),
        intro=_("一次装载是一个批次：读入 = 收下 + 未收，要么全在，要么全不在。"),
        columns=[
            Column("title", _("数据"), link=True, sort="title"),
            Column("unit", _("归口单位"), sort="unit__name"),
            Column("at", _("装载时间"), sort="at"),
            Column("read", _("读入行"), number=True, sort="read"),
            Column("kept", _("收下行"), number=True),
            Column("refused", _("未收行"), number=True, sort="refused"),
            Column("state", _("状态"), value=_state),
        ],
        search=("title", "public_id", "register__provider"),
        filters=[
            Filter(
                "refused",
                _("未收"),
                [("yes", _("有未收的行")), ("no", _("全部收下"))],
                lambda value: _refused(value),
            )
        ],
        order="-at",
        empty=_("还没有数据。从“上传数据”开始，台账原样上传即可。"),
        actions=actions,
    ).respond()


def _refused(value: str):  # type: ignore[no-untyped-def]
    from django.db.models import Q

    return Q(refused__gt=0) if value == "yes" else Q(refused=0)


@require_safe
def batch(request: HttpRequest, public_id: str) -> HttpResponse:
    """One batch."""
    found = get_object_or_404(Batch.objects.visible_to(request.user), public_id=public_id)
    return render(
        request,
        "runs/batch.html",
        {
            "batch": found,
            "state": _state(found),
            "register": getattr(found, "register", None),
            "tables": table_counts(found.tables),
            "tickets": found.corrections.all(),
            "handovers": found.handovers.select_related("taken_by"),
            "reasons": reach(request.user, "batch").reasons(found),
            "writes": Batch.objects.writable_by(request.user).filter(pk=found.pk).exists(),
        },
    )


@require_safe
def refused(request: HttpRequest, public_id: str) -> HttpResponse:
    """The refused rows as Excel, to be mended and sent again; for those who may load, since they are in clear."""
    found = get_object_or_404(
        Batch.objects.writable_by(request.user),
        public_id=public_id,
        refused__gt=0,
        destroyed_at=None,
    )
    with tempfile.TemporaryDirectory() as name:
        out = Path(name) / "refused.xlsx"
        export_refused([lake().folder(found.lake_id)], out)
        kept = tempfile.TemporaryFile()  # noqa: SIM115
        kept.write(out.read_bytes())
    kept.seek(0)
    return FileResponse(
        kept, as_attachment=True, filename=_("未收的行") + ".xlsx", content_type=XLSX
    )


@require_http_methods(["GET", "POST"])
def destroy(request: HttpRequest, public_id: str) -> HttpResponse:
    """Destroy the rows of a batch."""
    found = get_object_or_404(Batch.objects.writable_by(request.user), public_id=public_id)
    return form_page(
        request,
        ReasonForm(posted(request)),
        _("销毁数据：%(title)s") % {"title": found.title},
        done=lambda form: batch_destroy(
            batch=found, by=request.user, reason=form.cleaned_data["reason"]
        ),
        back=found.get_absolute_url(),
        submit=_("销毁"),
        intro=_("数据行将被删除，不能恢复；登记、清单和以前的疑点保留。"),
    )
