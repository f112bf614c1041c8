"""The names of acts recorded by this app: the verbs as the pages call them, and what is asked on the way."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.tasks.states import MOVES, Status

ACTIONS = {
    **{f"task.{move.verb}": move.label for move in MOVES.values()},
    "task.assigned": _("交办"),
    "task.assisted": _("协办反馈"),
    "task.resumed": _("恢复计时"),
    "task.extend_asked": _("申请延期"),
    "task.extend_agreed": _("同意延期"),
    "task.extend_refused": _("不同意延期"),
    "task.pause_asked": _("申请中止计时"),
    "task.pause_agreed": _("同意中止计时"),
    "task.pause_refused": _("不同意中止计时"),
    "guidance.noted": _("登记督导"),
}
VALUES = dict(Status.choices)
FACTS = {
    "was": _("原状态"),
    "now": _("现状态"),
    "late_days": _("逾期天数"),
    "origin": _("来源"),
    "due_on": _("期限"),
}
