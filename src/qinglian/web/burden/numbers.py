"""The cap of a level and the estimate of a kind on a day. 上限和估计用时。"""

from datetime import date

from django.utils.translation import gettext as _

from qinglian.web.burden.kinds import CAPS, ESTIMATES, Kind
from qinglian.web.burden.models import Setting
from qinglian.web.units.models import Unit

DEFAULTS: dict[tuple[str, str], int] = {
    **{(Setting.What.CAP, level): minutes for level, minutes in CAPS.items()},
    **{(Setting.What.ESTIMATE, kind): minutes for kind, minutes in ESTIMATES.items()},
}
"""Every number there is, by what and key."""

MOST = {Setting.What.CAP: 9_600, Setting.What.ESTIMATE: 2_400}
"""A cap of more than twenty days of work, an estimate of more than five, is a slip of the pen."""


def numbers(on: date) -> dict[tuple[str, str], int]:
    """Every cap and estimate in force on a day; one query."""
    found = dict(DEFAULTS)
    for one in Setting.objects.filter(agreed=True, valid_from__lte=on).order_by("valid_from", "pk"):
        if (one.what, one.key) in found:
            found[one.what, one.key] = one.minutes
    return found


def caps(on: date) -> dict[str, int]:
    """Minutes a month holds, by level."""
    return {key: said for (what, key), said in numbers(on).items() if what == Setting.What.CAP}


def estimate(kind: str, on: date) -> int:
    """Minutes one of a kind takes one body."""
    return numbers(on)[Setting.What.ESTIMATE, kind]


def number_name(what: str, key: str) -> str:
    """「每月上限 · 站所级」."""
    label = Unit.Level(key).label if what == Setting.What.CAP else Kind(key).label
    return _("%(what)s · %(key)s") % {"what": Setting.What(what).label, "key": label}
