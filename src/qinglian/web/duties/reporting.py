"""Numbers of duties and difficulties in a period. 责任事项与困难问题的期间数字。"""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from qinglian.web.core.listing import begin_of
from qinglian.web.core.periods import counts, period_address
from qinglian.web.core.reporting import Figure
from qinglian.web.duties.list_reporting import list_figures
from qinglian.web.duties.models import Difficulty, Sending, Turn
from qinglian.web.duties.turn_queries import SENDING_KINDS, TURN_KINDS
from qinglian.web.units.scope import reach


def figures(user: Any, begins: date, ends: date) -> list[Figure]:
    """Of programmes and lists, of what became of them, of difficulties."""
    return [
        *list_figures(user, begins, ends),
        *_turns(user, begins, ends),
        *_difficulties(user, begins, ends),
    ]


def _turns(user: Any, begins: date, ends: date) -> list[Figure]:
    """Turns due, done, in time, late, not done; lists sent."""
    if not reach(user, Turn.OBJECT):
        return []
    found = []
    for prefix, rows, kinds, name, measure in (
        ("turns", Turn.objects.visible_to(user), TURN_KINDS, "duties:turns", _("次")),
        ("sendings", Sending.objects.visible_to(user), SENDING_KINDS, "duties:sendings", _("份")),
    ):
        number = counts(rows, kinds, begins, ends)
        found += [
            Figure(
                f"duties.{prefix}_{what}", _("责任事项"), label, number[what], measure,
                period_address(reverse(name), what, begins, ends),
            )
            for what, (label, _condition) in kinds.items()
        ]  # fmt: skip
    return found


def _difficulties(user: Any, begins: date, ends: date) -> list[Figure]:
    """Raised, answered, answered in time, agreed to: each by its own day."""
    if not reach(user, Difficulty.OBJECT):
        return []
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
        one("difficulties_raised", _("提出的困难问题"), "raised", "raised_at"),
        one("difficulties_answered", _("已答复的困难问题"), "replied", "replied_at"),
        one("difficulties_in_time", _("按期答复的困难问题"), "replied", "replied_at", in_time=True),
        one("difficulties_agreed", _("提出单位同意解决的困难问题"), "agreed", "agreed_at"),
    ]
