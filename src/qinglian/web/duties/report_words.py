"""What the numbers of reports are called. 报告中的数。"""

from typing import Any

from django.utils.translation import gettext_lazy as _

NUMBERS: dict[str, Any] = {
    "difficulties_raised": _("提出的困难问题"),
    "difficulties_answered": _("其中已答复"),
    "difficulties_agreed": _("其中已同意解决"),
    "problems_found": _("挂号问题"),
    "problems_struck": _("销号问题"),
    "problems_in_time": _("其中按期申请销号"),
    "problems_again": _("重新挂号问题"),
    "talks_held": _("开展谈话"),
    "decisions_agreed": _("主持会议议定事项"),
    "decisions_done": _("其中已办结"),
    "answers_given": _("答复的困难问题"),
    "turns_reviewed": _("复核的落实情况"),
}
TALLY: dict[str, Any] = {
    "turns": _("应落实（次）"),
    "in_time": _("按期"),
    "late": _("逾期完成"),
    "returned": _("退回过"),
    "open": _("未完成"),
    "overdue": _("其中已到期"),
}
"""One turn may stand under two heads: done in time after it was returned once."""
NO_DATA = _("没有数据")
