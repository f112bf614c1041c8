"""OC4IDS out and in. OC4IDS 导出与导入。"""

import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from qinglian.web.audit.services import record
from qinglian.web.core.pages import form_page, only, sent
from qinglian.web.core.wording import listed
from qinglian.web.works.models import Section
from qinglian.web.works.oc4ids import package
from qinglian.web.works.place_forms import ImportForm
from qinglian.web.works.services.exchange import not_taken, projects_import, read
from qinglian.web.works.services.projects import registers
from qinglian.web.works.views.pages import _project

MOST_BYTES = 20_000_000


@require_safe
def oc4ids(request: HttpRequest, public_id: str) -> HttpResponse:
    """The project as a package; of its sections those that one sees."""
    project = _project(request, public_id)
    seen = Section.objects.visible_to(request.user).filter(project=project)
    said = package(
        [project], sections=list(seen.select_related("project__owner_unit").prefetch_related("parties__section"))
    )  # fmt: skip
    number = len(said["projects"][0].get("contractingProcesses", ()))
    record("project.exported", on=project, by=request.user, sections=number)
    response = HttpResponse(
        json.dumps(said, ensure_ascii=False, indent=2), content_type="application/json; charset=utf-8"
    )  # fmt: skip
    response["Content-Disposition"] = f'attachment; filename="oc4ids-{project.public_id}.json"'
    return response


@require_http_methods(["GET", "POST"])
def oc4ids_import(request: HttpRequest) -> HttpResponse:
    """Enter projects from a file."""
    only(registers(request.user))

    def done(form: Any) -> Any:
        file = form.cleaned_data["file"]
        said = read(file.read(MOST_BYTES + 1)[:MOST_BYTES])
        made = projects_import(
            package=said, by=request.user, owner_unit=form.cleaned_data["owner_unit"],
            authority_unit=form.cleaned_data["authority_unit"],
        )  # fmt: skip
        messages.success(request, _("已登记 %(n)d 个项目。") % {"n": len(made)})
        left = not_taken(said)
        if left:
            messages.warning(request, _("这些内容没有登记：%(names)s。") % {"names": listed(left)})
        return made[0] if len(made) == 1 else reverse("works:projects")

    return form_page(
        request, ImportForm(*sent(request)), _("导入 OC4IDS"), done=done, back=reverse("works:projects"),
        submit=_("导入"), intro=_("基础设施开放数据标准 0.9。参建人员不随文件来，按合同另行登记。"),
    )  # fmt: skip
