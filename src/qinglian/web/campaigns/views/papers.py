"""附件的下载。Papers leave as attachments."""

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from qinglian.web.campaigns.models import Paper
from qinglian.web.core.papers import paper_sent


@require_safe
def paper(request: HttpRequest, public_id: str) -> FileResponse:
    """One paper one may see."""
    rows = Paper.objects.visible_to(request.user).select_related(
        "step__campaign__lead_unit", "step__part__unit"
    )
    found = get_object_or_404(rows, public_id=public_id)
    return paper_sent(found, of=found.step.part or found.step.campaign, by=request.user)
