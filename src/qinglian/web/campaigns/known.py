"""What the system knows already of a body in the fields of a campaign: nothing is asked twice. 系统已有的事项。"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from qinglian.web.alerts.models import Alert
from qinglian.web.campaigns.fields import packs_of
from qinglian.web.campaigns.models import Part
from qinglian.web.core.masking import mask_text
from qinglian.web.rectification.models import Problem
from qinglian.web.rectification.states import Origin

MOST = 50


@dataclass(frozen=True, slots=True)
class Known:
    """One matter on record: its key (`alert:YJ-…`), what it is about, where it stands, its page."""

    key: str
    title: str
    stands: str
    url: str


def known_of(part: Part, user: Any) -> list[Known]:
    """
    Open alerts of the body in the fields of the campaign and its open problems, as far as this person may see them.
    Problems that came from alerts have the field of the alert; of the others no field is known, and they are all shown.
    """
    packs = packs_of(part.campaign.field_keys)
    alerts = Alert.objects.visible_to(user).filter(unit=part.unit, pack__in=packs)
    problems = (
        Problem.objects.visible_to(user)
        .open()
        .filter(unit=part.unit)
        .exclude(origin_id=part.campaign.public_id)
        .filter(~Q(origin=Origin.ALERT) | Q(origin_id__in=alerts.values("public_id")))
    )
    return [
        Known(f"alert:{one}", mask_text(one.heading), one.get_status_display(), one.get_absolute_url())
        for one in alerts.open().order_by("due_on", "pk")[:MOST]
    ] + [
        Known(
            f"problem:{one.public_id}", mask_text(one.title), one.get_status_display(),
            one.get_absolute_url(),
        )
        for one in problems.order_by("due_on", "pk")[:MOST]
    ]  # fmt: skip
