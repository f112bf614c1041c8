"""The names of acts recorded by this app: the verbs as the pages call them, and what is asked on the way."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.alerts.states import MOVES, Status

ASKED = {
    "extend": (_("申请延期"), _("同意延期"), _("不同意延期")),
    "pause": (_("申请中止计时"), _("同意中止计时"), _("不同意中止计时")),
    "relevel": (_("申请级别调整"), _("同意级别调整"), _("不同意级别调整")),
    "secret": (_("申请保密核查"), _("同意保密核查"), _("不同意保密核查")),
    "park": (_("申请挂账"), _("同意挂账"), _("不同意挂账")),
    "transfer": (_("提出移送"), _("同意移送"), _("不同意移送")),
}
ACTIONS = {
    **{f"alert.{move.verb}": move.label for move in MOVES.values()},
    **{
        f"alert.{kind}_{step}": name
        for kind, names in ASKED.items()
        for step, name in zip(("asked", "agreed", "refused"), names, strict=True)
    },
    "alerts.opened": _("归并预警"),
    "alert.merge": _("合并预警"),
    "alert.stated": _("提交情况说明"),
    "alert.resumed": _("恢复计时"),
    "alert.task_done": _("督办任务办结"),
    "competence.set": _("确定主管部门"),
    "competence.ended": _("终止主管部门"),
    "competence.withdrawn": _("撤回主管部门"),
    "batch_check.bound": _("同因批量：确定范围"),
    "batch_check.concluded": _("同因批量：作出结论"),
    "lookback.drawn": _("回头看：抽取"),
    "lookback.said": _("回头看：结果"),
    "self_found.reported": _("自查自纠"),
    "team_key.set": _("登记公钥"),
    "transfer.made": _("线索移送"),
    "transfer.exported": _("导出移送包"),
    "transfer.returned": _("移送回复"),
}
VALUES = dict(Status.choices)
FACTS = {"field": _("规则包或规则编号"), "within": _("范围"), "authority": _("主管部门")}
