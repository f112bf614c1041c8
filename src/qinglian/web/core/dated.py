"""Things that hold from a day until before another. 有起止日期的事物。"""

from calendar import monthrange
from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


def in_force(on: date | None = None) -> Q:
    """Rows whose dated interval holds the day, today by default. The day of `valid_to` itself is no longer inside."""
    day = on or timezone.localdate()
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gt=day))


def months_after(day: date, months: int) -> date:
    """The same day so many calendar months later; the last of the month where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def months_before(day: date, months: int) -> date:
    """The same day so many calendar months earlier, clamped alike."""
    return months_after(day, -months)


class Dated(models.Model):
    """Something that holds from a day until before another."""

    valid_from = models.DateField(_("起始日期"))
    valid_to = models.DateField(_("终止日期"), null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def last_day(self) -> date | None:
        """The last day inside, as pages say it: 至; None while no end is set."""
        return None if self.valid_to is None else self.valid_to - timedelta(days=1)

    def holds_on(self, on: date) -> bool:
        """Whether the interval holds the day."""
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


def ordered(name: str) -> models.CheckConstraint:
    """The end of an interval lies after its beginning."""
    return models.CheckConstraint(
        condition=Q(valid_to=None) | Q(valid_to__gt=F("valid_from")), name=f"{name}_interval"
    )
