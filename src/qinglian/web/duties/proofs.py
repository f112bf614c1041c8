"""Difficulties that were answered and agreed to may show that something was done. 已答复的困难问题。"""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.masking import mask_text
from qinglian.web.core.proofs import Proof, in_one_line, proof_kind
from qinglian.web.duties.models import Difficulty
from qinglian.web.duties.states import Status


def _agreed(user: Any) -> QuerySet[Difficulty]:
    return Difficulty.objects.visible_to(user).filter(status=Status.AGREED, agreed_at__isnull=False)


def _difficulty(one: Difficulty) -> Proof:
    on = timezone.localtime(one.agreed_at).date()
    said = in_one_line(one.title, one.reply, f"{on}确认")
    return Proof(
        "duties.difficulty", one.public_id, mask_text(one.title), on, one.get_absolute_url(),
        mask_text(said),
    )  # fmt: skip


def _part_in(unit: Any) -> Q:
    return Q(unit=unit) | Q(lead_unit=unit)


PROOFS = [
    proof_kind(
        "duties.difficulty", _("已答复的困难问题"), _agreed, "agreed_at", _difficulty, _part_in
    )
]
