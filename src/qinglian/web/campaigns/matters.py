"""Campaigns and their notices under the columns of a matter. 专项整治归入五栏。"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from qinglian.web.campaigns.models import Campaign, Notice
from qinglian.web.campaigns.states import UNSENT, NoticeStatus
from qinglian.web.tasks.matrix import Kind, Shown
from qinglian.web.tasks.models import Column

CAMPAIGN, NOTICE = _("专项整治"), _("公开稿")


def _campaigns(user: Any, numbers: Iterable[str]) -> dict[str, Shown]:
    rows = Campaign.objects.visible_to(user).filter(public_id__in=list(numbers))
    return {
        one.public_id: Shown(
            CAMPAIGN, one.title, one.get_absolute_url(), one.begins_on, one.get_status_display(),
            one.status, done=one.status not in UNSENT,
        )
        for one in rows
    }  # fmt: skip


def _notices(user: Any, numbers: Iterable[str]) -> dict[str, Shown]:
    rows = Notice.objects.visible_to(user).filter(public_id__in=list(numbers))
    return {
        one.public_id: Shown(
            NOTICE, one.title, one.get_absolute_url(), one.published_on, one.get_status_display(),
            one.status, done=one.status == NoticeStatus.PUBLISHED,
        )
        for one in rows
    }  # fmt: skip


KINDS = [
    Kind("campaigns.campaign", CAMPAIGN, frozenset({Column.DEPLOYED}), _campaigns),
    Kind("campaigns.notice", NOTICE, frozenset({Column.CIRCULATED}), _notices),
]
