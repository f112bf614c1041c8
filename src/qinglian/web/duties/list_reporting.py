"""Numbers of programmes and lists in a period. 方案与清单的期间数字。"""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from qinglian.web.core.periods import counts, period_address
from qinglian.web.core.reporting import Figure
from qinglian.web.duties.list_queries import PROGRAMMES, VERSIONS
from qinglian.web.duties.models import DutyList, Programme
from qinglian.web.units.scope import reach


def list_figures(user: Any, begins: date, ends: date) -> list[Figure]:
    """Programmes issued; lists issued, and those of them that are a new version."""
    if not reach(user, Programme.OBJECT):
        return []
    found: list[Figure] = []
    for rows, kinds, page in (
        (Programme.objects.visible_to(user), PROGRAMMES, "duties:programmes"),
        (DutyList.objects.visible_to(user), VERSIONS, "duties:lists"),
    ):
        numbers = counts(rows, kinds, begins, ends)
        found += [
            Figure(
                f"duties.{what}", _("责任清单"), label, numbers[what], _("份"),
                period_address(reverse(page), what, begins, ends),
            )
            for what, (label, _condition) in kinds.items()
        ]  # fmt: skip
    return found
