"""Self-checks that were answered, and notices that were published, may show that something was done. 自查、通报。"""

from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.campaigns.models import Notice, Part
from qinglian.web.campaigns.states import NoticeStatus, PartStatus
from qinglian.web.core.masking import mask_text
from qinglian.web.core.proofs import Proof, in_one_line, proof_kind


def _parts(user: Any) -> QuerySet[Part]:
    seen = Part.objects.visible_to(user)
    answered = seen.filter(status=PartStatus.ANSWERED, answered_at__isnull=False)
    return answered.select_related("campaign", "unit")


def _part(one: Part) -> Proof:
    on = timezone.localtime(one.answered_at).date()
    found = "未发现问题" if one.nothing else "发现问题"
    hows = "；".join(one.answers.values_list("how", flat=True))
    said = in_one_line(one.campaign, one.unit, on, found, hows)
    return Proof(
        "campaigns.self_check", one.public_id, f"{one.campaign}自查", on, one.get_absolute_url(),
        mask_text(said),
    )  # fmt: skip


def _notices(user: Any) -> QuerySet[Notice]:
    seen = Notice.objects.visible_to(user)
    return seen.filter(status=NoticeStatus.PUBLISHED, published_on__isnull=False)


def _notice(one: Notice) -> Proof:
    return Proof(
        "campaigns.notice", one.public_id, one.title, one.published_on, one.get_absolute_url(),
        mask_text(in_one_line(one.title, one.published_on, one.text)),
    )  # fmt: skip


def _leads(unit: Any) -> Q:
    return Q(campaign__lead_unit=unit) | Q(campaign__urging_unit=unit)


PROOFS = [
    proof_kind("campaigns.self_check", _("专项整治自查"), _parts, "answered_at", _part),
    proof_kind("campaigns.notice", _("公开通报"), _notices, "published_on", _notice, _leads),
]
