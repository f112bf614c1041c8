"""The names of acts recorded by this app."""

from django.utils.translation import gettext_lazy as _

from qinglian.web.accounts.roles import Role

ACTIONS = {
    "person.signed_in": _("登录"),
    "person.sign_in_failed": _("登录失败"),
    "person.locked_out": _("登录锁定"),
    "person.unlocked": _("解除锁定"),
    "person.signed_out": _("退出登录"),
    "person.session_ended": _("结束一处登录"),
    "person.password_changed": _("修改密码"),
    "person.second_factor_changed": _("变更动态口令"),
    "person.second_factor_reset": _("重置动态口令"),
    "person.bound": _("绑定统一身份认证"),
    "person.unbound": _("解除统一身份认证绑定"),
    "certificate.asked": _("登记证书"),
    "certificate.approved": _("批准证书"),
    "certificate.refused": _("不予批准证书"),
    "certificate.revoked": _("停用证书"),
    "unmasking.asked": _("申请查看姓名"),
    "unmasking.approved": _("批准查看姓名"),
    "unmasking.declined": _("不同意查看姓名"),
    "unmasking.used": _("查看未遮盖的姓名"),
}
ROLES = dict(Role.choices)
FACTS = {
    "address": _("来自"),
    "known": _("用户名存在"),
    "done": _("变更"),
    "provider": _("认证服务"),
    "asked_by": _("申请人"),
    "certificate": _("证书"),
    "person": _("人员"),
}
VALUES = {"too many": _("同时登录的处数超过上限")}
