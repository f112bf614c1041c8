"""The names of acts recorded by this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.works.states import Post, Side

ACTIONS = {
    "project.made": _("登记项目"),
    "project.imported": _("导入项目"),
    "project.exported": _("导出项目"),
    "project.node_reached": _("登记节点"),
    "project.node_withdrawn": _("撤回节点"),
    "project.alignment_added": _("登记路线"),
    "project.alignment_removed": _("删除路线"),
    "project.layers_set": _("设定层位"),
    "project.operating_added": _("登记运营桩号"),
    "project.operating_ended": _("终止运营桩号对照"),
    "section.parts_imported": _("导入划分"),
    "section.part_added": _("加部位"),
    "section.made": _("登记标段"),
    "section.party_added": _("登记参建方"),
    "section.participant_added": _("登记参建人员"),
    "section.participant_confirmed": _("确认参建人员"),
    "section.participant_ended": _("参建人员离岗"),
}
VALUES = {key: label for choices in (Side, Post) for key, label in choices.choices}
FACTS = {"side": _("哪一方"), "post": _("岗位"), "person": _("人员")} | {
    "node": _("节点"), "day": _("日期"), "doubts": _("需留意"), "line": _("路线"), "breaks": _("断链"),
    "number": _("数量"), "route": _("路线编码"), "part": _("部位"), "source": _("来源"), "sections": _("标段数"),
}  # fmt: skip
