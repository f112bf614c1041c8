"""What leaders and supervisors read across alerts, always within what they may see. 跨预警的统计。"""

from collections import defaultdict
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.db.models.functions import TruncMonth
from django.utils import timezone

from qinglian.web.alerts.models import Alert, LookedAt
from qinglian.web.alerts.states import OPEN, Fact
from qinglian.web.core.dated import months_before

MONTHS = 12
SMALL = 5
"""Cells under it are not shown where a body could be recognised from a rate."""


def totals(rows: QuerySet[Alert]) -> dict[str, int]:
    """Open, late, reopened, closed this year: one query."""
    today = timezone.localdate()
    return rows.aggregate(
        open=Count("pk", filter=Q(status__in=OPEN)),
        late=Count("pk", filter=Q(status__in=OPEN, due_on__lt=today, paused_on=None)),
        reopened=Count("pk", filter=Q(reopened__gt=0)),
        closed=Count("pk", filter=Q(status="closed", closed_at__year=today.year)),
        self_found=Count("pk", filter=Q(self_found=True)),
    )


def by_unit(rows: QuerySet[Alert], most: int = 10) -> list[tuple[str, int, dict[str, int]]]:
    """Bodies with the most open alerts: name, key, counts by level."""
    return _top(
        rows.filter(status__in=OPEN)
        .values_list("unit__name", "unit_id", "level")
        .annotate(n=Count("pk")),
        most,
    )


def by_pack(rows: QuerySet[Alert], most: int = 10) -> list[tuple[str, str, dict[str, int]]]:
    """Fields with the most open alerts: pack twice, counts by level."""
    said = rows.filter(status__in=OPEN).values_list("pack", "level").annotate(n=Count("pk"))
    return _top([(pack, pack, level, n) for pack, level, n in said], most)


def _top(said: Any, most: int) -> list[Any]:
    counts: dict[tuple[Any, Any], dict[str, int]] = defaultdict(dict)
    for name, key, level, n in said:
        counts[name, key][level] = counts[name, key].get(level, 0) + n
    ranked = sorted(counts.items(), key=lambda one: (-sum(one[1].values()), str(one[0])))
    return [(name, key, levels) for (name, key), levels in ranked[:most]]


def by_month(rows: QuerySet[Alert]) -> list[tuple[date, dict[str, int], int]]:
    """The last twelve months, this one last: alerts that came by level, and how many were struck off."""
    today = timezone.localdate()
    first = months_before(today.replace(day=1), MONTHS - 1)
    since = timezone.make_aware(datetime.combine(first, time()))
    came: dict[date, dict[str, int]] = defaultdict(dict)
    for month, level, n in (
        rows.filter(opened_at__gte=since)
        .annotate(month=TruncMonth("opened_at"))
        .values_list("month", "level")
        .annotate(n=Count("pk"))
        .order_by()
    ):
        came[timezone.localtime(month).date()][level] = n
    left = {
        timezone.localtime(month).date(): n
        for month, n in rows.filter(closed_at__gte=since)
        .annotate(month=TruncMonth("closed_at"))
        .values_list("month")
        .annotate(n=Count("pk"))
        .order_by()
    }
    return [(month, came.get(month, {}), left.get(month, 0)) for month in last_months()]


def last_months() -> list[date]:
    """The first days of the months that are compared, this month last."""
    first = timezone.localdate().replace(day=1)
    return [months_before(first, back) for back in range(MONTHS - 1, -1, -1)]


def month_choices() -> list[tuple[str, str]]:
    """The same months as a filter of the list, this month first."""
    return [(said := f"{month:%Y-%m}", said) for month in reversed(last_months())]


def month_q(value: str) -> Q:
    """Alerts that came in a month, given as 2026-03."""
    first = date.fromisoformat(f"{value}-01")
    after = months_before(first, -1)
    since, until = (timezone.make_aware(datetime.combine(day, time())) for day in (first, after))
    return Q(opened_at__gte=since, opened_at__lt=until)


def rule_quality(rows: QuerySet[Alert]) -> list[dict[str, Any]]:
    """
    For each rule the conclusions of alerts that hold its signals, by fact and cause. Precision = (true +
    partly) / settled, where settled leaves out what cannot be settled; a permitted exception and a data error
    are columns of their own, in the denominator.
    """
    said = (
        rows.exclude(fact="")
        .values_list("signals__rule_id", "fact", "cause")
        .annotate(n=Count("pk", distinct=True))
        .order_by()
    )
    found: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for rule, fact, cause, n in said:
        if rule:
            found[rule][fact] += n
            found[rule][cause] += n
            found[rule]["all"] += n
    lines = []
    for rule, counts in sorted(found.items()):
        settled = counts["all"] - counts[Fact.UNSETTLED]
        right = counts[Fact.TRUE] + counts[Fact.PARTLY]
        lines.append(
            {
                "rule_id": rule,
                **counts,
                "settled": settled,
                "right": right,
                "interval": wilson(right, settled),
            }
        )
    return lines


def wilson(right: int, settled: int, z: float = 1.959964) -> tuple[float, float, float] | None:
    """Share with its 95 % Wilson interval (Wilson 1927); None where nothing is settled."""
    if settled == 0:
        return None
    share = right / settled
    middle = share + z * z / (2 * settled)
    spread = z * ((share * (1 - share) + z * z / (4 * settled)) / settled) ** 0.5
    whole = 1 + z * z / settled
    return share, max(0.0, (middle - spread) / whole), min(1.0, (middle + spread) / whole)


def bounce(user: Any) -> tuple[int, int]:
    """How many were looked at again, and how many of them did not stand, among what one may see."""
    looked = LookedAt.objects.filter(stands__isnull=False, alert__in=Alert.objects.visible_to(user))
    said = looked.aggregate(all=Count("pk"), fell=Count("pk", filter=Q(stands=False)))
    return said["all"], said["fell"]
