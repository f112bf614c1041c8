"""What concealed work draws on the strip map."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from qinglian.web.concealed.models import Acceptance
from qinglian.web.core.periods import within
from qinglian.web.works.models import Alignment, Project
from qinglian.web.works.strips import Mark

MOST = 20_000


def marks(
    project: Project, alignment: Alignment, since: date | None, until: date | None, user: Any
) -> Iterator[Mark]:
    """Each acceptance where it lies, in the colour of its way; of the days asked for."""
    days = within("at", since or date.min.replace(year=2000), until or date.max.replace(year=2999))
    rows = Acceptance.objects.visible_to(user).filter(
        days & Q(alignment=alignment, section__project=project, start__isnull=False)
    )
    for row in rows.select_related("part").order_by("start", "pk")[:MOST]:
        yield Mark(
            _("隐蔽验收"), row.start, row.end, row.lane, row.layer, row.way or row.status,
            f"{row} {row.get_status_display()}", row.get_absolute_url(), timezone.localdate(row.at),
        )  # fmt: skip
