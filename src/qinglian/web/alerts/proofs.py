"""Alerts that are struck off may show that something was done. 已销号的预警。

Never one that is checked in confidence; what is transferred is gone from here (`receivers`).
"""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from qinglian.web.alerts.models import Alert
from qinglian.web.alerts.states import Status
from qinglian.web.core.masking import mask_text
from qinglian.web.core.proofs import Proof, in_one_line, proof_kind

CODE = "alerts.closed"


def _closed(user: Any) -> QuerySet[Alert]:
    seen = Alert.objects.visible_to(user)
    return seen.filter(status=Status.CLOSED, secret=False, closed_at__isnull=False)


def _told(one: Alert) -> Proof:
    on = timezone.localtime(one.closed_at).date()
    said = in_one_line(
        one.title, one.get_fact_display(), one.get_cause_display(),
        "、".join(map(str, one.handling_names)), f"{on}销号",
    )  # fmt: skip
    return Proof(
        CODE, one.public_id, mask_text(one.title), on, one.get_absolute_url(), mask_text(said)
    )


PROOFS = [proof_kind(CODE, _("已销号的预警"), _closed, "closed_at", _told)]
