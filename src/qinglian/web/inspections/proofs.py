"""A visit with its feedback may show that somebody looked, and that a body was looked at. 现场督查。"""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.masking import mask_text
from qinglian.web.core.proofs import Proof, in_one_line, proof_kind
from qinglian.web.inspections.models import Visit
from qinglian.web.inspections.states import TOLD


def _visits(user: Any) -> QuerySet[Visit]:
    seen = Visit.objects.visible_to(user).filter(status__in=TOLD, finished_on__isnull=False)
    return seen.select_related("inspection", "unit")


def _visit(one: Visit) -> Proof:
    said = in_one_line(
        one.inspection, one.unit, one.finished_on, one.summary, one.feedback, one.answer
    )
    return Proof(
        "inspections.visit", one.public_id, f"{one.inspection}：{one.unit}", one.finished_on,
        one.get_absolute_url(), mask_text(said),
    )  # fmt: skip


def _part_in(unit: Any) -> Q:
    return Q(unit=unit) | Q(giver_unit=unit)


PROOFS = [
    proof_kind("inspections.visit", _("有反馈的现场督查"), _visits, "finished_on", _visit, _part_in)
]
