"""Problems that are struck off, and rules that were made, may show that something was done. 已销号的问题、建章立制。"""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.masking import mask_text
from qinglian.web.core.proofs import Proof, in_one_line, proof_kind
from qinglian.web.rectification.models import Problem, SystemFix
from qinglian.web.rectification.states import Status


def _struck(user: Any) -> QuerySet[Problem]:
    return Problem.objects.visible_to(user).filter(status=Status.STRUCK, struck_at__isnull=False)


def _problem(one: Problem) -> Proof:
    on = timezone.localtime(one.struck_at).date()
    said = in_one_line(one.title, one.outcome, f"{on}销号")
    return Proof(
        "rectification.struck", one.public_id, mask_text(one.title), on, one.get_absolute_url(),
        mask_text(said),
    )  # fmt: skip


def _fixes(user: Any) -> QuerySet[SystemFix]:
    """Those of problems one sees; a problem that was taken back made no rule."""
    seen = Problem.objects.visible_to(user).exclude(status=Status.WITHDRAWN)
    return SystemFix.objects.filter(problem__in=seen).select_related("problem__unit")


def _fix(one: SystemFix) -> Proof:
    said = in_one_line(one.title, one.doc_no, f"{one.effective_on}起施行")
    return Proof(
        "rectification.fix", str(one.pk), f"{one.title}（{one.doc_no}）", one.effective_on,
        one.problem.get_absolute_url(), said,
    )  # fmt: skip


PROOFS = [
    proof_kind("rectification.struck", _("已销号的问题"), _struck, "struck_at", _problem),
    proof_kind(
        "rectification.fix", _("建章立制"), _fixes, "effective_on", _fix, "problem__unit", "pk"
    ),
]
