"""Numbers of a period: alerts. 预警的期间数字。"""

from datetime import date
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qinglian.web.alerts.counted import KINDS
from qinglian.web.alerts.models import Alert
from qinglian.web.alerts.states import Fact, Level
from qinglian.web.core.periods import counts, period_address
from qinglian.web.core.reporting import Figure
from qinglian.web.core.wording import noted
from qinglian.web.units.scope import reach

GROUP, PIECES, SHARE = _("预警"), _("件"), "%"
RIGHT = (f"fact_{Fact.TRUE}", f"fact_{Fact.PARTLY}")
LABELS = {
    **{f"pushed_{one.value}": (_("推送预警"), one.label) for one in Level},
    **{f"fact_{one.value}": (_("作出核查结论"), one.label) for one in Fact},
}
"""Parts of a number bear its name too: 推送预警（红）."""


def figures(user: Any, begins: date, ends: date) -> list[Figure]:
    """As far as this person sees; confidential checks and what was handed over are in none of them."""
    if not reach(user, Alert.OBJECT):
        return []
    rows, address = Alert.objects.visible_to(user), reverse("alerts:alerts")
    number = counts(rows, KINDS, begins, ends)
    found = [
        Figure(
            f"alerts.{what}", GROUP, noted(*LABELS[what]) if what in LABELS else label, number[what], PIECES,
            period_address(address, what, begins, ends),
        )
        for what, (label, _q) in KINDS.items()
        if what != "settled"
    ]  # fmt: skip
    if number["settled"]:
        share = Decimal(100 * sum(number[one] for one in RIGHT)) / number["settled"]
        url = period_address(address, "settled", begins, ends)
        rounded = share.quantize(Decimal("0.1"))
        found.append(Figure("alerts.precision", GROUP, KINDS["settled"][0], rounded, SHARE, url))
    return found
