"""What the calendar shows: evidence put in at the end of a period, self-checks that find nothing. 期末集中、零问题。"""

from collections import defaultdict
from datetime import date, timedelta
from statistics import median

from django.db import transaction
from django.utils import timezone

from qinglian.web.core.workdays import working_days_between
from qinglian.web.evidence.concern_states import Sort
from qinglian.web.evidence.models import Use
from qinglian.web.evidence.services.comparing import bounds, noticed
from qinglian.web.evidence.states import Status
from qinglian.web.evidence.unfound import all_unfound
from qinglian.web.units.models import Unit

FEWEST = 5
"""Uses of a unit in a period below which a share says nothing."""
PEERS = 3
"""Other units that one needs to say what is usual."""
AWAY = 0.2
"""How far from the usual of the others: where all put it in late, the dates were wrong, not the units."""
BACK = 190
"""Days that are looked back: two quarters and a little."""


def late_notice(today: date | None = None) -> int:
    """期末集中补材料, per unit and quarter, with what the others of the same giver do; returns how many stand out."""
    today = today or timezone.localdate()
    since = today - timedelta(days=BACK)
    rows = Use.objects.filter(due_on__gte=since, due_on__lt=today, confirmed_at__isnull=False)
    rows = rows.exclude(status=Status.WITHDRAWN)
    last = bounds().last_days
    late: dict[tuple[int | None, str], dict[int, list[bool]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for unit, giver, due, at in rows.values_list("unit", "giver_unit", "due_on", "confirmed_at"):
        day = timezone.localtime(at).date()
        quarter = f"{due.year}Q{(due.month + 2) // 3}"
        left = working_days_between(day, due) if day <= due else 0
        late[giver, quarter][unit].append(left < last)
    return sum(_standing_out(giver, quarter, by_unit) for (giver, quarter), by_unit in late.items())


@transaction.atomic
def _standing_out(giver: int | None, quarter: str, by_unit: dict[int, list[bool]]) -> int:
    shares = {unit: sum(said) / len(said) for unit, said in by_unit.items() if len(said) >= FEWEST}
    number = 0
    for unit, share in shares.items():
        others = [one for other, one in shares.items() if other != unit]
        if len(others) < PEERS or share * 100 < bounds().last_share:
            continue
        usual = median(others)
        if share - usual < AWAY:
            continue
        number += 1
        noticed(
            f"late:{unit}:{giver or ''}:{quarter}", kind=Sort.LATE, title=quarter,
            unit=Unit.objects.get(pk=unit), giver_unit_id=giver,
            data={"share": round(share * 100), "usual": round(usual * 100), "quarter": quarter},
        )  # fmt: skip
    return number


@transaction.atomic
def nothing_notice() -> int:
    """自查均未发现问题, as the apps say it; returns how many there are."""
    rows = list(all_unfound())
    for one in rows:
        noticed(
            f"nothing:{one.key}", kind=Sort.NOTHING, title=one.title[:200], url=one.url, unit=one.unit,
            giver_unit=one.giver_unit, data=one.data,
        )  # fmt: skip
    return len(rows)
