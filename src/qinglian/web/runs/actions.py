"""The names of acts recorded by this app."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "upload.received": _("上传数据"),
    "upload.confirmed": _("确认装载"),
    "upload.withdrawn": _("撤回上传"),
    "batch.loaded": _("装载批次"),
    "batch.destroyed": _("销毁批次"),
    "run.started": _("开始运行"),
    "run.done": _("运行完成"),
    "plan.saved": _("保存运行计划"),
    "change.proposed": _("提出参数变更"),
    "change.simulated": _("试算参数变更"),
    "change.tried_again": _("重新试算参数变更"),
    "change.approved": _("批准参数变更"),
    "change.refused": _("不批准参数变更"),
    "change.end_asked": _("申请终止参数变更"),
    "change.ended": _("终止参数变更"),
    "correction.opened": _("开出数据更正单"),
    "correction.corrected": _("数据已更正"),
    "correction.refused": _("不予更正数据"),
}
