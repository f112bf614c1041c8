"""
What can be asked of a body, how many minutes it takes, how many a month holds. 要什么、几分钟、上限几分钟。

All numbers are defaults labelled 示例: no rule of law sets them. A place changes them by two persons
(`services.settings`), from a day that is still to come.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from qinglian.web.units.models import Unit


class Kind(models.TextChoices):
    """What is asked."""

    ITEM = "item", _("事项")
    FORM = "form", _("报表")
    MEETING = "meeting", _("会议")
    DOCUMENT = "document", _("公文")
    INSPECTION = "inspection", _("督查检查")
    SELF_CHECK = "self_check", _("自查自评")
    CONSULTATION = "consultation", _("征求意见")


ESTIMATES: dict[str, int] = {
    Kind.ITEM: 60,
    Kind.FORM: 45,
    Kind.MEETING: 120,
    Kind.DOCUMENT: 60,
    Kind.INSPECTION: 240,
    Kind.SELF_CHECK: 120,
    Kind.CONSULTATION: 60,
}
"""Minutes one of a kind takes one body (示例)."""

CAPS: dict[str, int] = {
    Unit.Level.PROVINCE: 1920,
    Unit.Level.CITY: 1920,
    Unit.Level.COUNTY: 1920,
    Unit.Level.TOWN: 960,
    Unit.Level.STATION: 480,
}
"""Minutes that may be asked of one body in a month, by level (示例: four days of work, two, one)."""

PLANNED = frozenset({Kind.INSPECTION, Kind.SELF_CHECK})
"""督查检查考核: what is not in the yearly plan needs somebody who approves it by name (practice.md 3.4)."""

ALIKE_DAYS = 90
"""How far back one looks for the same having been asked already."""
