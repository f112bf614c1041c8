"""What variations draw on the strip map."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from qinglian.web.variations.models import Change
from qinglian.web.works.models import Section
from qinglian.web.works.strips import Mark


def marks(
    project: Any, alignment: Any, since: date | None, until: date | None, user: Any
) -> Iterator[Mark]:
    """Lines with a stretch of their own, and rows that orders changed."""
    own = Q(alignment=alignment, start__isnull=False) | Q(
        row__alignment=alignment, row__start__isnull=False
    )
    seen = Section.objects.visible_to(user).filter(project=project)
    lines = Change.objects.filter(own, variation__section__in=seen).exclude(
        variation__status="refused"
    )
    for one in lines.select_related("variation", "row", "item"):
        on = one.variation.ordered_on
        if (since and on and on < since) or (until and on and on > until):
            continue
        at = one if one.alignment_id else one.row
        yield Mark(
            str(_("变更")), at.start, at.end, at.lane, at.layer,
            "ordered" if one.variation.number else "pending",
            f"{one.variation.number or one.variation.get_status_display()} {one.what}",
            one.variation.get_absolute_url(), on,
        )  # fmt: skip
