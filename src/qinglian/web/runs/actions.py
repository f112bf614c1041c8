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
}
