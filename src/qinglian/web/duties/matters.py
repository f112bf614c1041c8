"""Programmes and lists under the columns of a matter: what was deployed. 方案、清单归入五栏。"""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qinglian.web.duties.models import DutyList, Programme
from qinglian.web.tasks.matrix import Kind, Shown
from qinglian.web.tasks.models import Column

PROGRAMME, LIST = pgettext_lazy("list", "方案"), pgettext_lazy("list", "清单")


def _programmes(user: Any, numbers: Iterable[str]) -> dict[str, Shown]:
    rows = Programme.objects.visible_to(user).filter(public_id__in=list(numbers))
    return {
        one.public_id: Shown(PROGRAMME, one.title, one.get_absolute_url(), one.issued_on)
        for one in rows
    }


def _lists(user: Any, numbers: Iterable[str]) -> dict[str, Shown]:
    rows = DutyList.objects.visible_to(user).filter(public_id__in=list(numbers))
    found = {}
    for one in rows:
        version = one.issued_on() or one.newest
        issued = bool(version and version.issued_at)
        on = timezone.localdate(version.issued_at) if version and version.issued_at else None
        state = version.get_status_display() if version else _("起草中")
        found[one.public_id] = Shown(
            LIST,
            one.title,
            one.get_absolute_url(),
            on,
            state,
            "done" if issued else "",
            done=issued,
        )
    return found


KINDS = [
    Kind("duties.programme", PROGRAMME, frozenset({Column.DEPLOYED}), _programmes),
    Kind("duties.dutylist", LIST, frozenset({Column.DEPLOYED}), _lists),
]
