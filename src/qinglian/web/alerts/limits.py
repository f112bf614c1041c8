"""Terms: how many working days a step of an alert has. 预警各环节的时限。"""

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qinglian.web.alerts.models import Alert
from qinglian.web.alerts.states import CONFIDENTIAL_DAYS, HELD_DAYS, LIMITS, Level, Status
from qinglian.web.clocks import terms

SECRET, HELD = "secret", "held"
SAMPLE = _("示例，按本地制度定")
BEFORE = {Level.RED: 1, Level.ORANGE: 1, Level.YELLOW: 2, Level.BLUE: 2}
TO_LEADER = {Level.RED: 1, Level.ORANGE: 2, Level.YELLOW: 3, Level.BLUE: 3}


def _term(key: str, label: Any, days: Any, source: Any = SAMPLE, **more: Any) -> terms.Term:
    group = pgettext_lazy("list", "预警")
    by_level = {str(level): number for level, number in days.items()}
    return terms.Term(f"alert.{key}", group, label, by_level, source, dict(Level.choices), **more)


terms.register(
    *(_term(status, Status(status).label, days) for status, days in LIMITS.items()),
    _term(HELD, _("排队：最多等几天，到时须推送或不予推送"), HELD_DAYS),
    _term(
        SECRET,
        _("保密核查"),
        {"": CONFIDENTIAL_DAYS},
        _("不得超过 15 个工作日"),
        most=CONFIDENTIAL_DAYS,
    ),
    _term("remind_before", _("催办：到期前几天"), BEFORE),
    _term("remind_leader", _("催办：逾期几天报负责人"), TO_LEADER),
)


def due_for(status: str, level: str, start: date) -> date | None:
    """The last day of a step that began on a day; None where nothing is waiting."""
    return terms.due_for(f"alert.{status}", level, start)


def due_of(alert: Alert) -> date | None:
    """The last day of the step an alert is in, at its level, by the limits of the day the step began."""
    step = HELD if alert.held else alert.status
    return due_for(step, alert.level, timezone.localdate(alert.step_since))


def triage_due(start: date) -> dict[str, date | None]:
    """Due days of triage for every level, for many alerts at once."""
    return {level: due_for(Status.TRIAGE, level, start) for level in LIMITS[Status.TRIAGE]}


def held_due(start: date) -> dict[str, date | None]:
    """Until when a new alert of each level may wait outside a full queue."""
    return {level: due_for(HELD, level, start) for level in HELD_DAYS}
