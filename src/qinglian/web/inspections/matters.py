"""Inspections under the columns of a matter: they are what was checked. 督查归入五栏。"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from qinglian.web.inspections.models import Inspection
from qinglian.web.inspections.states import Stage
from qinglian.web.tasks.matrix import Kind, Shown
from qinglian.web.tasks.models import Column

INSPECTION = _("督查")


def _inspections(user: Any, numbers: Iterable[str]) -> dict[str, Shown]:
    rows = Inspection.objects.visible_to(user).filter(public_id__in=list(numbers))
    return {
        one.public_id: Shown(
            INSPECTION, one.title, one.get_absolute_url(), one.begins_on, one.get_status_display(),
            one.status, done=one.status == Stage.CLOSED,
        )
        for one in rows
    }  # fmt: skip


KINDS = [Kind("inspections.inspection", INSPECTION, frozenset({Column.INSPECTED}), _inspections)]
