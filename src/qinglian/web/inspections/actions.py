"""The names of acts recorded by this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.inspections.states import MOVES, Breadth, Follow, Mode, Stage, Status

ACTIONS = {
    **{f"visit.{move.verb}": move.label for move in MOVES.values()},
    "matter.added": _("登记督查事项"),
    "plan.made": _("编制年度计划"),
    "plan.changed": _("改年度计划"),
    "plan.approved": _("批准年度计划"),
    "template.made": _("编制检查单"),
    "template.changed": _("改检查单"),
    "template.issued": _("启用检查单"),
    "template.retired": _("停用检查单"),
    "inspection.opened": _("提出督查"),
    "inspection.team": _("组成督查组"),
    "inspection.checklist": _("确定检查单"),
    "inspection.seeded": _("登记抽取名册与种子"),
    "inspection.drawn": _("抽取单位"),
    "inspection.issued": _("启动督查"),
    "inspection.closed": _("结束督查"),
    "inspection.withdrawn": _("撤销督查"),
    "inspection.beyond_asked": _("申请计划外督查"),
    "inspection.beyond_agreed": _("同意计划外督查"),
    "inspection.beyond_refused": _("不同意计划外督查"),
    "visit.repeat_asked": _("申请重复检查"),
    "visit.repeat_agreed": _("同意重复检查"),
    "visit.repeat_refused": _("不同意重复检查"),
    "inspection.joint_proposed": _("提议联合督查"),
    "inspection.joint_agreed": _("同意联合督查"),
    "inspection.joint_refused": _("不同意联合督查"),
    "visit.merged": _("并入联合督查"),
    "visit.answered": _("回答检查项"),
    "visit.replied": _("回复反馈"),
    "finding.noted": _("记录发现问题"),
    "finding.changed": _("改发现问题"),
    "finding.removed": _("删去发现问题"),
    "finding.followed": _("处置发现问题"),
    "objection.made": _("提出异议"),
    "objection.agreed": _("异议成立"),
    "objection.refused": _("异议不成立"),
}
VALUES = {
    **dict(Status.choices),
    **dict(Stage.choices),
    **dict(Follow.choices),
    **dict(Mode.choices),
    **dict(Breadth.choices),
}
FACTS = {
    "seed": _("种子"),
    "population": _("名册哈希"),
    "bodies": _("单位数"),
    "size": _("抽取数"),
    "drawn": _("抽中单位"),
    "follow": _("处置"),
    "items": _("检查项数"),
}
