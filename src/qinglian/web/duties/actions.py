"""The names of acts recorded by this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.duties.states import MOVES, Status

ACTIONS = {
    **{f"difficulty.{move.verb}": move.label for move in MOVES.values()},
    "difficulty.raise": _("提出困难问题"),
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
}
