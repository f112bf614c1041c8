"""
The level of an alert, computed from what it holds. 预警级别的计算。

The gravest of its rules; one step graver where three rules or more meet in one event, or where a matter of the
same rule at the same body was settled as true within twelve months (repetition). Triage may adjust it with a
second person; the computed level stays.
"""

from collections.abc import Iterable

from qinglian.web.alerts.states import Level

ORDER = list(Level.values)
MEETING = 3
"""Different rules in one event that raise it a step."""
REPEATED_WITHIN_DAYS = 365


def level_of(severities: Iterable[str], rules: int, repeated: bool) -> str:
    """The computed level."""
    gravest = min((ORDER.index(one) for one in severities), default=len(ORDER) - 1)
    raised = rules >= MEETING or repeated
    return str(ORDER[max(0, gravest - raised)])
