"""Reminders of turns: T−5, on the day, late, and then whoever leads the body. 责任事项的催办。"""

from datetime import timedelta
from typing import Any

from django.db.models import F, QuerySet
from django.utils import timezone

from qinglian.web.clocks.models import Stage
from qinglian.web.clocks.reminding import AHEAD, ROWS, Matter, last_stage, led_by, remind
from qinglian.web.duties.kinds import WAITING
from qinglian.web.duties.models import Turn, TurnReminder
from qinglian.web.duties.services.turns_made import turns_make


def turns_come() -> int:
    """Once a day: the turns of the current and the next period."""
    return turns_make()


def turns_remind() -> int:
    """Once a day: what is nearly due, due or late. Nobody is reminded of what they may still do in peace."""
    near = timezone.localdate() + timedelta(days=AHEAD)
    rows = Turn.objects.filter(status__in=WAITING, due_on__lte=near, duty__ended_on=None)
    said = rows.order_by("pk").values_list("pk", "status", "due_on", "unit_id")
    return remind(TurnReminder, "turn", "turn", (Matter(*one) for one in said.iterator(ROWS)))


def with_stage(rows: QuerySet[Turn]) -> QuerySet[Turn]:
    """Turns with `reminded`, the last stage of the step that waits."""
    return rows.annotate(reminded=last_stage(TurnReminder, "turn"))


def told_of(user: Any) -> QuerySet[Turn]:
    """Late turns that this person is told of as the leader, among what is visible to them."""
    led = led_by(user)
    if not led:
        return Turn.objects.none()
    told = TurnReminder.objects.filter(
        stage=Stage.LEADER, told_unit__in=led, step=F("turn__status"), due_on=F("turn__due_on")
    )
    return Turn.objects.visible_to(user).filter(status__in=WAITING, pk__in=told.values("turn"))
