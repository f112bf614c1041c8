"""
The price of a line: three computations, one used, all kept. 变更单价的三种算法。

Source: works.md 3: ① the applicable item of the bill; ② a similar one by analogy; ③ 预算定额编制 × (1 − 中标下浮率).
"""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import F, Sum
from django.utils.translation import gettext as _

from qinglian.web.bills.models import BillItem
from qinglian.web.core.moves import NotAllowed
from qinglian.web.variations.states import Rule
from qinglian.web.works.models import Section


def discount(section: Section) -> Decimal | None:
    """中标下浮率: 1 − contract price / control price over the items that have both."""
    rows = BillItem.objects.filter(
        section=section, bill__status="in_force", ceiling_fen__gt=0, quantity__gt=0
    )
    sums = rows.aggregate(
        bid=Sum(F("quantity") * F("price_fen")), most=Sum(F("quantity") * F("ceiling_fen"))
    )
    if not sums["most"]:
        return None
    return (1 - Decimal(sums["bid"]) / Decimal(sums["most"])).quantize(Decimal("0.0001"))


def computed(
    section: Section, *, item: BillItem | None, similar: BillItem | None, factor: Decimal | None,
    quota_fen: int | None, rate: Decimal | None,
) -> dict[str, Any]:  # fmt: skip
    """All three, as far as they can be reckoned; None where there is nothing to reckon with."""
    found = discount(section) if rate is None else rate
    analogy = None
    if similar is not None:
        analogy = _fen(similar.price_fen * (factor or Decimal(1)))
    quota = None if quota_fen is None or found is None else _fen(quota_fen * (1 - found))
    return {
        "applicable": item.price_fen if item else None,
        "similar": analogy, "similar_code": similar.code if similar else "",
        "factor": str(factor) if factor is not None else "",
        "quota": quota, "quota_fen": quota_fen, "rate": str(found) if found is not None else "",
    }  # fmt: skip


def chosen(said: dict[str, Any]) -> tuple[str, int]:
    """The first rule in their order that gives a price."""
    for rule in (Rule.APPLICABLE, Rule.SIMILAR, Rule.QUOTA):
        if said[rule] is not None:
            return rule, said[rule]
    raise NotAllowed(_("没有适用子目的，请选类似子目，或填定额编制的单价和下浮率。"))


def _fen(exact: Any) -> int:
    return int(Decimal(exact).quantize(Decimal(1), ROUND_HALF_UP))
