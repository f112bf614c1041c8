"""The names of acts recorded by this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.documents.models import Batch
from qinglian.web.documents.states import MOVES, Status

ACTIONS = {
    **{f"document.{move.verb}": move.label for move in MOVES.values()},
    "document.draft": _("拟稿"),
    "document.edit": _("修改文书"),
    "document.printed": _("取走文书文件"),
    "sheet.received": _("收到签字件"),
    "sheet.matched": _("签字件归档"),
    "sheet.discarded": _("删去签字件"),
    "master.proposed": _("提出更换母版"),
    "master.agreed": _("同意更换母版"),
    "master.refused": _("不同意更换母版"),
    "batch.asked": _("批量拟稿"),
    "batch.again": _("重新打包"),
}
VALUES = {**dict(Status.choices), **dict(Batch.Status.choices)}
FACTS = {
    "was": _("原状态"),
    "now": _("现状态"),
    "kind": _("文种"),
    "edition": _("版次"),
    "number": _("数量"),
    "matched": _("签字件归档"),
    "file": _("文件"),
    "format": _("文件格式"),
}
