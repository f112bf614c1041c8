"""The names of acts recorded by this app and by `core`."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "chain.checked": _("校验审计链"),
    "list.exported": _("导出列表"),
    "page.read": _("审计员查看页面"),
    "file.stored": _("上传文件"),
    "file.refused": _("拒绝上传"),
    "file.downloaded": _("下载附件"),
}
OBJECTS = {"page": _("页面"), "file": _("文件")}
FACTS = {
    "list": _("列表"),
    "rows": _("行数"),
    "filters": _("筛选"),
    "searched": _("带查找词"),
    "page": _("页面"),
    "paper": _("附件"),
    "kind": _("种类"),
    "size": _("字节数"),
    "sha256": _("摘要"),
    "why": _("原因"),
    "whole": _("完整"),
    "seals": _("封存数"),
    "seal": _("封存号"),
    "findings": _("发现"),
}
