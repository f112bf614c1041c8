"""The names of acts recorded by this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.duties.kinds import TurnStatus
from qinglian.web.duties.list_states import LIST_STEPS, PROGRAMME_STEPS
from qinglian.web.duties.states import MOVES, Status

ACTIONS = {
    **{f"difficulty.{move.verb}": move.label for move in MOVES.values()},
    "difficulty.raise": _("提出困难问题"),
    **{f"list.{verb}": label for verb, label in LIST_STEPS.items()},
    **{f"programme.{verb}": label for verb, label in PROGRAMME_STEPS.items()},
    "sending.made": _("拟下发"),
    "sending.changed": _("修改拟下发"),
    "sending.withdrawn": _("删去拟下发"),
    "sending.sent": _("批准下发"),
    "sending.recalled": _("撤回下发"),
    "sending.received": _("签收清单事项"),
    "sending.cap": _("设事项上限"),
    "turn.done": _("报告落实"),
    "turn.review": _("复核通过"),
    "turn.return": _("退回重办"),
    "turn.drop": _("不再要求"),
    "turn.drawn": _("抽取复核"),
    "turn.accepted": _("按抽样结果接受，未逐项复核"),
    "duty.assigned": _("定具体责任人"),
}
ACTIONS |= {
    "report.make": _("生成报告"),
    "self_check.make": _("起草迎检自查"),
    "self_check.fits": _("认定自查材料符合"),
    "self_check.other": _("认定自查材料不符"),
}
VALUES = dict(Status.choices) | dict(TurnStatus.choices)
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
    "items": _("事项数"),
    "units": _("单位数"),
    "duties": _("责任事项数"),
    "minutes": _("合计分钟"),
    "plan_number": _("计划编号"),
    "level": _("层级"),
    "most": _("最多几项"),
    "seed": _("种子"),
    "turns": _("次数"),
    "size": _("抽取"),
    "unit": _("单位"),
    "kind": _("种类"),
    "begins": _("期间起"),
    "ends": _("期间止"),
    "lines": _("检查单条数"),
    "line": _("第几条"),
}
