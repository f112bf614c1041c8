"""Words of lists: kinds, duty-holders, cycles, owners. 清单的种类、责任主体、周期与四责。"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ListKind(models.TextChoices):
    """What a list is made of (mission.md C)."""

    DUTY = "duty", _("责任清单")
    TASK = "task", _("任务清单")
    POWER = "power", _("权力清单")
    POSITIVE = "positive", _("正面清单")
    NEGATIVE = "negative", _("负面清单")


NORMS = (ListKind.POSITIVE, ListKind.NEGATIVE)
"""What may and may not be done: lines to keep to, nothing to report on."""


class Holder(models.TextChoices):
    """Kinds of duty-holders of 五张责任清单: a default (示例); the speeches do not name the five (practice.md 2)."""

    COMMITTEE = "committee", _("党委（党组）")
    SECRETARY = "secretary", _("党委（党组）书记")
    MEMBER = "member", _("领导班子成员")
    DISCIPLINE = "discipline", _("纪检监察机关（派驻机构）")
    DEPARTMENT = "department", _("党委工作部门")
    OTHER = "other", _("其他责任主体")


class Cycle(models.TextChoices):
    """How often."""

    ONCE = "once", _("一次性")
    MONTH = "month", _("每月")
    QUARTER = "quarter", _("每季度")
    HALF = "half", _("每半年")
    YEAR = "year", _("每年")


class VersionStatus(models.TextChoices):
    """Where a version of a list stands."""

    DRAFT = "draft", _("起草中")
    ISSUED = "issued", _("已印发")


class SendingStatus(models.TextChoices):
    """Where a sending stands."""

    DRAFT = "draft", _("拟下发")
    SENT = "sent", _("已下发")
    RECALLED = "recalled", _("已撤回")


class TurnStatus(models.TextChoices):
    """Where one turn of a duty stands."""

    OPEN = "open", _("待落实")
    DONE = "done", _("待复核")
    REVIEWED = "reviewed", _("已落实")
    ACCEPTED = "accepted", _("抽样接受，未逐项复核")
    RETURNED = "returned", _("退回重办")
    DROPPED = "dropped", _("不再要求")


ENDED_WELL = (TurnStatus.REVIEWED, TurnStatus.ACCEPTED)
"""Turns that the giver has accepted, looked at or not."""
REPORTED = (TurnStatus.DONE, *ENDED_WELL)
"""Turns of which the unit has said that they are done."""
WAITING = (TurnStatus.OPEN, TurnStatus.RETURNED)
"""Turns that wait for the unit."""
