"""The names of acts recorded by this app."""

from django.utils.translation import gettext_lazy as _

ACTIONS = {
    "integration.asked": _("申请对接"),
    "integration.approved": _("批准对接"),
    "integration.refused": _("不予批准对接"),
    "integration.ended": _("停用对接"),
    "integration.called": _("系统调用接口"),
    "token.made": _("发令牌"),
    "token.revoked": _("收回令牌"),
    "push.begun": _("系统送数据"),
    "hook.made": _("订阅事件"),
    "hook.rotated": _("换签名密钥"),
    "hook.ended": _("停用订阅"),
    "delivery.again": _("重新投递"),
    "warning.received": _("收到上级平台预警"),
    "warning.handed": _("交办上级平台预警"),
    "warning.declined": _("说明不办上级平台预警"),
    "report.acknowledged": _("上级平台确认回传"),
    "report.again": _("重新回传"),
}
OBJECTS = {"push": _("系统送数据")}
FACTS = {
    "scopes": _("权限"),
    "granted": _("角色"),
    "expires_on": _("有效至"),
    "prefix": _("令牌"),
    "overlap_hours": _("并用小时数"),
    "call": _("调用"),
    "status": _("应答"),
    "events": _("事件"),
    "upper_id": _("上级平台编号"),
    "task": _("督办"),
    "accepted": _("接受"),
}
