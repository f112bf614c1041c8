"""The names of acts recorded by this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.evidence.states import MOVES, Kind, Status

ACTIONS = {
    "piece.added": _("录入佐证材料"),
    "use.made": _("用作佐证材料"),
    "use.proposed": _("建议用作佐证材料"),
    **{f"use.{move.verb}": move.label for move in MOVES.values()},
}
VALUES = dict(Status.choices) | dict(Kind.choices)
FACTS = {
    "was": _("原状态"),
    "now": _("现状态"),
    "kind": _("种类"),
    "sha256": _("校验值"),
    "serves": _("用在"),
}
