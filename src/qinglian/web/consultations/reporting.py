"""Numbers of a period: consultations. 会签、征求意见的期间数字。"""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qinglian.web.consultations.counted import KINDS, POINTS
from qinglian.web.consultations.models import Consultation, Point
from qinglian.web.core.periods import counts, period_address
from qinglian.web.core.reporting import Figure
from qinglian.web.units.scope import reach

GROUP = _("会签与征求意见")
MEASURES = {"said": _("条"), "silent": _("家")}


def figures(user: Any, begins: date, ends: date) -> list[Figure]:
    """As far as this person sees."""
    if not reach(user, Consultation.OBJECT):
        return []
    found = []
    for rows, kinds, address in (
        (Consultation.objects.visible_to(user), KINDS, reverse("consultations:consultations")),
        (Point.objects.visible_to(user), POINTS, reverse("consultations:opinions")),
    ):
        number = counts(rows, kinds, begins, ends)
        measure = _("件") if kinds is KINDS else MEASURES["said"]
        found += [
            Figure(
                f"consultations.{what}", GROUP, label, number[what],
                MEASURES.get(what, measure), period_address(address, what, begins, ends),
            )
            for what, (label, _condition) in kinds.items()
        ]  # fmt: skip
    return found
