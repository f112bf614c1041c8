"""
Turns come by themselves: those of the current and the next period. 每期自动生成。

Duties are read by what their days depend on (sending, item, days later), so that each set of days is worked out once,
and what is there already is left out by the database. Nothing comes twice, whoever calls it how often.
"""

from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from qinglian.web.duties.cycles import MONTHS, Period, period_of
from qinglian.web.duties.kinds import Cycle, SendingStatus
from qinglian.web.duties.models import Duty, Item, Sending, Turn
from qinglian.web.duties.preview import first_due, periods_of

BATCH = 2_000


def turns_make(*, sending: Sending | None = None, today: date | None = None) -> int:
    """Those of one sending, or of all that run. Returns how many were made."""
    day = today or timezone.localdate()
    running = Sending.objects.filter(status=SendingStatus.SENT, ends_on__gte=day)
    if sending is not None:
        running = running.filter(pk=sending.pk)
    made = 0
    for one in running:
        made += _of(one, day)
    return made


def _of(sending: Sending, day: date) -> int:
    first, made = first_due(sending), 0
    kinds = Duty.objects.filter(sending=sending, ended_on=None).order_by()
    pairs = list(kinds.values_list("item_id", "later_days").distinct())
    items = Item.objects.in_bulk({item for item, _later in pairs})
    for item_id, later in pairs:
        item = items[item_id]
        for period in near(periods_of(sending, item, later, first), item.cycle, day):
            made += _period(sending, item_id, later, period)
    return made


def near(periods: tuple[Period, ...], cycle: str, day: date) -> list[Period]:
    """Those of the current and the next period; before the first begins, the first one."""
    if cycle == Cycle.ONCE:
        return list(periods)
    last = period_of(cycle, period_of(cycle, day)[1] + timedelta(days=1))[1]
    found = [one for one in periods if one.ends_on >= day and one.begins_on <= last]
    ahead = [one for one in periods if one.begins_on > day]
    return found or ahead[:1] if MONTHS[Cycle(cycle)] else found


def _period(sending: Sending, item: int, later: int, period: Period) -> int:
    there = Turn.objects.filter(duty=OuterRef("pk"), begins_on=period.begins_on)
    rows = Duty.objects.filter(
        ~Exists(there), Q(ended_on=None) | Q(ended_on__gt=period.begins_on), sending=sending,
        item=item, later_days=later,
    )  # fmt: skip
    found = list(rows.order_by().values_list("pk", "unit_id", "giver_unit_id"))
    Turn.objects.bulk_create(
        (
            Turn(
                duty_id=duty, unit_id=unit, giver_unit_id=giver, begins_on=period.begins_on,
                ends_on=period.ends_on, due_on=period.due_on,
            )
            for duty, unit, giver in found
        ),
        BATCH,
        ignore_conflicts=True,
    )  # fmt: skip
    return len(found)
