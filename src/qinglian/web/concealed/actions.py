"""The names of acts recorded by this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.concealed.states import Status
from qinglian.web.concealed.verbs import LABELS, OTHERS
from qinglian.web.works.states import Side

ACTIONS = {
    **{
        f"acceptance.{name}": label
        for name, label in {**LABELS, **OTHERS}.items()
        if name != "open"
    },
    "acceptance.opened": _("开始收集资料"),
    "shot.arrived": _("现场照片送达"),
    "shot.published": _("导出遮挡后的照片"),
    "alike.found": _("发现相似照片"),
    "alike.decided": _("认定相似照片"),
    "attendance.set": _("设到场时限"),
    "part_kinds.imported": _("导入部位模板"),
}
VALUES = {str(key): label for key, label in [*Status.choices, *Side.choices]}
FACTS = {"was": _("原状态"), "now": _("现状态"), "due_at": _("应到场时间"), "hash": _("散列值")}
