"""附件的下载。Papers leave as attachments."""

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from qinglian.web.core.papers import paper_sent
from qinglian.web.inspections.models import Paper


@require_safe
def paper(request: HttpRequest, public_id: str) -> FileResponse:
    """One paper of what one may see."""
    rows = Paper.objects.visible_to(request.user).select_related(
        "step__visit__unit", "step__inspection", "answered__visit__unit", "finding__visit__unit",
        "objection__visit__unit",
    )  # fmt: skip
    found = get_object_or_404(rows, public_id=public_id)
    return paper_sent(found, of=found.of, by=request.user)
