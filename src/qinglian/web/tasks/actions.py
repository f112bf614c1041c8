"""The names of acts recorded by this app: the verbs as the pages call them, and what is asked on the way."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.tasks.meeting_states import MOVES as MEETING_MOVES
from qinglian.web.tasks.meeting_states import Status as MeetingStatus
from qinglian.web.tasks.models import Column
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
    **{f"meeting.{move.verb}": move.label for move in MEETING_MOVES.values()},
    "meeting.opened": _("开始筹备"),
    "meeting.changed": _("改时间、地点或参会单位"),
    "meeting.agenda": _("加议题"),
    "meeting.agenda_order": _("调整议题顺序"),
    "meeting.agenda_removed": _("删议题"),
    "meeting.frozen": _("冻结会议数据"),
    "meeting.decision": _("记议定事项"),
    "meeting.decision_removed": _("删议定事项"),
    "meeting.all_done": _("议定事项全部办结"),
    "meeting.reopened": _("议定事项退回重办"),
    "meeting_kind.set": _("设会议类别"),
    "matter.opened": _("登记工作事项"),
    "matter.linked": _("归入一栏"),
    "matter.unlinked": _("移出一栏"),
    "matter.closed": _("结束跟踪"),
    "matter.reopened": _("重新跟踪"),
}
VALUES = dict(Status.choices) | dict(MeetingStatus.choices) | dict(Column.choices)
FACTS = {
    "was": _("原状态"),
    "now": _("现状态"),
    "late_days": _("逾期天数"),
    "origin": _("来源"),
    "due_on": _("期限"),
    "column": _("归入"),
    "thing": _("编号"),
    "edition": _("第几版"),
}
