"""The names of acts recorded by this app: the verbs as the pages call them, and what is asked on the way."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.rectification.states import MOVES, Status
from qinglian.web.rectification.words import OTHERS

ACTIONS = {
    **{f"problem.{move.verb}": move.label for move in MOVES.values()},
    **{f"problem.{verb}": label for verb, label in OTHERS.items()},
    "problem_list.received": _("上传问题清单"),
    "problem_list.applied": _("导入问题清单"),
    "lookback.seeded": _("登记回头看种子"),
}
VALUES = dict(Status.choices)
FACTS = {
    "was": _("原环节"),
    "now": _("现环节"),
    "late_days": _("逾期天数"),
    "origin": _("来源"),
    "due_on": _("期限"),
    "quarter": _("期间"),
}
