"""A brand with its flower, and the album. 品牌与画册。"""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from qinglian.web.core.limits import take
from qinglian.web.creation.album import album as typeset
from qinglian.web.creation.flower import Flower, flower
from qinglian.web.creation.models import Brand, Paper
from qinglian.web.creation.services.brands import may_brand
from qinglian.web.creation.states import BrandStatus
from qinglian.web.creation.views.acting import seen
from qinglian.web.creation.views.pages import shown


def _flower(parent: Brand, user: Any, *, shown_only: bool = False) -> Flower:
    """With the leaves this person sees; on paper only those that are published."""
    rows = Brand.objects.visible_to(user).filter(parent=parent).select_related("unit")
    if shown_only:
        rows = rows.filter(status=BrandStatus.SHOWN)
    return flower(parent, rows)


@require_safe
def brand(request: HttpRequest, public_id: str) -> HttpResponse:
    """What it means, what carries it, how it spread; of a parent the flower."""
    found = seen(request, "brands", public_id)
    drawn = _flower(found, request.user) if found.parent_id is None else None
    pictures = Paper.objects.filter(step__number=found.public_id)
    return shown(
        request, "brand", found, flower=drawn, pictures=pictures, adds=may_brand(request.user)
    )


@require_safe
def album(request: HttpRequest, public_id: str) -> HttpResponse:
    """The album of a parent brand, or of the parent of a leaf, as PDF."""
    found = seen(request, "brands", public_id)
    if not take("export", request.user):
        return render(request, "429.html", status=429)
    pdf = typeset(_flower(found.parent or found, request.user, shown_only=True))
    response = HttpResponse(pdf, content_type="application/pdf")
    name = slugify(found.public_id)
    response["Content-Disposition"] = f'attachment; filename="album-{name}.pdf"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
