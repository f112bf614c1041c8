"""The names of acts recorded by this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.evidence.concern_states import Sort, State
from qinglian.web.evidence.states import MOVES, Kind, Status

ACTIONS = {
    "piece.added": _("录入佐证材料"),
    "use.made": _("用作佐证材料"),
    "use.proposed": _("建议用作佐证材料"),
    "concern.found": _("发现待核实材料"),
    "concern.ask": _("请单位说明"),
    "concern.explain": _("情况说明"),
    "concern.conclude": _("核实"),
    "evidence_bounds.set": _("设待核实的界限"),
    "talk.noted": _("登记谈话"),
    "talk_rules.set": _("设谈话安排"),
    **{f"use.{move.verb}": move.label for move in MOVES.values()},
}
VALUES = dict(Status.choices) | dict(Kind.choices) | dict(Sort.choices) | dict(State.choices)
FACTS = {
    "was": _("原状态"),
    "now": _("现状态"),
    "kind": _("种类"),
    "sha256": _("校验值"),
    "serves": _("用在"),
    "share": _("文字相同到百分之几"),
    "quoted": _("多少个单位都写的句子不算"),
    "last_days": _("期末最后几个工作日"),
    "last_share": _("集中在期末的材料到百分之几"),
    "rules": _("几条安排"),
}
