"""Consultations that a body answered, and those it asked to their end, may show that something was done. 征求意见。"""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.consultations.models import Asked, Consultation
from qinglian.web.consultations.states import Turn
from qinglian.web.core.masking import mask_text
from qinglian.web.core.proofs import Proof, in_one_line, proof_kind
from qinglian.web.units.scope import reach


def _answered(user: Any) -> QuerySet[Asked]:
    own = reach(user, Consultation.OBJECT).q(Asked.SCOPE)
    rows = Asked.objects.filter(own, status=Turn.ANSWERED, answered_at__isnull=False)
    return rows.select_related("round__consultation")


def _answer(one: Asked) -> Proof:
    on = timezone.localtime(one.answered_at).date()
    asked = one.round.consultation
    said = in_one_line(asked.subject, one.get_stance_display(), one.text, on)
    return Proof(
        "consultations.answered", str(one.pk), mask_text(asked.subject), on,
        asked.get_absolute_url(), mask_text(said),
    )  # fmt: skip


def _ended(user: Any) -> QuerySet[Consultation]:
    own = reach(user, Consultation.OBJECT).q(Consultation.SCOPE)
    return Consultation.objects.filter(own, closed_at__isnull=False).exclude(outcome="")


def _end(one: Consultation) -> Proof:
    on = timezone.localtime(one.closed_at).date()
    said = in_one_line(one.subject, one.get_kind_display(), one.get_outcome_display(), on)
    return Proof(
        "consultations.ended", one.public_id, mask_text(one.subject), on, one.get_absolute_url(),
        mask_text(said),
    )  # fmt: skip


PROOFS = [
    proof_kind(
        "consultations.answered", _("已反馈的征求意见"), _answered, "answered_at", _answer,
        "unit", "pk",
    ),
    proof_kind("consultations.ended", _("办结的征求意见、会签"), _ended, "closed_at", _end, "asker"),
]  # fmt: skip
