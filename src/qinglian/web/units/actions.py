"""The names of acts recorded by this app."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "unit.created": _("设立单位"),
    "unit.corrected": _("更正单位"),
    "unit.renamed": _("单位更名"),
    "unit.ended": _("单位撤销或并入"),
    "import.received": _("上传导入表"),
    "import.applied": _("执行导入"),
    "person.created": _("登记人员"),
    "person.corrected": _("更正人员"),
    "person.kept_out": _("停用账号"),
    "person.let_in": _("恢复账号"),
    "person.password_reset": _("重设密码"),
    "role.granted": _("授予角色"),
}
