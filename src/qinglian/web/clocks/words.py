"""What a term is called. 时限的叫法。"""

from django.utils.translation import gettext as _

from qinglian.web.clocks.models import Limit
from qinglian.web.clocks.terms import TERMS


def term_name(key: str, level: str = "") -> str:
    """Group, step and level: 「预警 · 待研判 · 红」."""
    term = TERMS.get(key)
    if term is None:
        return key
    parts = [str(term.group), str(term.label), str(term.level_name(level))]
    return " · ".join(part for part in parts if part)


def named(limit: Limit) -> str:
    """A change in one line."""
    return _("%(term)s：%(before)d 改为 %(days)d 个工作日") % {
        "term": term_name(limit.term, limit.level),
        "before": limit.days_before,
        "days": limit.days,
    }
