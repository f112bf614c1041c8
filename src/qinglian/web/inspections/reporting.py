"""Numbers of a period. 期间的督查数字。"""

from datetime import date
from typing import Any

from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from qinglian.web.core.listing import begin_of
from qinglian.web.core.reporting import Figure
from qinglian.web.inspections.models import Finding, Inspection, Visit
from qinglian.web.inspections.queries import reads
from qinglian.web.inspections.states import Follow, Mode

GROUP = _("督查")


def figures(user: Any, begins: date, ends: date) -> list[Figure]:
    """Inspections begun, those outside the plan, bodies visited, their minutes, what was found and became of it."""
    if not reads(user):
        return []
    first, last = begins.isoformat(), ends.isoformat()
    out = Inspection.objects.visible_to(user).filter(
        issued_at__gte=begin_of(first), issued_at__lt=begin_of(last, 1)
    )
    visits = Visit.objects.visible_to(user).filter(finished_on__range=(begins, ends))
    found = Finding.objects.visible_to(user).filter(visit__finished_on__range=(begins, ends))
    unannounced = visits.filter(inspection__mode=Mode.UNANNOUNCED)
    repeated = visits.filter(repeat_of__isnull=False)
    minutes = visits.aggregate(n=Sum("minutes"))["n"] or 0
    times, pieces = _("次"), _("个")

    def one(key: str, label: Any, number: int, measure: Any, room: str, **more: str) -> Figure:
        address = reverse(f"inspections:{room}", query={"since": first, "until": last, **more})
        return Figure(f"inspections.{key}", GROUP, label, number, measure, address)

    def of(follow: Follow) -> int:
        return found.filter(follow=follow).count()

    beyond = out.filter(beyond=True).count()
    spot, waiting = Follow.ON_SPOT, Follow.WAITING
    return [
        one("issued", _("启动督查"), out.count(), times, "inspections"),
        one("beyond", _("其中计划外"), beyond, times, "inspections", beyond="1"),
        one("visits", _("现场督查"), visits.count(), times, "visits"),
        one("unannounced", _("其中暗访"), unannounced.count(), times, "visits", mode="unannounced"),
        one("repeated", _("其中重复检查"), repeated.count(), times, "visits", state="repeat"),
        one("minutes", _("占用被督查单位时间"), minutes, _("分钟"), "visits"),
        one("findings", _("督查发现问题"), found.count(), pieces, "findings"),
        one("on_spot", _("其中立查立改"), of(spot), pieces, "findings", follow=spot.value),
        one("waiting", _("其中待处置"), of(waiting), pieces, "findings", follow=waiting.value),
    ]
