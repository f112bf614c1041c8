"""The names of acts recorded by this app and by `core`."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "chain.checked": _("校验审计链"),
    "list.exported": _("导出列表"),
    "page.read": _("审计员查看页面"),
    "file.stored": _("上传文件"),
    "file.refused": _("拒绝上传"),
}
OBJECTS = {"page": _("页面"), "file": _("文件")}
