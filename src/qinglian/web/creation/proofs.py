"""What of creation may show that something was done: visits to places, namings that hold. 可作材料的记录。"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.masking import mask_text
from qinglian.web.core.proofs import Proof, ProofKind
from qinglian.web.creation.models import Naming, Point, PointVisit
from qinglian.web.creation.states import NamingStatus


def _visits(user: Any) -> QuerySet[PointVisit]:
    seen = Point.objects.visible_to(user).values("pk")
    return PointVisit.objects.filter(point__in=seen).select_related("point")


def _visit(one: PointVisit) -> Proof:
    said = f"{one.on} {one.visitor}走访{one.point}：{one.seen} 结果：{one.came}".replace("\n", " ")
    title = f"{one.visitor}走访{one.point}"
    url = f"{one.point.get_absolute_url()}#{one.public_id}"
    return Proof("creation.visit", one.public_id, mask_text(title), one.on, url, mask_text(said))


def _visited(user: Any, unit: Any, begins: date, ends: date) -> Iterator[Proof]:
    """Of who went and of where they went: both did it."""
    part = Q(visitor_unit=unit) | Q(point__unit=unit)
    rows = _visits(user).filter(part, on__range=(begins, ends))
    return map(_visit, rows.order_by("-on", "-pk"))


def _one_visit(user: Any, number: str) -> Proof | None:
    found = _visits(user).filter(public_id=number).first()
    return _visit(found) if found else None


def _namings(user: Any) -> QuerySet[Naming]:
    rows = Naming.objects.visible_to(user).filter(status=NamingStatus.NAMED)
    return rows.select_related("unit", "standard")


def _naming(one: Naming) -> Proof:
    said = f"{one.subject}按{one.standard.title}命名为{one.get_tier_display()}（{one.decision}，{one.named_on}）"
    return Proof("creation.naming", one.public_id, said, one.named_on, one.get_absolute_url(), said)


def _named(user: Any, unit: Any, begins: date, ends: date) -> Iterator[Proof]:
    rows = _namings(user).filter(unit=unit, named_on__range=(begins, ends))
    return map(_naming, rows.order_by("-named_on", "-pk"))


def _one_naming(user: Any, number: str) -> Proof | None:
    found = _namings(user).filter(public_id=number).first()
    return _naming(found) if found else None


PROOFS = [
    ProofKind("creation.visit", _("联系点、示范点走访"), _visited, _one_visit),
    ProofKind("creation.naming", _("清廉单元命名"), _named, _one_naming),
]
