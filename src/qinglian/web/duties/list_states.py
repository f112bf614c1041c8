"""Who makes and who issues programmes and lists, and what happens to them. 方案与清单由谁定、由谁印发。"""

from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.roles import Role

MAKING = frozenset(
    {
        Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.LEADER, Role.AUTHORITY_HANDLER, Role.AUTHORITY_HEAD,
        Role.LEAD_LIAISON, Role.PROGRAMME_OFFICE, Role.SUPERVISOR, Role.SUPERVISION_HEAD,
    }
)  # fmt: skip
"""Who writes programmes and lists of a body they may write for."""
ISSUING = frozenset(
    {
        Role.UNIT_HEAD, Role.LEADER, Role.AUTHORITY_HEAD, Role.PROGRAMME_OFFICE,
        Role.SUPERVISION_HEAD,
    }
)  # fmt: skip
"""Who issues a version that somebody else wrote."""

LIST_STEPS = {
    "made": _("建清单"),
    "corrected": _("改清单名称等"),
    "drafted": _("起草新版"),
    "dropped": _("撤销草稿"),
    "put": _("写事项"),
    "removed": _("删事项"),
    "issued": _("印发"),
    "rolled": _("结转下年"),
}
PROGRAMME_STEPS = {
    "made": _("登记方案"),
    "corrected": _("改方案信息"),
    "decided": _("定条款"),
    "action_put": _("写行动"),
    "action_removed": _("删行动"),
    "linked": _("落实条款"),
    "ended": _("方案停止施行"),
}
