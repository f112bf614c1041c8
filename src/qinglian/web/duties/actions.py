"""The names of acts recorded by this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.duties.list_states import LIST_STEPS, PROGRAMME_STEPS
from qinglian.web.duties.states import MOVES, Status

ACTIONS = {
    **{f"difficulty.{move.verb}": move.label for move in MOVES.values()},
    "difficulty.raise": _("提出困难问题"),
    **{f"list.{verb}": label for verb, label in LIST_STEPS.items()},
    **{f"programme.{verb}": label for verb, label in PROGRAMME_STEPS.items()},
}
VALUES = dict(Status.choices)
FACTS = {
    "was": _("原状态"),
    "now": _("现状态"),
    "late_days": _("逾期天数"),
    "up_to": _("提级到"),
    "forwarded_to": _("转给"),
    "task": _("督办"),
    "rule": _("规则"),
    "number": _("版本"),
    "key": _("事项编号"),
    "title": _("事项"),
    "fields": _("改了哪几栏"),
    "valid_from": _("施行日期"),
    "places": _("条款序号"),
}
