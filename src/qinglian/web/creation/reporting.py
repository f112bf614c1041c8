"""Numbers of creation in a period. 创建的期间数字。"""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from qinglian.web.core.listing import begin_of
from qinglian.web.core.reporting import Figure
from qinglian.web.creation.models import Application, Naming, Practice, Review
from qinglian.web.creation.queries import reads
from qinglian.web.creation.states import NamingStatus, PracticeStatus, ReviewStatus


def figures(user: Any, begins: date, ends: date) -> list[Figure]:
    """Applied for, named, withdrawn, checked again, promoted: each by its own day, each with its list."""
    if not reads(user):
        return []
    first, last = begins.isoformat(), ends.isoformat()
    applied = Application.objects.visible_to(user).filter(
        applied_at__gte=begin_of(first), applied_at__lt=begin_of(last, 1)
    )
    namings = Naming.objects.visible_to(user)
    named = namings.filter(named_on__range=(begins, ends))
    gone = namings.filter(status=NamingStatus.WITHDRAWN, ended_on__range=(begins, ends))
    checked = Review.objects.visible_to(user).filter(decided_on__range=(begins, ends))
    lowered = checked.filter(status=ReviewStatus.LOWERED)
    promoted = Practice.objects.visible_to(user).filter(
        status=PracticeStatus.PROMOTED, decided_on__range=(begins, ends)
    )

    def one(key: str, label: Any, rows: Any, room: str, **query: str) -> Figure:
        said = query or {"since": first, "until": last}
        address = f"{reverse(f'creation:{room}')}?{urlencode(said)}"
        return Figure(f"creation.{key}", _("单元创建"), label, rows.count(), _("个"), address)

    days = {"since": first, "until": last}
    return [
        one("applied", _("申报创建"), applied, "applications"),
        one("named", _("命名"), named, "namings"),
        one(
            "withdrawn", _("摘牌"), gone, "namings", status="withdrawn", ended_since=first,
            ended_until=last,
        ),
        one("reviewed", _("复核"), checked, "reviews"),
        one("lowered", _("其中降级"), lowered, "reviews", status="lowered", **days),
        one("promoted", _("入库推广的做法"), promoted, "practices", status="promoted", **days),
    ]  # fmt: skip
