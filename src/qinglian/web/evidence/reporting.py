"""How many talks there were; never how much evidence. 谈话次数；材料的份数不是数字。"""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.periods import Counted, counts, period_address
from qinglian.web.core.reporting import Figure
from qinglian.web.evidence.models import Talk, Use
from qinglian.web.evidence.talk_words import WITHOUT_OUTLINE
from qinglian.web.units.scope import reach

KINDS: dict[str, Counted] = {
    "held": (_("谈心谈话、廉政谈话"), lambda begins, ends: Q(on__gte=begins, on__lte=ends))
}


def counted_talks(user: Any) -> QuerySet[Talk]:
    """Talks of bodies one looks after, as a date each: no names, no topics, no words; none of those kept elsewhere."""
    inside = reach(user, Use.OBJECT).q({"unit": "unit"})
    return Talk.objects.filter(inside).exclude(kind__in=WITHOUT_OUTLINE)


def figures(user: Any, begins: date, ends: date) -> list[Figure]:
    """As far as this person sees."""
    if not reach(user, Use.OBJECT):
        return []
    number = counts(counted_talks(user), KINDS, begins, ends)
    address = reverse("evidence:talk_counts")
    return [
        Figure(
            f"evidence.talks.{what}", _("谈话"), label, number[what], _("次"),
            period_address(address, what, begins, ends),
        )
        for what, (label, _condition) in KINDS.items()
    ]  # fmt: skip
