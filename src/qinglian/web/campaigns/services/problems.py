"""
What was found becomes problems of the rectification ledger. 发现的问题转入整改台账。

What a body found itself has the origin 自查 and the body as its finder: that is the mark of 自查自纠, which nobody
counts against it. What a re-check found has the origin 专项整治 and the body that looked. Both name the campaign.
"""

from collections.abc import Iterable
from typing import Any

from django.utils import timezone

from qinglian.web.campaigns.models import Found
from qinglian.web.rectification.services.problems import problem_open
from qinglian.web.rectification.states import Origin


def problems_open(founds: Iterable[Found], *, by: Any) -> None:
    """Open a problem for each, inside the transaction of the act."""
    for found in founds:
        part, campaign = found.part, found.part.campaign
        looked = found.sampled
        text = found.text if not found.mended else f"{found.text}\n{found.mended}"
        problem = problem_open(
            title=found.title, text=text, unit=part.unit, by=by,
            origin=Origin.CAMPAIGN if looked else Origin.SELF_CHECK,
            origin_id=campaign.public_id, origin_label=label(campaign.title, campaign.public_id),
            origin_url=part.get_absolute_url(),
            found_on=looked.looked_on if looked else timezone.localdate(),
            finder_unit=looked.by_unit if looked else part.unit,
            lead_unit=None if campaign.lead_unit_id == part.unit_id else campaign.lead_unit,
        )  # fmt: skip
        found.problem_id = problem.public_id
        found.save(update_fields=["problem_id"])


def label(title: str, public_id: str) -> str:
    """The campaign as the ledger names it; the number is at the end, so that a search for it finds exactly these."""
    return f"{title[:180]} {public_id}"
