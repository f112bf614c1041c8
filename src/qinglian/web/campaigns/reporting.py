"""Numbers of campaigns in a period. 专项整治的期间数字。"""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from qinglian.web.campaigns.models import Campaign, Found, Notice, Part
from qinglian.web.campaigns.states import NoticeStatus
from qinglian.web.core.listing import begin_of
from qinglian.web.core.reporting import Figure
from qinglian.web.units.scope import reach


def figures(user: Any, begins: date, ends: date) -> list[Figure]:
    """
    Begun, answered, found and not, published. 查处 stays out: its numbers are shown where the table is, and small ones
    not at all.
    """
    if not reach(user, Campaign.OBJECT):
        return []
    days = {"since": begins.isoformat(), "until": ends.isoformat()}

    def within(column: str) -> dict[str, Any]:
        return {
            f"{column}__gte": begin_of(days["since"]),
            f"{column}__lt": begin_of(days["until"], 1),
        }

    def one(key: str, label: Any, measure: Any, rows: Any, page: str, **more: str) -> Figure:
        url = f"{reverse(f'campaigns:{page}')}?{urlencode({**more, **days})}"
        return Figure(f"campaigns.{key}", _("专项整治"), label, rows.count(), measure, url)

    parts = Part.objects.visible_to(user).filter(**within("answered_at"))
    found = Found.objects.visible_to(user).filter(**within("at"))
    published = Notice.objects.visible_to(user).filter(
        status=NoticeStatus.PUBLISHED, published_on__gte=begins, published_on__lte=ends
    )
    begun = Campaign.objects.visible_to(user).filter(**within("started_at"))
    return [
        one("begun", _("启动的专项整治"), _("项"), begun, "campaigns"),
        one("answered", _("反馈自查的单位"), _("家次"), parts, "parts"),
        one(
            "nothing", _("自查未发现问题的单位"), _("家次"), parts.filter(nothing=True), "parts",
            state="nothing",
        ),
        one(
            "self_found", _("自查发现的问题"), _("个"), found.filter(sampled=None), "founds", by="self"
        ),
        one(
            "rechecked", _("抽查发现的问题"), _("个"), found.exclude(sampled=None), "founds",
            by="recheck",
        ),
        one("published", _("公开通报"), _("期"), published, "notices", status="published"),
    ]  # fmt: skip
