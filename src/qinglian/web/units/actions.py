"""The names of acts recorded by this app."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "unit.created": _("新建单位"),
    "unit.corrected": _("更正单位登记"),
    "unit.renamed": _("单位更名"),
    "unit.ended": _("撤销单位"),
    "unit.merged": _("单位并入"),
    "unit.split": _("单位分设"),
    "line.drawn": _("划线"),
    "line.ended": _("终止线"),
    "line.withdrawn": _("撤回线"),
    "import.received": _("上传导入文件"),
    "import.applied": _("导入"),
    "person.created": _("新建人员"),
    "person.corrected": _("更正人员登记"),
    "person.kept_out": _("停用账号"),
    "person.let_in": _("恢复登录"),
    "person.password_reset": _("发放首次密码"),
    "holding.set": _("登记权力、岗位"),
    "holding.ended": _("终止权力、岗位"),
    "role.granted": _("授予角色"),
    "role.approved": _("批准角色"),
    "role.refused": _("不予批准角色"),
    "role.revoked": _("收回角色"),
}
OBJECTS = {"assignment": _("角色"), "line": _("线"), "import": _("导入")}
FACTS = {
    "day": _("日期"),
    "into": _("承接单位"),
    "lines": _("线"),
    "roles": _("角色"),
    "name": _("名称"),
    "changes": _("变更"),
    "columns": _("变更的栏"),
    "kind": _("种类"),
    "upper": _("上端单位"),
    "lower": _("下端单位"),
    "valid_from": _("起始日期"),
    "valid_to": _("不再有效之日"),
    "person": _("人员"),
    "granted": _("角色"),
    "counts": _("条数"),
    "sha256": _("文件摘要"),
    "units": _("单位"),
    "people": _("人员"),
}
