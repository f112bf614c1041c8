"""Numbers of a period. 减负数字。"""

from datetime import date
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from qinglian.web.burden.counted import KINDS
from qinglian.web.burden.models import Ask, AskedUnit
from qinglian.web.burden.twice import twice
from qinglian.web.core.periods import counts, period_address
from qinglian.web.core.reporting import Figure
from qinglian.web.units.scope import reach


def figures(user: Any, begins: date, ends: date) -> list[Figure]:
    """Requests, minutes, minutes a body, those above the cap, taken back, asked twice."""
    if not reach(user, Ask.OBJECT):
        return []
    address, group = reverse("burden:asks"), _("减负")
    rows = Ask.objects.visible_to(user)
    number = counts(rows, KINDS, begins, ends)
    asked = AskedUnit.objects.visible_to(user).filter(
        counts=True, ask__on_day__gte=begins, ask__on_day__lte=ends
    )
    minutes = asked.aggregate(n=Sum("minutes"))["n"] or 0
    bodies = asked.values("unit").distinct().count()

    def one(what: str, label: Any, value: int, measure: Any, of: str) -> Figure:
        return Figure(
            f"burden.{what}",
            group,
            label,
            value,
            measure,
            period_address(address, of, begins, ends),
        )

    return [
        one("asked", _("向单位提出的要求"), number["asked"], _("件"), "asked"),
        one("minutes", _("占用单位时间"), minutes, _("分钟"), "asked"),
        one("average", _("平均每个单位占用"), round(minutes / bodies) if bodies else 0, _("分钟"), "asked"),
        one("over", _("超上限的要求"), number["over"], _("件"), "over"),
        one("withdrawn", _("撤回的要求"), number["withdrawn"], _("件"), "withdrawn"),
        Figure(
            "burden.twice", group, _("疑似重复要的"), len(twice(user, begins, ends)), _("对"),
            f"{reverse('burden:twice')}?begins={begins:%Y-%m-%d}&ends={ends:%Y-%m-%d}",
        ),
    ]  # fmt: skip
