"""Self-checks are reminded of, and their heads told; once each, and not of a campaign that ended."""

from collections.abc import Callable
from datetime import timedelta
from types import SimpleNamespace

from django.utils import timezone

from qinglian.web.campaigns.models import Campaign, Part, Reminder
from qinglian.web.campaigns.reminders import parts_remind

Make = Callable[..., Campaign]


def test_the_body_and_then_its_head(begun: Make, people: SimpleNamespace) -> None:
    made = begun("bureau")
    assert parts_remind() == 0
    Part.objects.update(due_on=timezone.localdate())
    assert (parts_remind(), parts_remind()) == (1, 0)
    Part.objects.update(due_on=timezone.localdate() - timedelta(days=20))
    assert (parts_remind(), parts_remind()) == (1, 0)
    assert Reminder.objects.last().told_unit == people.head.unit
    Part.objects.update(due_on=timezone.localdate() - timedelta(days=30))
    Campaign.objects.filter(pk=made.pk).update(status="closed")
    assert parts_remind() == 0
