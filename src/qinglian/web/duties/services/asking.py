"""What a sending asks of bodies stands in the burden ledger, month by month. 下发记入减负台账。"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from qinglian.web.burden.preview import Over, preview
from qinglian.web.burden.services.asking import ask, withdraw
from qinglian.web.duties.models import Sending
from qinglian.web.duties.preview import Preview

KIND = "item"


@dataclass(frozen=True, slots=True)
class Share:
    """What a sending asks in one month: a matter of its own in the ledger, so that each month counts in its place."""

    sending: Sending
    month: date

    @property
    def _meta(self) -> Any:
        return self.sending._meta

    @property
    def public_id(self) -> str:
        """As `XF-7KQ3M-0A2BC.202607`."""
        return f"{self.sending.public_id}.{self.month:%Y%m}"

    def get_absolute_url(self) -> str:
        """The page of the sending."""
        return self.sending.get_absolute_url()


def by_month(plan: Preview) -> dict[date, dict[int, int]]:
    """Minutes by month and body, as the ledger takes them."""
    found: dict[date, dict[int, int]] = defaultdict(dict)
    for load in plan.reached:
        for (year, month), minutes in load.months.items():
            found[date(year, month, 1)][load.unit.pk] = minutes
    return dict(sorted(found.items()))


def over_months(plan: Preview) -> list[tuple[date, list[Over]]]:
    """Months in which bodies would be above their monthly cap, and which."""
    found = [(month, preview(minutes, month).over) for month, minutes in by_month(plan).items()]
    return [(month, over) for month, over in found if over]


def asked(sending: Sending, plan: Preview, *, by: Any) -> None:
    """The rows of the ledger; who approved the sending approves what goes above a cap, by name."""
    for month, minutes in by_month(plan).items():
        ask(
            kind=KIND, on=Share(sending, month), title=str(sending.of.of),
            giver_unit=sending.giver_unit, minutes=minutes,
            on_day=max(month, timezone.localdate()), by=sending.made_by,
            plan_number=sending.plan_number, approved_by=by, confirmed=True,
        )  # fmt: skip


def asked_no_more(sending: Sending, *, by: Any, reason: str) -> None:
    """What is still to come counts no longer; months that have passed have cost what they cost."""
    first = timezone.localdate().replace(day=1)
    months = sending.ends_on.year * 12 + sending.ends_on.month - first.year * 12 - first.month
    for ahead in range(max(0, months + 1)):
        place = first.month - 1 + ahead
        month = date(first.year + place // 12, place % 12 + 1, 1)
        withdraw(by=by, reason=reason, on=Share(sending, month))
