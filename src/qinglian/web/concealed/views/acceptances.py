"""One acceptance before covering. 隐蔽工程验收页。"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from qinglian.web.concealed.models import Acceptance
from qinglian.web.units.scope import reach


@require_safe
def acceptance(request: HttpRequest, public_id: str) -> HttpResponse:
    """Where it stands and what it opens for measurement."""
    rows = Acceptance.objects.visible_to(request.user).select_related("section__project", "part")
    found = get_object_or_404(rows, public_id=public_id)
    shown = {
        "acceptance": found,
        "covers": found.covers.select_related("row__item"),
        "reasons": reach(request.user, "works").reasons(found),
    }
    return render(request, "concealed/acceptance.html", shown)
