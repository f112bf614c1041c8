"""What the system knows already of a body in the fields of a campaign: nothing is asked twice. 系统已有的事项。"""

from dataclasses import dataclass
from typing import Any

from qinglian.web.alerts.models import Alert
from qinglian.web.campaigns.fields import packs_of
from qinglian.web.campaigns.models import Part
from qinglian.web.core.masking import mask_text

MOST = 50


@dataclass(frozen=True, slots=True)
class Known:
    """One matter on record: its key (`alert:YJ-…`), what it is about, where it stands, its page."""

    key: str
    title: str
    stands: str
    url: str


def known_of(part: Part, user: Any) -> list[Known]:
    """Open alerts of the body in the fields of the campaign, as far as this person may see them."""
    packs = packs_of(part.campaign.field_keys)
    rows = Alert.objects.visible_to(user).open().filter(unit=part.unit, pack__in=packs)
    return [
        Known(
            f"alert:{one.public_id}", mask_text(one.heading), one.get_status_display(),
            one.get_absolute_url(),
        )
        for one in rows.order_by("due_on", "pk")[:MOST]
    ]  # fmt: skip
