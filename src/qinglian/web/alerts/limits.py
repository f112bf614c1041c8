"""Terms: how many working days a step has. 时限。"""

from datetime import date

from qinglian.web.alerts.models import Alert, Limit
from qinglian.web.alerts.states import LIMITS, Status
from qinglian.web.core.workdays import add_working_days


def days_for(status: str, level: str) -> int | None:
    """Working days of a step at a level: those of this place, or the default; None where nothing is waiting."""
    said = Limit.objects.filter(status=status, level=level).values_list("days", flat=True).first()
    return said if said is not None else LIMITS.get(status, {}).get(level)


def due_for(status: str, level: str, start: date) -> date | None:
    """The last day of a step that began on a day."""
    days = days_for(status, level)
    return None if days is None else add_working_days(start, days)


def triage_due(start: date) -> dict[str, date | None]:
    """Due days of triage for every level, for many alerts at once."""
    return {level: due_for(Status.TRIAGE, level, start) for level in LIMITS[Status.TRIAGE]}


def resume_due(alert: Alert, on: date) -> date | None:
    """The due day after a stopped clock: as many working days on as the clock stood still."""
    from qinglian.web.core.workdays import working_days_between

    if alert.due_on is None or alert.paused_on is None:
        return alert.due_on
    return add_working_days(alert.due_on, max(0, working_days_between(alert.paused_on, on)))
