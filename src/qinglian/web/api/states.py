"""
What a system may be let in for, what it may be told, and where its request stands. 对接系统的权限、事件、状态。
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from qinglian.web.accounts.roles import Role


class Scope(models.TextChoices):
    """What a system may do."""

    BATCHES_WRITE = "batches:write", _("送数据")
    SIGNALS_READ = "signals:read", _("读疑点")
    ALERTS_READ = "alerts:read", _("读预警")
    TASKS_READ = "tasks:read", _("读督办")
    RECTIFICATION_READ = "rectification:read", _("读整改")
    WEBHOOKS_MANAGE = "webhooks:manage", _("订阅事件")
    UPPER_EXCHANGE = "upper:exchange", _("上级平台来件与回传")


KINDS: dict[str, dict[str, bool]] = {
    Scope.BATCHES_WRITE: {"batch": True},
    Scope.SIGNALS_READ: {"signal": False},
    Scope.ALERTS_READ: {"alert": False},
    Scope.TASKS_READ: {"task": False},
    Scope.RECTIFICATION_READ: {"problem": False},
    Scope.UPPER_EXCHANGE: {"task": True},
}
"""The kinds of object each scope opens, and whether for writing; `units.callers`."""

ROLES = (
    Role.PROGRAMME_OFFICE,
    Role.AUTHORITY_HEAD,
    Role.UNIT_HEAD,
    Role.UNIT_OFFICER,
    Role.LEAD_LIAISON,
    Role.SUPERVISOR,
)
"""Whose eyes a system of a body may have. Never an administrator's, an auditor's or the keeper's of sealed matters."""


class Event(models.TextChoices):
    """What a system may be told: that something happened to which object; never what stands in it."""

    ALERT_PUSHED = "alert.pushed", _("预警推送")
    ALERT_CHANGED = "alert.status_changed", _("预警状态变化")
    TASK_ASSIGNED = "task.assigned", _("督办交办")
    TASK_CHANGED = "task.status_changed", _("督办状态变化")
    TASK_DONE = "task.done", _("督办办结")
    BATCH_LOADED = "batch.loaded", _("数据批次装载")
    PROBLEM_OPENED = "problem.opened", _("整改问题登记")
    PROBLEM_CHANGED = "problem.status_changed", _("整改问题状态变化")
    PROBLEM_STRUCK_OFF = "problem.struck_off", _("整改问题销号")


NEEDS: dict[str, str] = {
    "alert": Scope.ALERTS_READ,
    "task": Scope.TASKS_READ,
    "batch": Scope.BATCHES_WRITE,
    "problem": Scope.RECTIFICATION_READ,
}
"""The scope without which nothing is told of a kind of object."""


class State(models.TextChoices):
    """Where an integration stands, today."""

    WAITING = "waiting", _("待批准")
    OPEN = "open", pgettext_lazy("integration", "在用")
    REFUSED = "refused", _("未批准")
    EXPIRED = "expired", _("已到期")
    ENDED = "ended", _("已停用")


MOST_DAYS = 366
"""The longest term; afterwards it is asked for anew."""
OVERLAP_HOURS = (0, 24, 72, 168)
"""How long an old token or secret may go on beside its successor."""
