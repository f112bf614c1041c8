"""Numbers of difficulties in a period. 困难问题的期间数字。"""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from qinglian.web.core.listing import begin_of
from qinglian.web.core.reporting import Figure
from qinglian.web.duties.list_reporting import list_figures
from qinglian.web.duties.models import Difficulty
from qinglian.web.units.scope import reach


def figures(user: Any, begins: date, ends: date) -> list[Figure]:
    """Of programmes and lists; difficulties raised, answered, in time, agreed to: each by its own day."""
    listed = list_figures(user, begins, ends)
    if not reach(user, Difficulty.OBJECT):
        return listed
    rows, address = Difficulty.objects.visible_to(user), reverse("duties:difficulties")

    def one(key: str, label: Any, name: str, column: str, **more: Any) -> Figure:
        since, until = begins.isoformat(), ends.isoformat()
        within = {f"{column}__gte": begin_of(since), f"{column}__lt": begin_of(until, 1)}
        said = {f"{name}_since": since, f"{name}_until": until}
        if more:
            said["state"] = "in_time"
        number = rows.filter(**within, **more).count()
        return Figure(
            f"duties.{key}", _("困难问题"), label, number, _("件"), f"{address}?{urlencode(said)}"
        )

    return [
        *listed,
        one("difficulties_raised", _("提出的困难问题"), "raised", "raised_at"),
        one("difficulties_answered", _("已答复的困难问题"), "replied", "replied_at"),
        one("difficulties_in_time", _("按期答复的困难问题"), "replied", "replied_at", in_time=True),
        one("difficulties_agreed", _("提出单位同意解决的困难问题"), "agreed", "agreed_at"),
    ]
