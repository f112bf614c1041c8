"""That a talk took place may be shown; whom with and what about stays inside. 谈话。"""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.proofs import Proof, in_one_line, proof_kind
from qinglian.web.evidence.models import Talk
from qinglian.web.evidence.talk_words import WITHOUT_OUTLINE


def _talks(user: Any) -> QuerySet[Talk]:
    own = Talk.objects.visible_to(user).filter(unit=user.unit_id)
    return own.exclude(kind__in=WITHOUT_OUTLINE)


def _talk(one: Talk) -> Proof:
    said = in_one_line(one.get_kind_display(), one.on)
    return Proof("evidence.talk", one.public_id, said, one.on, one.get_absolute_url(), said)


PROOFS = [proof_kind("evidence.talk", _("谈话"), _talks, "on", _talk)]
