"""Uploads: received, recognised, shown, loaded. 上传页面。"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from openpyxl import Workbook

from qinglian.model.spreadsheet import text_cell
from qinglian.web.core.exports import XLSX
from qinglian.web.core.listing import Column, Filter, Listing
from qinglian.web.core.pages import form_page, only, posted, sent
from qinglian.web.core.wording import listed
from qinglian.web.runs.forms import ReasonForm, RegisterForm, UploadForm
from qinglian.web.runs.models import Upload
from qinglian.web.runs.services.batches import NAMED
from qinglian.web.runs.services.loading import upload_load, upload_receive, upload_withdraw
from qinglian.web.runs.words import said, table_counts, told
from qinglian.web.units.scope import reach


def _files(row: Upload) -> str:
    told = listed(one["name"] for one in row.files[:NAMED])
    more = len(row.files) - NAMED
    return told if more <= 0 else f"{told} +{more}"


@require_safe
def uploads(request: HttpRequest) -> HttpResponse:
    """All uploads one may see."""
    only(reach(request.user, "batch"))
    writes = bool(reach(request.user, "batch", write=True))
    return Listing(
        request,
        Upload.objects.visible_to(request.user).select_related("unit", "by"),
        title=_("上传记录"),
        columns=[
            Column("public_id", _("编号"), link=True),
            Column("files", _("文件"), value=_files),
            Column("unit", _("归口单位"), sort="unit__name"),
            Column("by", _("上传人"), sort="by__name"),
            Column("at", _("上传时间"), sort="at"),
            Column("status", _("状态"), badge=True, sort="status"),
        ],
        search=("public_id",),
        filters=[Filter("status", _("状态"), Upload.Status.choices)],
        order="-at",
        empty=_("还没有上传过数据。"),
        actions=[(_("上传数据"), reverse("runs:upload_new"))] if writes else [],
    ).respond()


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Bring files."""
    only(reach(request.user, "batch", write=True))
    form = UploadForm(*sent(request), user=request.user)
    return form_page(
        request,
        form,
        _("上传数据"),
        done=lambda form: upload_receive(
            files=form.cleaned_data["files"],
            unit=form.cleaned_data["unit"],
            mapping=form.cleaned_data["mapping"],
            by=request.user,
            asked=form.cleaned_data.get("internal", False),
        ),
        back=reverse("runs:batches"),
        submit=_("上传并识别"),
        intro=_("先识别给您看，确认后才装载。严禁上传涉密文件。"),
    )


@require_safe
def upload(request: HttpRequest, public_id: str) -> HttpResponse:
    """One upload; asks again by itself while the worker reads."""
    found = get_object_or_404(Upload.objects.visible_to(request.user), public_id=public_id)
    files = [
        {
            **one,
            "tables": table_counts(one["tables"]),
            "notes": [said(text) for text in one["notes"]],
            "rows": [
                {**row, "reason": said({"zh": row["reason_zh"], "en": row["reason_en"]})}
                for row in one["rows"]
            ],
        }
        for one in found.preview.get("files", ())
    ]
    context = {
        "upload": found,
        "trouble": told(found, "trouble"),
        "files": files,
        "busy": found.status in (Upload.Status.READING, Upload.Status.LOADING),
        "batch": getattr(found, "batch", None),
        "writes": Upload.objects.writable_by(request.user).filter(pk=found.pk).exists(),
        "reasons": reach(request.user, "batch").reasons(found),
    }
    part = request.htmx and request.htmx.target == "upload"
    return render(request, "runs/upload_state.html" if part else "runs/upload.html", context)


@require_http_methods(["GET", "POST"])
def load(request: HttpRequest, public_id: str) -> HttpResponse:
    """Register the use, give the provider's totals, load."""
    found = get_object_or_404(
        Upload.objects.writable_by(request.user),
        public_id=public_id,
        status=Upload.Status.UNDERSTOOD,
    )
    seen: dict[str, int] = {}
    for one in found.preview.get("files", ()):
        for name, rows in one["tables"].items():
            seen[name] = seen.get(name, 0) + rows
    form = RegisterForm(posted(request), user=request.user, found=seen)
    return form_page(
        request,
        form,
        _("数据使用登记与交接"),
        done=lambda form: upload_load(
            upload=found,
            by=request.user,
            register=form.register(),
            control=form.control(),
            supersedes=form.cleaned_data["supersedes"],
        ),
        back=found.get_absolute_url(),
        submit=_("确认装载"),
        intro=_("谁提供、凭什么、做什么用、用到哪天。提供方给了条数或合计就填上，装载时逐项核对。"),
    )


@require_safe
def refused(request: HttpRequest, public_id: str) -> HttpResponse:
    """The refused rows of the preview as Excel."""
    found = get_object_or_404(Upload.objects.writable_by(request.user), public_id=public_id)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("未收的行"))
    sheet.append([_("文件"), _("工作表"), _("行号"), _("栏"), _("原值"), _("未收原因")])
    for one in found.preview.get("files", ()):
        for row in one["rows"]:
            reason = said({"zh": row["reason_zh"], "en": row["reason_en"]})
            cells = (one["name"], row["sheet"], row["row"], row["column"], row["value"], reason)
            sheet.append(
                [text_cell(sheet, value) if isinstance(value, str) else value for value in cells]
            )
    response = HttpResponse(content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="refused.xlsx"'
    book.save(response)
    return response


@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Take it back."""
    found = get_object_or_404(Upload.objects.writable_by(request.user), public_id=public_id)
    return form_page(
        request,
        ReasonForm(posted(request)),
        _("撤回上传"),
        done=lambda form: upload_withdraw(
            upload=found, by=request.user, reason=form.cleaned_data["reason"]
        ),
        back=found.get_absolute_url(),
        submit=_("撤回"),
        intro=_("文件会从服务器删除，没有任何内容进入数据。"),
    )
